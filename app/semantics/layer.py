"""The semantic layer as values. The terms are those of Snowflake Cortex Analyst's semantic model."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Literal

from app.contracts import Language
from app.semantics.column_types import family_of
from app.semantics.values import NoValueSource, ValueSource

Names = Mapping[Language, str]
"""A label in each language."""
Words = Mapping[Language, tuple[str, ...]]
"""What people say for a thing, in each language."""
Aggregate = Literal["sum", "avg", "count", "min", "max", "count_distinct"]


@dataclass(frozen=True, eq=False)
class StoredValue:
    """A value of a column, such as `delivered`, and what people call it."""

    value: str
    label: Names
    synonyms: Words
    is_pattern: bool = False
    """Whether `value` is a pattern of LIKE that many values fit, such as `%@gmail.com`."""
    perhaps: Words = field(default_factory=dict)
    """Words that may mean it or another value, so that one has to choose: «مشکل‌دار»."""


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
    unit_label: Names | None = None
    """The unit in each language, where the file gives it in both."""
    description: str = ""
    superlatives: Words = field(default_factory=dict)
    """Words that rank rows by it from the highest: «گران‌ترین», "most expensive"."""
    lowest_superlatives: Words = field(default_factory=dict)
    """Words that rank rows by it from the lowest: «ارزان‌ترین», "cheapest"."""

    @property
    def reference(self) -> str:
        """`table.column`."""
        return f"{self.table}.{self.name}"

    @property
    def holds_years(self) -> bool:
        """Whether it holds years as numbers or their digits, such as 2014, and no dates."""
        is_year = self.kind == "time_dimension" or (self.kind == "fact" and "year" in self.label["en"].split())
        return is_year and family_of(self.type) in ("number", "text")


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
    unit_label: Names | None = None
    description: str = ""
    lowest_superlatives: Words = field(default_factory=dict)
    """Words that rank by it from the lowest: «کم‌فروش‌ترین», "worst selling"."""
    row_label: Names | None = None
    """What `expression` is for one row: the revenue's is the value of an order."""
    row_synonyms: Words = field(default_factory=dict)

    @property
    def reference(self) -> str:
        """`table.measure`."""
        return f"{self.table}.{self.name}"


@dataclass(frozen=True, eq=False)
class Segment:
    """Rows of a table that people have a word for, as "returning customers": `measure` is at least `at_least` there."""

    name: str
    label: Names
    synonyms: Words
    measure: str
    at_least: int


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
    key: tuple[str, ...] = ()
    """The columns that together tell its rows apart, the first of them `primary_key`; none where nothing does."""
    description: str = ""
    default_amount: str | None = None
    """Fact or measure that an amount of money beside its rows is about: "orders over 10 million"."""
    default_quantity: str | None = None
    """Fact or measure that a number of pieces beside its rows is about: "orders with at least 3 units"."""
    events: Words = field(default_factory=dict)
    """Verbs that say that there is a row of it: "bought", «خریده»."""
    segments: tuple[Segment, ...] = ()

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
    further: tuple[tuple[str, str], ...] = ()
    """The other pairs of columns, left and right, of a composite key: the rows belong together where all are equal."""
    guessed: bool = False
    """Whether nothing but the columns' names says so."""
    participants: Words = field(default_factory=dict)
    """What people call the rows of the right table that some row of the left one refers to: "buyers"."""


@dataclass(frozen=True, eq=False)
class VerifiedQuery:
    """A question, in one language or both, and SQL that somebody has found to answer it."""

    question: Names
    sql: str
    as_of: date | None = None
    """The day on which the SQL answers it: "last month" in it is the month before this day's."""


@dataclass(frozen=True, eq=False)
class SemanticLayer:
    """Everything that one may ask about."""

    name: str
    tables: tuple[Table, ...]
    relationships: tuple[Relationship, ...]
    examples: Mapping[Language, tuple[str, ...]]
    verified_queries: tuple[VerifiedQuery, ...] = ()
    values: ValueSource = field(default_factory=NoValueSource)
    """Values of text columns beside those that the file lists."""

    def hiding(self, references: Collection[str]) -> SemanticLayer:
        """The same layer with the columns hidden that are named, as `table.column`."""
        return replace(self, tables=tuple(table.hiding(references) for table in self.tables))

    @cached_property
    def is_plain(self) -> bool:
        """Whether nobody has given its measures words of their own: it says what the database's names say."""
        words = (each for table in self.tables for it in table.measures for each in it.synonyms.values())
        return not any(words)

    @cached_property
    def by_name(self) -> dict[str, Table]:
        """The tables by name."""
        return {table.name: table for table in self.tables}

    @cached_property
    def by_reference(self) -> dict[str, Column | Measure]:
        """Columns and measures by `table.name`."""
        return {thing.reference: thing for thing in self.things()}

    @cached_property
    def hidden(self) -> frozenset[str]:
        """The columns that are not open to questions, as `table.name`."""
        return frozenset(column.reference for table in self.tables for column in table.columns if column.hidden)

    def things(self) -> Iterator[Column | Measure]:
        """Every column and measure."""
        for table in self.tables:
            yield from table.columns
            yield from table.measures

    def takers(self, event: Table) -> list[str]:
        """The tables whose rows take part in an event: customers in orders."""
        joins = [
            join for join in self.relationships if join.left_table == event.name and join.right_table in self.by_name
        ]
        return [join.right_table for join in joins if any(join.participants.values())]

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
