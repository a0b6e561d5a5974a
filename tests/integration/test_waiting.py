"""Nobody who reads the record waits for ever, or keeps others waiting: too many at once and too long are told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from app import connections, create_app
from app.asking import Services
from app.audit import Asker
from app.extensions import db
from tests.conftest import dismantle
from tests.integration.conftest import fill
from tests.support.faults import SLOW, happens_within, locked, running_statements
from tests.support.postgres import execute, query

READING = ["/api/history/", "/history/", "/api/conversations/"]
WAITING_OWNERS = (
    "SELECT state FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'querycraft'"
    " AND state LIKE 'idle in transaction%'"
)
CANCEL_READERS = (
    "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE application_name = 'querycraft reader'"
    " AND datname = current_database()"
)


@pytest.fixture
def make(overrides: dict[str, Any]) -> Iterator[Callable[..., Flask]]:
    """Makes applications on the test's database with settings of their own."""
    made: list[Flask] = []

    def make(**changed: object) -> Flask:
        made.append(create_app({**overrides, **changed}))
        return made[-1]

    yield make
    for app in made:
        dismantle(app)


@contextmanager
def all_connections(app: Flask, number: int) -> Iterator[None]:
    """All connections that the pages have are in use while the block runs."""
    with app.app_context(), ExitStack() as stack:
        for _ in range(number):
            stack.enter_context(db.engine.connect())
        yield


def asked_by_browser(app: Flask) -> Any:
    """A client that is known as a browser."""
    client = app.test_client()
    client.post("/api/query/", json={"question": "how many orders are there"})
    return client


def test_every_thread_has_a_connection_to_read_the_record_with(make: Callable[..., Flask]):
    app = make(web_threads=3)
    with all_connections(app, 2):
        assert app.test_client().get("/api/history/").status_code == 200


@pytest.mark.parametrize("path", READING)
def test_when_all_connections_are_busy_the_reader_is_told_to_come_back(
    make: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch, path: str
):
    monkeypatch.setattr(connections, "POOL_SECONDS", 0.2)
    app = make(web_threads=2)
    client = asked_by_browser(app)
    with all_connections(app, 2):
        response = client.get(path)
    assert response.status_code == 503
    assert 0 < int(response.headers["Retry-After"]) < 60
    if path.startswith("/api/"):
        assert response.json["code"] == "TooBusy"


@pytest.mark.parametrize("path", READING)
def test_reading_that_takes_too_long_is_stopped_and_told(make: Callable[..., Flask], database_url: str, path: str):
    client = asked_by_browser(make(statement_timeout_ms=300))
    with locked(database_url, "querycraft.query_run"):
        response = client.get(path, headers={"Accept-Language": "en"})
    assert response.status_code == 504
    assert "The database needed too long." in response.text
    assert client.get(path).status_code == 200


def test_commands_may_take_their_time(make: Callable[..., Flask]):
    with make(statement_timeout_ms=300).app_context(), db.engine.connect() as connection:
        assert connection.scalar(text("SHOW statement_timeout")) == "0"


def test_no_statement_of_the_recorder_runs_for_ever(services: Services):
    assert services.recorder.first_value(text("SHOW statement_timeout"), {}) == "10s"


def test_an_export_keeps_no_connection_of_the_pages_while_its_statement_runs(
    make: Callable[..., Flask], database_url: str
):
    app = make(statement_timeout_ms=60_000)
    fill(database_url)
    recorder = app.extensions["services"].recorder
    run_id = recorder.open("slow", "en", Asker())
    recorder.close(run_id, {"outcome": "answered", "sql": SLOW, "generator": "sql"})
    with ThreadPoolExecutor(1) as threads:
        export = threads.submit(app.test_client().get, f"/api/history/{run_id}/export")
        assert happens_within(10, lambda: running_statements(database_url))
        waiting = query(database_url, WAITING_OWNERS)
        execute(database_url, CANCEL_READERS)
        assert export.result(timeout=10).status_code == 504
    assert waiting == []
