"""What stands along a chart: names of values and of stretches of time, ticks, and amounts that people can say."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.contracts import Column, Json
from app.explanation.cells import TIMES, cell_text, span_text
from app.explanation.labels import stored_label
from app.explanation.voice import Voice
from app.language.calendars import ONE_DAY, Calendar, Grain, buckets, calendar_of_language, containing, parts
from app.language.formatting import MONTHS, format_digits
from app.language.moments import grain_in
from app.translating import mark

MOST_TICKS = 12
GRAINS: tuple[Grain, ...] = ("day", "week", "month", "quarter", "year")
LONGEST: dict[Grain, int] = {"day": 1, "week": 7, "month": 31, "quarter": 94}
"""Days; a year is long enough for whatever there is."""
LARGE = ((2e9, 1e9, mark("billion")), (2e6, 1e6, mark("million")))
"""From where on numbers are told in larger ones, and how those are called."""


@dataclass(frozen=True)
class Scale:
    """How an axis tells amounts: divided by `divisor`, with the name of what they are counted in."""

    divisor: float
    unit: str


def isolated(text: str) -> str:
    """The text between marks that keep the order of its words, whatever the direction around it."""
    return f"\u2068{text}\u2069"


def is_time(column: Column, cells: Iterable[Json]) -> bool:
    """Whether a column's cells are days, times or stretches of time."""
    return column["type"] in TIMES or (can_name_span(column) and all(grain_in(str(cell)) for cell in cells))


def can_name_span(column: Column) -> bool:
    """Whether a column's cells may be names of stretches of time; numbers are years where the column says so."""
    return column["type"] == "text" or (column["type"] == "number" and column["name"] == "year")


def cell_label(column: Column, cell: Json, voice: Voice) -> str:
    """What people call a cell of a result: «مهر ۱۴۰۵», «تحویل‌شده», «بله»."""
    if cell is None:
        return voice.say(mark("none"))
    if isinstance(cell, bool) or column["type"] in TIMES:
        return cell_text(cell, column, voice)
    span = span_text(cell, voice) if can_name_span(column) else None
    return span or isolated(stored_label(column, cell))


def ticks(days: list[date], voice: Voice) -> dict[str, str]:
    """Days to mark on an axis, in ISO form, and how people call what begins there, in their calendar.

    Where all days begin months of the Gregorian calendar, they were counted by it.
    """
    first, last = min(days), max(days)
    are_months = len(set(days)) > 1 and all(day.day == 1 for day in days)
    calendar: Calendar = "gregorian" if are_months else calendar_of_language(voice.language)
    for grain in GRAINS[GRAINS.index("month") :] if are_months else GRAINS:
        if (last - first).days > LONGEST.get(grain, math.inf) * (MOST_TICKS + 1):
            continue
        starts = [bucket.start for bucket in buckets(calendar, grain, first, last + ONE_DAY)]
        starts = [day for day in starts if containing(calendar, grain, day)[0] == day]
        if 0 < len(starts) <= MOST_TICKS:
            break
    every = -(-len(starts) // MOST_TICKS) or 1
    return {day.isoformat(): tick_label(day, grain, calendar, voice) for day in starts[::every]}


def tick_label(day: date, grain: Grain, calendar: Calendar, voice: Voice) -> str:
    """«۵ آبان», «مهر ۱۴۰۵» or «۱۴۰۵»."""
    year, number, day_of_month = parts(calendar, day)
    month = MONTHS[calendar, voice.language][number - 1]
    texts = {"day": f"{day_of_month} {month}", "week": f"{day_of_month} {month}", "year": str(year)}
    return format_digits(texts.get(grain, f"{month} {year}"), voice.language)


def scale_of(cells: Iterable[Json], column: Column, voice: Voice) -> Scale:
    """How to tell amounts as large as these."""
    largest = max((abs(cell) for cell in cells if isinstance(cell, int | float)), default=0)
    unit = column["unit"] or ""
    for least, divisor, name in LARGE:
        if largest >= least:
            return Scale(divisor, " ".join(filter(None, [voice.say(name), unit])))
    return Scale(1, unit)
