"""What only the database knows about a statement, asked in its own transaction before it runs.

EXPLAIN locks the tables, so that what is found out here still holds when the statement runs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from psycopg import Connection

from app.errors import HiddenColumn, TooCostly, UnknownColumn
from app.sql.guard import VerifiedSql
from app.sql.policy import TableName

MAX_MADE = 1_000_000_000
"""Characters that a statement may make up and keep."""
COLUMNS = """
SELECT n.nspname, c.relname, a.attname
FROM unnest(%s::text[], %s::text[]) AS wanted (schema, name)
JOIN pg_catalog.pg_namespace n ON n.nspname = wanted.schema
JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = wanted.name
JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid
WHERE a.attnum > 0 AND NOT a.attisdropped
"""


def admit(connection: Connection[Any], verified: VerifiedSql, max_cost: float) -> None:
    """Let a statement run that is not too costly and whose names mean what the guard took them for.

    Raises TooCostly, HiddenColumn, or psycopg.Error where PostgreSQL can't plan it.
    """
    tables = sorted({table for table, _ in verified.whole | verified.absent | verified.present})
    with connection.pipeline():
        plan = connection.execute(f"EXPLAIN (FORMAT JSON)\n{verified.text}")
        columns = connection.execute(COLUMNS, unzipped(tables)) if tables else None
    [[[explained]]] = plan.fetchall()
    reject_costly(explained["Plan"], max_cost)
    reject_heavy(explained["Plan"], verified.made_per_row)
    reject_hidden(verified, columns_by_table(columns or ()))


def unzipped(tables: Iterable[TableName]) -> tuple[list[str], list[str]]:
    """Schemas and names of tables, side by side."""
    return [schema for schema, _ in tables], [name for _, name in tables]


def columns_by_table(rows: Iterable[tuple[str, str, str]]) -> Mapping[TableName, set[str]]:
    """The columns that tables have in the database."""
    found: Mapping[TableName, set[str]] = defaultdict(set)
    for schema, table, column in rows:
        found[schema, table].add(column)
    return found


def reject_costly(plan: Any, max_cost: float) -> None:
    """Refuse a statement that PostgreSQL expects to cost more; 0 means any cost."""
    cost = plan["Total Cost"]
    if max_cost and cost > max_cost:
        raise TooCostly(f"cost {cost:.0f} > {max_cost:.0f}")


def reject_heavy(plan: Any, made_per_row: int) -> None:
    """Refuse a statement that would keep too much made-up text in memory, by the rows that PostgreSQL expects."""
    made = made_per_row * most_rows(plan)
    if made > MAX_MADE:
        raise TooCostly(f"{made:.0f} characters made up > {MAX_MADE}")


def most_rows(plan: Any) -> float:
    """The most rows that a part of a plan is expected to give."""
    return max([float(plan["Plan Rows"]), *(most_rows(part) for part in plan.get("Plans", ()))])


def reject_hidden(verified: VerifiedSql, columns: Mapping[TableName, set[str]]) -> None:
    """Refuse a statement that takes in columns of which the guard did not know."""
    for (schema, table), visible in verified.whole:
        if columns[schema, table] - visible:
            raise HiddenColumn(f"{table}.*")
        for missing in visible - columns[schema, table]:
            raise UnknownColumn(f"{table}.{missing}")
    for (schema, table), column in verified.absent:
        if column in columns[schema, table]:
            raise HiddenColumn(f"{table}.{column}")
    for (schema, table), column in verified.present:
        if column not in columns[schema, table]:
            raise UnknownColumn(f"{table}.{column}")
