"""A record of its own for each test, by the recorder, by its owner, and by `flask audit`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import Engine

from app.audit import AuditRecorder
from app.extensions import db
from tests.support.postgres import execute
from tests.support.record import ONE_LANE, record_questions


@pytest.fixture
def recorder(app: Flask) -> AuditRecorder:
    return app.extensions["services"].recorder


@pytest.fixture
def engine(app: Flask) -> Iterator[Engine]:
    """The owner's connections."""
    with app.app_context():
        yield db.engine


@pytest.fixture
def audit(app: Flask) -> Callable[..., Result]:
    """Runs `flask audit` with these arguments."""
    return lambda *arguments: app.test_cli_runner().invoke(args=["audit", *map(str, arguments)])


@pytest.fixture
def lane(recorder: AuditRecorder, database_url: str) -> list[int]:
    """The ids of five closed questions, all in one lane of the chain."""
    execute(database_url, ONE_LANE)
    return record_questions(recorder, 5)
