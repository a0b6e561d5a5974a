"""What is recorded stays as it is, whoever asks for a change."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass

import psycopg2
import pytest
from flask import Flask
from sqlalchemy import Engine

from app.audit import AuditRecorder
from app.audit_chain import verify
from app.local.postgres import EmbeddedPostgres
from app.serving import audit_engine
from app.settings import load_settings
from tests.conftest import overrides_for
from tests.support.postgres import execute, fresh_database, query
from tests.support.record import close_question, offer, open_question, record_question, record_questions

Refused = psycopg2.errors.RestrictViolation
NotGranted = psycopg2.errors.InsufficientPrivilege


@dataclass(frozen=True)
class Settled:
    """A record that tests share, as they leave it as it is: a closed question and a running one, each with SQL."""

    url: str
    engine: Engine
    closed: int
    running: int


@pytest.fixture(scope="module")
def settled(postgres: EmbeddedPostgres, template: str) -> Iterator[Settled]:
    with fresh_database(postgres, template) as url:
        engine = audit_engine(load_settings({}, overrides_for(url)))
        recorder = AuditRecorder(engine)
        closed, running = record_question(recorder), open_question(recorder)
        offer(recorder, running)
        yield Settled(url, engine, closed, running)
        engine.dispose()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE querycraft.query_run SET answer = 'another' WHERE id = {closed}",
        "UPDATE querycraft.query_run SET outcome = 'running' WHERE id = {closed}",
        "UPDATE querycraft.query_run SET hash = NULL WHERE id = {closed}",
        "DELETE FROM querycraft.query_run WHERE id = {closed}",
        "TRUNCATE querycraft.query_run CASCADE",
        "INSERT INTO querycraft.query_run (outcome, question) VALUES ('answered', 'never asked')",
        "INSERT INTO querycraft.query_run (outcome, question, position) VALUES ('running', 'never asked', 9)",
        "INSERT INTO querycraft.query_attempt (run_id, generator, ms) VALUES ({closed}, 'builtin', 1)",
        "UPDATE querycraft.query_attempt SET error = '{{}}' WHERE run_id = {closed}",
        "UPDATE querycraft.query_attempt SET run_id = {closed} WHERE run_id = {running}",
        "DELETE FROM querycraft.query_attempt WHERE run_id = {closed}",
        "TRUNCATE querycraft.query_attempt",
        "UPDATE querycraft.audit_lane SET position = 0",
        "INSERT INTO querycraft.audit_lane VALUES (64, 0, '')",
        "DELETE FROM querycraft.audit_lane",
        "TRUNCATE querycraft.audit_lane CASCADE",
        "INSERT INTO querycraft.audit_checkpoint (lane, position, hash, row_count, file_hash)"
        " SELECT lane, position, sha256(hash), 1, hash FROM querycraft.query_run WHERE id = {closed}",
    ],
)
def test_the_owner_can_not_change_what_is_closed(settled: Settled, change: str):
    statement = change.format(closed=settled.closed, running=settled.running)
    with pytest.raises(Refused):
        execute(settled.url, statement)
    with pytest.raises(Refused):
        execute(settled.url, f"SET session_replication_role = replica; {statement}")


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE querycraft.query_run SET outcome = 'answered', question = 'another' WHERE id = {running}",
        "UPDATE querycraft.query_run SET outcome = 'answered', created_at = '2020-01-01' WHERE id = {running}",
        "UPDATE querycraft.query_run SET answer = 'not closed by this' WHERE id = {running}",
        "DELETE FROM querycraft.query_run WHERE id = {running}",
        "UPDATE querycraft.query_attempt SET sql = 'another' WHERE run_id = {running}",
        "DELETE FROM querycraft.query_attempt WHERE run_id = {running}",
    ],
)
def test_of_a_running_question_nothing_changes_but_how_it_ends(settled: Settled, change: str):
    with pytest.raises(Refused):
        execute(settled.url, change.format(running=settled.running))


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM querycraft.query_run",
        "TRUNCATE querycraft.query_run CASCADE",
        "UPDATE querycraft.query_run SET question = 'another'",
        "UPDATE querycraft.query_run SET closed_at = '2020-01-01'",
        "INSERT INTO querycraft.query_run (outcome, question, created_at) VALUES ('running', 'x', '2020-01-01')",
        "DELETE FROM querycraft.query_attempt",
        "UPDATE querycraft.query_attempt SET sql = 'another'",
        "UPDATE querycraft.audit_lane SET position = 0",
        "INSERT INTO querycraft.audit_checkpoint (lane, position, hash, row_count, file_hash) VALUES (1, 1, '', 1, '')",
        "ALTER TABLE querycraft.query_run DISABLE TRIGGER ALL",
        "SELECT * FROM customers",
        "SELECT querycraft.record_of(run) FROM querycraft.query_run AS run",
    ],
)
def test_the_recorder_is_granted_nothing_but_recording(settled: Settled, statement: str):
    with closing(settled.engine.raw_connection()) as connection, pytest.raises(NotGranted):
        connection.cursor().execute(statement)


def test_functions_of_the_owner_are_not_for_everybody(app: Flask, database_url: str):
    execute(database_url, "CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'")
    with pytest.raises(NotGranted):
        execute(app.extensions["settings"].reader_url, "SELECT public.mine()")
    open_to_all = "SELECT count(*) FROM pg_proc WHERE pronamespace = 'querycraft'::regnamespace AND proacl IS NULL"
    assert query(database_url, open_to_all) == [(0,)]


def test_the_readers_temporary_files_are_limited(app: Flask):
    assert query(app.extensions["settings"].reader_url, "SHOW temp_file_limit") == [("512MB",)]


def test_a_question_is_closed_once(recorder: AuditRecorder, database_url: str):
    run_id = open_question(recorder)
    assert close_question(recorder, run_id)
    assert not recorder.close(run_id, {"outcome": "cancelled"})
    assert query(database_url, "SELECT outcome FROM querycraft.query_run") == [("answered",)]


def test_a_candidate_and_the_closing_of_its_question_wait_for_each_other(
    recorder: AuditRecorder, engine: Engine, database_url: str
):
    run_id = open_question(recorder)
    with closing(psycopg2.connect(database_url)) as connection, ThreadPoolExecutor() as threads:
        connection.cursor().execute(
            f"INSERT INTO querycraft.query_attempt (run_id, generator, ms) VALUES ({run_id}, 'builtin', 1)"
        )
        closing_it = threads.submit(close_question, recorder, run_id)
        await_waiting(database_url)
        connection.commit()
        assert closing_it.result()
    assert verify(engine).broken is None


def await_waiting(url: str) -> None:
    """Wait until a connection waits for another."""
    end = time.monotonic() + 10
    while not query(url, "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock'"):
        assert time.monotonic() < end
        time.sleep(0.01)


def test_eight_at_once_leave_one_true_chain(recorder: AuditRecorder, engine: Engine, database_url: str):
    with ThreadPoolExecutor(8) as threads:
        ids = [run_id for batch in threads.map(record_questions, [recorder] * 8, [50] * 8) for run_id in batch]
    verdict = verify(engine)
    assert len(set(ids)) == 400
    assert (verdict.broken, verdict.kept) == (None, 400)
    places = "SELECT count(DISTINCT (lane, position)), count(DISTINCT lane) FROM querycraft.query_run"
    assert query(database_url, places) == [(400, 64)]


def test_the_session_does_not_change_what_is_hashed(recorder: AuditRecorder, engine: Engine, database_url: str):
    run_id = open_question(recorder)
    offer(recorder, run_id)
    execute(
        database_url,
        "SET timezone = 'Asia/Tehran'; SET datestyle = 'German'; SET extra_float_digits = -15; SET search_path = '';"
        " SET bytea_output = 'escape';"
        f" UPDATE querycraft.query_run SET outcome = 'answered', timings = '{{\"total\": 0.1}}' WHERE id = {run_id}",
    )
    assert verify(engine).broken is None
