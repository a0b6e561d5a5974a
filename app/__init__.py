"""QueryCraft: questions to a PostgreSQL database in Persian and English, answered so that they can be checked."""

from __future__ import annotations

import os
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from app.api import register_api
from app.assets import enable_assets
from app.browsers import enable_browsers
from app.cli import register_commands
from app.connections import pool_options
from app.encoding import ReadableJson
from app.extensions import babel, db
from app.hosts import enable_hosts
from app.pages import register_pages
from app.pages.languages import page_language
from app.serving import build_services
from app.settings import Settings, load_settings

MAX_BODY_BYTES = 256 * 1024


def create_app(overrides: dict[str, Any] | None = None) -> Flask:
    """Build the application from the environment; `overrides` (settings by field name) win.

    Raises QueryCraftError (InvalidSetting, InvalidSemantics, InvalidNode, MissingTranslations) when it can't be built
    as configured.
    """
    app = Flask(__name__, static_folder=None)
    settings = load_settings(os.environ, overrides)
    configure(app, settings)
    enable_hosts(app, settings.trusted_hosts)
    enable_browsers(app)
    register_commands(app)
    db.init_app(app)
    babel.init_app(app, locale_selector=page_language)
    app.extensions["services"] = build_services(settings)
    enable_assets(app)
    register_api(app)
    register_pages(app)
    return app


def configure(app: Flask, settings: Settings) -> None:
    """Give Flask and its extensions their configuration."""
    app.extensions["settings"] = settings
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.engine_url,
        SQLALCHEMY_ENGINE_OPTIONS={"pool_pre_ping": True, **pool_options(settings.web_threads)},
        MAX_CONTENT_LENGTH=MAX_BODY_BYTES,
        BABEL_TRANSLATION_DIRECTORIES="translations",
    )
    app.json = ReadableJson(app)
    app.url_map.strict_slashes = False
    app.logger.setLevel(settings.log_level)
    if settings.trusted_proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.trusted_proxies)  # type: ignore[method-assign]
