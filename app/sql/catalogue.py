"""The database's catalogue: its tables and views, their columns, keys and comments, as the connected role sees them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import Connection

from app.sql.reader import connection_options, explanation

TIMEOUT_MS = 5_000

TABLES = """
SELECT c.oid, n.nspname, c.relname, c.relkind IN ('v', 'm'), obj_description(c.oid, 'pg_class')
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition
    AND has_schema_privilege(n.oid, 'USAGE')
    AND n.nspname NOT LIKE 'pg\\_%%' AND n.nspname <> 'information_schema'
    AND (%(schemas)s::text[] IS NULL OR n.nspname = ANY (%(schemas)s))
    AND NOT EXISTS (
        SELECT FROM pg_catalog.pg_depend d
        WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'
    )
ORDER BY n.nspname <> 'public', n.nspname, c.relname
"""
"""What belongs to an extension is none of the users' data."""
COLUMNS = """
SELECT a.attrelid, a.attname,
    CASE t.typtype WHEN 'd' THEN format_type(t.typbasetype, t.typtypmod) ELSE format_type(a.atttypid, a.atttypmod) END,
    has_column_privilege(a.attrelid, a.attnum, 'SELECT'),
    col_description(a.attrelid, a.attnum),
    ARRAY(SELECT enumlabel::text FROM pg_catalog.pg_enum WHERE enumtypid = a.atttypid ORDER BY enumsortorder)
FROM pg_catalog.pg_attribute a
JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
WHERE a.attrelid = ANY (%s) AND a.attnum > 0 AND NOT a.attisdropped
ORDER BY a.attrelid, a.attnum
"""
KEYS = """
SELECT i.indrelid, i.indisprimary, bool_and(a.attnotnull), array_agg(a.attname::text ORDER BY key.place)
FROM pg_catalog.pg_index i
CROSS JOIN LATERAL unnest(i.indkey::smallint[]) WITH ORDINALITY AS key (number, place)
JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = key.number
WHERE i.indrelid = ANY (%s) AND i.indisunique AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL
    AND key.place <= i.indnkeyatts
GROUP BY i.indexrelid, i.indrelid, i.indisprimary
ORDER BY i.indrelid, i.indisprimary DESC, i.indexrelid
"""
FOREIGN_KEYS = """
SELECT k.conrelid, n.nspname, c.relname,
    array_agg(a.attname::text ORDER BY key.place), array_agg(b.attname::text ORDER BY key.place)
FROM pg_catalog.pg_constraint k
JOIN pg_catalog.pg_class c ON c.oid = k.confrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
CROSS JOIN LATERAL unnest(k.conkey, k.confkey) WITH ORDINALITY AS key (number, target, place)
JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = key.number
JOIN pg_catalog.pg_attribute b ON b.attrelid = k.confrelid AND b.attnum = key.target
WHERE k.conrelid = ANY (%s) AND k.contype = 'f' AND k.conparentid = 0
GROUP BY k.oid, k.conrelid, n.nspname, c.relname
ORDER BY k.conrelid, min(key.number), k.oid
"""


@dataclass(frozen=True)
class CatalogueColumn:
    """A column; `type` is PostgreSQL's name of its type (of a domain: the type beneath), `labels` those of an enum."""

    name: str
    type: str
    readable: bool = True
    comment: str = ""
    labels: tuple[str, ...] = ()


@dataclass(frozen=True)
class ForeignKey:
    """Columns that refer to as many of another table, in order."""

    columns: tuple[str, ...]
    schema: str
    table: str
    targets: tuple[str, ...]

    def target_of(self, column: str) -> tuple[str, ...]:
        """What a column refers to, if it is one of these."""
        return tuple(target for name, target in zip(self.columns, self.targets, strict=True) if name == column)


@dataclass(frozen=True)
class CatalogueTable:
    """A table or view; `key` are the columns of its primary key, or else of a unique one that is never null."""

    schema: str
    name: str
    columns: tuple[CatalogueColumn, ...]
    is_view: bool = False
    comment: str = ""
    key: tuple[str, ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()

    @property
    def readable_columns(self) -> tuple[CatalogueColumn, ...]:
        """The columns that the role may SELECT."""
        return tuple(column for column in self.columns if column.readable)


@contextmanager
def catalogue_connection(url: str) -> Iterator[Connection[Any]]:
    """A connection that only reads, closed in the end.

    Raises DatabaseUnavailable, also for an address that is none, StatementTimedOut or ExecutionFailed.
    """
    try:
        with psycopg.connect(url, **connection_options(TIMEOUT_MS)) as connection:
            connection.read_only = True
            yield connection
    except psycopg.Error as error:
        raise explanation(error) from error


def read_catalogue(connection: Connection[Any], schemas: Sequence[str] = ()) -> tuple[CatalogueTable, ...]:
    """Every table and view of these schemas (none given: of all but the system's), those of `public` first.

    What the role has no right to read is in it too, its columns marked so. Raises psycopg.Error.
    """
    tables = connection.execute(TABLES, {"schemas": list(schemas) or None}).fetchall()
    oids = [oid for oid, *_ in tables]
    columns = by_table(connection.execute(COLUMNS, [oids]).fetchall())
    keys = by_table(connection.execute(KEYS, [oids]).fetchall())
    foreign_keys = by_table(connection.execute(FOREIGN_KEYS, [oids]).fetchall())
    return tuple(
        CatalogueTable(
            schema=schema,
            name=name,
            columns=tuple(column_of(*row) for row in columns[oid]),
            is_view=is_view,
            comment=comment or "",
            key=key_of(keys[oid]),
            foreign_keys=tuple(foreign_key_of(*row) for row in foreign_keys[oid]),
        )
        for oid, schema, name, is_view, comment in tables
    )


def by_table(rows: Sequence[tuple[Any, ...]]) -> Mapping[int, list[tuple[Any, ...]]]:
    """Rows without their first value, the oid of the table that they belong to, by that."""
    found: Mapping[int, list[tuple[Any, ...]]] = defaultdict(list)
    for oid, *values in rows:
        found[oid].append(tuple(values))
    return found


def column_of(name: str, type: str, readable: bool, comment: str | None, labels: Sequence[str]) -> CatalogueColumn:
    """A row of COLUMNS."""
    return CatalogueColumn(name, type, readable, comment or "", tuple(labels))


def key_of(rows: Sequence[tuple[Any, ...]]) -> tuple[str, ...]:
    """The table's key among its rows of KEYS, the primary one first."""
    return next((tuple(columns) for _, never_null, columns in rows if never_null), ())


def foreign_key_of(schema: str, table: str, columns: Sequence[str], targets: Sequence[str]) -> ForeignKey:
    """A row of FOREIGN_KEYS."""
    return ForeignKey(tuple(columns), schema, table, tuple(targets))
