"""Bounds on generate_series: numbers that are written out, calendars between days, years and months of the data."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from pglast import ast

from app.sql.literals import MAX_SPAN, day_in, number_in, span_in, text_in

MAX_STEPS = 10_000
"""Rows of one series."""
A_CALENDAR = 1_000
YEARS = range(1900, 2201)
"""Years that a day which is written out may lie in."""
LIFETIME = timedelta(days=36_525)
BETWEEN_PARTS = re.compile(r"(?<=[a-z])\s+(?=[+-]?\s*\d)", re.IGNORECASE)
"""Where one part of an interval ends, as in 1 month -1 day."""
A_DAY = timedelta(days=1)
CALENDAR_FIELDS = frozenset({"year", "isoyear", "quarter", "month", "week"})
MOMENTS = frozenset({"clock_timestamp", "date", "date_trunc", "max", "min", "now", "transaction_timestamp"})
"""Functions whose result is a moment of the data's or of now."""


def is_bounded_series(arguments: Sequence[Any]) -> bool:
    """Whether the arguments of generate_series make MAX_STEPS rows at most, as far as that can be seen."""
    numbers = [number for argument in arguments if (number := number_in(argument)) is not None]
    if len(arguments) > 1 and len(numbers) == len(arguments):
        return is_bounded_count(*numbers)
    if len(arguments) == 2:
        return all(is_calendar_field(end) or is_small(end) for end in arguments)
    return len(arguments) > 2 and is_calendar(arguments[0], arguments[1], span_in(arguments[2]))


def rows_of_series(arguments: Sequence[Any]) -> int:
    """How many rows a bounded series makes, or A_CALENDAR where that can't be seen."""
    numbers = [number for argument in arguments if (number := number_in(argument)) is not None]
    if len(arguments) > 1 and len(numbers) == len(arguments):
        return count_of(*numbers)
    days = [day for end in arguments[:2] if (day := day_or_none(end)) is not None]
    step = span_in(arguments[2]) if len(arguments) > 2 else None
    return int(abs(days[1] - days[0]) / step) + 1 if step and len(days) == 2 else A_CALENDAR


def count_of(start: Decimal, stop: Decimal, step: Decimal = Decimal(1)) -> int:
    """How many numbers there are from one to the other."""
    return int(abs(stop - start) / abs(step)) + 1


def is_bounded_count(start: Decimal, stop: Decimal, step: Decimal = Decimal(1)) -> bool:
    """Whether a series of numbers is short."""
    return abs(stop - start) <= MAX_STEPS * abs(step)


def is_small(end: Any) -> bool:
    """Whether a number is written out there that may be that of a year."""
    number = number_in(end)
    return number is not None and abs(number) <= MAX_STEPS


def is_calendar_field(node: Any) -> bool:
    """Whether a value is the number of a year, a month or a week, or the first or last of such."""
    match node:
        case ast.TypeCast():
            return is_calendar_field(node.arg)
        case ast.SubLink(subselect=ast.SelectStmt(targetList=(target,))):
            return is_calendar_field(target.val)
        case ast.FuncCall():
            function, arguments = node.funcname[-1].sval, node.args or (None,)
            if function in {"min", "max"}:
                return is_calendar_field(arguments[0])
            is_field = function in {"extract", "date_part"} and text_in(arguments[0]) in CALENDAR_FIELDS
            return is_field and text_in(arguments[-1]) is None
    return False


def is_calendar(start: Any, stop: Any, step: timedelta | None) -> bool:
    """Whether a series of times steps through a known stretch in few steps, and through an unknown one by days."""
    if not step or not is_moderate(start) or not is_moderate(stop):
        return False
    first, last = day_or_none(start), day_or_none(stop)
    return step >= A_DAY if first is None or last is None else abs(last - first) / step <= MAX_STEPS


def is_moderate(end: Any) -> bool:
    """Whether an end lies in living memory, or comes from the data or from now."""
    if text_in(end) is not None:
        day = day_or_none(end)
        return day.year in YEARS if day else is_today(end)
    match end:
        case ast.A_Expr():
            is_shift = end.name[-1].sval in {"+", "-"} and is_short(end.rexpr)
            return is_shift and is_moderate(end.lexpr)
        case ast.TypeCast():
            return is_moderate(end.arg)
        case ast.FuncCall():
            return end.funcname[-1].sval in MOMENTS or is_day_made(end.funcname[-1].sval, end.args or ())
        case ast.SubLink(subselect=ast.SelectStmt(targetList=(target,))):
            return is_moderate(target.val)
    return isinstance(end, ast.ColumnRef | ast.SQLValueFunction)


def is_day_made(name: str, arguments: Sequence[Any]) -> bool:
    """Whether a call makes a day of living memory out of what is written out: make_date(2026, 1, 1)."""
    match name, arguments:
        case "make_date", [year, _, _]:
            return number_in(year) in YEARS
        case "to_date", [text, _]:
            return (text_in(text) or "")[:4].isdecimal() and int((text_in(text) or "")[:4]) in YEARS
    return False


def is_short(shift: Any) -> bool:
    """Whether a number of days or a span of time is written out that is no longer than a lifetime."""
    days = number_in(shift)
    text = " ".join((text_in(shift) or "").split())
    parts = BETWEEN_PARTS.split(text) if len(text) <= MAX_SPAN else []
    spans = [span_in(ast.A_Const(val=ast.String(part))) for part in parts]
    return (days is not None and abs(days) <= LIFETIME.days) or (
        bool(spans) and all(span and span <= LIFETIME for span in spans)
    )


def day_or_none(end: Any) -> date | None:
    """The day that is written out there, if one is that can be read."""
    try:
        return day_in(end)
    except ValueError:
        return None


def is_today(end: Any) -> bool:
    """Whether the text is a day that moves, such as today."""
    return (text_in(end) or "").strip().lower() in {"today", "tomorrow", "yesterday", "now"}
