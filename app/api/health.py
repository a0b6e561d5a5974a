"""Probes: /healthz says that the process answers, /readyz that it can answer questions, and with what."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from app.assets import CHARTS, FONT, assets_in
from app.current import current_services

health = Blueprint("health", __name__)


@health.get("/healthz")
def healthz() -> Response:
    """The process is alive."""
    return jsonify(status="ok")


@health.get("/readyz")
def readyz() -> tuple[Response, int]:
    """200 when the record and the business tables can be reached; neither generators nor files make it fail.

    `files` says whether charts can be drawn, and whether the pages bring a font with Persian letters, which pictures
    of charts are made with too: a browser draws them.
    """
    services = current_services()
    checks = {"record": services.recorder.is_reachable(), "data": services.reader.is_reachable()}
    generators = {generator.name: generator.is_available() for generator in services.chain}
    built = assets_in("built")
    files = {"charts": CHARTS in built, "font": FONT in built}
    ready = all(checks.values())
    body = jsonify(status="ready" if ready else "unavailable", checks=checks, generators=generators, files=files)
    return body, 200 if ready else 503
