"""Migrations, loaded where they are run: a web worker would carry their 11 MB for nothing."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from flask_migrate import Migrate

from app.extensions import db

MIGRATIONS = Path(__file__).parent / "models" / "migrations"


def enable_migrations(app: Flask) -> None:
    """Give the application Flask-Migrate: `flask db`, and `flask_migrate.upgrade` within its context."""
    Migrate(app, db, directory=str(MIGRATIONS))
