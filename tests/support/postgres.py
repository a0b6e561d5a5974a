"""A PostgreSQL server for the tests, and databases on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psycopg2
from psycopg2 import sql

from app.local.postgres import EmbeddedPostgres
from app.local.preparing import create_database

FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}
"""Settings under which a crash may lose data, which no test would miss."""
NUMBERS = count(1)


@contextmanager
def open_folder() -> Iterator[Path]:
    """A temporary folder that every account can enter: the server of a root user runs under another one."""
    with TemporaryDirectory(prefix="querycraft-test-") as name:
        folder = Path(name).resolve()
        folder.chmod(0o755)
        yield folder


@contextmanager
def running_server() -> Iterator[EmbeddedPostgres]:
    """A server with an empty data folder of its own, which goes with it."""
    with open_folder() as folder, EmbeddedPostgres(folder / "postgres", FAST) as server:
        yield server


@contextmanager
def fresh_database(server: EmbeddedPostgres, template: str = "template1") -> Iterator[str]:
    """The URL of a new database, a copy of `template`, that is dropped in the end."""
    name = f"test_{next(NUMBERS)}"
    create_database(server.url("postgres"), name, template=template)
    # A copy has the tables and their grants, but not what was granted on the database itself.
    execute(server.url(name), sql.SQL("REVOKE TEMPORARY ON DATABASE {} FROM PUBLIC").format(sql.Identifier(name)))
    yield server.url(name)
    execute(server.url("postgres"), sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def execute(url: str, statement: str | sql.Composed) -> None:
    """Run one statement, committed at once."""
    with closing(psycopg2.connect(url)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)


def query(url: str, statement: str) -> list[tuple[Any, ...]]:
    """The rows of one statement."""
    with closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()
