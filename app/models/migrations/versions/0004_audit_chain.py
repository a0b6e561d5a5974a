"""Closed questions stay as they are: triggers refuse every change, and a chain of hashes shows one made past them.

The chain has 64 lanes, and a question's is its id modulo 64: questions that close at the same time have ids close to
each other, so they seldom wait for one another's head of a lane. What is hashed leaves nulls out: a column that is
added later, and may be null, changes no hash of the questions before it.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

SCHEMA = "querycraft"
LANES = 64
PINNED = "SET search_path = pg_catalog, pg_temp"
TABLES = ("query_run", "query_attempt", "audit_lane", "audit_checkpoint")
NOTHING_YET = "decode(repeat('00', 32), 'hex')"
CLOSING = "{outcome,closed_at,generator,model,sql,row_count,truncated,answer,error,timings}"

FUNCTIONS = {
    # The text that is hashed. What a session's settings could change in it is pinned.
    "record_of(run querycraft.query_run)": f"""
        RETURNS text LANGUAGE sql STABLE {PINNED} SET timezone = 'UTC' SET extra_float_digits = 1 AS $$
            SELECT jsonb_strip_nulls(
                to_jsonb(run) - '{{lane,position,hash}}'::text[] || jsonb_build_object('attempts', coalesce(
                    (SELECT jsonb_agg(to_jsonb(attempt) - 'run_id' ORDER BY attempt.id)
                     FROM querycraft.query_attempt AS attempt WHERE attempt.run_id = run.id), '[]'))
            )::text
        $$""",
    "is_recorded(bigint, bigint, bytea)": f"""
        RETURNS boolean LANGUAGE sql STABLE {PINNED} AS $$
            SELECT EXISTS (SELECT FROM querycraft.query_run WHERE (lane, position, hash) = ($1, $2, $3))
        $$""",
    "is_exported(bigint)": f"""
        RETURNS boolean LANGUAGE sql STABLE {PINNED} AS $$
            SELECT EXISTS (
                SELECT FROM querycraft.query_run AS run JOIN querycraft.audit_checkpoint AS checkpoint USING (lane)
                WHERE run.id = $1 AND run.position <= checkpoint.position
            )
        $$""",
    "refuse()": f"""
        RETURNS trigger LANGUAGE plpgsql {PINNED} AS $$
        BEGIN
            RAISE EXCEPTION USING MESSAGE = TG_ARGV[0], ERRCODE = 'restrict_violation', SCHEMA = TG_TABLE_SCHEMA,
                TABLE = TG_TABLE_NAME;
        END $$""",
    # With the lock, a question's closing and a candidate for it that is just being added wait for each other.
    "require_running()": f"""
        RETURNS trigger LANGUAGE plpgsql {PINNED} AS $$
        BEGIN
            PERFORM FROM querycraft.query_run WHERE id = NEW.run_id AND outcome = 'running' FOR SHARE;
            IF NOT FOUND THEN
                RAISE restrict_violation USING MESSAGE = 'SQL candidates are recorded while a question runs.';
            END IF;
            RETURN NEW;
        END $$""",
    # The text is made before the lane's head is locked. Only with the owner's rights may anybody write there.
    "chain()": f"""
        RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER {PINNED} AS $$
        DECLARE
            content bytea;
        BEGIN
            NEW.closed_at := clock_timestamp();
            NEW.lane := NEW.id % {LANES};
            content := convert_to(querycraft.record_of(NEW), 'UTF8');
            UPDATE querycraft.audit_lane AS head SET position = head.position + 1, hash = sha256(head.hash || content)
            WHERE head.lane = NEW.lane RETURNING head.position, head.hash INTO STRICT NEW.position, NEW.hash;
            RETURN NEW;
        END $$""",
}
"""The functions by signature."""

TRIGGERS = f"""
CREATE TRIGGER begins_as_running BEFORE INSERT ON querycraft.query_run FOR EACH ROW
    WHEN (NEW.outcome <> 'running' OR num_nonnulls(NEW.closed_at, NEW.lane, NEW.position, NEW.hash) > 0)
    EXECUTE FUNCTION querycraft.refuse('A question is recorded as running first.');
CREATE TRIGGER closes_once BEFORE UPDATE ON querycraft.query_run FOR EACH ROW
    WHEN (OLD.outcome <> 'running' OR NEW.outcome = 'running'
        OR to_jsonb(NEW) - '{CLOSING}'::text[] <> to_jsonb(OLD) - '{CLOSING}'::text[])
    EXECUTE FUNCTION querycraft.refuse('A recorded question is closed once, and stays as it is otherwise.');
CREATE TRIGGER joins_the_chain BEFORE UPDATE ON querycraft.query_run FOR EACH ROW
    EXECUTE FUNCTION querycraft.chain();
CREATE TRIGGER stays_until_exported BEFORE DELETE ON querycraft.query_run FOR EACH ROW
    WHEN (NOT querycraft.is_exported(OLD.id))
    EXECUTE FUNCTION querycraft.refuse('A recorded question stays until it is exported and pruned.');

CREATE TRIGGER belongs_to_a_running_question BEFORE INSERT OR UPDATE ON querycraft.query_attempt FOR EACH ROW
    EXECUTE FUNCTION querycraft.require_running();
CREATE TRIGGER changes_only_its_error BEFORE UPDATE ON querycraft.query_attempt FOR EACH ROW
    WHEN (to_jsonb(NEW) - 'error' <> to_jsonb(OLD) - 'error')
    EXECUTE FUNCTION querycraft.refuse('Of a recorded SQL candidate only the error may be added.');
CREATE TRIGGER stays_until_exported BEFORE DELETE ON querycraft.query_attempt FOR EACH ROW
    WHEN (NOT querycraft.is_exported(OLD.run_id))
    EXECUTE FUNCTION querycraft.refuse('A recorded SQL candidate stays until its question is exported and pruned.');

CREATE TRIGGER moves_by_closing_alone BEFORE UPDATE ON querycraft.audit_lane FOR EACH ROW
    WHEN (pg_trigger_depth() = 0)
    EXECUTE FUNCTION querycraft.refuse('The head of a lane moves when a question is closed, and only then.');
CREATE TRIGGER stays BEFORE INSERT OR DELETE ON querycraft.audit_lane FOR EACH ROW
    EXECUTE FUNCTION querycraft.refuse('The lanes of the chain stay as they are.');

CREATE TRIGGER stands_for_a_question BEFORE INSERT ON querycraft.audit_checkpoint FOR EACH ROW
    WHEN (NOT querycraft.is_recorded(NEW.lane, NEW.position, NEW.hash))
    EXECUTE FUNCTION querycraft.refuse('A checkpoint is the place and the hash of a recorded question.');
CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON querycraft.audit_checkpoint FOR EACH ROW
    EXECUTE FUNCTION querycraft.refuse('A checkpoint stays as it is.');
"""
"""Triggers of one kind run in the order of their names: a question joins the chain when nothing was refused."""

CHAIN_WHAT_IS_CLOSED = f"""
DO $$
DECLARE
    positions bigint[] := array_fill(0, ARRAY[{LANES}]);
    hashes bytea[] := array_fill({NOTHING_YET}, ARRAY[{LANES}]);
    run querycraft.query_run;
    place int;
BEGIN
    FOR run IN SELECT * FROM querycraft.query_run WHERE outcome <> 'running' ORDER BY closed_at, id LOOP
        place := run.id % {LANES} + 1;
        positions[place] := positions[place] + 1;
        hashes[place] := sha256(hashes[place] || convert_to(querycraft.record_of(run), 'UTF8'));
        UPDATE querycraft.query_run SET lane = place - 1, position = positions[place], hash = hashes[place]
        WHERE id = run.id;
    END LOOP;
    UPDATE querycraft.audit_lane SET position = positions[lane + 1], hash = hashes[lane + 1];
END $$
"""
"""The heads are kept in arrays: updating a head's row many times in one transaction becomes slower every time."""


def upgrade() -> None:
    """Make the chain over what is closed already, then let the triggers guard it."""
    add_places()
    create_lanes()
    create_checkpoints()
    for signature, body in FUNCTIONS.items():
        op.execute(f"CREATE FUNCTION {SCHEMA}.{signature} {body}")
    op.execute(f"REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA {SCHEMA} FROM PUBLIC")
    op.execute(CHAIN_WHAT_IS_CLOSED)
    op.execute(TRIGGERS)
    for table in TABLES:
        guard_always(table)


def downgrade() -> None:
    """Drop the chain and its triggers; the questions stay."""
    for signature in FUNCTIONS:
        op.execute(f"DROP FUNCTION {SCHEMA}.{signature} CASCADE")
    op.drop_table("audit_checkpoint", schema=SCHEMA)
    op.drop_table("audit_lane", schema=SCHEMA)
    for name in ("hash", "position", "lane"):
        op.drop_column("query_run", name, schema=SCHEMA)


def add_places() -> None:
    """Give a question its place in the chain."""
    op.add_column("query_run", sa.Column("lane", sa.SmallInteger()), schema=SCHEMA)
    op.add_column("query_run", sa.Column("position", sa.BigInteger()), schema=SCHEMA)
    op.add_column("query_run", sa.Column("hash", sa.LargeBinary()), schema=SCHEMA)
    op.create_index(
        op.f("ix_query_run_lane_position"),
        "query_run",
        ["lane", "position"],
        unique=True,
        schema=SCHEMA,
        postgresql_where=sa.text("position IS NOT NULL"),
    )


def create_lanes() -> None:
    """Create the lanes' heads; before its first question, a lane's hash is 32 zero bytes."""
    op.create_table(
        "audit_lane",
        sa.Column("lane", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("lane", name=op.f("pk_audit_lane")),
        schema=SCHEMA,
    )
    op.execute(f"INSERT INTO {SCHEMA}.audit_lane SELECT n, 0, {NOTHING_YET} FROM generate_series(0, {LANES - 1}) AS n")


def create_checkpoints() -> None:
    """Create the record of what was exported and removed."""
    op.create_table(
        "audit_checkpoint",
        sa.Column("lane", sa.SmallInteger(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("row_count", sa.BigInteger(), nullable=False),
        sa.Column("file_hash", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.PrimaryKeyConstraint("lane", "position", name=op.f("pk_audit_checkpoint")),
        sa.ForeignKeyConstraint(["lane"], [f"{SCHEMA}.audit_lane.lane"], name=op.f("fk_audit_checkpoint_lane")),
        schema=SCHEMA,
    )


def guard_always(table: str) -> None:
    """Refuse TRUNCATE too, and let no session put a table's triggers off by calling itself a replica."""
    op.execute(
        f"CREATE TRIGGER stays_whole BEFORE TRUNCATE ON {SCHEMA}.{table} FOR EACH STATEMENT"
        f" EXECUTE FUNCTION {SCHEMA}.refuse('The record can not be emptied.')"
    )
    triggers = sa.text("SELECT tgname FROM pg_trigger WHERE tgrelid = CAST(:table AS regclass) AND NOT tgisinternal")
    for name in op.get_bind().scalars(triggers, {"table": f"{SCHEMA}.{table}"}).all():
        op.execute(f"ALTER TABLE {SCHEMA}.{table} ENABLE ALWAYS TRIGGER {name}")
