"""How connections are made, and checked before use: only where they have been idle, or have something to say.

A busy connection has just shown that it lives; one over which bytes come unasked is, as a rule, one that the server
has ended. Finding that out takes no message to the server, and makes sure that a statement has not run.
"""

from __future__ import annotations

import select
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
        if now - self.seen.get(connection, 0.0) > IDLE_SECONDS or has_word(connection.fileno()):
            ConnectionPool.check_connection(connection)
        self.seen[connection] = now


def check_idle(engine: Engine) -> None:
    """Let SQLAlchemy's pool check connections where there is reason to; its own pre_ping would check every one."""
    event.listen(engine, "checkout", ping_idle)


def ping_idle(connection: psycopg2.extensions.connection, entry: ConnectionPoolEntry, _proxy: object) -> None:
    """Raises DisconnectionError when the server is gone; the pool then connects anew."""
    now = time.monotonic()
    try:
        if now - entry.info.get("seen", now) > IDLE_SECONDS or has_word(connection.fileno()):
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
            connection.rollback()
    except psycopg2.Error as error:
        raise DisconnectionError() from error
    entry.info["seen"] = now


def has_word(file: int) -> bool:
    """Whether something has come over the connection of that file number that nobody has read yet."""
    poll = select.poll()
    poll.register(file, select.POLLIN)
    return bool(poll.poll(0))


def record_only(engine: Engine) -> None:
    """Let an engine's connections work as the recorder's role, which the migrations name after the owner."""
    event.listen(engine, "connect", take_recorder_role)


def take_recorder_role(connection: psycopg2.extensions.connection, _entry: ConnectionPoolEntry) -> None:
    """Give up the owner's rights for those of the recorder."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('role', CAST(session_user || '_recorder' AS name)::text, false)")
