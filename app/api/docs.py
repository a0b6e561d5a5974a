"""/api/docs: the OpenAPI page, from the files that the package flask-swagger-ui brings."""

from __future__ import annotations

from flask import Blueprint, render_template

docs = Blueprint("docs", __name__, url_prefix="/api/docs")


@docs.get("/")
def show_docs() -> str:
    """The page."""
    return render_template("docs.html")
