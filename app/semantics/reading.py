"""A reading: what a question was understood to ask, in the layer's terms. It is data that a person can read."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

from app.contracts import Json, Language
from app.language.calendars import Calendar
from app.semantics.layer import Aggregate
from app.semantics.selection import Operator, Selection, selection_in

Grain = Literal["day", "week", "month", "quarter", "year"]
Derivation = Literal["share", "growth", "running", "rank", "per row"]
CALENDAR = "calendar"
"""Name of the inline table of spans that a grouping by Persian time joins."""


@dataclass(frozen=True)
class MeasureUse:
    """A declared measure (`orders.revenue`), or an aggregate of a column or of what a measure adds up for each row."""

    reference: str
    aggregate: Aggregate | None = None


@dataclass(frozen=True)
class PeriodUse:
    """A half-open period that a time dimension must lie in; None is open-ended. `name` is how people call it."""

    column: str
    start: date | None
    end: date | None
    name: str
    calendar: Calendar


@dataclass(frozen=True)
class Filter:
    """A column that must (or must not) have one of some values, or fit one of some patterns."""

    column: str
    values: tuple[str, ...]
    negated: bool = False
    is_pattern: bool = False
    kind: Literal["values"] = "values"


@dataclass(frozen=True)
class Missing:
    """A column that must have no value at all, or (negated) must have one."""

    column: str
    negated: bool = False
    kind: Literal["missing"] = "missing"


@dataclass(frozen=True)
class Weekdays:
    """A time dimension that must (or must not) lie on one of some weekdays, 1 for Monday to 7 for Sunday."""

    column: str
    days: tuple[int, ...]
    negated: bool = False
    kind: Literal["weekdays"] = "weekdays"


@dataclass(frozen=True)
class Bound:
    """A limit that a number is compared with, in decimal digits; None is the average of all such numbers."""

    operator: Operator
    value: str | None


@dataclass(frozen=True)
class Comparison:
    """A number of each row that must lie within bounds: a fact, a key, or what a measure adds up for the row."""

    reference: str
    bounds: tuple[Bound, ...]
    kind: Literal["comparison"] = "comparison"


@dataclass(frozen=True)
class Related:
    """What must be true of the rows of `table` that refer to a row of another table, `of`.

    There must be some that fulfil the conditions (negated: none), or their measure must lie within bounds.
    """

    table: str
    of: str
    conditions: tuple[Filter | Missing | Weekdays | Comparison, ...] = ()
    period: PeriodUse | None = None
    negated: bool = False
    measure: MeasureUse | None = None
    bounds: tuple[Bound, ...] = ()
    kind: Literal["related"] = "related"


Condition = Filter | Missing | Weekdays | Comparison | Related
CONDITIONS: dict[str, type[Condition]] = {
    "values": Filter,
    "missing": Missing,
    "weekdays": Weekdays,
    "comparison": Comparison,
    "related": Related,
}


@dataclass(frozen=True)
class ColumnGroup:
    """One result row for each value of `table.column`."""

    column: str
    kind: Literal["column"] = "column"


@dataclass(frozen=True)
class RowGroup:
    """One result row for each row of a table, told apart by its key and shown by its name."""

    table: str
    kind: Literal["row"] = "row"


@dataclass(frozen=True)
class TimeGroup:
    """One result row for each span of time that the time dimension `table.column` falls into."""

    column: str
    grain: Grain
    calendar: Calendar
    kind: Literal["time"] = "time"


@dataclass(frozen=True)
class WeekdayGroup:
    """One result row for each day of the week, in the calendar's order and the language's words."""

    column: str
    calendar: Calendar
    language: Language
    kind: Literal["weekday"] = "weekday"


Group = ColumnGroup | RowGroup | TimeGroup | WeekdayGroup
GROUPS: dict[str, type[Group]] = {
    "column": ColumnGroup,
    "row": RowGroup,
    "time": TimeGroup,
    "weekday": WeekdayGroup,
}


@dataclass(frozen=True)
class Sorting:
    """What listed rows are sorted by: a column, or what a measure adds up for each row."""

    reference: str
    descending: bool


@dataclass(frozen=True)
class Reading:
    """A question in the layer's terms; `unexplained` are its words that nothing accounts for.

    It asks for measures, for each of its groups; for the rows of a table (`rows`); or, with groups alone, for the
    different values that there are.
    """

    language: Language
    rows: str | None = None
    measures: tuple[MeasureUse, ...] = ()
    filters: tuple[Condition, ...] = ()
    period: PeriodUse | None = None
    compared: PeriodUse | None = None
    """The period that `period` is compared with."""
    groups: tuple[Group, ...] = ()
    derived: Derivation | None = None
    """What is made of the measure: its share of the total, its growth or sum over time, a rank, an average per row."""
    part: tuple[Condition, ...] = ()
    """Of a share: the conditions that make the part; without any, each group is a part of all groups."""
    per: Group | None = None
    """Of an average: for each of what it is."""
    having: tuple[Bound, ...] = ()
    """Bounds that a group's first measure must lie within."""
    shown: tuple[str, ...] = ()
    """Columns of listed rows that the question asks for by name."""
    sorting: Sorting | None = None
    ranking: Literal["highest", "lowest"] | None = None
    within: Group | None = None
    """A group (or, for rows, a column) in each of which the ranking starts anew."""
    limit: int | None = None
    place: int | None = None
    """The place in the order from which rows are wanted, 2 for the second; None for those from the first on."""
    unit: str | None = None
    """The unit that amounts were asked for in, where it is another than their own."""
    corrections: tuple[tuple[str, str], ...] = ()
    """Words as they were written, and what they were taken for."""
    unexplained: tuple[str, ...] = ()
    selection: Selection | None = None
    """What is asked where that has a structure that the parts above can't carry; they are empty then."""
    unread: str | None = None
    """Why the words, though known, make no question."""
    continues: str | None = None
    """The earlier question that this one changes."""

    @property
    def measure(self) -> MeasureUse | None:
        """The first measure, which groups are ranked and compared by."""
        return self.measures[0] if self.measures else None

    @property
    def time_group(self) -> TimeGroup | None:
        """The grouping by time, if there is one."""
        return next((group for group in (*self.groups, self.per) if isinstance(group, TimeGroup)), None)

    @property
    def is_complete(self) -> bool:
        """Whether it asks for something and every word is accounted for."""
        return not (self.unexplained or self.unread) and bool(
            self.selection or self.rows or self.measures or self.groups
        )

    def as_json(self) -> dict[str, Json]:
        """The reading as JSON values."""
        return {key: jsonable(value) for key, value in asdict(self).items()}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Reading:
        """The reading that `as_json` wrote."""
        return cls(
            **{
                **data,
                "measures": tuple(MeasureUse(**item) for item in data["measures"]),
                "filters": conditions_in(data["filters"]),
                "part": conditions_in(data["part"]),
                "period": period_in(data["period"]),
                "compared": period_in(data["compared"]),
                "groups": tuple(GROUPS[item["kind"]](**item) for item in data["groups"]),
                "per": GROUPS[data["per"]["kind"]](**data["per"]) if data["per"] else None,
                "within": GROUPS[data["within"]["kind"]](**data["within"]) if data["within"] else None,
                "having": bounds_in(data["having"]),
                "sorting": Sorting(**data["sorting"]) if data["sorting"] else None,
                "corrections": tuple((written, taken) for written, taken in data["corrections"]),
                "shown": tuple(data["shown"]),
                "unexplained": tuple(data["unexplained"]),
                "selection": selection_in(data["selection"]),
            }
        )


def conditions_in(data: list[dict[str, Any]]) -> tuple[Any, ...]:
    """The conditions that were written."""
    return tuple(CONDITIONS[item["kind"]](**fields_of(item)) for item in data)


def fields_of(item: dict[str, Any]) -> dict[str, Any]:
    """A condition's fields: lists as tuples, what is nested as what it was."""
    fields: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in item.items()}
    if "bounds" in item:
        fields["bounds"] = bounds_in(item["bounds"])
    if item["kind"] == "related":
        fields["conditions"] = conditions_in(item["conditions"])
        fields["period"] = period_in(item["period"])
        fields["measure"] = MeasureUse(**item["measure"]) if item["measure"] else None
    return fields


def bounds_in(data: list[dict[str, Any]]) -> tuple[Bound, ...]:
    """The bounds that were written."""
    return tuple(Bound(**item) for item in data)


def period_in(data: dict[str, Any] | None) -> PeriodUse | None:
    """The period that was written, its two ends as dates."""
    if data is None:
        return None
    ends = {end: date.fromisoformat(data[end]) if data[end] else None for end in ("start", "end")}
    return PeriodUse(**{**data, **ends})


def jsonable(value: Any) -> Json:
    """Dates in ISO form and tuples as lists, all the way down."""
    match value:
        case date():
            return value.isoformat()
        case tuple() | list():
            return [jsonable(item) for item in value]
        case dict():
            return {key: jsonable(item) for key, item in value.items()}
    return value
