"""What is recorded stays as it is, whoever asks for a change; and closing a question survives a restart."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import psycopg2
import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import Engine, create_engine, event, make_url, text

from app import create_app
from app.audit import AuditRecorder
from app.audit_chain import verify
from app.errors import DatabaseUnavailable, TooBusy
from app.extensions import db
from app.local.postgres import EmbeddedPostgres
from app.local.preparing import create_database
from app.migrating import enable_migrations
from app.serving import audit_engine
from app.settings import load_settings, with_user
from tests.conftest import dismantle, overrides_for
from tests.support.postgres import execute, fresh_database, query, running_server
from tests.support.record import close_question, offer, open_question, record_question, record_questions

Refused = psycopg2.errors.RestrictViolation
NotGranted = psycopg2.errors.InsufficientPrivilege


@pytest.fixture
def recorder(app: Flask) -> AuditRecorder:
    return app.extensions["services"].recorder


@pytest.fixture
def engine(app: Flask) -> Iterator[Engine]:
    """The owner's connections."""
    with app.app_context():
        yield db.engine


@pytest.fixture
def as_recorder(recorder: AuditRecorder) -> Callable[[str], None]:
    """Runs a statement over one of the recorder's connections."""

    def run(statement: str) -> None:
        with closing(recorder.engine.raw_connection()) as connection, connection.cursor() as cursor:
            cursor.execute(statement)

    return run


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE querycraft.query_run SET answer = 'another'",
        "UPDATE querycraft.query_run SET outcome = 'running'",
        "UPDATE querycraft.query_run SET hash = NULL",
        "DELETE FROM querycraft.query_run",
        "TRUNCATE querycraft.query_run CASCADE",
        "INSERT INTO querycraft.query_run (outcome, question) VALUES ('answered', 'never asked')",
        "INSERT INTO querycraft.query_run (outcome, question, position) VALUES ('running', 'never asked', 9)",
        "UPDATE querycraft.query_attempt SET error = '{}'",
        "DELETE FROM querycraft.query_attempt",
        "TRUNCATE querycraft.query_attempt",
        "INSERT INTO querycraft.query_attempt (run_id, generator, ms)"
        " SELECT id, 'builtin', 1 FROM querycraft.query_run",
        "UPDATE querycraft.audit_lane SET position = 0",
        "INSERT INTO querycraft.audit_lane VALUES (64, 0, '')",
        "DELETE FROM querycraft.audit_lane",
        "TRUNCATE querycraft.audit_lane CASCADE",
        "INSERT INTO querycraft.audit_checkpoint (lane, position, hash, row_count, file_hash)"
        " SELECT lane, position, '', 1, '' FROM querycraft.query_run",
    ],
)
def test_the_owner_can_not_change_what_is_closed(recorder: AuditRecorder, database_url: str, change: str):
    record_question(recorder)
    with pytest.raises(Refused):
        execute(database_url, change)
    with pytest.raises(Refused):
        execute(database_url, f"SET session_replication_role = replica; {change}")


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE querycraft.query_run SET outcome = 'answered', question = 'another'",
        "UPDATE querycraft.query_run SET outcome = 'answered', created_at = '2020-01-01'",
        "UPDATE querycraft.query_run SET answer = 'not closed by this'",
        "DELETE FROM querycraft.query_run",
        "UPDATE querycraft.query_attempt SET sql = 'another'",
        "DELETE FROM querycraft.query_attempt",
    ],
)
def test_of_a_running_question_nothing_changes_but_how_it_ends(recorder: AuditRecorder, database_url: str, change: str):
    offer(recorder, open_question(recorder))
    with pytest.raises(Refused):
        execute(database_url, change)


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
def test_the_recorder_is_not_granted_more_than_recording(as_recorder: Callable[[str], None], statement: str):
    with pytest.raises(NotGranted):
        as_recorder(statement)


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


def test_questions_of_before_the_chain_are_chained_by_the_migration(
    recorder: AuditRecorder, app: Flask, engine: Engine, database_url: str
):
    record_questions(recorder, 3)
    open_question(recorder)
    enable_migrations(app)
    downgrade(revision="0003")
    upgrade()
    verdict = verify(engine)
    assert (verdict.broken, verdict.kept) == (None, 3)
    with pytest.raises(Refused):
        execute(database_url, "UPDATE querycraft.query_run SET answer = 'another' WHERE outcome = 'answered'")


def test_an_owner_who_is_no_superuser_migrates_and_records(postgres: EmbeddedPostgres):
    with fresh_database(postgres) as url:
        execute(url, "CREATE ROLE deployer LOGIN CREATEROLE")
        execute(url, f"ALTER DATABASE {make_url(url).database} OWNER TO deployer")
        app = create_app({**overrides_for(with_user(url, "deployer", "")), "reader_role": "deployer_reader"})
        enable_migrations(app)
        with app.app_context():
            upgrade()
            recorder = app.extensions["services"].recorder
            record_question(recorder)
            assert (verify(db.engine).broken, verify(db.engine).kept) == (None, 1)
            with recorder.engine.connect() as connection:
                assert connection.scalar(text("SELECT current_user")) == "deployer_recorder"
            downgrade(revision="base")
        dismantle(app)


def test_a_recorder_without_a_free_connection_is_too_busy(app: Flask):
    settings = app.extensions["settings"]
    engine = create_engine(settings.engine_url, pool_size=1, max_overflow=0, pool_timeout=0.1)
    with engine.connect(), pytest.raises(TooBusy):
        open_question(AuditRecorder(engine))
    engine.dispose()


@pytest.fixture
def answer_lost(recorder: AuditRecorder) -> Iterator[list[Callable[[], object]]]:
    """Loses the answers of statements that were executed, after each of the functions that are put in the list."""
    losses: list[Callable[[], object]] = []

    def lose(*_: object) -> None:
        if losses:
            losses.pop()()
            raise psycopg2.OperationalError("server closed the connection unexpectedly")

    event.listen(recorder.engine, "after_cursor_execute", lose)
    yield losses
    event.remove(recorder.engine, "after_cursor_execute", lose)


def test_a_closing_whose_answer_is_lost_has_succeeded(
    recorder: AuditRecorder, answer_lost: list[Callable[[], object]], engine: Engine
):
    run_id = open_question(recorder)
    answer_lost.append(lambda: None)
    assert close_question(recorder, run_id)
    assert verify(engine).kept == 1


def test_an_opening_whose_answer_is_lost_is_not_repeated(
    recorder: AuditRecorder, answer_lost: list[Callable[[], object]], database_url: str
):
    answer_lost.append(lambda: None)
    with pytest.raises(DatabaseUnavailable):
        open_question(recorder)
    assert query(database_url, "SELECT outcome FROM querycraft.query_run") == [("running",)]


@pytest.fixture(scope="module")
def server() -> Iterator[EmbeddedPostgres]:
    """A server that may be stopped, with a migrated database."""
    with running_server() as server:
        create_database(server.url("postgres"), "restarted")
        app = create_app(overrides_for(server.url("restarted")))
        enable_migrations(app)
        with app.app_context():
            upgrade()
        dismantle(app)
        yield server


@pytest.fixture
def engine_there(server: EmbeddedPostgres) -> Iterator[Engine]:
    """The recorder's connections to that server."""
    engine = audit_engine(load_settings({}, overrides_for(server.url("restarted"))))
    yield engine
    engine.dispose()


def test_a_closing_survives_a_restart_of_the_database(server: EmbeddedPostgres, engine_there: Engine):
    recorder = AuditRecorder(engine_there)
    run_id = open_question(recorder)
    server.stop()
    with ThreadPoolExecutor() as threads:
        closing_it = threads.submit(close_question, recorder, run_id)
        server.start()
        assert closing_it.result()
    assert not close_question(recorder, run_id)


def test_a_restart_between_two_questions_is_not_noticed(server: EmbeddedPostgres, engine_there: Engine):
    recorder = AuditRecorder(engine_there)
    record_question(recorder)
    server.stop()
    server.start()
    record_question(recorder)


def test_a_closing_gives_up_when_the_database_stays_away(server: EmbeddedPostgres, engine_there: Engine):
    recorder = AuditRecorder(engine_there, patience=0.3)
    run_id = open_question(recorder)
    server.stop()
    with pytest.raises(DatabaseUnavailable):
        close_question(recorder, run_id)
    assert not recorder.is_reachable()
    server.start()
    assert close_question(recorder, run_id)
