"""The JSON API: one module a resource, one format of errors."""

from flask import Flask

from app.api.changes import changes
from app.api.conversations import conversations
from app.api.docs import docs
from app.api.export import exports
from app.api.feedback import feedback
from app.api.health import health
from app.api.history import history
from app.api.problems import ProblemApi
from app.api.query import query
from app.api.sql import statements
from app.api.suggestions import suggestions


def register_api(app: Flask) -> None:
    """Register the resources under /api, and the probes beside it."""
    app.config.update(
        API_TITLE="QueryCraft",
        API_VERSION="1",
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX="/api",
        OPENAPI_JSON_PATH="openapi.json",
    )
    api = ProblemApi(app)
    for resource in (query, statements, feedback, exports, changes, history, conversations, suggestions):
        api.register_blueprint(resource)
    for pages in (health, docs):
        app.register_blueprint(pages)
