"""Whether the reader may read what the semantic layer names, and which columns beside that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from operator import attrgetter
from typing import Any

from psycopg import Connection
from psycopg.rows import class_row

from app.sql.privileges.finding import Finding, abridged, distinct, listed
from app.sql.privileges.grants import WANTED, Grant, Tables
from app.sql.privileges.roles import Role

COLUMNS = """
WITH named AS (
    SELECT *, true AS is_named
    FROM unnest(%(schemas)s::text[], %(tables)s::text[], %(columns)s::text[]) AS named (schema, name, field)
), stored AS (
    SELECT nspname::text AS schema, relname::text AS name, attname::text AS field,
           has_schema_privilege(session_user, n.oid, 'USAGE') AS is_reachable,
           has_column_privilege(session_user, c.oid, attnum, 'SELECT') AS is_granted
    FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
    JOIN pg_attribute ON attrelid = c.oid AND attnum > 0 AND NOT attisdropped
    WHERE relkind IN ('r', 'p', 'v', 'm', 'f') AND (nspname, relname) IN (SELECT schema, name FROM named)
)
SELECT quote_ident(schema) AS schema, quote_ident(schema) || '.' || quote_ident(name) AS table,
       quote_ident(field) AS name, is_named IS NOT NULL AS is_named, is_granted IS NOT NULL AS is_stored,
       coalesce(is_reachable, false) AS is_reachable, coalesce(is_granted, false) AS is_granted
FROM named FULL JOIN stored USING (schema, name, field)
ORDER BY 1, 2, 3
"""


@dataclass(frozen=True)
class Column:
    """A column of a table of the semantic layer; its names are quoted, that of its table with the schema.

    It is named by the layer, stored in the database, or both. To read it, the reader must reach its schema too.
    """

    schema: str
    table: str
    name: str
    is_named: bool
    is_stored: bool
    is_reachable: bool
    is_granted: bool

    @property
    def is_readable(self) -> bool:
        """Whether the reader may read it."""
        return self.is_reachable and self.is_granted

    def __str__(self) -> str:
        return f"{self.table}.{self.name}"


def columns_of(connection: Connection[Any], tables: Tables) -> list[Column]:
    """The columns of these tables that are named or stored."""
    named = [(schema, table, column) for (schema, table), columns in tables.items() for column in columns]
    values = {part: [names[place] for names in named] for place, part in enumerate(("schemas", "tables", "columns"))}
    return connection.cursor(row_factory=class_row(Column)).execute(COLUMNS, values).fetchall()


def coverage_findings(columns: Sequence[Column], grants: Sequence[Grant], roles: Sequence[Role]) -> Iterator[Finding]:
    """What is worth knowing of the semantic layer's tables."""
    yield from exposed(columns, grants, roles)
    yield from unreadable(columns, roles[0])
    yield from missing(columns)


def exposed(columns: Sequence[Column], grants: Sequence[Grant], roles: Sequence[Role]) -> Iterator[Finding]:
    """Columns that the reader could read though the layer hides them or doesn't name them."""
    open_to_it = [each for each in columns if each.is_stored and each.is_readable and not each.is_named]
    if open_to_it:
        names = tuple(map(str, open_to_it))
        narrowings = [narrowing(table, columns, grants, roles) for table in distinct(each.table for each in open_to_it)]
        yield Finding(
            rule="hidden column",
            what=f"SELECT on {listed('column', names)}",
            why="The semantic layer hides this or does not name it; the guard alone keeps questions from it.",
            statements=distinct(chain(*narrowings)),
            objects=names,
            too_much=False,
        )


def narrowing(table: str, columns: Iterable[Column], grants: Iterable[Grant], roles: Sequence[Role]) -> Iterator[str]:
    """The statements after which the reader may read those columns of a table alone that the layer names."""
    holders = {grant.grantee for grant in grants if grant.rule == WANTED and grant.target == table}
    for role in roles:
        if role.oid in holders:
            yield from role.without("SELECT", f"TABLE {table}")
    named = [each for each in columns if each.table == table and each.is_named and each.is_stored]
    if named:
        yield grant_of(named, roles[0])


def unreadable(columns: Sequence[Column], reader: Role) -> Iterator[Finding]:
    """Columns that the layer names and the reader can't read."""
    closed = [each for each in columns if each.is_named and each.is_stored and not each.is_readable]
    if closed:
        names = tuple(map(str, closed))
        schemas = distinct(each.schema for each in closed if not each.is_reachable)
        by_table = groupby((each for each in closed if not each.is_granted), key=attrgetter("table"))
        yield Finding(
            rule="unreadable",
            what=f"No SELECT on {listed('column', names)}",
            why="The semantic layer names this; questions that need it will fail.",
            statements=(
                *(f"GRANT USAGE ON SCHEMA {schema} TO {reader.name}" for schema in schemas),
                *(grant_of(list(group), reader) for _, group in by_table),
            ),
            objects=names,
            too_much=False,
        )


def grant_of(columns: Sequence[Column], reader: Role) -> str:
    """The statement that lets the reader read columns of one table."""
    names = ", ".join(each.name for each in columns)
    return f"GRANT SELECT ({names}) ON TABLE {columns[0].table} TO {reader.name}"


def missing(columns: Sequence[Column]) -> Iterator[Finding]:
    """Tables and columns that the layer names and that don't exist."""
    existing = {each.table for each in columns if each.is_stored}
    lacking = [each for each in columns if not each.is_stored]
    names = distinct(str(each) if each.table in existing else each.table for each in lacking)
    if names:
        why = "The semantic layer names this; questions that need it will fail."
        yield Finding("missing", f"Not in this database: {abridged(names)}", why, objects=names, too_much=False)
