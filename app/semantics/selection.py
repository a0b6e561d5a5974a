"""A selection: which rows of a table, put together with which others, and what is shown of them.

It is the form of questions with structure ("names of the stadiums that had no concert in 2014"), as data that a person
can read. One selection may stand in another: as the rows that a column must be among, or as the number to compare with.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import Any, Literal

from app.language.calendars import Calendar
from app.semantics.layer import Aggregate

Operator = Literal["<", "<=", "=", ">=", ">", "<>"]
Grain = Literal["day", "week", "month", "quarter", "year"]


@dataclass(frozen=True)
class Value:
    """What is shown, compared or sorted by: `table.column`, an aggregate of it, or the number of a table's rows."""

    reference: str
    aggregate: Aggregate | None = None
    since: str | None = None
    """An earlier date, `table.column`, from which the days up to it are meant."""
    via: str | None = None
    """The column, `table.column`, by which a row refers to another of its table, of which the value is."""
    kind: Literal["value"] = "value"

    @property
    def column(self) -> str:
        """The name of the column; nothing where rows are counted."""
        return self.reference.partition(".")[2]

    @property
    def table(self) -> str:
        """The table that it is of."""
        return self.reference.partition(".")[0]


@dataclass(frozen=True)
class OneOf:
    """A column that must (or must not) have one of some values."""

    column: str
    values: tuple[str, ...]
    negated: bool = False
    kind: Literal["one of"] = "one of"


@dataclass(frozen=True)
class Like:
    """A text that must (or must not) fit a pattern, in capitals or not."""

    column: str
    pattern: str
    negated: bool = False
    kind: Literal["like"] = "like"


@dataclass(frozen=True)
class Empty:
    """A column that must have no value or (negated) must have one."""

    column: str
    negated: bool = False
    kind: Literal["empty"] = "empty"


@dataclass(frozen=True)
class During:
    """A date, or a year as a number, that must lie in a half-open period; None is open-ended."""

    column: str
    start: date | None
    end: date | None
    name: str
    calendar: Calendar
    negated: bool = False
    kind: Literal["during"] = "during"


@dataclass(frozen=True)
class Compared:
    """A value that is compared with a number, in decimal digits, with what a selection gives, or with another value."""

    value: Value
    operator: Operator
    to: str | Selection | Value
    kind: Literal["compared"] = "compared"


@dataclass(frozen=True)
class Among:
    """A column that must (or must not) be among what a selection gives."""

    column: str
    selection: Selection
    negated: bool = False
    kind: Literal["among"] = "among"


@dataclass(frozen=True)
class AnyOf:
    """Tests of which one is enough."""

    tests: tuple[Test, ...]
    kind: Literal["any of"] = "any of"


Test = OneOf | Like | Empty | During | Compared | Among | AnyOf


@dataclass(frozen=True)
class Order:
    """What rows are sorted by."""

    value: Value
    descending: bool = False
    kind: Literal["order"] = "order"


@dataclass(frozen=True)
class Ratio:
    """One number divided by another; each is what a selection of one value gives, within each group if any."""

    top: Selection
    bottom: Selection
    is_percent: bool = False
    kind: Literal["ratio"] = "ratio"


@dataclass(frozen=True)
class Selection:
    """Rows of `table`, with those of the other tables that its parts name beside them."""

    table: str
    outputs: tuple[Value, ...]
    tests: tuple[Test, ...] = ()
    groups: tuple[str, ...] = ()
    """Columns, `table.column`, for each of whose values there is one result row."""
    having: tuple[Compared, ...] = ()
    order: tuple[Order, ...] = ()
    limit: int | None = None
    distinct: bool = False
    via: tuple[str, ...] = ()
    """Of the columns by which one table refers to another in several ways, those that are meant."""
    ratio: Ratio | None = None
    """What is shown last."""
    same: tuple[str, ...] = ()
    """The columns that its rows have in common with the row that its number is compared with: "their department"."""
    grain: Grain | None = None
    """The spans of time that stand for the dates among its groups: a row for each month."""
    kind: Literal["selection"] = "selection"


NAMING = frozenset(("table", "reference", "since", "via", "column", "groups", "same"))
"""The fields that name tables and columns."""
KINDS: dict[str, type[Any]] = {
    "value": Value,
    "one of": OneOf,
    "like": Like,
    "empty": Empty,
    "during": During,
    "compared": Compared,
    "among": Among,
    "any of": AnyOf,
    "order": Order,
    "ratio": Ratio,
    "selection": Selection,
}


def things_in(part: object) -> Iterator[str]:
    """Everything that a selection or a part of one names: columns as `table.column`, and tables."""
    if isinstance(part, tuple):
        for one in part:
            yield from things_in(one)
    elif is_dataclass(part):
        for field in fields(part):
            value = getattr(part, field.name)
            if field.name in NAMING and value:
                yield from (value,) if isinstance(value, str) else value
            else:
                yield from things_in(value)


def selection_in(data: dict[str, Any] | None) -> Selection | None:
    """The selection that was written as JSON."""
    found = None if data is None else written(data)
    return found if isinstance(found, Selection) else None


def written(data: Any) -> Any:
    """A part of a selection, from JSON."""
    if isinstance(data, list):
        return tuple(map(written, data))
    if not isinstance(data, dict):
        return data
    kind = KINDS[data["kind"]]
    parts = {field.name: written(data[field.name]) for field in fields(kind) if field.name in data}
    if kind is During:
        parts |= {end: date.fromisoformat(parts[end]) for end in ("start", "end") if parts[end]}
    return kind(**parts)
