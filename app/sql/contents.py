"""What columns hold, as far as that can be learned cheaply: from the planner's statistics, else from a few pages.

No big table is ever read as a whole. What has no pages of its own (a view, a foreign table) is not read at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import Connection, sql

from app.sql.catalogue import CatalogueTable

MOST_VALUES = 50
"""How many values a column may have for all of them to be listed."""
LONGEST_VALUE = 60
SAMPLE_PAGES = 64
SAMPLE_ROWS = 10_000
SAMPLE_MS = 500
"""How long the server may work on one table's sample; without a sample, nothing is known of it."""

STATISTICS = """
SELECT s.schemaname, s.tablename, s.attname, s.n_distinct, s.most_common_vals::text::text[], c.reltuples
FROM pg_catalog.pg_stats s
JOIN pg_catalog.pg_namespace n ON n.nspname = s.schemaname
JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = s.tablename
WHERE (s.schemaname, s.tablename) IN (SELECT * FROM unnest(%s::text[], %s::text[]))
ORDER BY s.inherited
"""
PAGES = "SELECT pg_relation_size(%s::regclass) / current_setting('block_size')::bigint"
SAMPLE = """
WITH sample AS MATERIALIZED (SELECT {columns} FROM {table} {tablesample} LIMIT {rows})
SELECT count(*), {contents} FROM sample
"""
CONTENTS = """
count(DISTINCT {column}), ARRAY(
    SELECT left({column}::text, {length}) FROM sample WHERE {column} IS NOT NULL
    GROUP BY {column} ORDER BY count(*) DESC, {column}::text COLLATE "C" LIMIT {values}
)
"""

ColumnName = tuple[str, str, str]
"""Schema, table, column."""


@dataclass(frozen=True)
class Contents:
    """What a column holds: all its values, the most frequent first, where they are few and short; else none of them.

    `unique` says whether no two rows have the same value; it is only known of tables that are small or have statistics.
    """

    values: tuple[str, ...] = ()
    unique: bool = False


def read_contents(
    connection: Connection[Any], wanted: Mapping[CatalogueTable, Sequence[str]]
) -> dict[ColumnName, Contents]:
    """What the wanted columns of each table hold; one of which nothing is known is left out. Raises psycopg.Error."""
    found = dict(from_statistics(connection, list(wanted)))
    with connection.transaction():
        connection.execute(sql.SQL("SET LOCAL statement_timeout = {}").format(SAMPLE_MS))
        for table, columns in wanted.items():
            unknown = [column for column in columns if (table.schema, table.name, column) not in found]
            if unknown:
                found |= sample(connection, table, unknown)
    return found


def from_statistics(
    connection: Connection[Any], tables: Sequence[CatalogueTable]
) -> Iterator[tuple[ColumnName, Contents]]:
    """What the planner's statistics say, about columns of which they say enough."""
    names = [table.schema for table in tables], [table.name for table in tables]
    for schema, table, column, distinct, common, rows in connection.execute(STATISTICS, names):
        count = distinct if distinct > 0 else -distinct * rows
        listed = tuple(common or ())
        if count > MOST_VALUES:
            yield (schema, table, column), Contents(unique=distinct == -1)
        elif 0 < round(count) <= len(listed):
            yield (schema, table, column), Contents(few(listed))


def sample(
    connection: Connection[Any], table: CatalogueTable, columns: Sequence[str]
) -> Iterator[tuple[ColumnName, Contents]]:
    """What a few pages say; nothing where there are none, or where reading them takes too long."""
    name = sql.Identifier(table.schema, table.name)
    try:
        with connection.transaction():
            pages = connection.execute(PAGES, [name.as_string(connection)]).fetchall()[0][0]
            rows = connection.execute(sample_statement(name, columns, pages)).fetchall() if pages else []
    except psycopg.Error:
        if connection.closed:
            raise
        return
    for count, *contents in rows:
        is_whole = pages <= SAMPLE_PAGES and 0 < count < SAMPLE_ROWS
        for column, distinct, values in zip(columns, contents[::2], contents[1::2], strict=True):
            yield (
                (table.schema, table.name, column),
                Contents(few(values), is_whole and distinct == count),
            )


def sample_statement(name: sql.Identifier, columns: Sequence[str], pages: int) -> sql.Composed:
    """The statement that reads at most SAMPLE_PAGES pages of a table: its rows, then each column's contents."""
    share = sql.SQL("TABLESAMPLE SYSTEM ({})").format(100 * SAMPLE_PAGES / pages)
    return sql.SQL(SAMPLE).format(
        columns=sql.SQL(", ").join(map(sql.Identifier, columns)),
        table=name,
        tablesample=share if pages > SAMPLE_PAGES else sql.SQL(""),
        rows=SAMPLE_ROWS,
        contents=sql.SQL(", ").join(
            sql.SQL(CONTENTS).format(column=sql.Identifier(column), length=LONGEST_VALUE + 1, values=MOST_VALUES + 1)
            for column in columns
        ),
    )


def few(values: Sequence[str]) -> tuple[str, ...]:
    """The values that are not blank, if they are few, short, and of one line each; otherwise none."""
    told = tuple(value for value in values if value.strip())
    is_list = all(len(value) <= LONGEST_VALUE and value.splitlines() == [value] for value in told)
    return told if is_list and len(values) <= MOST_VALUES else ()
