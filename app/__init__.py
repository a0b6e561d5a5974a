"""QueryCraft: questions to a PostgreSQL database in Persian and English, answered so that they can be checked."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from flask import Flask

from app import models
from app.extensions import db, migrate
from app.settings import load_settings

MIGRATIONS = Path(__file__).parent / "models" / "migrations"


def create_app(overrides: dict[str, Any] | None = None) -> Flask:
    """Build the application from the environment; `overrides` (settings by field name) win."""
    app = Flask(__name__)
    settings = load_settings(os.environ, overrides)
    app.extensions["settings"] = settings
    app.config["SQLALCHEMY_DATABASE_URI"] = settings.engine_url
    db.init_app(app)
    migrate.init_app(app, db, directory=str(MIGRATIONS))
    return app
