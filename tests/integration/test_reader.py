"""The reader runs verified SQL read-only, bounded in rows and time, and leaves nothing behind."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from app.errors import DatabaseUnavailable, ExecutionFailed, StatementTimedOut
from app.sql.guard import VerifiedSql
from app.sql.reader import SqlReader


@pytest.fixture
def reader(app: Flask) -> Iterator[SqlReader]:
    reader = SqlReader(app.extensions["settings"].reader_url, connections=1, row_limit=10, timeout_ms=300)
    yield reader
    reader.close()


def test_values_arrive_as_json(reader: SqlReader):
    result = reader.run(
        VerifiedSql(
            "SELECT 1 AS whole, 1.50 AS part, 9007199254740993 AS huge, 'NaN'::float8 AS none, true AS yes,"
            " DATE '2026-11-21' AS day, TIMESTAMPTZ '2026-11-21 06:00+00' AS at, NULL AS nothing, ARRAY[1, 2] AS both"
        )
    )
    assert result.rows == [
        [1, 1.5, "9007199254740993", "nan", True, "2026-11-21", "2026-11-21T06:00:00+00:00", None, [1, 2]]
    ]
    assert result.types == ("number", "number", "number", "number", "boolean", "date", "time", "text", "text")


def test_a_long_result_is_cut_off_and_says_so(reader: SqlReader):
    result = reader.run(VerifiedSql("SELECT n FROM (SELECT generate_series(1, 100000000) AS n) t"))
    assert result.rows == [[n] for n in range(1, 11)]
    assert result.truncated


def test_a_result_of_exactly_the_limit_is_whole(reader: SqlReader):
    assert not reader.run(VerifiedSql("SELECT generate_series(1, 10)")).truncated


def test_a_second_statement_is_refused_by_the_server(reader: SqlReader):
    with pytest.raises(ExecutionFailed) as failure:
        reader.run(VerifiedSql("SELECT 1; SELECT 2"))
    assert "multiple commands" in failure.value.detail


def test_writing_is_refused_by_the_server(reader: SqlReader):
    with pytest.raises(ExecutionFailed):
        reader.run(VerifiedSql("DELETE FROM orders"))


def test_a_slow_statement_is_stopped_and_the_connection_lives_on(reader: SqlReader):
    with pytest.raises(StatementTimedOut):
        reader.run(VerifiedSql("SELECT pg_sleep(30)"))
    assert reader.run(VerifiedSql("SELECT 1")).rows == [[1]]


def test_what_a_statement_sets_is_forgotten(reader: SqlReader):
    reader.run(VerifiedSql("SELECT set_config('statement_timeout', '0', false)"))
    assert reader.run(VerifiedSql("SELECT current_setting('statement_timeout')")).rows == [["300ms"]]


def test_a_server_that_is_not_there_is_said_to_be_unavailable():
    reader = SqlReader("postgresql://reader@127.0.0.1:1/shop", connections=1, row_limit=1, timeout_ms=300, patience=0.2)
    assert not reader.is_reachable()
    with pytest.raises(DatabaseUnavailable):
        reader.run(VerifiedSql("SELECT 1"))
    reader.close()
