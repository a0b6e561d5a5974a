"""A real PostgreSQL for all tests of a process, and an application on a database of its own for each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import fields
from datetime import date
from typing import Any

import hypothesis
import psycopg2
import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade

from app import create_app
from app.extensions import db
from app.local.postgres import EmbeddedPostgres
from app.local.preparing import create_database
from app.migrating import enable_migrations
from app.settings import Settings
from seeds.loading import seed_shop
from seeds.shop import Size
from tests.support.postgres import fresh_database, running_server

TODAY = date(2026, 11, 21)
hypothesis.settings.register_profile("suite", deadline=None, derandomize=True)
hypothesis.settings.load_profile("suite")

TEMPLATE = "migrated"
SHOP_SEED = 1405


@pytest.fixture(scope="session", autouse=True)
def no_settings_from_outside() -> Iterator[None]:
    """Whatever the environment of whoever runs the tests says, the settings begin at their defaults."""
    with pytest.MonkeyPatch.context() as patch:
        for field in fields(Settings):
            patch.delenv(field.name.upper(), raising=False)
        yield


@pytest.fixture(scope="session")
def postgres() -> Iterator[EmbeddedPostgres]:
    """The server."""
    with running_server() as server:
        yield server


@pytest.fixture(scope="session")
def template(postgres: EmbeddedPostgres) -> str:
    """The name of a database with all migrations, to copy."""
    create_database(postgres.url("postgres"), TEMPLATE)
    app = create_app(overrides_for(postgres.url(TEMPLATE)))
    enable_migrations(app)
    with app.app_context():
        upgrade()
    dismantle(app)
    return TEMPLATE


@pytest.fixture
def database_url(postgres: EmbeddedPostgres, template: str) -> Iterator[str]:
    """The owner's URL of a new database with all tables, which are empty."""
    with fresh_database(postgres, template) as url:
        yield url


@pytest.fixture(scope="session")
def shop_database_url(postgres: EmbeddedPostgres, template: str) -> Iterator[str]:
    """The owner's URL of a database with an example shop that is always the same; tests share it and only read."""
    with seeded_database(postgres, template) as url:
        yield url


@contextmanager
def seeded_database(server: EmbeddedPostgres, template: str) -> Iterator[str]:
    """A database with an example shop, and its owner's URL."""
    with fresh_database(server, template) as url:
        with closing(psycopg2.connect(url)) as connection:
            seed_shop(connection, TODAY, Size(), seed=SHOP_SEED)
        yield url


@pytest.fixture
def overrides(database_url: str) -> dict[str, Any]:
    """The settings that differ from their defaults in tests; a test may change them before it asks for `app`."""
    return overrides_for(database_url)


@pytest.fixture
def app(overrides: dict[str, Any]) -> Iterator[Flask]:
    """The application on a database of its own."""
    app = create_app(overrides)
    yield app
    dismantle(app)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A client of that application."""
    return app.test_client()


def overrides_for(url: str) -> dict[str, Any]:
    """Settings for a database: a fixed day, and no model to wait for."""
    return {
        "database_url": url,
        "querycraft_today": TODAY,
        "generators": ("builtin",),
        "secret_key": "only for tests",
    }


def dismantle(app: Flask) -> None:
    """Close the application's connections."""
    app.extensions["services"].disconnect()
    with app.app_context():
        db.engine.dispose()
