"""The recorder's role may add to the record and close questions; functions are run only by who is granted them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from flask import current_app
from psycopg2 import sql

from app.settings import Settings

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

GRANT = """
    GRANT USAGE ON SCHEMA querycraft TO {recorder};
    GRANT SELECT ON querycraft.query_run, querycraft.query_attempt TO {recorder};
    GRANT INSERT (outcome, question, language, conversation_id, ip, user_agent),
        UPDATE (outcome, generator, model, sql, row_count, truncated, answer, error, timings)
        ON querycraft.query_run TO {recorder};
    GRANT INSERT (run_id, generator, model, sql, error, ms), UPDATE (error) ON querycraft.query_attempt TO {recorder};
"""
REVOKE = """
    REVOKE ALL ON querycraft.query_run, querycraft.query_attempt FROM {recorder};
    REVOKE USAGE ON SCHEMA querycraft FROM {recorder};
"""


def upgrade() -> None:
    """Make the role where it is missing (roles belong to the whole server), and give it its grants here."""
    recorder = recorder_role()
    if not role_exists(recorder):
        execute("CREATE ROLE {recorder} NOLOGIN; GRANT {recorder} TO CURRENT_USER", recorder=sql.Identifier(recorder))
    execute(GRANT, recorder=sql.Identifier(recorder))
    op.execute("ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC")
    if may_limit_temporary_files():
        settings = application_settings()
        limit = sql.Literal(f"{settings.temp_file_limit_mb}MB")
        reader = sql.Identifier(settings.reader_role)
        execute("ALTER ROLE {reader} SET temp_file_limit = {limit}", reader=reader, limit=limit)


def downgrade() -> None:
    """Take the grants away; the role stays, as other databases of the server may use it."""
    execute(REVOKE, recorder=sql.Identifier(recorder_role()))
    op.execute("ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO PUBLIC")
    if may_limit_temporary_files():
        execute("ALTER ROLE {reader} RESET temp_file_limit", reader=sql.Identifier(application_settings().reader_role))


def recorder_role() -> str:
    """The name of the recorder's role: each owner on a server has one."""
    return str(op.get_bind().scalar(sa.text("SELECT CAST(current_user || '_recorder' AS name)")))


def role_exists(name: str) -> bool:
    """Whether the server has a role of this name."""
    return bool(op.get_bind().scalar(sa.text("SELECT count(*) FROM pg_roles WHERE rolname = :name"), {"name": name}))


def may_limit_temporary_files() -> bool:
    """Whether we may set the limit, which is a superuser's to set or to grant."""
    return bool(op.get_bind().scalar(sa.text("SELECT has_parameter_privilege('temp_file_limit', 'SET')")))


def application_settings() -> Settings:
    """The settings of the application that is being migrated."""
    settings: Settings = current_app.extensions["settings"]
    return settings


def execute(statements: str, **values: sql.Composable) -> None:
    """Execute statements, their places filled with quoted names and values."""
    with op.get_bind().connection.cursor() as cursor:
        cursor.execute(sql.SQL(statements).format(**values))
