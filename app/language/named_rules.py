"""Rules for years, months and seasons by their names: "in 2025", «مهر پارسال», "March 2026", "last summer"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from app.language.calendars import (
    ONE_DAY,
    Calendar,
    Grain,
    Limits,
    NoSuchDay,
    calendar_of_year,
    month,
    parts,
    season,
    year,
)
from app.language.grammar import Found, rule
from app.language.numerals import COMPARING
from app.language.period_words import DOUBTFUL_NAMES, VERY_DOUBTFUL_NAMES
from app.language.spans import Kind, Span, Year, either, fixed
from app.language.year_rules import short_year

NUMBERS_FOLLOW = ("rank", "than", "label", "last", "recent", "ordinal", "number", "amount")
"""After one of these four digits are a number: "top 2000", «شماره ۱۴۰۲»."""
YEARS_FOLLOW = ("in", "since", "before", "after")
"""After one of these they are a year, however long ago."""
NOT_BEFORE_YEARS = ("over", "at", "within", "across")
NEARBY_YEARS = range(-15, 4)
"""Elsewhere they are a year when it is so near to this one."""
GRAINS: dict[Kind, Grain] = {"day": "day", "month": "month", "quarter": "quarter", "season": "season", "year": "year"}
BEFORE_NAMES = (
    *("in", "of", "since", "from", "to", "between", "before", "after", "versus", "start", "end", "comparing"),
    *("last", "next", "this"),
)
"""After one of these "may" and "fall" are a month and a season."""


PARTS_BEFORE = tuple((ordinal, unit, "number") for ordinal in ("ordinal", "final") for unit in ("unit", "units"))
"""What a year follows all the same: «شش ماه اول ۱۴۰۵»."""


def whole_year(found: Found) -> Span | None:
    """A year."""
    said: Year = found.value("year")
    if said.is_bare and not is_plausible(found, said):
        return None
    calendar = said.calendar or found.setting.calendar
    return Span(
        "year",
        calendar,
        lambda number: year(calendar, number),
        "year",
        is_yearly=True,
        year=said.of(calendar, found.setting.today),
        is_cut=said.is_current,
        is_bare=said.is_bare,
        point=said.point,
    )


def is_plausible(found: Found, said: Year) -> bool:
    """Whether four digits are a year rather than a number."""
    tokens = found.setting.tokens
    symbol = found.symbols[found.start]
    following = tokens[symbol.last].key if symbol.last < len(tokens) else ""
    preceding = tokens[symbol.first - 1].key if symbol.first else ""
    is_compared = following in COMPARING and (found.before(), found.after()) != ("in", "than")
    is_part = (found.before(), found.before(2), found.before(3)) in PARTS_BEFORE
    if (found.before() in NUMBERS_FOLLOW and not is_part) or found.after() in ("unit", "units") or is_compared:
        return False
    if preceding in NOT_BEFORE_YEARS:
        return False
    return found.before() in YEARS_FOLLOW or is_nearby(said.number, found)


def is_nearby(number: int, found: Found) -> bool:
    """Whether four digits are a year so near to this one that they hardly are a number."""
    calendar = calendar_of_year(number)
    if calendar is None:
        return False
    current, _, _ = parts(calendar, found.setting.today)
    return number - current in NEARBY_YEARS


def some_years(found: Found) -> Span | None:
    """2024-2026."""
    first, last = found.value("pair")
    calendar = calendar_of_year(first)
    is_sure = is_nearby(first, found) and is_nearby(last, found) and found.before() not in NUMBERS_FOLLOW
    if calendar is None or calendar != calendar_of_year(last) or first >= last or not is_sure:
        return None
    return fixed("range", calendar, (year(calendar, first)[0], year(calendar, last)[1]))


def named_month(found: Found) -> Span | None:
    """«مهر», "March 2026", «مهر پارسال»."""
    calendar, number = found.value("month")
    if (
        found.value("unit", "units") not in (None, "month")
        or found.is_counted("unit", "units")
        or (not found.has("year") and is_doubtful(found, "month"))
    ):
        return None
    return yearly(found, "month", calendar, lambda year_number: month(calendar, year_number, number))


def month_of_short_year(found: Found) -> Span | None:
    """«مهر ۹۹»."""
    calendar, number = found.value("month")
    said = short_year(found.setting.tokens[found.all("number")[0].first])
    if said is None or calendar != said.calendar:
        return None
    return yearly(found, "month", calendar, lambda year_number: month(calendar, year_number, number), said)


def month_in_digits(found: Found) -> Span | None:
    """1405/07, 3/2026."""
    year_number, number = found.value("month of year")
    calendar = calendar_of_year(year_number)
    if calendar is None:
        return None
    said = Year(calendar, year_number)
    return yearly(found, "month", calendar, lambda given: month_that_exists(calendar, given, number), said)


def month_that_exists(calendar: Calendar, year_number: int, number: int) -> Limits:
    """The month. Raises NoSuchDay for a thirteenth."""
    if not 1 <= number <= 12:
        raise NoSuchDay(calendar, year_number, number)
    return month(calendar, year_number, number)


def named_season(found: Found) -> Span | None:
    """«تابستان ۱۴۰۳», "summer 2025"; a Gregorian winter lies in two years, so either may be meant."""
    if found.value("unit", "units") not in (None, "quarter", "season") or found.is_counted("unit", "units"):
        return None
    if not found.has("year") and is_doubtful(found, "season"):
        return None
    said: Year | None = found.value("year")
    calendar = (said and said.calendar) or found.value("calendar") or found.setting.calendar
    number = found.value("season")
    span = yearly(found, "season", calendar, lambda year_number: season(calendar, year_number, number))
    if span is None or calendar == "jalali" or number < 4:
        return span
    return either(span, replace(span, within=lambda year_number: season(calendar, year_number - 1, number)))


def yearly(
    found: Found, kind: Kind, calendar: Calendar, within: Callable[[int], Limits], said: Year | None = None
) -> Span | None:
    """A span in the year that is said with it, if any; None when that is a year of the other calendar."""
    span = Span(kind, calendar, within, GRAINS.get(kind), is_yearly=True)
    said = said or found.value("year")
    if said is None:
        return span
    number = said.of(calendar, found.setting.today)
    return span.in_year(number) if number else None


def is_doubtful(found: Found, kind: str) -> bool:
    """Whether the name is an everyday word here: «می», "may"; not after a preposition or with a capital inside."""
    symbol = found.all(kind)[0]
    token = found.setting.tokens[symbol.first]
    if symbol.last > symbol.first + 1 or token.key not in DOUBTFUL_NAMES:
        return False
    if token.key in VERY_DOUBTFUL_NAMES:
        return True
    is_listed = "and" in (found.before(), found.after()) and {found.before(2), found.after(2)} & {kind, "year"}
    is_name = token.text[0].isupper() and symbol.first > 0
    return not (found.before() in BEFORE_NAMES or found.after() in ("to", "gone", "versus") or is_listed or is_name)


def nearest(found: Found) -> Span | None:
    """The March of "last March" is the latest that is over, of "next March" the first to come, else this year's."""
    span = named_month(found) if found.has("month") else named_season(found)
    if span is None:
        return None
    today = found.setting.today
    current, _, _ = parts(span.calendar, today)
    span = replace(span, alternatives=())
    if found.has("this", "present"):
        return span.in_year(current)
    if found.has("next", "coming"):
        years = (number for number in (current - 1, current, current + 1) if span.within(number)[0] > today)
    else:
        years = (number for number in (current, current - 1, current - 2) if span.within(number)[1] <= today)
    return span.in_year(next(years))


def last_weekday(found: Found) -> Span:
    """The latest such day before today: "last Friday", «جمعهٔ گذشته»."""
    today = found.setting.today
    day = today - timedelta(days=(today.weekday() - found.value("weekday") - 1) % 7 + 1)
    return fixed("day", found.setting.calendar, (day, day + ONE_DAY), "day")


NAMED_RULES = (
    rule("year", whole_year),
    rule("pair", some_years),
    rule("month", named_month),
    rule("month, year", named_month),
    rule("month, of|in, year", named_month),
    rule("year, in?, month", named_month),
    rule("unit|units, of, month", named_month),
    rule("unit|units, of, month, year", named_month),
    rule("unit|units, of, month, of|in, year", named_month),
    rule("units, month", named_month),
    rule("units, month, year", named_month),
    rule("month, number", month_of_short_year),
    rule("month of year", month_in_digits),
    rule("unit|units?, season, calendar?", named_season),
    rule("unit|units?, season, calendar?, year", named_season),
    rule("unit?, season, of|in, year", named_season),
    rule("last|previous|next|this, month|season", nearest),
    rule("month|season, gone|back|coming|present", nearest),
    rule("unit, season, gone|back|coming|present", nearest),
    rule("last|previous, weekday", last_weekday),
    rule("weekday, gone|back", last_weekday),
)
