"""Merges what a fragment says into an earlier reading: what it names takes the place of what was there of its kind."""

from __future__ import annotations

from dataclasses import replace

from app.generators.builtin.asked import Asked
from app.generators.builtin.following.grouping import with_groups, with_order
from app.generators.builtin.following.limiting import with_conditions, with_period
from app.generators.builtin.following.measuring import with_measures, with_unit
from app.generators.builtin.ranking import RANKING
from app.generators.builtin.roles import Role
from app.generators.builtin.sentence import Unread
from app.generators.builtin.timing import Frame, limits_of
from app.language.formatting import format_period
from app.language.periods import Period
from app.semantics.reading import PeriodUse, Reading, WeekdayGroup

BEARABLE = frozenset(
    (
        *(Role.ONLY, Role.AND, Role.OR, Role.BUT, Role.WITH, Role.LIST, Role.WHAT, Role.WHO, Role.EARLIEST),
        *(Role.COUNT, Role.AMOUNT, Role.SUM, Role.AVERAGE, *RANKING),
    )
)
"""Words that say nothing more than the parts of a fragment that they stand beside."""


def merge(earlier: Reading, asked: Asked, frame: Frame, *, adds: bool) -> Reading:
    """The earlier reading with what a fragment says in it. Raises Unread for what has no place there.

    A group takes the place of those that there were, unless the fragment `adds` it.
    """
    require_simple(earlier, asked)
    before = spoken(without_given_limits(earlier, frame), frame)
    reading = with_measures(before, asked, frame.layer)
    reading = with_groups(reading, asked, frame.layer, adds=adds)
    reading = with_order(reading, asked)
    reading = with_conditions(reading, asked, frame.layer)
    reading = with_unit(reading, asked, frame.layer)
    if reading == before and not asked.periods:
        raise Unread("it says nothing new")
    return with_period(reading, asked, frame)


def require_simple(earlier: Reading, asked: Asked) -> None:
    """Raise Unread where the one has no parts to replace, or the other more than has a place in it."""
    if earlier.selection or not (earlier.rows or earlier.measures):
        raise Unread("the earlier question has no parts to change")
    surplus = (asked.segment, asked.keys, asked.negated, asked.pieces)
    if any(surplus) or asked.roles - BEARABLE or len(asked.periods) > 1:
        raise Unread("more than a part of a question")


def without_given_limits(reading: Reading, frame: Frame) -> Reading:
    """The reading without the period that a grouping by time had been given because it named none."""
    group = reading.time_group
    if group is None or reading.period is None:
        return reading
    given = limits_of(replace(reading, period=None), frame.layer.column(group.column), frame)
    return replace(reading, period=None) if given == reading.period else reading


def spoken(reading: Reading, frame: Frame) -> Reading:
    """The reading in the language of the fragment; calendars stay as they were."""
    if reading.language == frame.language:
        return reading
    groups = tuple(
        replace(group, language=frame.language) if isinstance(group, WeekdayGroup) else group
        for group in reading.groups
    )
    period, compared = (renamed(it, frame) for it in (reading.period, reading.compared))
    return replace(reading, language=frame.language, groups=groups, period=period, compared=compared)


def renamed(period: PeriodUse | None, frame: Frame) -> PeriodUse | None:
    """The period as people call it in the frame's language."""
    if period is None:
        return None
    found = Period(period.start, period.end, period.calendar, "range", first=0, last=0)
    return replace(period, name=format_period(found, frame.language))
