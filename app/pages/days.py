"""Days in the fields of a form: typed in the Jalali or the Gregorian calendar, shown in the reader's."""

from __future__ import annotations

import re
from datetime import date

from app.contracts import Language
from app.language.calendars import NoSuchDay, calendar_of_language, calendar_of_year, day_of, label
from app.language.folding import fold
from app.language.formatting import format_digits

YEAR_FIRST = re.compile(r"([0-9]{4})[-/.؍]([0-9]{1,2})[-/.؍]([0-9]{1,2})")


def read_day(text: str) -> date | None:
    """The day that somebody has typed, such as «۱۴۰۵/۰۸/۳۰», 1405-8-30 or 2026-11-21; None for what is none.

    The year tells the calendar.
    """
    written = YEAR_FIRST.fullmatch(fold(text).strip())
    if not written:
        return None
    year, month, day = map(int, written.groups())
    calendar = calendar_of_year(year)
    try:
        return calendar and day_of(calendar, year, month, day)
    except NoSuchDay:
        return None


def write_day(day: date, language: Language) -> str:
    """A day as readers of a language type it: «۱۴۰۵/۰۸/۳۰», or 2026-11-21, as browsers' own fields for days have it."""
    written = label(calendar_of_language(language), "day", day)
    return format_digits(written.replace("-", "/"), language) if language == "fa" else written
