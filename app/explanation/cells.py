"""Cells of a result as people read them, in the language's digits, calendar and words; the page shows the same."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from app.contracts import Column, Json, Language
from app.explanation.labels import span_label, stored_label
from app.explanation.voice import Voice
from app.language.calendars import NoSuchDay, calendar_of_language, calendar_of_year, day_of
from app.language.formatting import format_date, format_digits, format_number
from app.language.moments import clock_in, day_in, grain_in
from app.semantics.reading import TimeGroup
from app.translating import mark

TIMES = ("date", "time")
SPAN_COLUMNS = frozenset({"day", "week", "month", "quarter"})
PLAIN = re.compile(r"id|year|.*_id")
"""Columns whose numbers count nothing, and have no separators."""


def heading_text(column: Column) -> str:
    """A column's name with its unit: «درآمد (تومان)»."""
    return f"{column['label']} ({column['unit']})" if column["unit"] else column["label"]


def cell_text(value: Json, column: Column, voice: Voice) -> str:
    """A cell: «۱٬۲۳۴٫۵», «۱ مهر ۱۴۰۵، ۱۳:۳۰», «تحویل‌شده»."""
    if value is None:
        return "—"
    if isinstance(value, bool):
        return voice.say(mark("yes") if value else mark("no"))
    if PLAIN.fullmatch(column["name"]):
        return format_digits(str(value), voice.language)
    if column["type"] == "number":
        return number_text(value, voice.language)
    if column["type"] in TIMES:
        return moment_text(str(value), voice)
    span = span_text(value, voice) if column["name"] in SPAN_COLUMNS else None
    return span or stored_label(column, value)


def number_in(value: Json) -> Decimal | None:
    """The number of a cell, also where its digits came as text; None for what is none, as NaN is not."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def number_text(value: Json, language: Language) -> str:
    """A cell of a column of numbers; what is none stays as it is."""
    number = number_in(value)
    return str(value) if number is None else format_number(number, language)


def moment_text(written: str, voice: Voice) -> str:
    """A day, with the time of day unless it is midnight, in the reader's calendar; what no calendar has stays."""
    day, clock = day_in(written), clock_in(written)
    if day is None:
        return written
    shown = format_date(day, voice.language, calendar_of_language(voice.language))
    if not clock:
        return shown
    return voice.say(mark("{date}, {clock}"), date=shown, clock=format_digits(clock, voice.language))


def span_text(value: Json, voice: Voice) -> str | None:
    """A stretch of time that a text names in the calendar of its year: «مهر ۱۴۰۵»; None for any other text."""
    written = str(value)
    grain = grain_in(written)
    calendar = calendar_of_year(int(written[:4])) if grain else None
    if grain is None or calendar is None:
        return None
    if grain != "day":
        return span_label(TimeGroup("", grain, calendar), written, voice)
    try:
        return format_date(day_of(calendar, *map(int, written.split("-"))), voice.language, calendar)
    except NoSuchDay:
        return None
