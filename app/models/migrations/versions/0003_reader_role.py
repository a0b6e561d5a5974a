"""The reader's role: SELECT on the three business tables and nothing else."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from flask import current_app

from app.settings import Settings

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLES = "public.customers, public.products, public.orders"


def run_quoted(template: str, *values: str) -> None:
    """Execute a statement whose %I and %L PostgreSQL itself fills with quoted identifiers and literals."""
    places = "".join(f", :v{number}" for number in range(len(values)))
    bound = {f"v{number}": value for number, value in enumerate(values)}
    statement = op.get_bind().scalar(sa.text(f"SELECT format(:template{places})"), {"template": template, **bound})
    op.execute(sa.text(statement.replace(":", r"\:")))


def role_exists(name: str) -> bool:
    """Whether the server has a role of this name (roles belong to the whole server, not to a database)."""
    return bool(op.get_bind().scalar(sa.text("SELECT count(*) FROM pg_roles WHERE rolname = :name"), {"name": name}))


def is_for_reading_alone(name: str) -> bool:
    """Whether a role may be limited: an owner or a superuser that also reads, for trying out, must be able to work."""
    statement = "SELECT NOT rolsuper AND rolname <> current_user FROM pg_roles WHERE rolname = :name"
    return bool(op.get_bind().scalar(sa.text(statement), {"name": name}))


def upgrade() -> None:
    """Make the role where it is missing, and give it its grants in this database."""
    settings: Settings = current_app.extensions["settings"]
    reader = settings.reader_role
    if not role_exists(reader):
        run_quoted("CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT NOREPLICATION", reader)
    if settings.reader_password:
        run_quoted("ALTER ROLE %I PASSWORD %L", reader, settings.reader_password)
    if is_for_reading_alone(reader):
        run_quoted("ALTER ROLE %I SET default_transaction_read_only = on", reader)
    run_quoted("REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC", op.get_bind().engine.url.database or "")
    run_quoted("GRANT USAGE ON SCHEMA public TO %I", reader)
    run_quoted(f"GRANT SELECT ON {TABLES} TO %I", reader)


def downgrade() -> None:
    """Take the grants away; the role stays, as other databases of the server may use it."""
    reader = current_app.extensions["settings"].reader_role
    run_quoted(f"REVOKE SELECT ON {TABLES} FROM %I", reader)
    run_quoted("REVOKE USAGE ON SCHEMA public FROM %I", reader)
    run_quoted("GRANT TEMPORARY ON DATABASE %I TO PUBLIC", op.get_bind().engine.url.database or "")
