"""What the tests of faults share: statements that take their time, waiting for things, how questions ended."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

import psycopg2

from .postgres import query

SLOW = (
    "SELECT a.status, SUM(LN(a.id + b.id + 0.5)) AS total"
    " FROM orders AS a JOIN orders AS b ON a.status = b.status GROUP BY a.status"
)
"""Takes a minute over the example shop, though PostgreSQL expects little of it."""
SPILLING = (
    "SELECT a.id, b.id AS other FROM orders AS a JOIN orders AS b ON a.status = b.status"
    " ORDER BY a.quantity + b.quantity, a.id + b.id"
)
"""Sorts 150 MB over the example shop, for which PostgreSQL needs temporary files."""
POLL_SECONDS = 0.02


def running_statements(database_url: str, for_seconds: float = 0) -> int:
    """On how many statements readers are working in a database, and have been for that long."""
    [[number]] = query(
        database_url,
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state = 'active'"
        " AND application_name = 'querycraft reader' AND backend_type = 'client backend'"
        f" AND clock_timestamp() - query_start >= interval '{for_seconds} seconds'",
    )
    return int(number)


def endings(database_url: str) -> list[tuple[str, str | None]]:
    """Outcome and error of every question of a database, in the order that they were asked."""
    found = query(database_url, "SELECT outcome, error->>'code' FROM querycraft.query_run ORDER BY id")
    return [(outcome, code) for outcome, code in found]


@contextmanager
def locked(database_url: str, table: str) -> Iterator[None]:
    """Nobody else reads or writes a table while the block runs."""
    with closing(psycopg2.connect(database_url)) as connection, connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
        yield


def happens_within(seconds: float, condition: Callable[[], object]) -> bool:
    """Wait until it is so; whether it came in time."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(POLL_SECONDS)
    return True
