"""The database's content: it exists, its tables are up to date, and a new shop has something in it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing

import psycopg2
from flask import Flask
from flask_migrate import upgrade
from psycopg2 import sql
from sqlalchemy import inspect
from sqlalchemy.exc import SQLAlchemyError

from app.clock import today_of
from app.extensions import db
from app.local.errors import DatabaseUnusable
from app.migrating import enable_migrations
from app.settings import Settings
from app.translating import mark
from seeds.loading import is_empty, seed_shop
from seeds.shop import Size


def create_database(server_url: str, name: str, *, template: str = "template1") -> None:
    """Create a database as a copy of `template`, unless there is one of that name. Raises psycopg2.Error."""
    create = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
    with closing(psycopg2.connect(server_url)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            if not cursor.fetchone():
                cursor.execute(create)


def prepare(app: Flask, *, is_ours: bool, say: Callable[[str], None]) -> None:
    """Bring the tables up to date, and fill an empty shop if they are new or in a database of our own.

    Closes all connections, as a worker must not inherit any. Raises DatabaseUnusable.
    """
    settings: Settings = app.extensions["settings"]
    enable_migrations(app)
    with app.app_context():
        try:
            is_new = not inspect(db.engine).has_table("customers", schema="public")
            upgrade()
            if (is_ours or is_new) and not settings.data_database_url:
                fill_shop(settings, say)
        except (SQLAlchemyError, psycopg2.Error) as error:
            raise DatabaseUnusable(name=db.engine.url.database, reason=reason_of(error)) from error
        finally:
            db.engine.dispose()


def fill_shop(settings: Settings, say: Callable[[str], None]) -> None:
    """Put example data into the shop's tables, unless they hold any."""
    with closing(psycopg2.connect(settings.database_url)) as connection:
        if is_empty(connection):
            say(mark("Filling the shop with example data, once ..."))
            seed_shop(connection, today_of(settings)(), Size())


def reason_of(error: Exception) -> str:
    """What the database said, in one line, without the statement and SQLAlchemy's remarks."""
    said = str(getattr(error, "orig", None) or error).strip()
    return said.partition("\n")[0].rstrip(".")
