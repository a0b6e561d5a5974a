"""Other conditions and periods for an earlier reading: "only delivered ones", «پارسال چطور؟»."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from app.generators.builtin.asked import Asked
from app.generators.builtin.computing import placed_bounds
from app.generators.builtin.following.measuring import about, base_table
from app.generators.builtin.placing import place
from app.generators.builtin.sentence import Unread
from app.generators.builtin.timing import Frame, NoDate, group_dates, use
from app.semantics.joins import reaches
from app.semantics.layer import Column, Measure, SemanticLayer, Table
from app.semantics.measures import measure_of
from app.semantics.reading import Condition, Reading, Related, TimeGroup, WeekdayGroup, Weekdays

Kind = TypeVar("Kind", bound=Condition)


def with_conditions(reading: Reading, asked: Asked, layer: SemanticLayer) -> Reading:
    """The reading with other conditions: on the groups, on the rows, or on the rows that are said of them."""
    reading, asked = with_having(reading, asked, layer)
    base, event = base_table(reading, layer), said_of(reading)
    placed = place(asked, base, layer.by_name[event.table] if event else None, layer)
    if placed.amounts:
        raise Unread("it is not clear what is compared")
    if event and placed.theirs:
        told = replace(event, conditions=replaced(event.conditions, placed.theirs))
        reading = replace(reading, filters=tuple(told if it is event else it for it in reading.filters))
    parts = {key_of(condition) for condition in reading.part}
    return replace(
        reading,
        part=replaced(reading.part, [it for it in placed.own if key_of(it) in parts]),
        filters=replaced(reading.filters, [it for it in placed.own if key_of(it) not in parts]),
    )


def with_having(reading: Reading, asked: Asked, layer: SemanticLayer) -> tuple[Reading, Asked]:
    """The reading with a bound on the groups' measure ("only above 1 billion"), and what else is asked."""
    if not (reading.groups and reading.measures and len(asked.comparisons) == 1) or reading.derived:
        return reading, asked
    (compared,) = asked.comparisons
    measure = measure_of(layer, reading.measures[0])
    is_same = isinstance(compared.thing, Measure) and compared.thing.reference == reading.measures[0].reference
    if not (is_same or (compared.thing is None and compared.is_amount == (measure.unit in ("toman", "rial")))):
        return reading, asked
    bounds = placed_bounds(compared, reading.measures[0], layer)
    return replace(reading, having=bounds), replace(asked, comparisons=())


def said_of(reading: Reading) -> Related | None:
    """What is said of the rows by others, where that is one thing."""
    found = [it for it in reading.filters if isinstance(it, Related)]
    return found[0] if len(found) == 1 else None


def replaced(conditions: Sequence[Kind], others: Sequence[Kind]) -> tuple[Kind, ...]:
    """The conditions, those left out whose kind and column others have, and the others."""
    keys = {key_of(condition) for condition in others}
    return (*(condition for condition in conditions if key_of(condition) not in keys), *others)


def key_of(condition: Condition) -> tuple[bool, bool, str]:
    """What a condition is about, and whether it is one of weekdays or of other rows, which replace only their like."""
    return isinstance(condition, Weekdays), isinstance(condition, Related), about(condition)


def with_period(reading: Reading, asked: Asked, frame: Frame) -> Reading:
    """The reading in another period, its groups by time fitted to it. Raises Unread, NoDate."""
    event = said_of(reading)
    if asked.periods and event and is_date_of_event(reading, event, asked, frame.layer):
        return replace(reading, filters=replaced(reading.filters, [happening(event, asked, frame)]))
    if asked.periods and reading.compared:
        raise Unread("one period instead of two")
    has_times = any(isinstance(group, TimeGroup | WeekdayGroup) for group in (*reading.groups, reading.per))
    if not (asked.periods or has_times):
        if asked.time:
            raise Unread("a date without a period")
        return reading
    base = base_table(reading, frame.layer)
    column = date_column(base, date_of(reading), asked, frame.layer)
    if asked.periods:
        reading = replace(reading, period=use(asked.periods[0], column, frame.language))
    return group_dates(reading, replace(asked, time=column), base, frame)


def happening(event: Related, asked: Asked, frame: Frame) -> Related:
    """What is said of the rows, in another period."""
    earlier = event.period.column if event.period else None
    column = date_column(frame.layer.by_name[event.table], earlier, asked, frame.layer)
    return replace(event, period=use(asked.periods[0], column, frame.language))


def is_date_of_event(reading: Reading, event: Related, asked: Asked, layer: SemanticLayer) -> bool:
    """Whether a period is about the rows that are said of the reading's own."""
    if asked.time:
        return asked.time.table == event.table and base_table(reading, layer).name != event.table
    return reading.period is None and event.measure is None and reading.time_group is None


def date_of(reading: Reading) -> str | None:
    """The date that a reading's period or groups are about."""
    if reading.period:
        return reading.period.column
    return reading.time_group.column if reading.time_group else None


def date_column(base: Table, earlier: str | None, asked: Asked, layer: SemanticLayer) -> Column:
    """The date that a period is about: the one that is named, the earlier one, or the table's own. Raises NoDate."""
    if asked.time and reaches(layer, base.name, asked.time.table):
        return asked.time
    if earlier and not asked.time:
        return layer.column(earlier)
    if asked.time or base.default_time is None:
        raise NoDate("there is no date that a period is about")
    return base.column(base.default_time)
