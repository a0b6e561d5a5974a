"""The semantic layer as values. The terms are those of Snowflake Cortex Analyst's semantic model."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from app.contracts import Language

Names = Mapping[Language, str]
"""A label in each language."""
Words = Mapping[Language, tuple[str, ...]]
"""What people say for a thing, in each language."""
Aggregate = Literal["sum", "avg", "count", "min", "max"]


@dataclass(frozen=True, eq=False)
class StoredValue:
    """A value of a column, such as `delivered`, and what people call it."""

    value: str
    label: Names
    synonyms: Words


@dataclass(frozen=True, eq=False)
class Column:
    """A column; `kind` says what may be done with it: group by a dimension, add up a fact, limit a time dimension."""

    table: str
    name: str
    type: str
    kind: Literal["dimension", "fact", "time_dimension", "key"]
    label: Names
    synonyms: Words
    values: tuple[StoredValue, ...] = ()
    unit: str | None = None
    hidden: bool = False
    """Whether questions may not see it."""

    @property
    def reference(self) -> str:
        """`table.column`."""
        return f"{self.table}.{self.name}"


@dataclass(frozen=True, eq=False)
class Measure:
    """A number that people ask for: `aggregate` of `expression` (SQL over `table.column` names) per row of `table`."""

    table: str
    name: str
    aggregate: Aggregate
    expression: str | None
    label: Names
    synonyms: Words
    superlatives: Words
    """Words that rank by it: «پرفروش‌ترین», "best-selling"."""
    unit: str | None = None

    @property
    def reference(self) -> str:
        """`table.measure`."""
        return f"{self.table}.{self.name}"


@dataclass(frozen=True, eq=False)
class Table:
    """A table: its columns and measures, the column that names a row, and the date that a period is about."""

    name: str
    schema: str
    label: Names
    singular: Names
    synonyms: Words
    primary_key: str
    name_column: str | None
    default_time: str | None
    default_ranking: str | None
    """Measure that "top" rows of this table are ranked by."""
    columns: tuple[Column, ...]
    measures: tuple[Measure, ...]

    @property
    def row_alias(self) -> str:
        """The name of a result column that names its rows."""
        return self.singular["en"].replace(" ", "_")

    def counted(self, one: bool) -> Names:
        """The noun for a number of its rows; Persian counts in the singular."""
        return self.singular if one else {**self.label, "fa": self.singular["fa"]}

    @property
    def visible_columns(self) -> tuple[Column, ...]:
        """The columns that questions may see."""
        return tuple(column for column in self.columns if not column.hidden)

    def column(self, name: str) -> Column:
        """The column of that name; KeyError when there is none."""
        return {column.name: column for column in self.columns}[name]

    def hiding(self, references: Collection[str]) -> Table:
        """The same table with those of its columns hidden whose `table.column` is named."""
        columns = (replace(column, hidden=column.hidden or column.reference in references) for column in self.columns)
        return replace(self, columns=tuple(columns))


@dataclass(frozen=True, eq=False)
class Relationship:
    """A join: `left_table.left_column` refers to `right_table.right_column`, many to one."""

    left_table: str
    left_column: str
    right_table: str
    right_column: str


@dataclass(frozen=True, eq=False)
class SemanticLayer:
    """Everything that one may ask about."""

    name: str
    tables: tuple[Table, ...]
    relationships: tuple[Relationship, ...]
    examples: Mapping[Language, tuple[str, ...]]

    def hiding(self, references: Collection[str]) -> SemanticLayer:
        """The same layer with the columns hidden that are named, as `table.column`."""
        return replace(self, tables=tuple(table.hiding(references) for table in self.tables))

    @cached_property
    def by_name(self) -> dict[str, Table]:
        """The tables by name."""
        return {table.name: table for table in self.tables}

    @cached_property
    def by_reference(self) -> dict[str, Column | Measure]:
        """Columns and measures by `table.name`."""
        return {thing.reference: thing for thing in self.things()}

    def things(self) -> Iterator[Column | Measure]:
        """Every column and measure."""
        for table in self.tables:
            yield from table.columns
            yield from table.measures

    def column(self, reference: str) -> Column:
        """The column `table.name`; KeyError when there is none."""
        found = self.by_reference[reference]
        if not isinstance(found, Column):
            raise KeyError(reference)
        return found

    def measure(self, reference: str) -> Measure:
        """The measure `table.name`; KeyError when there is none."""
        found = self.by_reference[reference]
        if not isinstance(found, Measure):
            raise KeyError(reference)
        return found
