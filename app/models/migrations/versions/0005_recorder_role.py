"""The recorder's role may add to the record and close questions; functions are run only by who is granted them."""

from __future__ import annotations

from contextlib import closing

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
    settings: Settings = current_app.extensions["settings"]
    if may_limit(settings.reader_role):
        limit = sql.Literal(f"{settings.temp_file_limit_mb}MB")
        reader = sql.Identifier(settings.reader_role)
        execute("ALTER ROLE {reader} SET temp_file_limit = {limit}", reader=reader, limit=limit)


def downgrade() -> None:
    """Take the grants away; the roles stay as they are, as other databases of the server may use them."""
    execute(REVOKE, recorder=sql.Identifier(recorder_role()))
    op.execute("ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO PUBLIC")


def recorder_role() -> str:
    """The name of the recorder's role: each owner on a server has one."""
    return str(op.get_bind().scalar(sa.text("SELECT CAST(current_user || '_recorder' AS name)")))


def role_exists(name: str) -> bool:
    """Whether the server has a role of this name."""
    return bool(op.get_bind().scalar(sa.text("SELECT count(*) FROM pg_roles WHERE rolname = :name"), {"name": name}))


def may_limit(reader: str) -> bool:
    """Whether we may limit a role's temporary files (a superuser may, or lets others), and it is for reading alone."""
    statement = """
        SELECT has_parameter_privilege('temp_file_limit', 'SET') AND NOT rolsuper AND rolname <> current_user
        FROM pg_roles WHERE rolname = :name
    """
    return bool(op.get_bind().scalar(sa.text(statement), {"name": reader}))


def execute(statements: str, **values: sql.Composable) -> None:
    """Execute statements, their places filled with quoted names and values."""
    with closing(op.get_bind().connection.cursor()) as cursor:
        cursor.execute(sql.SQL(statements).format(**values))
