"""With the guard off, the reader's role and its transaction alone give nothing away and let nothing change."""

from __future__ import annotations

import time
from collections.abc import Iterator
from operator import itemgetter
from typing import Any

import pytest
from flask import Flask

from app.cancellation import Cancellation
from app.errors import QueryCraftError
from app.sql.reader import Limits, SqlReader, fetch
from tests.guard.corpus import Row, rows
from tests.guard.watch import Watch
from tests.support.postgres import execute, query

CANARY = "canary"
TIMEOUT_SECONDS = 0.5
MARGIN_SECONDS = 3.0
"""A server that fills memory looks only now and then whether its time is up; a busy machine adds to that."""
LEAVINGS = [
    "SELECT pg_advisory_lock(7)",
    "SELECT pg_try_advisory_lock_shared(7)",
    "SELECT set_config('statement_timeout', '0', false)",
    "SELECT set_config('search_path', 'private', false)",
    "SET statement_timeout = 0",
    "SET SESSION AUTHORIZATION DEFAULT",
    "SET TRANSACTION READ WRITE",
    "BEGIN READ WRITE",
    "PREPARE p AS SELECT secret FROM api_keys",
    "DECLARE c CURSOR WITH HOLD FOR SELECT id FROM customers",
    "LISTEN news",
    "NOTIFY news",
    "CREATE TEMPORARY TABLE t (id integer)",
    "SELECT lo_create(4711)",
    "SELECT lo_creat(-1)",
    "SELECT lo_from_bytea(4711, 'x')",
    "SELECT lo_import('/etc/hostname')",
    "SELECT nextval('app_seq')",
    "SELECT setval('customers_id_seq', 1)",
    "SELECT pg_export_snapshot()",
]
"""What would outlive its statement, in the session or in the database."""
ATTACKS = [*rows("attacks"), *({"id": sql, "sql": sql} for sql in LEAVINGS)]
REVEALING = [
    "atk-0004", "atk-0015", "atk-0042", "atk-0047", "atk-0054", "atk-0075", "atk-0089", "atk-0136", "atk-0173",
    "atk-0190", "atk-0418", "atk-0425", "atk-0583", "atk-0586",
]  # fmt: skip
"""Attacks that would give everything away, one of each kind."""
CHANGES = [
    ("INSERT INTO api_keys VALUES (3, 'new')", "DELETE FROM api_keys WHERE id = 3", "public.api_keys"),
    ("SELECT nextval('app_seq')", "SELECT setval('app_seq', 1)", "sequences"),
    ("SELECT lo_create(4711)", "SELECT lo_unlink(4711)", "pg_catalog.pg_largeobject_metadata"),
    ("CREATE TABLE evil (id integer)", "DROP TABLE evil", "pg_catalog.pg_class"),
    ("CREATE ROLE evil", "DROP ROLE evil", "pg_catalog.pg_authid"),
    ("ALTER ROLE postgres SET work_mem = '1GB'", "ALTER ROLE postgres RESET ALL", "pg_catalog.pg_db_role_setting"),
]
"""Changes, how they are undone, and where they show."""
SESSION = """
SELECT current_user, session_user, pg_my_temp_schema(),
    (SELECT array_agg(name || ' = ' || setting ORDER BY name) FROM pg_settings WHERE name NOT LIKE 'plpgsql.%'),
    (SELECT count(*) FROM pg_prepared_statements),
    (SELECT count(*) FROM pg_cursors WHERE is_holdable),
    (SELECT count(*) FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'advisory'),
    (SELECT count(*) FROM pg_listening_channels())
"""


@pytest.fixture(scope="module")
def reader(besieged_app: Flask) -> Iterator[SqlReader]:
    """The product's reader, with little time for each statement."""
    limits = Limits(rows=10_000, milliseconds=int(TIMEOUT_SECONDS * 1000))
    reader = SqlReader(besieged_app.extensions["settings"].reader_url, limits, connections=1)
    yield reader
    reader.close()


@pytest.fixture(scope="module")
def fresh_session(reader: SqlReader) -> str:
    """What a session is like that nobody has used."""
    return shown(reader, SESSION)


def shown(reader: SqlReader, sql: str) -> str:
    """All that a statement shows to whoever sends it, past the guard: its values, or the error with every detail."""
    rows: list[Any] = []
    try:
        with reader.transaction(Cancellation()) as connection:
            return str(fetch(connection, sql, rows.append, reader.limits.rows, reader.limits.bytes)) + str(rows)
    except QueryCraftError as error:
        return f"{error.detail} {error.__cause__}"


@pytest.mark.parametrize("attack", ATTACKS, ids=itemgetter("id"))
def test_an_attack_gets_no_secret_changes_nothing_and_ends_in_time(
    reader: SqlReader, fresh_session: str, watch: Watch, attack: Row
):
    started = time.monotonic()
    assert CANARY not in shown(reader, attack["sql"])
    assert time.monotonic() - started < TIMEOUT_SECONDS + MARGIN_SECONDS
    assert not watch.changes()
    assert shown(reader, SESSION) == fresh_session


@pytest.mark.parametrize("attack", [row for row in ATTACKS if row["id"] in REVEALING], ids=itemgetter("id"))
def test_the_same_attack_gives_the_secret_to_the_owner(besieged_url: str, attack: Row):
    assert CANARY in str(query(besieged_url, attack["sql"]))


@pytest.mark.parametrize(("change", "undo", "place"), CHANGES)
def test_the_watch_sees_what_the_owner_changes(besieged_url: str, watch: Watch, change: str, undo: str, place: str):
    execute(besieged_url, change)
    assert place in watch.changes()
    execute(besieged_url, undo)
    assert place in watch.changes()
