"""Closing a question survives a restart of the database, and nothing is ever recorded twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import psycopg2
import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DBAPIError

from app import create_app
from app.audit import AuditRecorder
from app.audit_chain import verify
from app.errors import DatabaseUnavailable, TooBusy
from app.local.postgres import EmbeddedPostgres
from app.local.preparing import create_database
from app.migrating import enable_migrations
from app.serving import audit_engine
from app.settings import load_settings
from tests.conftest import dismantle, overrides_for
from tests.support.postgres import query, running_server
from tests.support.record import close_question, offer, open_question, record_question


def test_a_recorder_without_a_free_connection_is_too_busy(app: Flask):
    settings = app.extensions["settings"]
    engine = create_engine(settings.engine_url, pool_size=1, max_overflow=0, pool_timeout=0.1)
    with engine.connect(), pytest.raises(TooBusy):
        open_question(AuditRecorder(engine))
    engine.dispose()


def test_what_the_database_refuses_is_no_absence_of_it(recorder: AuditRecorder):
    run_id = record_question(recorder)
    with pytest.raises(DBAPIError, match="running"):
        offer(recorder, run_id)


@pytest.fixture
def answer_lost(recorder: AuditRecorder) -> Iterator[list[Callable[[], object]]]:
    """Loses the answers of statements that were executed, after each of the functions that are put in the list."""
    losses: list[Callable[[], object]] = []

    def lose(*_: object) -> None:
        if losses:
            losses.pop()()
            raise psycopg2.OperationalError("server closed the connection unexpectedly")

    event.listen(recorder.engine, "after_cursor_execute", lose)
    yield losses
    event.remove(recorder.engine, "after_cursor_execute", lose)


def test_a_closing_whose_answer_is_lost_has_succeeded(
    recorder: AuditRecorder, answer_lost: list[Callable[[], object]], engine: Engine
):
    run_id = open_question(recorder)
    answer_lost.append(lambda: None)
    assert close_question(recorder, run_id)
    assert verify(engine).kept == 1


def test_an_opening_whose_answer_is_lost_is_not_repeated(
    recorder: AuditRecorder, answer_lost: list[Callable[[], object]], database_url: str
):
    answer_lost.append(lambda: None)
    with pytest.raises(DatabaseUnavailable):
        open_question(recorder)
    assert query(database_url, "SELECT outcome FROM querycraft.query_run") == [("running",)]


@pytest.fixture(scope="module")
def server() -> Iterator[EmbeddedPostgres]:
    """A server that may be stopped, with a migrated database."""
    with running_server() as server:
        create_database(server.url("postgres"), "restarted")
        app = create_app(overrides_for(server.url("restarted")))
        enable_migrations(app)
        with app.app_context():
            upgrade()
        dismantle(app)
        yield server


@pytest.fixture
def engine_there(server: EmbeddedPostgres) -> Iterator[Engine]:
    """The recorder's connections to that server."""
    engine = audit_engine(load_settings({}, overrides_for(server.url("restarted"))))
    yield engine
    engine.dispose()


def test_a_closing_survives_a_restart_of_the_database(server: EmbeddedPostgres, engine_there: Engine):
    recorder = AuditRecorder(engine_there)
    run_id = open_question(recorder)
    server.stop()
    with ThreadPoolExecutor() as threads:
        closing_it = threads.submit(close_question, recorder, run_id)
        server.start()
        assert closing_it.result()
    assert not close_question(recorder, run_id)


def test_a_restart_between_two_questions_is_not_noticed(server: EmbeddedPostgres, engine_there: Engine):
    recorder = AuditRecorder(engine_there)
    record_question(recorder)
    server.stop()
    server.start()
    record_question(recorder)


def test_a_closing_gives_up_when_the_database_stays_away(server: EmbeddedPostgres, engine_there: Engine):
    recorder = AuditRecorder(engine_there, patience=0.3)
    run_id = open_question(recorder)
    server.stop()
    with pytest.raises(DatabaseUnavailable):
        close_question(recorder, run_id)
    assert not recorder.is_reachable()
    server.start()
    assert close_question(recorder, run_id)
