"""With `Accept: text/event-stream` a question is answered by events, as they happen, and recorded as any other."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from threading import Event
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.api.streaming import server_sent
from app.asking import Question, Services, ask_stream
from app.cancellation import Cancellation
from app.contracts import Language
from app.generators.ollama.narrating import PAUSE_SECONDS
from tests.conftest import TODAY
from tests.support.events import EVENT_STREAM, events_from, events_in
from tests.support.faults import SLOW, happens_within, running_statements
from tests.support.ollama import Reply, StandIn, ollama_stand_in, tokens_of
from tests.support.postgres import execute, query
from tests.support.web import WebServer, read_all, request_bytes, web_server

Rows = Callable[[str], list[tuple[Any, ...]]]

COUNT = "how many orders are there"
COUNT_FA = "چند سفارش داریم؟"
GOOD = "SELECT COUNT(*) AS orders FROM orders"
STEPS = ["understand", "generate", "validate", "execute", "explain"]
STREAMS = 32


def stream(client: FlaskClient, question: str = COUNT, accept: str = EVENT_STREAM, **fields: object) -> Any:
    return client.post("/api/query/", json={"question": question, **fields}, headers={"Accept": accept})


def lasting(answer: Any) -> Any:
    """What is the same whenever a question is asked."""
    return {name: value for name, value in answer.items() if name not in ("id", "timings_ms", "attempts")}


def outcome_of(rows: Rows, run_id: int) -> str:
    [[outcome]] = rows(f"SELECT outcome FROM querycraft.query_run WHERE id = {run_id}")
    return str(outcome)


@pytest.mark.parametrize("question", [COUNT, COUNT_FA])
def test_the_events_are_the_steps_the_sql_the_result_and_the_whole_answer(shop: FlaskClient, question: str):
    response = stream(shop, question)
    answer = shop.post("/api/query/", json={"question": question}).json
    events = events_in(response.text)
    assert [name for name, _ in events] == [
        *["step"] * 3,
        "sql",
        *["step"] * 4,
        "result",
        *["step"] * 3,
        "done",
    ]
    steps = [values for name, values in events if name == "step"]
    assert [(step["node"], step["status"]) for step in steps] == [
        (node, status) for node in STEPS for status in ("started", "finished")
    ]
    assert all(("ms" in step) == (step["status"] == "finished") for step in steps)
    told = dict(events)
    assert told["sql"] == {"sql": answer["sql"], "generator": "builtin"}
    assert told["result"] == {name: answer[name] for name in ("columns", "rows", "row_count", "truncated")}
    assert lasting(told["done"]) == lasting(answer)


def test_persian_travels_as_it_is_written(shop: FlaskClient):
    response = stream(shop, COUNT_FA)
    assert "۳٬۰۰۰ سفارش".encode() in response.data
    assert response.headers["Content-Type"] == "text/event-stream; charset=utf-8"


def test_nothing_on_the_way_may_keep_or_hold_back_the_events(shop: FlaskClient):
    headers = stream(shop).headers
    assert (headers["Cache-Control"], headers["X-Accel-Buffering"]) == ("no-store", "no")


def test_what_a_model_says_comes_token_by_token_before_its_sql(model_app: Flask, model: StandIn):
    model.reply(Reply(GOOD, token_seconds=2 * PAUSE_SECONDS))
    events = events_in(stream(model_app.test_client()).text)
    names = [name for name, _ in events]
    tokens = [values for name, values in events if name == "token"]
    assert len(tokens) > 3
    assert {token["generator"] for token in tokens} == {"ollama"}
    assert "".join(token["text"] for token in tokens) == GOOD
    assert names.index("sql") == len(names) - 1 - names[::-1].index("token") + 1


def test_each_attempt_is_told(model_app: Flask, model: StandIn):
    model.say("SELECT * FROM invoices", GOOD)
    events = events_in(stream(model_app.test_client()).text)
    assert [values["sql"] for name, values in events if name == "sql"] == ["SELECT * FROM invoices", GOOD]


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        ("", "application/json"),
        ("*/*", "application/json"),
        ("application/json", "application/json"),
        ("application/json, text/event-stream", "application/json"),
        ("text/event-stream;q=0.5, application/json", "application/json"),
        ("text/event-stream;q=0", "application/json"),
        ("text/html", "application/json"),
        ("text/event-stream", EVENT_STREAM),
        ("text/event-stream, */*", EVENT_STREAM),
        ("text/event-stream, application/json;q=0.5", EVENT_STREAM),
    ],
)
def test_the_client_chooses_between_events_and_json(shop: FlaskClient, accept: str, content_type: str):
    assert stream(shop, accept=accept).mimetype == content_type


@pytest.mark.parametrize(("question", "outcome"), [("delete all orders", "refused"), ("سود کل", "unanswerable")])
def test_a_question_without_an_answer_is_done_as_well(shop: FlaskClient, rows: Rows, question: str, outcome: str):
    name, answer = events_in(stream(shop, question).text)[-1]
    assert (name, answer["outcome"]) == ("done", outcome)
    assert outcome_of(rows, answer["id"]) == outcome


@pytest.mark.parametrize(("question", "title"), [(COUNT, "The language model"), (COUNT_FA, "مدل زبانی")])
def test_what_would_be_an_error_of_the_transport_is_an_event_once_the_stream_has_begun(
    model_app: Flask, model: StandIn, rows: Rows, question: str, title: str
):
    model.default = Reply("out of memory", status=500)
    response = stream(model_app.test_client(), question, generator="ollama")
    name, problem = events_in(response.text)[-1]
    assert (response.status_code, name) == (200, "error")
    assert (problem["status"], problem["outcome"]) == (503, "model_unavailable")
    assert title in problem["detail"]
    assert outcome_of(rows, problem["id"]) == "model_unavailable"


def test_a_request_that_can_not_be_read_is_a_problem_document(shop: FlaskClient):
    response = stream(shop, "")
    assert (response.status_code, response.content_type) == (422, "application/problem+json")


def test_a_question_that_can_not_be_recorded_is_a_500_and_nothing_runs(client: FlaskClient, app: Flask):
    execute(app.extensions["settings"].database_url, "ALTER TABLE querycraft.query_run RENAME TO gone")
    response = stream(client)
    assert (response.status_code, response.content_type) == (500, "application/problem+json")


def test_a_bug_is_told_without_a_word_of_it_and_closes_the_record(
    shop_app: Flask, shop: FlaskClient, rows: Rows, monkeypatch: pytest.MonkeyPatch
):
    def speechless(language: Language, message: str, /, **values: object) -> str:
        raise LookupError("secret: /etc/passwd")

    services: Services = shop_app.extensions["services"]
    monkeypatch.setitem(shop_app.extensions, "services", replace(services, translate=speechless))
    text = stream(shop, "delete all orders", conversation_id="a-bug-in-a-stream").text
    name, problem = events_in(text)[-1]
    assert (name, problem["status"], "secret" in text) == ("error", 500, False)
    recorded = "SELECT outcome FROM querycraft.query_run WHERE conversation_id = 'a-bug-in-a-stream'"
    assert rows(recorded) == [("internal_error",)]


def test_a_silence_is_broken_by_signs_of_life(model_app: Flask, model: StandIn):
    model.default = Reply(GOOD, think_seconds=0.5)
    told = list(ask_stream(model_app.extensions["services"], Question(COUNT), Cancellation(), quiet=0.1))
    assert told.count([]) >= 3
    assert [event.name for event in told[-1]] == ["done"]
    assert list(server_sent(iter([[]]), str)) == [": working\n\n"]


def test_whoever_stops_listening_cancels_the_question(model_app: Flask, model: StandIn, rows: Rows):
    model.default = Reply(GOOD, think_seconds=20)
    response = stream(model_app.test_client(), conversation_id="left-a-stream")
    assert next(response.iter_encoded())
    assert happens_within(5, lambda: model.requests)
    started = time.monotonic()
    response.close()
    assert time.monotonic() - started < 10
    recorded = "SELECT id, outcome FROM querycraft.query_run WHERE conversation_id = 'left-a-stream'"
    [(run_id, outcome)] = rows(recorded)
    assert outcome == "cancelled"
    assert happens_within(10, lambda: model.departures == 1)
    attempts = f"querycraft.query_attempt WHERE run_id = {run_id}"
    assert rows(f"SELECT generator, sql, error->>'code', details->>'profile' FROM {attempts}") == [
        ("ollama", None, "Cancelled", "sqlcoder")
    ]


def test_the_openapi_document_tells_of_the_events(shop: FlaskClient):
    answer = shop.get("/api/openapi.json").json["paths"]["/api/query/"]["post"]["responses"]["200"]
    assert answer["content"].keys() == {"application/json", EVENT_STREAM}
    assert {name for name, _ in events_in(answer["content"][EVENT_STREAM]["example"])} == {
        *("step", "token", "sql", "result", "done"),
    }


@dataclass
class Live:
    """A gunicorn of one worker with a thread for each stream, over the example shop, and the model that it asks."""

    server: WebServer
    model: StandIn
    database_url: str

    @contextmanager
    def asked(self, name: str, question: str = COUNT) -> Iterator[socket.socket]:
        """A connection on which a question was asked that is recorded by that name."""
        self.model.requests.clear()
        self.model.departures = 0
        with self.server.connect() as connection:
            connection.sendall(request_bytes(question, EVENT_STREAM, conversation_id=name))
            yield connection

    def heard(self, name: str) -> list[tuple[str, Any]]:
        """The events of a question, once it has ended."""
        with self.asked(name) as connection:
            return list(events_from(connection))

    def outcomes(self, name: str) -> list[str]:
        """What the record says became of the questions of that name."""
        recorded = f"SELECT outcome FROM querycraft.query_run WHERE conversation_id = '{name}'"
        return [outcome for (outcome,) in query(self.database_url, recorded)]


@pytest.fixture(scope="module")
def live(shop_database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """It, after its first answer."""
    with ollama_stand_in() as model:
        variables = {
            "DATABASE_URL": shop_database_url,
            "QUERYCRAFT_TODAY": TODAY.isoformat(),
            "GENERATORS": "ollama",
            "OLLAMA_HOST": model.url,
            "SECRET_KEY": "only for tests",
            "WEB_THREADS": str(STREAMS),
        }
        with web_server(tmp_path_factory.mktemp("gunicorn"), **variables) as server:
            assert server.ask(COUNT, generator="builtin") == 200
            yield Live(server, model, shop_database_url)


def test_through_gunicorn_events_arrive_when_they_happen(live: Live):
    release = Event()
    live.model.default = Reply(GOOD, release=release)
    with live.asked("at-once", COUNT_FA) as connection:
        events = events_from(connection)
        assert [next(events)[1]["node"] for _ in range(3)] == ["understand", "understand", "generate"]
        release.set()
        *_, (name, answer) = events
    assert (name, answer["language"], answer["rows"]) == ("done", "fa", [[3000]])


def test_as_many_streams_as_there_are_threads_run_side_by_side(live: Live):
    live.model.default = Reply(GOOD, think_seconds=0.5, token_seconds=0.5 / len(tokens_of(GOOD)))
    started = time.monotonic()
    with ThreadPoolExecutor(STREAMS) as threads:
        heard = list(threads.map(lambda _: live.heard("side-by-side"), range(STREAMS)))
    assert time.monotonic() - started < 10
    assert {events[-1][0] for events in heard} == {"done"}
    assert live.outcomes("side-by-side") == ["answered"] * STREAMS


def test_a_client_that_leaves_a_stream_takes_its_statement_along(live: Live):
    live.model.default = Reply(SLOW)
    with live.asked("left") as connection:
        assert next(events_from(connection))
        assert happens_within(10, lambda: running_statements(live.database_url))
    assert happens_within(10, lambda: not running_statements(live.database_url))
    assert happens_within(10, lambda: live.outcomes("left") == ["cancelled"])


def test_a_client_that_leaves_while_the_model_thinks_frees_the_model(live: Live):
    live.model.default = Reply(GOOD, think_seconds=20)
    with live.asked("left-early"):
        assert happens_within(5, lambda: live.model.requests)
    assert happens_within(10, lambda: live.model.departures == 1)
    assert happens_within(10, lambda: live.outcomes("left-early") == ["cancelled"])


def test_a_client_that_does_not_read_holds_up_nothing(live: Live):
    live.model.default = Reply("SELECT o.id, p.name FROM orders AS o JOIN products AS p ON p.id = o.product_id")
    with live.asked("in-no-hurry") as connection:
        assert happens_within(10, lambda: live.outcomes("in-no-hurry") == ["answered"])
        assert b"event: done" in read_all(connection)
