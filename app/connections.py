"""Checks pooled connections before use only where they have been idle: a busy one has just shown that it lives."""

from __future__ import annotations

import time
from typing import Any
from weakref import WeakKeyDictionary

import psycopg2
from psycopg import Connection
from psycopg_pool import ConnectionPool
from sqlalchemy import Engine, event
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry

CONNECT: dict[str, Any] = {
    "connect_timeout": 5,
    "application_name": "querycraft",
    # A role named like the application's own schema would otherwise make the business tables in there.
    "options": "-c search_path=public -c timezone=UTC",
}
"""How the owner's connections are made (psycopg2)."""
IDLE_SECONDS = 2.0


class IdleCheck:
    """The `check` of a psycopg pool."""

    def __init__(self) -> None:
        self.seen: WeakKeyDictionary[Connection[Any], float] = WeakKeyDictionary()

    def __call__(self, connection: Connection[Any]) -> None:
        """Raises psycopg.OperationalError when the server is gone; the pool then takes another connection."""
        now = time.monotonic()
        if now - self.seen.get(connection, 0.0) > IDLE_SECONDS:
            ConnectionPool.check_connection(connection)
        self.seen[connection] = now


def check_idle(engine: Engine) -> None:
    """Let SQLAlchemy's pool check connections that have been idle; its own pre_ping would check every one."""
    event.listen(engine, "checkout", ping_idle)


def ping_idle(connection: psycopg2.extensions.connection, entry: ConnectionPoolEntry, _proxy: object) -> None:
    """Raises DisconnectionError when the server is gone; the pool then connects anew."""
    now = time.monotonic()
    if now - entry.info.get("seen", now) > IDLE_SECONDS:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
            connection.rollback()
        except psycopg2.Error as error:
            raise DisconnectionError() from error
    entry.info["seen"] = now
