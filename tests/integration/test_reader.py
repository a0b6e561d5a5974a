"""The reader runs verified SQL read-only, bounded in rows, bytes, cost and time, and leaves nothing behind."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import pytest
from flask import Flask

from app.cancellation import Cancellation
from app.contracts import Result
from app.errors import (
    Cancelled,
    DatabaseUnavailable,
    ExecutionFailed,
    HiddenColumn,
    StatementTimedOut,
    TooBusy,
    TooCostly,
    UnknownColumn,
    UnsafeReader,
)
from app.settings import Settings
from app.sql.guard import VerifiedSql
from app.sql.reader import Limits, SqlReader
from tests.support.postgres import execute, query

LIMITS = Limits(rows=10, milliseconds=300)
COLUMNS = frozenset({"id", "name", "email", "registration_date"})


@pytest.fixture
def settings(app: Flask) -> Settings:
    return app.extensions["settings"]


@pytest.fixture
def reader(settings: Settings) -> Iterator[SqlReader]:
    reader = SqlReader(settings.reader_url, LIMITS, connections=1, patience=1.0)
    yield reader
    reader.close()


def run(reader: SqlReader, sql: str) -> Result:
    """Run a statement as if the guard had let it pass without assumptions."""
    return reader.run(VerifiedSql(sql), Cancellation())


def test_values_arrive_as_json(reader: SqlReader):
    result = run(
        reader,
        "SELECT 1 AS whole, 1.50 AS part, 9007199254740993 AS huge, 'NaN'::float8 AS none, true AS yes,"
        " DATE '2026-11-21' AS day, TIMESTAMPTZ '2026-11-21 06:00+00' AS at, NULL AS nothing, ARRAY[1, 2] AS both,"
        """ '{"a": [1.5]}'::jsonb AS more, ROW(1, 'a') AS pair""",
    )
    assert result.rows == [
        [
            1,
            1.5,
            "9007199254740993",
            "nan",
            True,
            "2026-11-21",
            "2026-11-21T06:00:00+00:00",
            None,
            [1, 2],
            {"a": [1.5]},
            ["1", "a"],
        ]
    ]
    assert result.types == (
        "number",
        "number",
        "number",
        "number",
        "boolean",
        "date",
        "time",
        "text",
        "text",
        "text",
        "text",
    )


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("'infinity'::date", "infinity"),
        ("DATE '0044-03-15 BC'", "0044-03-15 BC"),
        ("'-infinity'::timestamp", "-infinity"),
        ("TIMESTAMP '12026-01-01 10:00'", "12026-01-01T10:00:00"),
        ("TIMESTAMPTZ '2026-11-21 06:00:00.25+03:30'", "2026-11-21T02:30:00.25+00:00"),
        ("TIME '24:00'", "24:00:00"),
        ("INTERVAL '1 year 2 months'", "1 year 2 mons"),
        ("ARRAY[DATE '2026-11-21']", ["2026-11-21"]),
    ],
)
def test_times_arrive_as_postgresql_writes_them(reader: SqlReader, value: str, shown: object):
    assert run(reader, f"SELECT {value}").rows == [[shown]]


@pytest.mark.parametrize(
    ("zone", "shown"),
    [
        ("Asia/Tehran", "2026-11-21T09:30:00.25+03:30"),
        ("America/New_York", "2026-11-21T01:00:00.25-05:00"),
        ("Pacific/Kiritimati", "2026-11-21T20:00:00.25+14:00"),
    ],
)
def test_moments_arrive_in_the_clock_of_the_business(settings: Settings, zone: str, shown: str):
    with closing(SqlReader(settings.reader_url, LIMITS, connections=1, zone=zone)) as reader:
        sql = "SELECT TIMESTAMPTZ '2026-11-21 06:00:00.25+00', TIMESTAMP '2026-11-21 06:00:00'"
        assert run(reader, sql).rows == [[shown, "2026-11-21T06:00:00"]]


def test_a_moment_lies_on_the_day_of_the_business(settings: Settings):
    with closing(SqlReader(settings.reader_url, LIMITS, connections=1, zone="Asia/Tehran")) as reader:
        instant = "TIMESTAMPTZ '2026-11-20 20:30+00'"
        limits = f"{instant} >= CAST('2026-11-21' AS DATE) AND {instant} < CAST('2026-11-22' AS DATE)"
        assert run(reader, f"SELECT {limits}, ({instant} - INTERVAL '1 second')::date").rows == [[True, "2026-11-20"]]


@pytest.mark.parametrize(
    ("number", "arrives_as"),
    [
        ("1234567890123456.78", "1234567890123456.78"),
        ("-1234567890123456.78", "-1234567890123456.78"),
        ("1234567890123456.5", 1234567890123456.5),
        ("123456789012.34", 123456789012.34),
        ("100::numeric / 3", 33.333333333333336),
        ("1234567890123456789012.5", "1234567890123456789012.5"),
        ("1234567890123456.7::float8", 1234567890123456.7),
    ],
)
def test_no_digit_is_lost_that_anybody_reads(reader: SqlReader, number: str, arrives_as: object):
    assert run(reader, f"SELECT {number}").rows == [[arrives_as]]


def test_an_empty_result_has_its_columns_all_the_same(reader: SqlReader):
    result = run(reader, "SELECT id, order_date AS روز FROM orders")
    assert (result.names, result.types, result.rows) == (("id", "روز"), ("number", "date"), [])


def test_a_long_result_is_cut_off_and_says_so(reader: SqlReader):
    result = run(reader, "SELECT n FROM (SELECT generate_series(1, 100000000) AS n) t")
    assert result.rows == [[n] for n in range(1, 11)]
    assert result.truncated


def test_a_result_of_exactly_the_limit_is_whole(reader: SqlReader):
    assert not run(reader, "SELECT generate_series(1, 10)").truncated


def test_a_heavy_result_is_cut_off_and_says_so(reader: SqlReader):
    reader.limits = replace(LIMITS, bytes=25_000)
    result = run(reader, "SELECT repeat('x', 10000) FROM generate_series(1, 9)")
    assert len(result.rows) == 3
    assert result.truncated


def test_a_second_statement_is_refused_by_the_server(reader: SqlReader):
    with pytest.raises(ExecutionFailed) as failure:
        run(reader, "SELECT 1; SELECT 2")
    assert "multiple commands" in failure.value.detail


@pytest.mark.parametrize("sql", ["DELETE FROM orders", "CREATE TEMP TABLE t (n int)", "SELECT 1 INTO stolen"])
def test_writing_is_refused_by_the_server(reader: SqlReader, sql: str):
    with pytest.raises(ExecutionFailed):
        run(reader, sql)


def test_a_slow_statement_is_stopped_and_its_session_ends_with_it(reader: SqlReader):
    before = run(reader, "SELECT pg_backend_pid()").rows
    with pytest.raises(StatementTimedOut):
        run(reader, "SELECT pg_sleep(30)")
    assert run(reader, "SELECT pg_backend_pid()").rows != before


def test_what_a_statement_sets_is_forgotten(reader: SqlReader):
    run(reader, "SELECT set_config('statement_timeout', '0', false)")
    assert run(reader, "SELECT current_setting('statement_timeout')").rows == [["300ms"]]


def test_what_a_statement_locks_is_released(reader: SqlReader):
    run(reader, "SELECT pg_advisory_lock(1405)")
    assert run(reader, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'").rows == [[0]]


def test_a_statement_that_touches_too_much_is_not_run(reader: SqlReader):
    reader.limits = replace(LIMITS, cost=1000.0)
    with pytest.raises(TooCostly) as refusal:
        run(reader, "SELECT count(*) FROM generate_series(1, 1000000)")
    assert "cost" in refusal.value.detail
    assert run(reader, "SELECT count(*) FROM generate_series(1, 10)").rows == [[10]]


def test_a_statement_that_fills_the_disk_is_ended(reader: SqlReader, settings: Settings):
    ((database,),) = query(settings.database_url, "SELECT current_database()")
    limited = f"ALTER ROLE {settings.reader_role} IN DATABASE {database}"
    execute(settings.database_url, f"{limited} SET temp_file_limit = '1MB'")
    try:
        with pytest.raises(TooCostly):
            run(reader, "SELECT n FROM generate_series(1, 1000000) AS t (n) ORDER BY -n")
    finally:
        execute(settings.database_url, f"{limited} RESET temp_file_limit")


def test_all_columns_are_read_only_where_all_are_known(reader: SqlReader, settings: Settings):
    everything = VerifiedSql("SELECT * FROM customers", whole=frozenset({(("public", "customers"), COLUMNS)}))
    assert reader.run(everything, Cancellation()).names == ("id", "name", "email", "registration_date")
    execute(settings.database_url, "ALTER TABLE customers ADD COLUMN password text DEFAULT 'canary'")
    with pytest.raises(HiddenColumn):
        reader.run(everything, Cancellation())


def test_a_table_that_has_lost_a_column_is_not_read_as_a_whole(reader: SqlReader):
    stale = frozenset({(("public", "customers"), COLUMNS | {"nickname"})})
    with pytest.raises(UnknownColumn):
        reader.run(VerifiedSql("SELECT * FROM customers", whole=stale), Cancellation())


def test_a_column_that_a_name_rests_on_must_be_there(reader: SqlReader):
    resting = VerifiedSql("SELECT name FROM customers AS name", present=frozenset({(("public", "customers"), "name")}))
    assert reader.run(resting, Cancellation()).rows == []
    with pytest.raises(UnknownColumn):
        reader.run(replace(resting, present=frozenset({(("public", "customers"), "nickname")})), Cancellation())


def test_what_is_made_up_for_too_many_rows_is_not_run(reader: SqlReader):
    heavy = VerifiedSql("SELECT array_agg(n) FROM generate_series(1, 1000000) AS n", made_per_row=4000)
    with pytest.raises(TooCostly):
        reader.run(heavy, Cancellation())


def test_a_name_that_the_database_takes_for_another_column_is_refused(reader: SqlReader, settings: Settings):
    sql = "SELECT count(*), 'x' AS password FROM customers GROUP BY password"
    verified = VerifiedSql(sql, absent=frozenset({(("public", "customers"), "password")}))
    assert reader.run(verified, Cancellation()).rows == []
    execute(settings.database_url, "ALTER TABLE customers ADD COLUMN password text")
    with pytest.raises(HiddenColumn):
        reader.run(verified, Cancellation())


def test_a_statement_has_no_more_seconds_than_its_question_and_the_next_one_its_own_again(settings: Settings):
    reader = SqlReader(settings.reader_url, replace(LIMITS, milliseconds=60_000), connections=1)
    with pytest.raises(StatementTimedOut):
        reader.run(VerifiedSql("SELECT pg_sleep(30)"), Cancellation(), seconds=0.2)
    limit = VerifiedSql("SELECT current_setting('statement_timeout')")
    assert reader.run(limit, Cancellation(), seconds=9.5).rows == [["9500ms"]]
    assert reader.run(limit, Cancellation()).rows == [["1min"]]
    assert reader.run(limit, Cancellation(), seconds=90).rows == [["1min"]]
    reader.close()


def test_no_time_left_is_not_taken_for_no_limit(reader: SqlReader):
    with pytest.raises(StatementTimedOut):
        reader.run(VerifiedSql("SELECT pg_sleep(30)"), Cancellation(), seconds=0)


def test_a_cancelled_question_is_not_run(reader: SqlReader):
    cancellation = Cancellation()
    cancellation.cancel()
    with pytest.raises(Cancelled):
        reader.run(VerifiedSql("SELECT 1"), cancellation)


def test_a_superuser_runs_nothing_unless_it_is_allowed(settings: Settings):
    careful = SqlReader(settings.database_url, LIMITS, connections=1)
    with pytest.raises(UnsafeReader):
        run(careful, "SELECT 1")
    careful.close()
    careless = SqlReader(settings.database_url, LIMITS, connections=1, allow_superuser=True)
    assert run(careless, "SELECT 1").rows == [[1]]
    careless.close()


def test_a_reader_whose_connections_are_all_in_use_says_that_it_is_busy(settings: Settings):
    reader = SqlReader(settings.reader_url, LIMITS, connections=1, patience=0.1)
    with reader.connections().connection(), pytest.raises(TooBusy):
        run(reader, "SELECT 1")
    reader.close()


def test_a_server_that_is_not_there_is_said_to_be_unavailable():
    reader = SqlReader("postgresql://reader@127.0.0.1:1/shop", LIMITS, connections=1, patience=0.2)
    assert not reader.is_reachable()
    with pytest.raises(DatabaseUnavailable):
        run(reader, "SELECT 1")
    reader.close()
