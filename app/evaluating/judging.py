"""Judges answers by running their SQL beside the gold statements, in one session and one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import Connection

from app.comparing import Rows, comparable
from app.errors import DatabaseUnavailable
from app.evaluating.comparing import answers
from app.evaluating.suite import Case
from app.sql.reader import UTC, connection_options

TIMEOUT_MS = 15_000


class Judge:
    """Compares answers over one database; today is what it is for the database, alike for both statements."""

    def __init__(self, connection: Connection[Any]) -> None:
        self.connection = connection

    def is_right(self, case: Case, sql: str) -> bool:
        """Whether SQL that was answered with returns what one of the gold statements returns."""
        with self.connection.transaction(force_rollback=True):
            rows = self.rows_of(sql)
            if rows is None:
                return False
            golds = (self.rows_of(gold) for gold in case.gold)
            return any(answers(gold, rows, case.kind) for gold in golds if gold is not None)

    def rows_of(self, sql: str) -> Rows | None:
        """A statement's rows; None when it fails."""
        try:
            with self.connection.transaction(), self.connection.cursor() as cursor:
                # `stream` speaks the protocol in which a text can't be more than one statement.
                found = list(cursor.stream(sql))
        except psycopg.Error:
            if self.connection.closed:
                raise
            return None
        return [[comparable(value) for value in row] for row in found]


@contextmanager
def judge(url: str, zone: str = UTC) -> Iterator[Judge]:
    """A judge over a database, in a time zone. Raises DatabaseUnavailable, also when the database goes away later."""
    try:
        with psycopg.connect(url, **connection_options(TIMEOUT_MS, zone)) as connection:
            connection.read_only = True
            yield Judge(connection)
    except psycopg.OperationalError as error:
        raise DatabaseUnavailable() from error
