"""The Jalali and the Gregorian calendar: days, weeks, months, seasons and years as half-open ranges of dates."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

import jdatetime

from app.contracts import Language

Calendar = Literal["jalali", "gregorian"]
Grain = Literal["day", "week", "month", "quarter", "season", "year"]
Limits = tuple[date, date]
"""First day, and the day after the last."""

ONE_DAY = timedelta(days=1)
FIRST_WEEKDAY = {"jalali": 5, "gregorian": 0}
"""`date.weekday()` of a week's first day: Saturday, Monday."""
JALALI_YEARS = range(1300, 1500)
GREGORIAN_YEARS = range(1900, 2101)


@dataclass(frozen=True, slots=True)
class Bucket:
    """A stretch of time on an axis: an ASCII label («1405-07»), first day, and the day after the last."""

    label: str
    start: date
    end: date


def calendar_of_language(language: Language) -> Calendar:
    """The calendar that speakers mean unless they say otherwise."""
    return "jalali" if language == "fa" else "gregorian"


def calendar_of_year(year: int) -> Calendar | None:
    """The calendar in which `year` is a year that somebody asks about, if any."""
    if year in JALALI_YEARS:
        return "jalali"
    return "gregorian" if year in GREGORIAN_YEARS else None


class NoSuchDay(ValueError):
    """A day or month that a calendar does not have."""

    def __init__(self, calendar: Calendar, year: int, month: int, day: int | None = None) -> None:
        """`day` is None where it is the month that does not exist."""
        super().__init__(calendar, year, month, day)
        self.calendar, self.year, self.month, self.day = calendar, year, month, day


@lru_cache(maxsize=4096)
def parts(calendar: Calendar, day: date) -> tuple[int, int, int]:
    """Year, month and day of the month of `day`."""
    if calendar == "gregorian":
        return day.year, day.month, day.day
    jalali = jdatetime.date.fromgregorian(date=day)
    return jalali.year, jalali.month, jalali.day


@lru_cache(maxsize=4096)
def day_of(calendar: Calendar, year: int, month: int, day: int) -> date:
    """The date of a day. Raises NoSuchDay."""
    try:
        if calendar == "gregorian":
            return date(year, month, day)
        converted: datetime.date = jdatetime.date(year, month, day).togregorian()
    except ValueError:
        raise NoSuchDay(calendar, year, month, day) from None
    return converted


def month_after(year: int, month: int, count: int) -> tuple[int, int]:
    """Year and month, `count` months later."""
    years, zero_based = divmod(year * 12 + month - 1 + count, 12)
    return years, zero_based + 1


def months(calendar: Calendar, year: int, first: int, count: int) -> Limits:
    """`count` whole months from month `first` of `year`; `first` may lie outside 1-12."""
    start = month_after(year, 1, first - 1)
    end = month_after(*start, count)
    return day_of(calendar, *start, 1), day_of(calendar, *end, 1)


def month(calendar: Calendar, year: int, month: int) -> Limits:
    """One month."""
    return months(calendar, year, month, 1)


def quarter(calendar: Calendar, year: int, quarter: int) -> Limits:
    """Quarter 1-4 of a year."""
    return months(calendar, year, 3 * quarter - 2, 3)


def season(calendar: Calendar, year: int, season: int) -> Limits:
    """Season 1-4 (spring to winter).

    Jalali seasons are the quarters. Gregorian ones are the weather services': spring is March to May, and winter
    of a year begins in its December.
    """
    return months(calendar, year, 3 * season - 2 + (2 if calendar == "gregorian" else 0), 3)


def half(calendar: Calendar, year: int, half: int) -> Limits:
    """Half 1 or 2 of a year."""
    return months(calendar, year, 6 * half - 5, 6)


def year(calendar: Calendar, year: int) -> Limits:
    """A whole year."""
    return months(calendar, year, 1, 12)


def week_of(calendar: Calendar, day: date) -> Limits:
    """The week around `day`: from Saturday in the Jalali calendar, from Monday in the Gregorian one."""
    start = day - timedelta(days=(day.weekday() - FIRST_WEEKDAY[calendar]) % 7)
    return start, start + timedelta(days=7)


def week(language: Language, day: date) -> Limits:
    """The week around `day` as speakers of `language` count it."""
    return week_of(calendar_of_language(language), day)


def days_in_month(calendar: Calendar, year: int, number: int) -> int:
    """How many days a month has."""
    start, end = month(calendar, year, number)
    return (end - start).days


def add_months(calendar: Calendar, day: date, count: int) -> date:
    """The same day of the month, `count` months later (or earlier); the month's last day where it is shorter."""
    year, month_number, day_number = parts(calendar, day)
    target = month_after(year, month_number, count)
    return day_of(calendar, *target, min(day_number, days_in_month(calendar, *target)))


def containing(calendar: Calendar, grain: Grain, day: date) -> Limits:
    """The whole day, week, month, quarter, season or year around `day`."""
    return CONTAINING[grain](calendar, day)


def season_of(calendar: Calendar, day: date) -> tuple[int, int]:
    """Year and number of the season around `day`; January belongs to the winter of the year before."""
    year, month_number, _ = parts(calendar, day)
    shifted_year, shifted = month_after(year, month_number, -2 if calendar == "gregorian" else 0)
    return shifted_year, (shifted + 2) // 3


def step(calendar: Calendar, grain: Grain, day: date, count: int) -> date:
    """`day`, moved by `count` days, weeks, months, quarters, seasons or years."""
    if grain in DAYS:
        return day + timedelta(days=DAYS[grain] * count)
    return add_months(calendar, day, MONTHS[grain] * count)


def shifted(calendar: Calendar, grain: Grain, day: date, count: int) -> Limits:
    """The whole week, month ... that lies `count` after the one around `day` (before it, when negative)."""
    start, _ = containing(calendar, grain, day)
    return containing(calendar, grain, step(calendar, grain, start, count))


def buckets(calendar: Calendar, grain: Grain, start: date, end: date) -> list[Bucket]:
    """Cut `start` to `end` (half-open) into days, weeks ...; every day is in one, the outer ones are cut short."""
    return list(cut(calendar, grain, start, end))


def cut(calendar: Calendar, grain: Grain, start: date, end: date) -> Iterator[Bucket]:
    """The buckets of `buckets`, one by one."""
    while start < end:
        first, after = containing(calendar, grain, start)
        yield Bucket(label(calendar, grain, first), start, min(after, end))
        start = after


def label(calendar: Calendar, grain: Grain, first: date) -> str:
    """An ASCII label that sorts in time: 1405-08-30 (also for the week from that day), 1405-08, 1405-Q3, 1405."""
    year, month_number, day_number = parts(calendar, first)
    if grain == "year":
        return f"{year:04}"
    if grain == "month":
        return f"{year:04}-{month_number:02}"
    if grain == "quarter":
        return f"{year:04}-Q{(month_number + 2) // 3}"
    if grain == "season":
        return "{:04}-S{}".format(*season_of(calendar, first))
    return f"{year:04}-{month_number:02}-{day_number:02}"


DAYS: dict[Grain, int] = {"day": 1, "week": 7}
MONTHS: dict[Grain, int] = {"month": 1, "quarter": 3, "season": 3, "year": 12}
CONTAINING: dict[Grain, Callable[[Calendar, date], Limits]] = {
    "day": lambda calendar, day: (day, day + ONE_DAY),
    "week": week_of,
    "month": lambda calendar, day: month(calendar, *parts(calendar, day)[:2]),
    "quarter": lambda calendar, day: quarter(calendar, parts(calendar, day)[0], (parts(calendar, day)[1] + 2) // 3),
    "season": lambda calendar, day: season(calendar, *season_of(calendar, day)),
    "year": lambda calendar, day: year(calendar, parts(calendar, day)[0]),
}
