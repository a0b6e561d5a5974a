"""The reader: runs verified SQL as its own role in a READ ONLY transaction that is always rolled back."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Lock
from typing import Any

import psycopg
from psycopg import Connection
from psycopg_pool import ConnectionPool, PoolTimeout

from app.cancellation import Cancellation
from app.connections import IdleCheck
from app.contracts import Heading, Json, Result
from app.errors import (
    Cancelled,
    DatabaseUnavailable,
    ExecutionFailed,
    QueryCraftError,
    StatementTimedOut,
    TooBusy,
    TooCostly,
    UnsafeReader,
)
from app.sql.admission import admit
from app.sql.guard import VerifiedSql
from app.sql.values import as_json, kind_of, load_plainly, size_of

CONNECT_SECONDS = 5
PATIENCE_SECONDS = 5.0
CANCEL_SECONDS = 2
CHECK_INTERVAL_MS = 1000
"""How often a working server looks whether we are still there: a killed web must not leave its statements running."""
CHUNK = 20
"""Rows that arrive at a time, and are in memory before they are weighed."""
EXHAUSTED = ("53100", "53200", "53400", "54")
"""SQLSTATEs of a statement that needs more memory, disk or room than it may have."""
GONE = ("08", "57P", "53300")
"""SQLSTATEs of a server that is not there for us; an error without any comes from the connection itself."""
TIMED_OUT = ("57014", "55P03")
"""SQLSTATEs of a statement that was stopped, or that waited for a lock too long."""
UTC = "UTC"
UNDO = """
ROLLBACK; RESET SESSION AUTHORIZATION; RESET ALL; DEALLOCATE ALL; CLOSE ALL; UNLISTEN *;
SELECT pg_catalog.pg_advisory_unlock_all()
"""
"""Undoes whatever a statement may have left in its session, in one message to the server."""


@dataclass(frozen=True)
class Limits:
    """What one statement may take; a cost of 0 is any."""

    rows: int = 1000
    bytes: int = 5_000_000
    milliseconds: int = 10_000
    cost: float = 0.0


class SqlReader:
    """Runs verified SQL over a small pool of the reader role's connections."""

    def __init__(
        self,
        url: str,
        limits: Limits,
        *,
        connections: int,
        patience: float = PATIENCE_SECONDS,
        allow_superuser: bool = False,
        zone: str = UTC,
    ) -> None:
        """`patience`: seconds to wait for a connection; `zone`: where the days of a statement begin."""
        self.url = url
        self.limits = limits
        self.allow_superuser = allow_superuser
        self.opening = Lock()
        self.pool = ConnectionPool(
            url,
            min_size=1,
            max_size=connections,
            timeout=patience,
            open=False,
            configure=only_read,
            check=IdleCheck(),
            kwargs=connection_options(limits.milliseconds, zone),
        )

    def run(self, verified: VerifiedSql, cancellation: Cancellation, seconds: float = math.inf) -> Result:
        """The statement's first rows, as many as the limits allow; it may run for so many seconds, if that is less.

        Raises Cancelled, ExecutionFailed, TooCostly, UnsafeSql, StatementTimedOut, TooBusy, UnsafeReader or
        DatabaseUnavailable.
        """
        rows: list[list[Json]] = []
        with self.transaction(cancellation) as connection:
            self.hurry(connection, seconds)
            admit(connection, verified, self.limits.cost)
            heading = fetch(connection, verified.text, rows.append, self.limits.rows, self.limits.bytes)
        return Result(heading.names, heading.types, rows, heading.truncated)

    def read(
        self,
        verified: VerifiedSql,
        cancellation: Cancellation,
        keep: Callable[[list[Json]], None],
        *,
        rows: int,
        size: int,
    ) -> Heading:
        """Hand the statement's first rows to `keep`, one by one: at most so many, of at most so many bytes.

        What stands over them comes last. Raises what `run` raises, and whatever `keep` raises.
        """
        with self.transaction(cancellation) as connection:
            admit(connection, verified, self.limits.cost)
            return fetch(connection, verified.text, keep, rows, size)

    def hurry(self, connection: Connection[Any], seconds: float) -> None:
        """Let a statement of the transaction run for so many seconds, where that is less than it may anyway."""
        if seconds * 1000 < self.limits.milliseconds:
            connection.execute("SELECT set_config('statement_timeout', %s, true)", [str(max(1, int(seconds * 1000)))])

    def plan(self, verified: VerifiedSql) -> None:
        """Have the statement planned, not run. Raises what `run` raises."""
        with self.transaction(Cancellation()) as connection:
            admit(connection, verified, self.limits.cost)

    def is_reachable(self) -> bool:
        """Whether the business tables' database answers."""
        try:
            with self.connections().connection() as connection:
                connection.execute("SELECT 1")
                connection.rollback()
        except psycopg.Error:
            return False
        return True

    def close(self) -> None:
        """Give the connections back."""
        self.pool.close()

    def connections(self) -> ConnectionPool[Connection[Any]]:
        """The pool, opened on first use: a pool's threads do not survive the fork of a web worker."""
        if self.pool.closed:
            with self.opening:
                if self.pool.closed:
                    self.pool.open()
        return self.pool

    def require_harmless(self, connection: Connection[Any]) -> None:
        """Refuse to work as a superuser, whom no grant holds back. Raises UnsafeReader."""
        if not self.allow_superuser and connection.info.parameter_status("is_superuser") == "on":
            raise UnsafeReader(role=connection.info.user)

    @contextmanager
    def transaction(self, cancellation: Cancellation) -> Iterator[Connection[Any]]:
        """A connection of the pool that heeds the cancellation, and that is left as it was found, or is given up."""
        with self.explained(cancellation), self.connections().connection() as connection:
            self.require_harmless(connection)
            try:
                with cancellation.heeding(lambda: stop(connection)):
                    yield connection
            except psycopg.errors.QueryCanceled:
                # What a statement has piled up in its session, such as thousands of time zones, goes with it.
                connection.close()
                raise
            finally:
                leave_nothing(connection)

    @contextmanager
    def explained(self, cancellation: Cancellation) -> Iterator[None]:
        """Turn the driver's errors into ours."""
        try:
            yield
        except PoolTimeout as error:
            raise (TooBusy() if self.can_connect() else DatabaseUnavailable()) from error
        except psycopg.Error as error:
            raise (Cancelled() if cancellation.is_cancelled else explanation(error)) from error

    def can_connect(self) -> bool:
        """Whether the server takes a connection beside the pool's."""
        try:
            psycopg.connect(self.url, connect_timeout=CONNECT_SECONDS).close()
        except psycopg.Error:
            return False
        return True


def fetch(connection: Connection[Any], sql: str, keep: Callable[[list[Json]], None], rows: int, size: int) -> Heading:
    """Read one row more than is kept, to know whether there are more.

    `stream` speaks the extended protocol, where the server refuses a second statement in the text, and takes rows as
    they come, so that a long result never fills memory.
    """
    count, weight, truncated = 0, 0, False
    with connection.cursor() as cursor:
        for row in cursor.stream(sql, size=CHUNK):
            truncated = count == rows or weight > size
            if truncated:
                break
            values = [as_json(value) for value in row]
            keep(values)
            count, weight = count + 1, weight + size_of(values)
        columns = [(column.name, column.type_code) for column in cursor.description or ()]
        columns = columns or describe(connection, sql)
        types = tuple(kind_of(cursor, type_code) for _, type_code in columns)
    return Heading(tuple(name for name, _ in columns), types, truncated)


def describe(connection: Connection[Any], sql: str) -> list[tuple[str, int]]:
    """The columns of a statement, as name and type's oid: without any row, a stream does not tell them."""
    connection.pgconn.prepare(b"", sql.encode())
    described = connection.pgconn.describe_prepared(b"")
    return [((described.fname(at) or b"").decode(), described.ftype(at)) for at in range(described.nfields)]


def connection_options(timeout_ms: int, zone: str = UTC) -> dict[str, Any]:
    """How the reader connects: what its sessions begin with, and return to after each statement."""
    settings = {
        "client_connection_check_interval": CHECK_INTERVAL_MS,
        "default_transaction_read_only": "on",
        "idle_in_transaction_session_timeout": timeout_ms,
        "lock_timeout": timeout_ms,
        "search_path": "public",
        "standard_conforming_strings": "on",
        "statement_timeout": timeout_ms,
        "timezone": zone,
    }
    return {
        "connect_timeout": CONNECT_SECONDS,
        "application_name": "querycraft reader",
        "client_encoding": "utf8",
        "options": " ".join(f"-c {name}={value}" for name, value in settings.items()),
        "prepare_threshold": None,
    }


def explanation(error: psycopg.Error) -> QueryCraftError:
    """What a database error means to whoever asked."""
    state = error.sqlstate
    if isinstance(error, psycopg.DataError) and state is None:
        return ExecutionFailed(str(error))
    if state is None or state.startswith(GONE):
        return DatabaseUnavailable()
    if state in TIMED_OUT:
        return StatementTimedOut(said(error))
    return TooCostly(said(error)) if state.startswith(EXHAUSTED) else ExecutionFailed(said(error))


def said(error: psycopg.Error) -> str:
    """What the database said, with its hint."""
    return " ".join(filter(None, [error.diag.message_primary, error.diag.message_hint]))


def only_read(connection: Connection[Any]) -> None:
    """Begin every transaction of a new connection as READ ONLY, and take values as people may read them."""
    connection.read_only = True
    load_plainly(connection.adapters)


def stop(connection: Connection[Any]) -> None:
    """Ask the server to cancel what the connection is running; one that is gone runs nothing."""
    with suppress(psycopg.Error):
        connection.cancel_safe(timeout=CANCEL_SECONDS)


def leave_nothing(connection: Connection[Any]) -> None:
    """End the transaction and undo whatever the statement may have set."""
    if not connection.closed:
        connection.execute(UNDO)
