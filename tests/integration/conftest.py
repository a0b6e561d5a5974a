"""An application over the example shop, and what its record says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from app.asking import Services
from tests.conftest import dismantle, overrides_for
from tests.support.ollama import StandIn, ollama_stand_in
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
