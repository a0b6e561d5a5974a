"""What is made of a measure: shares and rates, growth, running totals, ranks, averages per row."""

from __future__ import annotations

from dataclasses import replace

from app.generators.builtin.asked import Asked
from app.generators.builtin.clarifying import ask_growth
from app.generators.builtin.roles import Role
from app.generators.builtin.sentence import Unread
from app.generators.builtin.timing import Frame, group_dates
from app.generators.builtin.timing import use as use_of
from app.language.calendars import calendar_of_language, step
from app.language.periods import Period
from app.semantics.layer import Column, Measure, Table
from app.semantics.measures import measure_of
from app.semantics.reading import (
    ColumnGroup,
    Comparison,
    Filter,
    PeriodUse,
    Reading,
    Related,
    RowGroup,
    TimeGroup,
    WeekdayGroup,
)

HARMLESS = frozenset(
    (Role.LIST, Role.WHAT, Role.WITH, Role.AND, Role.AMOUNT, Role.WHO, Role.ONLY, Role.WHEN, Role.DISTINCT, Role.BUT)
)
"""Words that change nothing about a reading that has everything else."""
ADDED_UP = ("sum", "count", "count_distinct")


def derive(reading: Reading, asked: Asked, base: Table, frame: Frame) -> Reading:
    """The reading, with what the question wants made of its measure. Raises Unread for words that don't fit it."""
    if reading.compared and is_date(reading, frame):
        raise Unread("dates that are compared")
    roles = set(asked.roles - HARMLESS)
    for words, change in CHANGES:
        if roles & words:
            reading = change(reading, asked, base, frame)
            roles -= words
    if reading.derived and (reading.compared or (reading.ranking and not is_rate(reading))):
        raise Unread("several things to make of a measure")
    roles -= computing_roles(reading, asked, frame)
    if roles:
        raise Unread(f"what {', '.join(sorted(roles))} is to do")
    return reading


def is_date(reading: Reading, frame: Frame) -> bool:
    """Whether the measure is a date: the last one of something."""
    thing = frame.layer.by_reference[reading.measures[0].reference]
    return isinstance(thing, Column) and thing.kind == "time_dimension"


def is_rate(reading: Reading) -> bool:
    """Whether groups have a rate, which they may be ranked by."""
    return bool(reading.part) and reading.within is None


def computing_roles(reading: Reading, asked: Asked, frame: Frame) -> set[Role]:
    """The words that say what the measure does already: "total revenue", "number of orders"."""
    words: set[Role] = {Role.AVERAGE} if reading.derived == "per row" else set()
    for use in reading.measures:
        words |= words_for(measure_of(frame.layer, use), asked)
    return words


def words_for(measure: Measure, asked: Asked) -> set[Role]:
    """The words that say what a measure does."""
    return {
        "sum": {Role.SUM} | ({Role.COUNT} if measure.unit is None else set()),
        "count": {Role.COUNT, Role.SUM} | ({Role.TIMES} if asked.says(Role.COUNT) else set()),
        "count_distinct": {Role.COUNT, Role.SUM},
        "avg": {Role.AVERAGE},
        "max": {Role.HIGHEST, Role.LARGEST, Role.LATEST},
        "min": {Role.LOWEST, Role.SMALLEST, Role.EARLIEST},
    }[measure.aggregate]


def share(reading: Reading, asked: Asked, base: Table, frame: Frame) -> Reading:
    """A share: of each group in all of them, or of the rows that fulfil a condition in all rows.

    The share of those who bought more than once is one of those who bought.
    """
    if reading.compared or reading.derived == "growth":
        return reading
    if measure_of(frame.layer, reading.measures[0]).aggregate not in ADDED_UP or len(reading.measures) > 1:
        raise Unread("a share of that")
    part = part_of(reading, asked)
    if part is None and not reading.groups:
        raise Unread("a share of what?")
    if part is None and asked.says(Role.RATE):
        raise Unread("a rate of what?")
    rest = tuple(condition for condition in reading.filters if condition is not part)
    if isinstance(part, Related) and part.measure:
        rest = (*rest, replace(part, measure=None, bounds=()))
    return replace(reading, derived="share", part=(part,) if part else (), filters=rest)


def part_of(reading: Reading, asked: Asked) -> Filter | Related | Comparison | None:
    """The condition that makes the part: what is said of the rest, the one beside "rate", or the only one."""
    said = [named.filter for named in asked.values if named.is_predicate and named.filter in reading.filters]
    is_told_apart = bool(reading.groups) or len(asked.values) > 1
    if len(said) == 1 and is_told_apart and not asked.says(Role.RATE):
        return said[0]
    rates = [named.filter for named in asked.values if named.is_rate]
    if any(rate not in reading.filters for rate in rates):
        raise Unread("a rate of rows that are said of others")
    if rates and (asked.says(Role.RATE) or not reading.groups or len(rates) == 1):
        return rates[0] if len(rates) == 1 else None
    conditions = [it for it in reading.filters if isinstance(it, Filter | Related | Comparison)]
    is_over_time = all(isinstance(group, TimeGroup) for group in reading.groups)
    if conditions and not is_over_time:
        raise Unread("a part of each group, or of all of them?")
    return conditions[0] if len(conditions) == 1 and len(reading.filters) == 1 else None


def growth(reading: Reading, asked: Asked, base: Table, frame: Frame) -> Reading:
    """Growth: between two periods, or from each span of time to the next."""
    if reading.compared:
        return reading
    if before := span_before(reading, frame):
        return replace(reading, groups=(), compared=before)
    if reading.time_group is None or len(reading.groups) != 1:
        ask_growth(reading, frame)
        raise Unread("growth from when to when?")
    return replace(reading, derived="growth")


def span_before(reading: Reading, frame: Frame) -> PeriodUse | None:
    """The period a span earlier, where a period is no longer than one: October's growth "year over year"."""
    group, period = reading.time_group, reading.period
    if group is None or len(reading.groups) != 1 or period is None or not (period.start and period.end):
        return None
    calendar = period.calendar
    if step(calendar, group.grain, period.start, 1) < period.end:
        return None
    start, end = (step(calendar, group.grain, day, -1) for day in (period.start, period.end))
    shifted = Period(start, end, calendar, "range", first=0, last=0)
    return use_of(shifted, frame.layer.column(period.column), frame.language)


def versus(reading: Reading, asked: Asked, base: Table, frame: Frame) -> Reading:
    """A comparison: of two periods, of groups, or of the values of a column that are named."""
    if reading.compared or reading.groups:
        return reading
    several = [it for it in reading.filters if isinstance(it, Filter) and len(it.values) > 1 and not it.negated]
    if any(it.is_pattern for it in several):
        raise Unread("groups of patterns")
    if len(several) != 1:
        ask_growth(reading, frame)
        raise Unread("compared with what?")
    return replace(reading, groups=(ColumnGroup(several[0].column),))


def running(reading: Reading, asked: Asked, base: Table, frame: Frame) -> Reading:
    """A running total over time; by month where the question names no span."""
    reading = by_month(reading, asked, base, frame)
    if len(reading.groups) != 1 or measure_of(frame.layer, reading.measures[0]).aggregate not in ("sum", "count"):
        raise Unread("a running total of that")
    return replace(reading, derived="running")


def by_month(reading: Reading, asked: Asked, base: Table, frame: Frame) -> Reading:
    """The reading with a group by time, which is the month where the question names none."""
    if reading.time_group:
        return reading
    if reading.groups or reading.compared:
        raise Unread("a trend of groups")
    month = TimeGroup("", "month", calendar_of_language(frame.language))
    return group_dates(replace(reading, groups=(month,)), asked, base, frame)


def rank(reading: Reading, asked: Asked, base: Table, frame: Frame) -> Reading:
    """The rank of each row or value, in each of the other groups."""
    rows = [group for group in reading.groups if isinstance(group, RowGroup)]
    ranked = rows[0] if len(rows) == 1 else reading.groups[0] if len(reading.groups) == 1 else None
    others = [group for group in reading.groups if group != ranked]
    if ranked is None or len(others) > 1 or isinstance(ranked, TimeGroup):
        raise Unread("the rank of what?")
    return replace(reading, derived="rank", groups=(*others, ranked), within=others[0] if others else None)


def average(reading: Reading, asked: Asked, base: Table, frame: Frame) -> Reading:
    """An average of a total over the rows or spans that it is for; of a measure that is an average, nothing more."""
    measure = measure_of(frame.layer, reading.measures[0])
    others = tuple(group for group in reading.groups if group != RowGroup(measure.table))
    if any(measure_of(frame.layer, use).aggregate == "avg" for use in reading.measures):
        return replace(reading, groups=others)
    if measure.aggregate == "sum" and len(reading.measures) == 1 and 0 < len(others) < len(reading.groups):
        return replace(reading, measures=(replace(reading.measures[0], aggregate="avg"),), groups=others)
    if measure.aggregate not in ADDED_UP or len(reading.groups) != 1 or len(reading.measures) > 1 or reading.compared:
        raise Unread("the average over what?")
    (group,) = reading.groups
    if isinstance(group, WeekdayGroup):
        raise Unread("the average of all such days, or of each day of the week?")
    if isinstance(group, ColumnGroup) and not asked.says(Role.COUNT):
        raise Unread("the average in each group, or over all of them?")
    return replace(reading, derived="per row", per=group, groups=())


def in_order(reading: Reading, asked: Asked, base: Table, frame: Frame) -> Reading:
    """Groups from the largest or the smallest. Raises Unread where they are spans of time, or there are none."""
    is_plain = bool(reading.groups) and not (reading.derived or reading.compared or reading.time_group)
    if not is_plain or asked.says(Role.ASCENDING) == asked.says(Role.DESCENDING):
        raise Unread("what is to be in order?")
    if reading.ranking:
        return reading
    return replace(reading, ranking="lowest" if asked.says(Role.ASCENDING) else "highest")


CHANGES = (
    (frozenset((Role.AVERAGE,)), average),
    (frozenset((Role.TREND,)), by_month),
    (frozenset((Role.GROWTH,)), growth),
    (frozenset((Role.VERSUS,)), versus),
    (frozenset((Role.RUNNING,)), running),
    (frozenset((Role.RANK,)), rank),
    (frozenset((Role.SHARE, Role.RATE)), share),
    (frozenset((Role.ASCENDING, Role.DESCENDING)), in_order),
)
"""What the words make of a measure, in this order."""
