"""What SQL may read: tables and their columns, by the semantic layer and the settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

SYSTEM_COLUMNS = frozenset({"ctid", "xmin", "xmax", "cmin", "cmax", "tableoid"})
"""Columns that PostgreSQL gives to every table of its own accord."""

TableName = tuple[str, str]
"""A table's schema and name, exact, as PostgreSQL has folded them."""


@dataclass(frozen=True)
class TablePolicy:
    """A table's columns: those that questions are open to, and those that are known to be hidden.

    Whatever else the table has in the database is hidden too; only the database knows its name.
    """

    visible: frozenset[str]
    hidden: frozenset[str] = frozenset()
    key: str | None = None
    """The column that tells its rows apart."""


@dataclass(frozen=True)
class Policy:
    """The tables that may be read; `default_schema` is where an unqualified name is looked up."""

    tables: Mapping[TableName, TablePolicy]
    default_schema: str = "public"

    def table_of(self, schema: str | None, name: str) -> TableName | None:
        """The table that a name in FROM means, if it may be read."""
        table = (schema or self.default_schema, name)
        return table if table in self.tables else None
