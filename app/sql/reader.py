"""The reader: runs verified SQL as its own role in a READ ONLY transaction that is always rolled back."""

from __future__ import annotations

import math
from datetime import date, datetime
from decimal import Decimal
from threading import Lock
from typing import Any

import psycopg
from psycopg import Connection
from psycopg_pool import ConnectionPool

from app.connections import IdleCheck
from app.contracts import Json, Result
from app.errors import DatabaseUnavailable, ExecutionFailed, StatementTimedOut
from app.sql.guard import VerifiedSql

CONNECT_SECONDS = 5
PATIENCE_SECONDS = 5.0
NUMBERS = frozenset({"int2", "int4", "int8", "float4", "float8", "numeric"})
KINDS = {"bool": "boolean", "date": "date", "timestamp": "time", "timestamptz": "time"}
CHUNK = 200
"""Rows that arrive at a time."""
SAFE_INTEGER = 2**53
"""Beyond this a JSON number loses digits in a browser."""


class SqlReader:
    """Runs verified SQL over a small pool of the reader role's connections."""

    def __init__(
        self, url: str, *, connections: int, row_limit: int, timeout_ms: int, patience: float = PATIENCE_SECONDS
    ) -> None:
        """`patience`: seconds to wait for a connection."""
        self.row_limit = row_limit
        self.opening = Lock()
        self.pool = ConnectionPool(
            url,
            min_size=1,
            max_size=connections,
            timeout=patience,
            open=False,
            configure=only_read,
            check=IdleCheck(),
            kwargs={
                "connect_timeout": CONNECT_SECONDS,
                "application_name": "querycraft reader",
                "options": f"-c statement_timeout={timeout_ms} -c lock_timeout={timeout_ms}"
                " -c search_path=public -c standard_conforming_strings=on -c timezone=UTC"
                f" -c idle_in_transaction_session_timeout={timeout_ms}",
            },
        )

    def run(self, verified: VerifiedSql) -> Result:
        """The statement's first `row_limit` rows. Raises ExecutionFailed, StatementTimedOut or DatabaseUnavailable."""
        try:
            with self.connections().connection() as connection:
                try:
                    return self.fetch(connection, verified.text)
                finally:
                    leave_nothing(connection)
        except psycopg.errors.QueryCanceled as error:
            raise StatementTimedOut(str(error)) from error
        except psycopg.Error as error:
            raise (DatabaseUnavailable() if is_gone(error) else ExecutionFailed(str(error))) from error

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

    def fetch(self, connection: Connection[Any], sql: str) -> Result:
        """Read one row more than is shown, to know whether there are more.

        `stream` speaks the extended protocol, where the server refuses a second statement in the text, and takes rows
        as they come, so that a long result never fills memory.
        """
        with connection.cursor() as cursor:
            rows = []
            for row in cursor.stream(sql, size=CHUNK):
                rows.append([as_json(value) for value in row])
                if len(rows) > self.row_limit:
                    break
            columns = cursor.description or []
        names = tuple(column.name for column in columns)
        types = tuple(kind_of(cursor, column.type_code) for column in columns)
        return Result(names, types, rows[: self.row_limit], truncated=len(rows) > self.row_limit)


def is_gone(error: psycopg.Error) -> bool:
    """Whether the server, not the statement, is what failed (SQLSTATE classes 08 and 57, or none at all)."""
    return error.sqlstate is None or error.sqlstate[:2] in ("08", "57")


def only_read(connection: Connection[Any]) -> None:
    """Begin every transaction of a new connection as READ ONLY."""
    connection.read_only = True


def leave_nothing(connection: Connection[Any]) -> None:
    """End the transaction and undo whatever the statement may have set, in one message to the server."""
    if not connection.broken:
        connection.execute("ROLLBACK; RESET ALL")


def kind_of(cursor: psycopg.Cursor[Any], type_code: int) -> str:
    """A column's kind: number, text, date, time or boolean."""
    known = cursor.adapters.types.get(type_code)
    name = known.name if known and known.oid == type_code else ""
    return "number" if name in NUMBERS else KINDS.get(name, "text")


def as_json(value: Any) -> Json:
    """A database value as JSON: dates in ISO form, numbers as numbers where no digit is lost."""
    match value:
        case None | bool() | str():
            return value
        case int():
            return value if abs(value) < SAFE_INTEGER else str(value)
        case Decimal() | float():
            return number_as_json(value)
        case datetime() | date():
            return value.isoformat()
        case list():
            return [as_json(item) for item in value]
    return str(value)


def number_as_json(value: Decimal | float) -> Json:
    """An exact integer, a float, or text for what JSON has no number for."""
    if not math.isfinite(value):
        return str(value)
    return as_json(int(value)) if value == int(value) else float(value)
