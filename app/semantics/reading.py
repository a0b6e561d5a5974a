"""A reading: what a question was understood to ask, in the layer's terms. It is data that a person can read."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

from app.contracts import Json, Language
from app.language.calendars import Calendar
from app.semantics.layer import Aggregate

Grain = Literal["day", "week", "month", "quarter", "year"]
CALENDAR = "calendar"
"""Name of the inline table of spans that a grouping by Persian time joins."""


@dataclass(frozen=True)
class MeasureUse:
    """A declared measure (`orders.revenue`), or an aggregate of a fact (`avg` of `products.price`)."""

    reference: str
    aggregate: Aggregate | None = None


@dataclass(frozen=True)
class Filter:
    """A column that must (or must not) have one of some values."""

    column: str
    values: tuple[str, ...]
    negated: bool = False


@dataclass(frozen=True)
class PeriodUse:
    """A half-open period that a time dimension must lie in; None is open-ended. `name` is how people call it."""

    column: str
    start: date | None
    end: date | None
    name: str
    calendar: Calendar


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


Group = ColumnGroup | RowGroup | TimeGroup
GROUPS: dict[str, type[Group]] = {"column": ColumnGroup, "row": RowGroup, "time": TimeGroup}


@dataclass(frozen=True)
class Reading:
    """A question in the layer's terms; `unexplained` are its words that nothing accounts for."""

    language: Language
    measure: MeasureUse | None = None
    filters: tuple[Filter, ...] = ()
    period: PeriodUse | None = None
    groups: tuple[Group, ...] = ()
    ranking: Literal["highest", "lowest"] | None = None
    limit: int | None = None
    corrections: tuple[tuple[str, str], ...] = ()
    """Words as they were written, and what they were taken for."""
    unexplained: tuple[str, ...] = ()
    unread: str | None = None
    """Why the words, though known, make no question."""

    @property
    def time_group(self) -> TimeGroup | None:
        """The grouping by time, if there is one."""
        return next((group for group in self.groups if isinstance(group, TimeGroup)), None)

    def as_json(self) -> dict[str, Json]:
        """The reading as JSON values."""
        return {key: jsonable(value) for key, value in asdict(self).items()}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Reading:
        """The reading that `as_json` wrote."""
        measure, period = data["measure"], data["period"]
        return cls(
            **{
                **data,
                "measure": MeasureUse(**measure) if measure else None,
                "filters": tuple(Filter(**{**item, "values": tuple(item["values"])}) for item in data["filters"]),
                "period": PeriodUse(**{**period, **limits(period)}) if period else None,
                "groups": tuple(GROUPS[item["kind"]](**item) for item in data["groups"]),
                "corrections": tuple((written, taken) for written, taken in data["corrections"]),
                "unexplained": tuple(data["unexplained"]),
            }
        )


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


def limits(period: dict[str, str | None]) -> dict[str, date | None]:
    """A period's two ends as dates."""
    return {end: date.fromisoformat(text) if (text := period[end]) else None for end in ("start", "end")}
