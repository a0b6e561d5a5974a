"""Periods: which date they are about, and what a grouping by time needs of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.contracts import Language
from app.generators.builtin.asked import Asked
from app.generators.builtin.sentence import Unread
from app.language.calendars import Calendar, add_months
from app.language.formatting import format_period
from app.language.periods import Period
from app.semantics.joins import reaches
from app.semantics.layer import Column, SemanticLayer, Table
from app.semantics.reading import ColumnGroup, Group, PeriodUse, Reading, TimeGroup, WeekdayGroup

YEARS_BACK = 5
"""How far a grouping by Persian months reaches where the question names no beginning."""
LONGEST = timedelta(days=3660)
"""How far it may reach at all: each month is a line of the SQL."""


@dataclass(frozen=True)
class Frame:
    """What a question is put together in: its language, the layer, and today."""

    language: Language
    layer: SemanticLayer
    today: date


class NoDate(Unread):
    """A period that is about no date that the question or the layer names."""


def use(period: Period, column: Column, language: Language) -> PeriodUse:
    """A period as a limit of a time dimension. Raises Unread for one that years as numbers can't be told by."""
    ends = [day for day in (period.start, period.end) if day]
    if column.holds_years and any((day.month, day.day) != (1, 1) for day in ends):
        raise Unread(f"{column.name} knows years alone")
    return PeriodUse(column.reference, period.start, period.end, format_period(period, language), period.calendar)


def date_of(asked: Asked, table: Table, layer: SemanticLayer) -> Column | None:
    """The date of a table's rows that the question names, or that periods are about where it names none."""
    if asked.time:
        return asked.time if reaches(layer, table.name, asked.time.table) else None
    return table.column(table.default_time) if table.default_time else None


def one_period(asked: Asked, table: Table, frame: Frame) -> PeriodUse | None:
    """The period on a table's rows. Raises Unread for several, NoDate where no date of those is meant."""
    if len(asked.periods) > 1:
        raise Unread("several periods")
    column = date_of(asked, table, frame.layer)
    if not asked.periods:
        return None
    if column is None:
        raise NoDate("there is no date that a period is about")
    return use(asked.periods[0], column, frame.language)


def two_periods(asked: Asked, table: Table, frame: Frame) -> tuple[PeriodUse, PeriodUse] | None:
    """The two periods that a question compares, the later one first. Raises Unread where one has no beginning."""
    if len(asked.periods) != 2:
        return None
    if asked.time and asked.events:
        raise Unread("which of two dates is each period about?")
    column = date_of(asked, table, frame.layer)
    starts = [period.start for period in asked.periods]
    if column is None or None in starts:
        raise Unread("periods that can't be compared")
    one, other = (use(period, column, frame.language) for period in asked.periods)
    return (one, other) if (one.start or date.min) >= (other.start or date.min) else (other, one)


def with_dates(reading: Reading, asked: Asked, table: Table, frame: Frame) -> Reading:
    """The reading with its period, or the two that it compares, and its groups by time on a date of the table.

    Raises Unread where there is no such date.
    """
    if both := two_periods(asked, table, frame):
        if any(map(is_time, reading.groups)):
            raise Unread("two periods and groups by time")
        return replace(reading, period=both[0], compared=both[1])
    reading = replace(reading, period=one_period(asked, table, frame))
    return group_dates(reading, asked, table, frame)


def group_dates(reading: Reading, asked: Asked, table: Table, frame: Frame) -> Reading:
    """The reading with its groups by time on a date, in the period's calendar, and with a period if they need one."""
    times = {group for group in (*reading.groups, reading.per, reading.within) if is_time(group)}
    if not times:
        return reading
    if len(times) > 1:
        raise Unread("two groups by time")
    column = date_of(asked, table, frame.layer)
    if column is None:
        raise NoDate("there is no date to group by")
    calendar = reading.period.calendar if reading.period else None
    groups = tuple(on_date(group, column, calendar) for group in reading.groups)
    per = on_date(reading.per, column, calendar) if reading.per else None
    within = on_date(reading.within, column, calendar) if reading.within else None
    reading = replace(reading, groups=groups, per=per, within=within)
    return replace(reading, period=limits_of(reading, column, frame))


def is_time(group: Group | None) -> bool:
    """Whether a group is one by time."""
    return isinstance(group, TimeGroup | WeekdayGroup)


def on_date(group: Group, column: Column, calendar: Calendar | None) -> Group:
    """A grouping by time on a date; months and years follow the calendar of the period. Raises Unread."""
    if column.holds_years and is_time(group):
        if not isinstance(group, TimeGroup) or group.grain != "year":
            raise Unread(f"{column.name} knows years alone")
        return ColumnGroup(column.reference)
    if isinstance(group, TimeGroup):
        is_month = group.grain in ("month", "quarter", "year")
        return replace(group, column=column.reference, calendar=calendar if calendar and is_month else group.calendar)
    return replace(group, column=column.reference) if isinstance(group, WeekdayGroup) else group


def limits_of(reading: Reading, column: Column, frame: Frame) -> PeriodUse | None:
    """The period; spans of the Persian calendar need a beginning and an end, and get some that the answer names."""
    group, period = reading.time_group, reading.period
    if group is None or group.calendar == "gregorian" or group.grain in ("day", "week"):
        return period
    end = (period and period.end) or frame.today + timedelta(days=1)
    start = (period and period.start) or add_months(group.calendar, end, -12 * YEARS_BACK)
    if end - start > LONGEST:
        raise Unread("too long a time for the Persian calendar")
    if period and (period.start, period.end) == (start, end):
        return period
    return use(Period(start, end, group.calendar, "range", first=0, last=0), column, frame.language)
