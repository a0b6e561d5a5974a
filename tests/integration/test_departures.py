"""Whenever a client leaves, its question has one record, which is closed; a statement for nobody is stopped."""

from __future__ import annotations

import socket
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.conftest import TODAY
from tests.integration.conftest import require_unbroken_chain
from tests.support.events import EVENT_STREAM
from tests.support.faults import SLOW, happens_within, running_statements
from tests.support.ollama import Reply, StandIn
from tests.support.web import RESET, WebServer, read_all, request_bytes, web_server

Rows = Callable[[str], list[tuple[Any, ...]]]

SEED = 1405
CLIENTS = 8
REQUESTS = 1000
QUESTIONS = ("orders by status", "top 5 products by revenue this year", "چند سفارش داریم؟", "delete all orders")
WAYS = {"in the request": 3, "at once": 3, "soon": 5, "broken off": 3, "in the answer": 3, "not at all": 3}
"""When clients leave, and how often in comparison."""
SLOW_SHARE = 0.04
DEPARTURES = 3
"""How often the time is taken: a busy machine, or a worker that has just begun, makes some of them late."""


@pytest.fixture
def server(shop_database_url: str, model: StandIn, tmp_path: Path) -> Iterator[WebServer]:
    """Two workers over the example shop; the model's SQL takes a minute."""
    model.default = Reply(SLOW)
    variables = {
        "DATABASE_URL": shop_database_url,
        "QUERYCRAFT_TODAY": TODAY.isoformat(),
        "GENERATORS": "builtin",
        "OLLAMA_HOST": model.url,
        "SECRET_KEY": "only for tests",
    }
    with web_server(tmp_path, workers=2, **variables) as server:
        yield server


@dataclass
class Visit:
    """One client's request: when it leaves, and how many records there may be of its question."""

    name: str
    way: str
    is_slow: bool

    @property
    def records(self) -> set[int]:
        """A request that has arrived is recorded; one that was broken off may have got lost on its way."""
        return {"in the request": {0}, "broken off": {0, 1}}.get(self.way, {1})


def visit(server: WebServer, chance: Random, name: str) -> Visit:
    """Ask, and leave one way or another."""
    is_slow = chance.random() < SLOW_SHARE
    way = "soon" if is_slow else chance.choices(list(WAYS), list(WAYS.values()))[0]
    question, generator = (QUESTIONS[0], "ollama") if is_slow else (chance.choice(QUESTIONS), "builtin")
    accept = chance.choice(["application/json", EVENT_STREAM])
    request = request_bytes(question, accept, conversation_id=name, generator=generator)
    with server.connect() as connection:
        if way == "in the request":
            request = request[: chance.randrange(len(request))]
        connection.sendall(request)
        leave(connection, way, chance)
    return Visit(name, way, is_slow)


def leave(connection: socket.socket, way: str, chance: Random) -> None:
    """Wait as long as this way of leaving takes; the connection is closed right afterwards."""
    match way:
        case "soon":
            time.sleep(chance.uniform(0, 0.03))
        case "broken off":
            time.sleep(chance.uniform(0, 0.03))
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        case "in the answer":
            assert connection.recv(chance.randrange(1, 100))
        case "not at all":
            assert read_all(connection).startswith(b"HTTP/1.1 200 ")


def visits(server: WebServer, client: int) -> list[Visit]:
    """What one client does, one request after the other."""
    chance = Random(SEED + client)
    return [visit(server, chance, f"departure-{client}-{number}") for number in range(REQUESTS // CLIENTS)]


def test_wherever_a_thousand_clients_leave_each_question_has_one_record_and_it_is_closed(
    server: WebServer, rows: Rows, shop_database_url: str
):
    server.ask("orders by status")
    with ThreadPoolExecutor(CLIENTS) as threads:
        made = [visit for run in threads.map(lambda client: visits(server, client), range(CLIENTS)) for visit in run]
    arrived = {visit.name for visit in made if visit.records == {1}}
    recorded = "SELECT conversation_id, outcome FROM querycraft.query_run WHERE conversation_id LIKE 'departure-%'"
    assert happens_within(20, lambda: arrived <= {name for name, _ in rows(recorded)})
    server.stop()

    counts = Counter(name for name, _ in rows(recorded))
    outcomes = dict(rows(recorded))
    assert [visit for visit in made if counts[visit.name] not in visit.records] == []
    assert {outcomes[visit.name] for visit in made if visit.is_slow} == {"cancelled"}
    assert {outcomes[visit.name] for visit in made if visit.way == "not at all"} <= {"answered", "refused"}
    assert set(outcomes.values()) == {"answered", "refused", "cancelled"}
    assert not running_statements(shop_database_url)
    require_unbroken_chain(shop_database_url)
    assert "Traceback" not in server.log.read_text()


def test_the_statement_of_a_client_that_has_left_is_stopped_within_a_second(
    server: WebServer, rows: Rows, shop_database_url: str
):
    assert min(seconds_until_stopped(server, shop_database_url) for _ in range(DEPARTURES)) < 1

    recorded = "SELECT outcome, error->>'code', sql FROM querycraft.query_run WHERE conversation_id = 'left-alone'"
    assert happens_within(10, lambda: rows(recorded) == [("cancelled", "Cancelled", SLOW)] * DEPARTURES)
    assert server.ask("orders by status") == 200


def seconds_until_stopped(server: WebServer, database_url: str) -> float:
    """Leave a question whose statement is running; how long it goes on running."""
    with server.connect() as connection:
        connection.sendall(request_bytes("orders by status", conversation_id="left-alone", generator="ollama"))
        assert happens_within(20, lambda: running_statements(database_url, for_seconds=0.5))
    left = time.monotonic()
    assert happens_within(20, lambda: not running_statements(database_url))
    return time.monotonic() - left
