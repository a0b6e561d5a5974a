"""What stands along a chart: names of values and of stretches of time, ticks, and amounts that people can say."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.contracts import Column, Json
from app.explanation.labels import span_label, stored_label
from app.explanation.voice import Voice
from app.language.calendars import (
    ONE_DAY,
    Calendar,
    Grain,
    buckets,
    calendar_of_language,
    calendar_of_year,
    containing,
    parts,
)
from app.language.formatting import MONTHS, format_date, format_digits
from app.semantics.reading import Grain as SpanGrain
from app.semantics.reading import TimeGroup
from app.translating import mark

SPANS: dict[re.Pattern[str], SpanGrain] = {
    re.compile(r"\d{4}"): "year",
    re.compile(r"\d{4}-Q[1-4]"): "quarter",
    re.compile(r"\d{4}-(0[1-9]|1[0-2])"): "month",
    re.compile(r"\d{4}-\d{2}-\d{2}"): "day",
}
"""How stretches of time are written in a result, and how long they are."""
TIMES = ("date", "time")
MOST_TICKS = 12
GRAINS: tuple[Grain, ...] = ("day", "week", "month", "quarter", "year")
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
    return column["type"] in TIMES or all(grain_of(column, cell) for cell in cells)


def grain_of(column: Column, cell: Json) -> SpanGrain | None:
    """How long the stretch of time is that a cell of a result names; numbers are years where the column says so."""
    if column["type"] not in ("text", "number") or (column["type"] == "number" and column["name"] != "year"):
        return None
    return next((grain for pattern, grain in SPANS.items() if pattern.fullmatch(str(cell))), None)


def cell_label(column: Column, cell: Json, voice: Voice) -> str:
    """What people call a cell of a result: «مهر ۱۴۰۵», «تحویل‌شده», «بله»."""
    if cell is None:
        return voice.say(mark("none"))
    if isinstance(cell, bool):
        return voice.say(mark("yes") if cell else mark("no"))
    if column["type"] in TIMES:
        return moment_label(str(cell), voice)
    grain = grain_of(column, cell)
    calendar = calendar_of_year(int(str(cell)[:4])) if grain else None
    if grain and calendar:
        return span_label(TimeGroup("", grain, "gregorian" if grain == "day" else calendar), str(cell), voice)
    return isolated(stored_label(column["name"], cell, voice))


def moment_label(cell: str, voice: Voice) -> str:
    """A day, and the time of day unless it is midnight, in the reader's calendar; what is none of them as it is."""
    day = day_in(cell)
    if day is None:
        return cell
    clock = cell[11:16]
    shown = format_date(day, voice.language, calendar_of_language(voice.language))
    if clock in ("", "00:00"):
        return shown
    return voice.say(mark("{date}, {clock}"), date=shown, clock=format_digits(clock, voice.language))


def day_in(cell: str) -> date | None:
    """The day that a cell begins with; None for what Python has no date for, such as infinity."""
    try:
        return date.fromisoformat(cell[:10])
    except ValueError:
        return None


def ticks(days: list[date], voice: Voice) -> dict[str, str]:
    """Days to mark on an axis, in ISO form, and how people call what begins there, in their calendar.

    Where all days begin months of the Gregorian calendar, they were counted by it.
    """
    first, last = min(days), max(days)
    are_months = len(set(days)) > 1 and all(day.day == 1 for day in days)
    calendar: Calendar = "gregorian" if are_months else calendar_of_language(voice.language)
    for grain in GRAINS[GRAINS.index("month") :] if are_months else GRAINS:
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
