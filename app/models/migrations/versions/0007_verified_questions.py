"""Questions with SQL that a person approves, and what askers say of their answers."""

from __future__ import annotations

from contextlib import closing

import sqlalchemy as sa
from alembic import op
from psycopg2 import sql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

SCHEMA = "querycraft"
STAYS = """
    CREATE TRIGGER stays_what_was_proposed BEFORE UPDATE ON querycraft.verified_question FOR EACH ROW
        WHEN (to_jsonb(NEW) - '{status,decided_at,decided_by,comment}'::text[]
            <> to_jsonb(OLD) - '{status,decided_at,decided_by,comment}'::text[])
        EXECUTE FUNCTION querycraft.refuse('A proposed question stays as it is; another one may be proposed.');
"""
GRANT = """
    GRANT SELECT ON querycraft.verified_question, querycraft.feedback TO {recorder};
    GRANT INSERT (question, language, sql, as_of, run_id) ON querycraft.verified_question TO {recorder};
    GRANT INSERT (run_id, asker, verdict, reason, sql, verified_id),
        UPDATE (verdict, reason, sql, verified_id, updated_at) ON querycraft.feedback TO {recorder};
"""


def upgrade() -> None:
    """Create both tables; the recorder may propose, and only the owner decides."""
    create_verified_questions()
    create_feedback()
    op.execute(STAYS)
    recorder = op.get_bind().scalar(sa.text("SELECT CAST(current_user || '_recorder' AS name)"))
    with closing(op.get_bind().connection.cursor()) as cursor:
        cursor.execute(sql.SQL(GRANT).format(recorder=sql.Identifier(str(recorder))))


def downgrade() -> None:
    """Drop both tables."""
    op.drop_table("feedback", schema=SCHEMA)
    op.drop_table("verified_question", schema=SCHEMA)


def create_verified_questions() -> None:
    """Create the table of questions with SQL."""
    now = sa.func.now()
    op.create_table(
        "verified_question",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=now, nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("sql", sa.Text(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("run_id", sa.BigInteger()),
        sa.Column("status", sa.Text(), server_default="pending", nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True)),
        sa.Column("decided_by", sa.Text()),
        sa.Column("comment", sa.Text()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verified_question")),
        sa.CheckConstraint("status IN ('pending', 'approved', 'rejected')", name=op.f("ck_verified_question_status")),
        schema=SCHEMA,
    )
    op.create_index(
        "uq_verified_question_pair",
        "verified_question",
        ["language", sa.text("md5(question)"), sa.text("md5(sql)")],
        unique=True,
        schema=SCHEMA,
    )


def create_feedback() -> None:
    """Create the table of what askers say."""
    now = sa.func.now()
    op.create_table(
        "feedback",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=now, nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=now, nullable=False),
        sa.Column("run_id", sa.BigInteger(), nullable=False),
        sa.Column("asker", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("sql", sa.Text()),
        sa.Column("verified_id", sa.BigInteger()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback")),
        sa.CheckConstraint("verdict IN ('up', 'down')", name=op.f("ck_feedback_verdict")),
        sa.ForeignKeyConstraint(
            ["verified_id"], [f"{SCHEMA}.verified_question.id"], name=op.f("fk_feedback_verified_id")
        ),
        schema=SCHEMA,
    )
    op.create_index(op.f("ix_feedback_run_id_asker"), "feedback", ["run_id", "asker"], unique=True, schema=SCHEMA)
    op.create_index(op.f("ix_feedback_verified_id"), "feedback", ["verified_id"], schema=SCHEMA)
