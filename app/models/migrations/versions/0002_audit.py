"""The record of questions and SQL candidates."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import INET, JSONB

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SCHEMA = "querycraft"


def upgrade() -> None:
    """Create query_run and query_attempt in schema querycraft."""
    op.create_table(
        "query_run",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True)),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("language", sa.Text()),
        sa.Column("conversation_id", sa.Text()),
        sa.Column("ip", INET()),
        sa.Column("user_agent", sa.Text()),
        sa.Column("generator", sa.Text()),
        sa.Column("model", sa.Text()),
        sa.Column("sql", sa.Text()),
        sa.Column("row_count", sa.Integer()),
        sa.Column("truncated", sa.Boolean()),
        sa.Column("answer", sa.Text()),
        sa.Column("error", JSONB()),
        sa.Column("timings", JSONB()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_query_run")),
        schema=SCHEMA,
    )
    op.create_index(op.f("ix_query_run_outcome_id"), "query_run", ["outcome", "id"], schema=SCHEMA)
    op.create_index(op.f("ix_query_run_created_at"), "query_run", ["created_at"], schema=SCHEMA)
    op.create_table(
        "query_attempt",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("run_id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.Column("generator", sa.Text(), nullable=False),
        sa.Column("model", sa.Text()),
        sa.Column("sql", sa.Text()),
        sa.Column("error", JSONB()),
        sa.Column("ms", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_query_attempt")),
        sa.ForeignKeyConstraint(["run_id"], [f"{SCHEMA}.query_run.id"], name=op.f("fk_query_attempt_run_id")),
        schema=SCHEMA,
    )
    op.create_index(op.f("ix_query_attempt_run_id"), "query_attempt", ["run_id"], schema=SCHEMA)


def downgrade() -> None:
    """Drop both tables."""
    op.drop_table("query_attempt", schema=SCHEMA)
    op.drop_table("query_run", schema=SCHEMA)
