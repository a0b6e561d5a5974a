"""A question that is torn from its work is closed: at once where the process lives on, otherwise by the sweep."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from flask import Flask

from app.asking import Question, Services, ask
from app.cancellation import Cancellation
from app.contracts import GenerationRequest, Language
from app.settings import PROJECT
from tests.support.faults import SLOW, endings, happens_within, running_statements
from tests.support.ollama import Reply, StandIn
from tests.support.web import read_all, request_bytes, web_server

Make = Callable[..., Flask]


class Torn:
    """A generator in the midst of which something ends the work."""

    name = "torn"
    model = None
    repairs = False

    def __init__(self, by: BaseException) -> None:
        self.by = by

    def is_available(self) -> bool:
        return True

    def generate(self, request: GenerationRequest) -> str:
        raise self.by

    def close(self) -> None: ...


@pytest.fixture
def services(own_shop_url: str, slow_app: Make) -> Services:
    """What asking needs, over a shop of our own."""
    return slow_app(own_shop_url).extensions["services"]


@pytest.mark.parametrize(
    ("by", "ending"),
    [
        pytest.param(SystemExit(1), ("abandoned", "Abandoned"), id="end of the worker"),
        pytest.param(KeyboardInterrupt(), ("cancelled", "Cancelled"), id="Ctrl-C"),
    ],
)
def test_an_end_of_the_process_closes_the_question_before_it(
    services: Services, own_shop_url: str, by: BaseException, ending: tuple[str, str]
):
    with pytest.raises(type(by)):
        ask(replace(services, chain=(Torn(by),)), Question("orders by status"))
    assert endings(own_shop_url) == [ending]


def test_a_bug_in_telling_the_outcome_closes_the_question_as_well(services: Services, own_shop_url: str):
    def speechless(language: Language, message: str, /, **values: object) -> str:
        raise LookupError(message)

    with pytest.raises(LookupError):
        ask(replace(services, translate=speechless), Question("delete all orders"))
    assert endings(own_shop_url) == [("internal_error", "QueryCraftError")]


def test_a_question_that_is_cancelled_beforehand_runs_nothing(services: Services, own_shop_url: str):
    cancellation = Cancellation()
    cancellation.cancel()
    answer = ask(services, Question("orders by status"), cancellation)
    assert (answer["outcome"], answer["sql"], answer["attempts"]) == ("cancelled", None, [])
    assert endings(own_shop_url) == [("cancelled", "Cancelled")]


@pytest.fixture
def in_the_foreground() -> Iterator[None]:
    """Programs that are started hear of Ctrl-C, though a shell may have started the tests in the background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@contextmanager
def asking_slowly(database_url: str, model: StandIn) -> Iterator[psutil.Popen]:
    """A `flask ask` whose statement is under way."""
    model.default = Reply(SLOW)
    with psutil.Popen(
        [sys.executable, "-m", "flask", "--app", "wsgi", "ask", "--generator", "ollama", "orders by status"],
        cwd=PROJECT,
        env={**os.environ, "DATABASE_URL": database_url, "OLLAMA_HOST": model.url},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as asking:
        assert happens_within(20, lambda: running_statements(database_url))
        yield asking


@pytest.mark.usefixtures("in_the_foreground")
def test_ctrl_c_on_the_terminal_stops_the_statement_and_closes_the_question(own_shop_url: str, model: StandIn):
    with asking_slowly(own_shop_url, model) as asking:
        asking.send_signal(signal.SIGINT)
        assert asking.wait(10) != 0
    assert endings(own_shop_url) == [("cancelled", "Cancelled")]
    assert not running_statements(own_shop_url)


def test_the_statement_of_a_process_that_was_killed_is_over_within_two_seconds(
    services: Services, own_shop_url: str, model: StandIn
):
    with asking_slowly(own_shop_url, model) as asking:
        asking.kill()
        asking.wait(10)
    assert happens_within(2, lambda: not running_statements(own_shop_url))
    services.recorder.close_abandoned(minutes=0)
    assert endings(own_shop_url) == [("abandoned", "Abandoned")]


def test_the_question_of_a_worker_that_was_killed_is_swept_up_as_abandoned(
    services: Services, own_shop_url: str, model: StandIn, tmp_path: Path
):
    variables = {"DATABASE_URL": own_shop_url, "OLLAMA_HOST": model.url, "SECRET_KEY": "only for tests"}
    with web_server(tmp_path, **variables) as server, server.connect() as connection:
        connection.sendall(request_bytes("orders by status", generator="ollama"))
        assert happens_within(20, lambda: endings(own_shop_url) and running_statements(own_shop_url))
        [worker] = server.workers()
        worker.kill()
        with suppress(ConnectionResetError):
            assert read_all(connection) == b""
        assert endings(own_shop_url) == [("running", None)]

        services.recorder.close_abandoned(minutes=0)
        assert endings(own_shop_url) == [("abandoned", "Abandoned")]
        assert server.ask("orders by status") == 200
