"""Rules for days: today, 2026-11-05, «۱۵ مهر ۱۴۰۴», "March 1 to 15"."""

from __future__ import annotations

from datetime import timedelta

from app.language.calendars import ONE_DAY, Calendar, Limits, NoSuchDay, calendar_of_year, day_of, month
from app.language.grammar import Found, rule
from app.language.named_rules import yearly
from app.language.spans import Span, either, fixed
from app.language.year_rules import short_year

COUNTS_FOLLOW = ("rank", "last", "recent", "ordinal", "than")
"""After one of these a number counts things: "top 5 March products"."""
UNITS = ("unit", "units", "half", "stretch", "other unit")
"""After one of these an ordinal is theirs: «هفتهٔ اول مهر»."""
LONGEST_MONTH = 31
DAY_FIRST = "."
"""Separator with which the day always goes first: 5.11.2026."""

Written = tuple[Calendar, int, int, int]
"""Calendar, year, month, day."""


def day_word(found: Found) -> Span:
    """Today, «پریروز»."""
    day = found.setting.today + timedelta(days=found.value("day word"))
    return fixed("day", found.setting.calendar, (day, day + ONE_DAY), "day")


def date_in_digits(found: Found) -> Span | None:
    """2026-11-05, ۱۴۰۵/۰۸/۳۰, 30/8/1405. In 11/05/2026 either may be the month, so it has two readings."""
    readings = ways_to_read(*found.value("date"))
    if not readings:
        return None
    spans = [day_span(written) for written in readings if exists(written)]
    if not spans:
        return day_span(readings[0])
    return spans[0] if len(spans) == 1 else either(*spans)


def ways_to_read(one: int, two: int, three: int, separator: str) -> list[Written]:
    """The orders in which year, month and day may stand; the month comes first in English dates with slashes only."""
    if calendar := calendar_of_year(one):
        return [(calendar, one, two, three)]
    calendar = calendar_of_year(three)
    if calendar is None:
        return []
    day_first = (calendar, three, two, one)
    if calendar == "jalali" or separator == DAY_FIRST or one == two:
        return [day_first]
    return [day_first, (calendar, three, one, two)]


def exists(written: Written) -> bool:
    """Whether the calendar has such a day."""
    try:
        day_of(*written)
    except NoSuchDay:
        return False
    return True


def day_span(written: Written) -> Span:
    """The day as a span; one that does not exist is found out when its limits are asked for."""
    calendar, year, number, day = written
    return Span("day", calendar, lambda given: one_day(calendar, given, number, day), "day", True, year)


def one_day(calendar: Calendar, year: int, number: int, day: int) -> Limits:
    """The limits of a day. Raises NoSuchDay."""
    start = day_of(calendar, year, number, day)
    return start, start + ONE_DAY


def day_of_month(found: Found) -> Span | None:
    """«۱۵ مهر», "15th of March 2026", "March 15"."""
    calendar, number = found.value("month")
    day = found.value("number", "ordinal")
    is_first = not found.starts_with("month")
    if not 1 <= day <= LONGEST_MONTH or (is_first and found.before() in COUNTS_FOLLOW):
        return None
    if found.starts_with("ordinal") and found.before() in UNITS:
        return None
    if not is_first and not has_english_month(found):
        return None
    return yearly(found, "day", calendar, lambda year: one_day(calendar, year, number, day))


def day_of_short_year(found: Found) -> Span | None:
    """«۱۵ مهر ۹۹»."""
    calendar, number = found.value("month")
    day, said = found.value("number", "ordinal"), short_year(found.setting.tokens[found.symbols[found.end - 1].first])
    if said is None or calendar != said.calendar or not 1 <= day <= LONGEST_MONTH:
        return None
    return yearly(found, "day", calendar, lambda year: one_day(calendar, year, number, day), said)


def has_english_month(found: Found) -> bool:
    """Whether the month's name is in Latin letters; only there the day may come after it."""
    return found.setting.tokens[found.all("month")[0].first].key.isascii()


def days_of_month(found: Found) -> Span | None:
    """«۱ تا ۱۵ آبان», "March 1-15, 2026", "between 1 and 15 March", «از ۱۵ تا آخر مهر»."""
    calendar, number = found.value("month")
    first, last = found.value("pair") or (*(symbol.value for symbol in found.all("number", "ordinal")), None)[:2]
    if found.starts_with("month") and not has_english_month(found):
        return None
    if found.has("and") and not found.has("between"):
        return None
    if not 1 <= first <= (last or LONGEST_MONTH) <= LONGEST_MONTH:
        return None
    return yearly(found, "range", calendar, lambda year: some_days(calendar, year, number, first, last))


def some_days(calendar: Calendar, year: int, number: int, first: int, last: int | None) -> Limits:
    """Day `first` to `last` (or the end) of a month. Raises NoSuchDay."""
    start = day_of(calendar, year, number, first)
    return start, (day_of(calendar, year, number, last) + ONE_DAY if last else month(calendar, year, number)[1])


DAYS_OF_MONTH = (
    "from|between?, number|ordinal, to|and, number|ordinal, of?, month",
    "from|between?, number|ordinal, to, end|final, of?, month",
    "from|between?, pair, of?, month",
    "month, number|ordinal, to, number|ordinal",
    "month, pair",
)
DAY_RULES = (
    rule("day word", day_word),
    rule("date", date_in_digits),
    *(
        rule(pattern + ending, day_of_month)
        for pattern in ("number|ordinal, of?, month", "month, number|ordinal")
        for ending in ("", ", year", ", of|in, year")
    ),
    rule("number|ordinal, month, number", day_of_short_year),
    *(rule(pattern + ending, days_of_month) for pattern in DAYS_OF_MONTH for ending in ("", ", year", ", of|in, year")),
)
