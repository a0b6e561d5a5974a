"""Whatever the databases do to a question, its record is closed, the asker is told, and the next one is answered."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import psutil
import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import create_engine

from app import create_app
from app.asking import Services
from app.audit import AuditRecorder
from app.cancellation import Cancellation
from app.contracts import Language
from app.errors import Cancelled, TooBusy
from app.local.postgres import EmbeddedPostgres
from app.local.preparing import create_database
from app.migrating import enable_migrations
from app.sql.reader import Limits, SqlReader
from tests.conftest import dismantle, overrides_for
from tests.integration.conftest import fill, require_unbroken_chain
from tests.support.faults import SLOW, SPILLING, endings, happens_within, locked, running_statements
from tests.support.ollama import Reply, StandIn
from tests.support.postgres import execute, open_folder, query

Make = Callable[..., Flask]

LITTLE_DISK = """
DO $$ BEGIN
    EXECUTE format('ALTER ROLE querycraft_reader IN DATABASE %I SET temp_file_limit = ''1MB''', current_database());
END $$
"""
PERSIAN = "چند سفارش داریم؟"
REFUSAL = """
CREATE FUNCTION querycraft.out_of_order() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'out of order'; END $$;
CREATE TRIGGER refusal BEFORE {event} ON querycraft.{table} FOR EACH ROW EXECUTE FUNCTION querycraft.out_of_order()
"""


@pytest.fixture(scope="module")
def own_server() -> Iterator[EmbeddedPostgres]:
    """A server to restart, which keeps what was committed whatever becomes of its processes."""
    with open_folder() as folder, EmbeddedPostgres(folder / "postgres", {"fsync": "off"}) as server:
        create_database(server.url("postgres"), "shop")
        app = create_app(overrides_for(server.url("shop")))
        enable_migrations(app)
        with app.app_context():
            upgrade()
        dismantle(app)
        fill(server.url("shop"))
        yield server


def ask(app: Flask, question: str = "orders by status", **fields: object) -> Any:
    return app.test_client().post("/api/query/", json={"question": question, **fields})


def restart(server: EmbeddedPostgres, how: signal.Signals) -> None:
    """End the server in this way, and start it again."""
    parent = psutil.Process(int((server.folder / "postmaster.pid").read_text().split()[0]))
    parent.send_signal(how)
    parent.wait(30)
    server.stop()
    server.start()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGQUIT], ids=["fast", "immediate"])
def test_when_postgresql_restarts_the_questions_under_way_end_and_the_next_one_is_answered(
    own_server: EmbeddedPostgres, slow_app: Make, how: signal.Signals
):
    url = own_server.url("shop")
    app = slow_app(url)
    assert ask(app).json["outcome"] == "answered"
    with ThreadPoolExecutor(3) as threads:
        asked = [threads.submit(ask, app, generator="ollama") for _ in range(3)]
        assert happens_within(10, lambda: running_statements(url) == 3)
        restart(own_server, how)
        responses = [response.result(timeout=30) for response in asked]
    assert [response.json["code"] for response in responses] == ["DatabaseUnavailable"] * 3
    assert ask(app).json["outcome"] == "answered"
    unavailable = ("internal_error", "DatabaseUnavailable")
    assert endings(url)[-5:] == [("answered", None), *[unavailable] * 3, ("answered", None)]
    require_unbroken_chain(url)
    assert "running" not in dict(endings(url))


def test_when_the_readers_connections_are_all_busy_the_asker_is_told_to_come_back(own_shop_url: str, slow_app: Make):
    app = slow_app(own_shop_url)
    services: Services = app.extensions["services"]
    reader = SqlReader(app.extensions["settings"].reader_url, Limits(), connections=1, patience=0.3)
    app.extensions["services"] = replace(services, reader=reader)
    other = Cancellation()
    with ThreadPoolExecutor(1) as threads:
        running = threads.submit(reader.run, services.guard.check(SLOW), other)
        assert happens_within(10, lambda: running_statements(own_shop_url))
        response = ask(app, PERSIAN)
        other.cancel()
        assert isinstance(running.exception(timeout=10), Cancelled)
    assert_told_to_come_back(response, "fa")
    assert ask(app, PERSIAN).json["outcome"] == "answered"
    assert endings(own_shop_url) == [("internal_error", "TooBusy"), ("answered", None)]
    services.reader.close()


def test_when_the_records_connections_are_all_busy_the_asker_is_told_so_and_nothing_runs(
    own_shop_url: str, slow_app: Make
):
    app = slow_app(own_shop_url)
    services: Services = app.extensions["services"]
    url = app.extensions["settings"].engine_url
    engine = create_engine(url, isolation_level="AUTOCOMMIT", pool_size=1, max_overflow=0, pool_timeout=0.3)
    app.extensions["services"] = replace(services, recorder=AuditRecorder(engine))
    with engine.connect():
        response = ask(app, PERSIAN)
    assert_told_to_come_back(response, "en")
    assert endings(own_shop_url) == []
    assert ask(app, PERSIAN).json["outcome"] == "answered"


def assert_told_to_come_back(response: Any, language: Language) -> None:
    """The problem document says what is the matter in that language, and its header when to try again."""
    assert (response.status_code, response.content_type) == (503, "application/problem+json")
    assert response.json["code"] == "TooBusy"
    assert (response.json["detail"] == TooBusy.template()) == (language == "en")
    assert 0 < int(response.headers["Retry-After"]) < 60


@pytest.mark.parametrize("path", ["/history/", "/api/history/"])
def test_a_page_of_a_record_that_can_not_be_reached_says_when_to_come_back(path: str, slow_app: Make):
    response = slow_app("postgresql://nobody@127.0.0.1:1/shop").test_client().get(path)
    assert response.status_code == 503
    assert 0 < int(response.headers["Retry-After"]) < 60


def test_a_statement_that_takes_too_long_is_stopped(own_shop_url: str, slow_app: Make):
    response = ask(slow_app(own_shop_url, statement_timeout_ms=300), generator="ollama")
    assert (response.status_code, response.json["outcome"]) == (504, "timed_out")
    assert endings(own_shop_url) == [("timed_out", "StatementTimedOut")]
    assert not running_statements(own_shop_url)


def test_a_statement_that_would_fill_the_disk_is_refused(own_shop_url: str, slow_app: Make, model: StandIn):
    app = slow_app(own_shop_url)
    execute(own_shop_url, LITTLE_DISK)
    model.default = Reply(SPILLING)
    answer = ask(app, generator="ollama").json
    assert (answer["outcome"], answer["error"]["code"]) == ("refused", "TooCostly")
    assert endings(own_shop_url) == [("refused", "TooCostly")]


def test_an_answer_whose_record_can_not_be_closed_is_not_given_and_the_sweep_closes_it(
    own_shop_url: str, slow_app: Make
):
    app = slow_app(own_shop_url)
    execute(own_shop_url, REFUSAL.format(event="UPDATE", table="query_run"))
    response = ask(app)
    assert (response.status_code, response.json["code"]) == (500, "InternalServerError")
    assert endings(own_shop_url) == [("running", None)]

    execute(own_shop_url, "DROP TRIGGER refusal ON querycraft.query_run")
    app.extensions["services"].recorder.close_abandoned(minutes=0)
    assert endings(own_shop_url) == [("abandoned", "Abandoned")]


@pytest.mark.parametrize("event", ["INSERT", "UPDATE"])
def test_when_a_candidate_can_not_be_recorded_nothing_runs_and_the_question_is_closed(
    own_shop_url: str, slow_app: Make, model: StandIn, event: str
):
    app = slow_app(own_shop_url)
    execute(own_shop_url, REFUSAL.format(event=event, table="query_attempt"))
    model.default = Reply("DELETE FROM orders")
    response = ask(app, generator="ollama")
    assert (response.status_code, response.json["code"]) == (500, "QueryCraftError")
    assert endings(own_shop_url) == [("internal_error", "QueryCraftError")]


def test_an_answer_whose_record_was_closed_meanwhile_is_not_given(own_shop_url: str, slow_app: Make, model: StandIn):
    app = slow_app(own_shop_url)
    model.default = Reply("SELECT count(*) AS n FROM orders")
    with ThreadPoolExecutor(1) as threads:
        with locked(own_shop_url, "orders"):
            asked = threads.submit(ask, app, generator="ollama")
            assert happens_within(10, lambda: running_statements(own_shop_url))
            app.extensions["services"].recorder.close_abandoned(minutes=0)
        response = asked.result(timeout=30)
    assert (response.status_code, response.json["code"]) == (500, "Abandoned")
    assert endings(own_shop_url) == [("abandoned", "Abandoned")]


def test_a_question_whose_record_was_closed_meanwhile_runs_nothing_more(
    own_shop_url: str, slow_app: Make, model: StandIn
):
    app = slow_app(own_shop_url)
    model.default = Reply("SELECT count(*) AS n FROM orders", think_seconds=1.0)
    with ThreadPoolExecutor(1) as threads:
        asked = threads.submit(ask, app, generator="ollama")
        assert happens_within(10, lambda: endings(own_shop_url))
        app.extensions["services"].recorder.close_abandoned(minutes=0)
        response = asked.result(timeout=30)
    assert response.status_code == 500
    assert query(own_shop_url, "SELECT count(*) FROM querycraft.query_attempt") == [(0,)]
