"""The migrations chain what was recorded before them, and work for an owner who is no superuser."""

from __future__ import annotations

import psycopg2
import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import Engine, make_url, text

from app import create_app
from app.audit import AuditRecorder
from app.audit_chain import verify
from app.extensions import db
from app.local.postgres import EmbeddedPostgres
from app.migrating import enable_migrations
from app.settings import with_user
from tests.conftest import dismantle, overrides_for
from tests.support.postgres import execute, fresh_database
from tests.support.record import open_question, record_question, record_questions


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
    with pytest.raises(psycopg2.errors.RestrictViolation):
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
