"""Which browser asked, what was exported, how conversations are called, and a record that can be searched."""

from __future__ import annotations

from contextlib import closing

import sqlalchemy as sa
from alembic import op
from psycopg2 import sql

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

SCHEMA = "querycraft"
PINNED = "SET search_path = pg_catalog, pg_temp"
FUNCTIONS = {
    # Arabic letters and digits as Persian keyboards and databases write them; a half-space parts words. Its cost, in
    # fetched rows, is what it takes: without it, the planner would compute it for all rows rather than use the index.
    "words_of(text)": f"""
        RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 10000 {PINNED} AS $$
            SELECT to_tsvector('simple', regexp_replace(
                translate(lower($1), 'يىكةأإٱۀ۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩', 'ییکهاااه01234567890123456789'),
                '[^[:alnum:]]+', ' ', 'g'))
        $$""",
    # All of the words, the last one as it begins: beginnings of common words take long to look up. Null, which nothing
    # fits, where there are none.
    "search_for(text)": f"""
        RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE {PINNED} AS $$
            SELECT to_tsquery('simple', string_agg(
                quote_literal(lexeme) || CASE WHEN place = last THEN ':*' ELSE '' END, ' & '))
            FROM (
                SELECT lexeme, max(place) AS place, max(max(place)) OVER () AS last
                FROM unnest(querycraft.words_of($1)), unnest(positions) AS place GROUP BY lexeme
            ) AS words
        $$""",
}
INDEXES = {
    "generator": ["generator", "id"],
    "language": ["language", "id"],
    "ip": ["ip", "id"],
    "session": ["session", "id"],
    "conversation_id": ["conversation_id", "id"],
}
"""The newest questions of a kind are found without walking past all others."""
GRANT = """
    GRANT INSERT (session, export_of, export_format) ON querycraft.query_run TO {recorder};
    GRANT SELECT (session, id, deleted_at) ON querycraft.conversation TO {recorder};
    GRANT EXECUTE ON FUNCTION querycraft.words_of(text) TO {recorder};
"""


def upgrade() -> None:
    """Add the columns, the table and the indexes."""
    for column in (sa.Column("session", sa.Text()), sa.Column("export_of", sa.BigInteger())):
        op.add_column("query_run", column, schema=SCHEMA)
    op.add_column("query_run", sa.Column("export_format", sa.Text()), schema=SCHEMA)
    op.create_table(
        "conversation",
        sa.Column("session", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text()),
        sa.Column("deleted_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("session", "id", name=op.f("pk_conversation")),
        schema=SCHEMA,
    )
    for signature, body in FUNCTIONS.items():
        op.execute(f"CREATE FUNCTION {SCHEMA}.{signature} {body}")
    for name, columns in INDEXES.items():
        op.create_index(op.f(f"ix_query_run_{name}_id"), "query_run", columns, schema=SCHEMA)
    op.execute(f"CREATE INDEX ix_query_run_words ON {SCHEMA}.query_run USING gin ({SCHEMA}.words_of(question))")
    recorder = op.get_bind().scalar(sa.text("SELECT CAST(current_user || '_recorder' AS name)"))
    with closing(op.get_bind().connection.cursor()) as cursor:
        cursor.execute(sql.SQL(GRANT).format(recorder=sql.Identifier(str(recorder))))


def downgrade() -> None:
    """Drop them."""
    op.drop_index("ix_query_run_words", "query_run", schema=SCHEMA)
    for name in INDEXES:
        op.drop_index(op.f(f"ix_query_run_{name}_id"), "query_run", schema=SCHEMA)
    for signature in FUNCTIONS:
        op.execute(f"DROP FUNCTION {SCHEMA}.{signature}")
    op.drop_table("conversation", schema=SCHEMA)
    for name in ("export_format", "export_of", "session"):
        op.drop_column("query_run", name, schema=SCHEMA)
