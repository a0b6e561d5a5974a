"""A stretch of time as it is said: its limits may wait for a year that is said elsewhere in the question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from app.language.calendars import ONE_DAY, Calendar, Grain, Limits, parts

Kind = Literal["day", "week", "month", "quarter", "season", "half", "year", "rolling", "range", "since", "until"]
Ends = tuple[date | None, date | None]
"""First day, and the day after the last; None where it is open."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time; `within` gives its limits in a year, and `year` is that year, if it was said.

    A span that is not yearly has the same limits in every year. `count`: how many grains a rolling one has.
    """

    kind: Kind
    calendar: Calendar
    within: Callable[[int], Limits]
    grain: Grain | None = None
    is_yearly: bool = False
    year: int | None = None
    count: int | None = None
    is_cut: bool = False
    """Whether it ends with today if today is in it: "this month"."""
    is_bare: bool = False
    """Whether it is nothing but four digits."""
    opening: Literal["start", "end"] | None = None
    """The side without a limit."""
    point: date | None = None
    """The day that "since 3 weeks ago" means."""
    is_previous: bool = False
    """Whether it is "the previous month", which may be told from another span."""
    alternatives: tuple[Span, ...] = ()
    """All readings, when there is more than one."""
    sides: tuple[Span, ...] = ()
    """Of a range, the spans that it reaches from and to."""

    def limits(self, today: date) -> Limits:
        """First day, and the day after the last. Raises NoSuchDay."""
        start, end = self.within(self.year or parts(self.calendar, today)[0])
        return start, (min(end, today + ONE_DAY) if self.is_cut and start <= today else end)

    def ends(self, today: date) -> Ends:
        """The limits, None for the open side. Raises NoSuchDay."""
        start, end = self.limits(today)
        return (None if self.opening == "start" else start), (None if self.opening == "end" else end)

    def in_year(self, year: int) -> Span:
        """The same in a year."""
        alternatives, sides = (tuple(it.in_year(year) for it in spans) for spans in (self.alternatives, self.sides))
        return replace(self, year=year, alternatives=alternatives, sides=sides)

    def lacks_year(self) -> bool:
        """Whether it lies in a year that was not said."""
        return self.is_yearly and self.year is None

    def measured(self) -> Span:
        """The span that "since" and "until" mean: for "3 weeks ago" the day, and the whole of what is cut."""
        point = self.point
        if point is None:
            return replace(self, is_cut=False)
        return fixed("day", self.calendar, (point, point + ONE_DAY))


def fixed(kind: Kind, calendar: Calendar, limits: Limits, grain: Grain | None = None) -> Span:
    """A span whose limits are known."""
    return Span(kind, calendar, lambda _: limits, grain)


def either(*readings: Span) -> Span:
    """A span that can be read in each of these ways; the first one stands in for it."""
    return replace(readings[0], alternatives=readings)


@dataclass(frozen=True, slots=True)
class Year:
    """A year as it is said: by its number in a calendar, or as so many years from now (`calendar` is None).

    `is_bare`: nothing but four digits. `is_current`: this year. `point`: the day that "since 2 years ago" means.
    """

    calendar: Calendar | None
    number: int
    is_bare: bool = False
    is_current: bool = False
    point: date | None = None

    def of(self, calendar: Calendar, today: date) -> int | None:
        """Its number in a calendar; None for a year of the other one."""
        if self.calendar is None:
            return parts(calendar, today)[0] + self.number
        return self.number if self.calendar == calendar else None
