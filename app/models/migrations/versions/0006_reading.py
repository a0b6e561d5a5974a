"""What a question was understood as, for those that follow it up; how a candidate came about, for who looks into it."""

from __future__ import annotations

from contextlib import closing

import sqlalchemy as sa
from alembic import op
from psycopg2 import sql
from sqlalchemy.dialects.postgresql import JSONB

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

SCHEMA = "querycraft"
CLOSING = "outcome,closed_at,generator,model,sql,row_count,truncated,answer,error,timings"
CLOSES_ONCE = """
    DROP TRIGGER closes_once ON querycraft.query_run;
    CREATE TRIGGER closes_once BEFORE UPDATE ON querycraft.query_run FOR EACH ROW
        WHEN (OLD.outcome <> 'running' OR NEW.outcome = 'running'
            OR to_jsonb(NEW) - '{{{closing}}}'::text[] <> to_jsonb(OLD) - '{{{closing}}}'::text[])
        EXECUTE FUNCTION querycraft.refuse('A recorded question is closed once, and stays as it is otherwise.');
    ALTER TABLE querycraft.query_run ENABLE ALWAYS TRIGGER closes_once;
"""
GRANT = """
    GRANT UPDATE (reading) ON querycraft.query_run TO {recorder};
    GRANT INSERT (details) ON querycraft.query_attempt TO {recorder};
"""


def upgrade() -> None:
    """Add both columns; a question that is closed gets its reading."""
    op.add_column("query_run", sa.Column("reading", JSONB()), schema=SCHEMA)
    op.add_column("query_attempt", sa.Column("details", JSONB()), schema=SCHEMA)
    op.execute(CLOSES_ONCE.format(closing=f"{CLOSING},reading"))
    recorder = op.get_bind().scalar(sa.text("SELECT CAST(current_user || '_recorder' AS name)"))
    with closing(op.get_bind().connection.cursor()) as cursor:
        cursor.execute(sql.SQL(GRANT).format(recorder=sql.Identifier(str(recorder))))


def downgrade() -> None:
    """Drop both columns."""
    op.execute(CLOSES_ONCE.format(closing=CLOSING))
    op.drop_column("query_attempt", "details", schema=SCHEMA)
    op.drop_column("query_run", "reading", schema=SCHEMA)
