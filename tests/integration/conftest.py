"""An application over the example shop, and what its record says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import psycopg2
import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from app.asking import Services
from seeds.loading import seed_shop
from seeds.shop import Size
from tests.conftest import SHOP_SEED, TODAY, dismantle, overrides_for
from tests.support.faults import SLOW, endings
from tests.support.ollama import Reply, StandIn, ollama_stand_in
from tests.support.postgres import query


@pytest.fixture(scope="session")
def shop_app(shop_database_url: str) -> Iterator[Flask]:
    """The application over the example shop, answering with the built-in engine."""
    app = create_app(overrides_for(shop_database_url))
    yield app
    dismantle(app)


@pytest.fixture
def shop(shop_app: Flask) -> FlaskClient:
    """A client of that application."""
    return shop_app.test_client()


@pytest.fixture
def services(shop_app: Flask) -> Services:
    """What asking needs, over the example shop."""
    return shop_app.extensions["services"]


@pytest.fixture
def rows(shop_database_url: str) -> Callable[[str], list[tuple[Any, ...]]]:
    """The rows of a statement that a test itself has written, run by the owner."""
    return lambda statement: query(shop_database_url, statement)


@pytest.fixture
def model() -> Iterator[StandIn]:
    """A stand-in for Ollama."""
    with ollama_stand_in() as stand_in:
        yield stand_in


@pytest.fixture
def model_app(shop_database_url: str, model: StandIn) -> Iterator[Flask]:
    """The application over the example shop, asking the model first and then the built-in engine."""
    app = create_app(
        {**overrides_for(shop_database_url), "generators": ("ollama", "builtin"), "ollama_host": model.url}
    )
    yield app
    dismantle(app)


@pytest.fixture
def own_shop_url(database_url: str) -> Iterator[str]:
    """The owner's URL of an example shop that no other test uses; in the end, its record has to be sound."""
    fill(database_url)
    yield database_url
    require_unbroken_chain(database_url)
    assert "running" not in dict(endings(database_url))


def require_unbroken_chain(database_url: str) -> None:
    """The chain over the closed questions of a database holds."""
    app = create_app(overrides_for(database_url))
    verified = app.test_cli_runner().invoke(args=["audit", "verify"])
    dismantle(app)
    assert verified.exit_code == 0, verified.output


def fill(database_url: str) -> None:
    """Put the example shop into a database."""
    with closing(psycopg2.connect(database_url)) as connection:
        seed_shop(connection, TODAY, Size(), seed=SHOP_SEED)


@pytest.fixture
def slow_app(model: StandIn) -> Iterator[Callable[..., Flask]]:
    """Makes applications over a database, with settings of their own, whose model offers a slow statement."""
    model.default = Reply(SLOW)
    made: list[Flask] = []

    def make(database_url: str, **overrides: object) -> Flask:
        made.append(create_app({**overrides_for(database_url), "ollama_host": model.url, **overrides}))
        return made[-1]

    yield make
    for app in made:
        dismantle(app)
