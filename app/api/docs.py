"""/api/docs: the OpenAPI page, from the files that the package flask-swagger-ui brings."""

from __future__ import annotations

from importlib.resources import files

from flask import Blueprint, Response, render_template, send_from_directory

docs = Blueprint("docs", __name__, url_prefix="/api/docs")

ASSETS = str(files("flask_swagger_ui") / "dist")


@docs.get("/")
def show_docs() -> str:
    """The page."""
    return render_template("docs.html")


@docs.get("/assets/<path:name>")
def asset(name: str) -> Response:
    """One of the page's files."""
    return send_from_directory(ASSETS, name, max_age=86_400)
