"""Rules for years: 2025, «سال ۱۴۰۴», «پارسال», "last year", "two years ago"."""

from __future__ import annotations

import re

from app.language.calendars import Calendar, calendar_of_year, parts, step
from app.language.grammar import COUNTING, Found, rule
from app.language.spans import Year
from app.language.tokens import Token

TWO_DIGITS = re.compile(r"\d\d")
FIRST_OF_THE_1300S = 70
"""«سال ۷۰» and later are of the 1300s, up to «سال ۱۰» of the 1400s; what lies between is no year."""
LAST_OF_THE_1400S = 10
MOST_YEARS = 100
"""Further from today nobody looks."""


def in_digits(found: Found) -> Year | None:
    """2025, «سال ۱۴۰۴», «۲۰۲۵ میلادی»."""
    number = found.value("four digits")
    calendar = calendar_of_year(number)
    if found.value("unit", "units") not in (None, "year") or found.is_counted("units"):
        return None
    if found.value("calendar") not in (None, calendar):
        return None
    return Year(calendar, number, is_bare=not found.has("unit", "units", "calendar"))


def in_two_digits(found: Found) -> Year | None:
    """«سال ۹۹», «سال ۰۴»."""
    if found.value("unit") != "year":
        return None
    return short_year(found.setting.tokens[found.all("number")[0].first])


def short_year(token: Token) -> Year | None:
    """The Jalali year that two digits stand for: 99 is 1399, 04 is 1404."""
    if not TWO_DIGITS.fullmatch(token.key):
        return None
    number = int(token.key)
    if number >= FIRST_OF_THE_1300S:
        return Year("jalali", 1300 + number)
    return Year("jalali", 1400 + number) if number <= LAST_OF_THE_1400S else None


def in_a_word(found: Found) -> Year:
    """«امسال», «پارسال»."""
    return from_now(found, found.value("year word"))


def neighbour(found: Found) -> Year | None:
    """Last, this or next year."""
    if found.value("unit") != "year" or found.is_counted("unit"):
        return None
    if found.has("this", "present"):
        return from_now(found, 0)
    return from_now(found, 1 if found.has("next", "coming") else -1)


def before_last(found: Found) -> Year | None:
    """The year before last."""
    return from_now(found, -2) if found.value("unit") == "year" and found.before() != "each" else None


def ago(found: Found) -> Year | None:
    """Two years ago; "more than two years ago" is none."""
    count = found.value("number") if found.has("number") else 1
    is_counted = found.before() in ("than", *COUNTING)
    if found.value("unit", "units") != "year" or not 0 < count <= MOST_YEARS or is_counted:
        return None
    point = step(found.setting.calendar, "year", found.setting.today, -count)
    return Year(None, -count, point=point)


def from_now(found: Found, offset: int) -> Year:
    """The year so many years from now, in the calendar that is named beside it, if one is."""
    calendar: Calendar | None = found.value("calendar")
    current = parts(calendar, found.setting.today)[0] if calendar else 0
    return Year(calendar, current + offset, is_current=offset == 0)


YEAR_RULES = (
    rule("four digits, calendar?", in_digits),
    rule("unit|units, of?, four digits, calendar?", in_digits),
    rule("unit, number", in_two_digits),
    rule("year word, calendar?", in_a_word),
    rule("last|previous|this|next, calendar?, unit", neighbour),
    rule("unit, calendar?, gone|back|present|coming, calendar?", neighbour),
    rule("unit, before, last", before_last),
    rule("number, unit|units, ago|back", ago),
    rule("unit, ago", ago),
)
