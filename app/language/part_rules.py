"""Rules for parts of a year: Q3 2026, «سه‌ماههٔ دوم ۱۴۰۵», "first half of last year", "the second month of 2026"."""

from __future__ import annotations

from app.language.calendars import Calendar, Limits, day_of, month, months
from app.language.grammar import Found, rule
from app.language.named_rules import yearly
from app.language.numerals import PERSIAN_ORDINALS
from app.language.spans import Kind, Span, Year

MONTHS_IN = {"month": 1, "quarter": 3}
KINDS: dict[int, Kind] = {1: "month", 3: "quarter", 6: "half"}
MIDDLE = 15
"""Last day of the first half of a month."""
BEFORE_NOUN = ("ین", "نخست")
"""Endings of Persian ordinals that stand before their noun: «اولین فصل»."""


def part_of_year(found: Found) -> Span | None:
    """A part of the year that is said, or of this one."""
    return part(found, found.value("year"))


def labelled_part(found: Found) -> Span | None:
    """1405-Q2."""
    hyphen = found.setting.tokens[found.all("to")[0].first]
    return part(found, found.value("year")) if hyphen.key == "-" else None


def part_of_this_year(found: Found) -> Span | None:
    """A part of "the year"."""
    is_year = found.symbols[found.end - 1].value == "year"
    return part(found, Year(None, 0)) if is_year and found.value("calendar") is None else None


def part(found: Found, said: Year | None) -> Span | None:
    """So many months, the first, second ... of a year."""
    count, number = found.value("part") or (months_of(found), found.value("ordinal"))
    if not count or found.is_counted("unit") or is_out_of_order(found) or (count == 1 and said is None):
        return None
    number = number or 12 // count
    if number * count > 12:
        return None
    calendar = (said and said.calendar) or found.value("calendar") or found.setting.calendar
    first = (number - 1) * count + 1
    kind = KINDS.get(count, "range")
    return yearly(found, kind, calendar, lambda year: months(calendar, year, first, count), said)


def months_of(found: Found) -> int:
    """How many months the part has; 0 for a day or a week."""
    if found.has("half"):
        return 6
    return found.value("stretch") or MONTHS_IN.get(found.value("unit"), 0)


def is_out_of_order(found: Found) -> bool:
    """Whether a Persian ordinal stands before a noun that it does not belong to: «سفارش دوم فصل ...»."""
    symbol = found.symbols[found.start]
    key = found.setting.tokens[symbol.first].key
    return symbol.kind == "ordinal" and key in PERSIAN_ORDINALS and not key.endswith(BEFORE_NOUN)


def half_of_month(found: Found) -> Span | None:
    """«نیمهٔ اول مهر»: its first fifteen days, or the rest."""
    calendar, number = found.value("month")
    is_second = {1: False, 2: True, None: True}.get(found.value("ordinal"))
    if is_second is None or is_out_of_order(found):
        return None
    return yearly(found, "range", calendar, lambda year: half_limits(calendar, year, number, is_second))


def half_limits(calendar: Calendar, year: int, number: int, is_second: bool) -> Limits:
    """The limits of half a month."""
    start, end = month(calendar, year, number)
    middle = day_of(calendar, year, number, MIDDLE + 1)
    return (middle, end) if is_second else (start, middle)


HEADS = ("ordinal, unit|stretch|half", "unit|stretch|half, ordinal|final")
FINAL_HEADS = ("last|final, unit|stretch|half",)
HALVES = ("half, ordinal|final", "ordinal|last|final, half")
PART_RULES = (
    *(rule(head, part_of_year) for head in ("part, calendar?", "year, part", *HEADS)),
    *(rule(f"{head}, of|in?, year", part_of_year) for head in ("part", *HEADS)),
    rule("year, to, part", labelled_part),
    *(rule(f"{head}, of|in, year", part_of_year) for head in FINAL_HEADS),
    *(rule(f"{head}, of?, unit", part_of_this_year) for head in ("part", *HEADS, *FINAL_HEADS)),
    *(rule(f"{head}, of?, month{ending}", half_of_month) for head in HALVES for ending in ("", ", of|in?, year")),
)
