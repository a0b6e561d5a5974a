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
from sqlalchemy.exc import DBAPIError, DisconnectionError, InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.pool import ConnectionPoolEntry

CONNECT: dict[str, Any] = {
    "connect_timeout": 5,
    "application_name": "querycraft",
    # A role named like the application's own schema would otherwise make the business tables in there.
    "options": "-c search_path=public -c timezone=UTC",
}
"""How the owner's connections are made (psycopg2)."""
POOL_SECONDS = 5
"""How long whoever needs one of the owner's connections waits for it."""
IDLE_SECONDS = 2.0
RECORDING_SECONDS = 10
"""How long one statement of the recorder may take."""
BECOME_RECORDER = f"""
SELECT set_config('role', CAST(session_user || '_recorder' AS name)::text, false),
    set_config('statement_timeout', '{RECORDING_SECONDS}s', false)
"""


def pool_options(threads: int) -> dict[str, Any]:
    """Options of an engine whose connections are the owner's: one for each thread, so that there are never more."""
    return {"pool_size": threads, "max_overflow": 0, "pool_timeout": POOL_SECONDS, "connect_args": CONNECT}


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


def is_passing(error: SQLAlchemyError) -> bool:
    """Whether it ends by itself, such as a restart of the database, and is no refusal."""
    # To psycopg2, some ends of a connection are no OperationalError.
    is_cut_off = isinstance(error, DBAPIError) and error.connection_invalidated
    return is_cut_off or isinstance(error, OperationalError | InterfaceError | NoConnectionFree)


def record_only(engine: Engine) -> None:
    """Let an engine's connections work as the recorder's role, which the migrations name after the owner; not long."""
    event.listen(engine, "connect", become_recorder)


def become_recorder(connection: psycopg2.extensions.connection, _entry: ConnectionPoolEntry) -> None:
    """Give up the owner's rights for those of the recorder."""
    with connection.cursor() as cursor:
        cursor.execute(BECOME_RECORDER)
