"""Runs the migrations on the application's database; the version table lives in schema querycraft."""

from __future__ import annotations

from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import Connection, text

from app.extensions import db
from app.models.audit import SCHEMA


def is_ours(name: str | None, kind: str, parents: Any) -> bool:
    """Whether autogenerate may compare this: other tables in schema public belong to somebody else."""
    if kind == "schema":
        return name in (None, SCHEMA)
    if kind == "table":
        return parents["schema_qualified_table_name"] in db.metadata.tables
    return True


def migrate(connection: Connection) -> None:
    """Run every migration in one transaction, one process at a time."""
    connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}"))
    connection.execute(text("SELECT pg_advisory_xact_lock(7157)"))
    context.configure(
        connection=connection,
        target_metadata=db.metadata,
        include_name=is_ours,
        include_schemas=True,
        version_table_schema=SCHEMA,
        **current_app.extensions["migrate"].configure_args,
    )
    context.run_migrations()


with db.engine.begin() as connection:
    migrate(connection)
