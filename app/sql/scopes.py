"""What the names in a query mean: the relations of its FROM and of the queries around it, as PostgreSQL looks them up.

Columns of a table that the policy does not know of can't be seen here, only in the database. Where such a column would
change what a name means, that is noted as an assumption, which the reader checks before it runs the statement.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from app.errors import HiddenColumn, UnknownColumn
from app.sql.policy import SYSTEM_COLUMNS, Policy, TableName

Place = int | None


@dataclass(frozen=True, eq=False)
class Relation:
    """A thing in FROM."""

    alias: str | None
    """What it is called there."""
    columns: frozenset[str]
    """Names that it certainly has and that may be used."""
    likely: frozenset[str] = frozenset()
    """Names that it may have, and that may be used."""
    hidden: frozenset[str] = frozenset()
    """Names that it has, or may have, and that may not be used."""
    tables: frozenset[TableName] = frozenset()
    """Tables of which other columns, unknown here, may show through it."""
    qualified: TableName | None = None
    """The name with which its columns may be qualified, for a table without an alias."""
    key: str | None = None
    """The column that tells its rows apart, if it is a table."""
    is_large: bool = False
    """Whether it may have as many rows as a table."""


def relation_of_table(table: TableName, alias: str | None, policy: Policy) -> Relation:
    """A table in FROM."""
    columns = policy.tables[table]
    return Relation(
        alias=alias or table[1],
        columns=columns.visible,
        hidden=columns.hidden | SYSTEM_COLUMNS,
        tables=frozenset({table}),
        qualified=None if alias else table,
        key=columns.key,
        is_large=True,
    )


@dataclass
class Assumptions:
    """What the database must confirm before a statement may run."""

    whole: set[TableName] = field(default_factory=set)
    """Tables that have no columns but the visible ones."""
    absent: set[tuple[TableName, str]] = field(default_factory=set)
    """Columns that a table does not have."""
    present: set[tuple[TableName, str]] = field(default_factory=set)
    """Columns that a table has indeed."""


@dataclass(frozen=True)
class Scope:
    """The names that an expression can see: levels of relations, the innermost first, and the queries of WITH."""

    levels: tuple[Sequence[Relation], ...] = ()
    ctes: Mapping[str, Relation] = field(default_factory=dict)

    def within(self, relations: Sequence[Relation]) -> Scope:
        """The scope of a query that has these relations in its FROM."""
        return Scope((relations, *self.levels), self.ctes)

    def with_cte(self, name: str, relation: Relation) -> Scope:
        """The scope behind a query of WITH."""
        return Scope(self.levels, {**self.ctes, name: relation})

    def find(self, name: str, place: Place, assumptions: Assumptions) -> Relation | None:
        """The relation of an unqualified column, if there is one. Raises HiddenColumn."""
        passed: set[TableName] = set()
        for number, level in enumerate(self.levels):
            reject_hidden(name, level, place)
            for relation in level:
                if name in relation.columns | relation.likely:
                    is_certain = name in relation.columns
                    self.assume(name, relation, self.levels[number + 1 :], place, assumptions, is_certain=is_certain)
                    assumptions.absent |= {(table, name) for table in passed}
                    return relation
            passed |= tables_of(level)
        return None

    def assume(
        self,
        name: str,
        relation: Relation,
        around: Sequence[Sequence[Relation]],
        place: Place,
        assumptions: Assumptions,
        *,
        is_certain: bool,
    ) -> None:
        """Note what makes sure that a name means this relation's column, and nothing of the queries around it."""
        is_alias = any(other.alias == name for level in self.levels for other in level)
        if is_certain and (around or is_alias):
            assumptions.present |= {(table, name) for table in relation.tables}
        elif not is_certain:
            for level in self.levels:
                reject_hidden(name, level, place)
                assumptions.absent |= {(table, name) for table in tables_of(level)}

    def relation(self, alias: str, place: Place) -> Relation:
        """The relation of that name. Raises UnknownColumn."""
        for level in self.levels:
            for relation in level:
                if relation.alias == alias:
                    return relation
        raise UnknownColumn(alias, place)

    def find_in_schema(self, table: TableName, place: Place) -> Relation:
        """The table of that name, which must stand without an alias. Raises UnknownColumn."""
        for level in self.levels:
            for relation in level:
                if relation.qualified == table:
                    return relation
        raise UnknownColumn(".".join(table), place)


def require_column(relation: Relation, name: str, place: Place) -> Relation:
    """The relation, which must have a column of that name. Raises UnknownColumn or HiddenColumn."""
    reject_hidden(name, [relation], place)
    if name not in relation.columns:
        raise UnknownColumn(f"{relation.alias}.{name}", place)
    return relation


def reject_hidden(name: str, relations: Iterable[Relation], place: Place) -> None:
    """Refuse a name that is a hidden column of one of the relations."""
    if any(name in relation.hidden for relation in relations):
        raise HiddenColumn(name, place)


def tables_of(relations: Iterable[Relation]) -> set[TableName]:
    """The tables whose unknown columns show through these relations."""
    return {table for relation in relations for table in relation.tables}
