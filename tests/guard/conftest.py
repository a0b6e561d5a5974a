"""A shop with secrets beside it, the application over it, and a watch over what must not change."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest
from flask import Flask

from app import create_app
from app.asking import Services
from app.local.postgres import EmbeddedPostgres
from seeds.loading import seed_shop
from seeds.shop import Size
from tests.conftest import SHOP_SEED, TODAY, dismantle, overrides_for
from tests.guard.payloads import store_payloads
from tests.guard.watch import Watch
from tests.support.postgres import execute, fresh_database

SURROUNDINGS = Path(__file__).parent / "surroundings.sql"
SIZE = Size(customers=60, products=20, orders=600)


@pytest.fixture(scope="session")
def besieged_url(postgres: EmbeddedPostgres, template: str) -> Iterator[str]:
    """The owner's URL of a shop with payloads in its tables, secrets beside them, and an almighty role to slip into."""
    with fresh_database(postgres, template) as url:
        with closing(psycopg2.connect(url)) as connection:
            seed_shop(connection, TODAY, SIZE, seed=SHOP_SEED)
        execute(url, SURROUNDINGS.read_text(encoding="utf-8"))
        store_payloads(url)
        execute(url, "CREATE ROLE postgres SUPERUSER")
        yield url
        execute(url, "DROP ROLE postgres")


@pytest.fixture(scope="session")
def besieged_app(besieged_url: str) -> Iterator[Flask]:
    """The application over that shop, answering with the built-in engine."""
    app = create_app(overrides_for(besieged_url))
    yield app
    dismantle(app)


@pytest.fixture(scope="session")
def services(besieged_app: Flask) -> Services:
    """What asking needs, over that shop."""
    services: Services = besieged_app.extensions["services"]
    return services


@pytest.fixture(scope="module")
def watch(besieged_url: str) -> Iterator[Watch]:
    """A watch over that shop and everything beside it; other modules' databases and roles come and go meanwhile."""
    with closing(Watch(besieged_url)) as watch:
        yield watch
