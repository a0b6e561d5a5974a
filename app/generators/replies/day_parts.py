"""What SQL takes of a day and compares with what is written out: EXTRACT(YEAR FROM order_date) = 1405."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlglot import exp

from app.language.calendars import JALALI_YEARS, Grain, Limits, NoSuchDay, containing, day_of, months, year

WRITTEN = re.compile(r"(\d{4})(?:[-/.]?(\d\d?)(?:[-/.]?(\d\d?))?)?")
"""A year, a month or a day as a text."""
DAY_FORMAT = re.compile(r"(?:FM)?%Y(?:[-/.]?%-?m(?:[-/.]?%-?d)?)?")
"""Formats whose texts stand in the order of their days."""
DAYS = re.compile(r"%-?[dHI]")
"""What a format has that writes days or hours down."""
NUMBER = re.compile(r"\d{1,4}")
GRAINS: dict[str, Grain] = {"day": "day", "week": "week", "month": "month", "quarter": "quarter", "year": "year"}
PARTS = (exp.Extract, exp.TimeToStr, exp.TimestampTrunc)
"""What takes a part of a day, or rounds it, by the Gregorian calendar."""
COMPARISONS = (exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.Between, exp.In, exp.Like, exp.ILike)
TURNED: dict[type[exp.Expr], type[exp.Expr]] = {exp.GT: exp.LT, exp.GTE: exp.LTE, exp.LT: exp.GT, exp.LTE: exp.GTE}
"""What an operator is with its sides exchanged, where that is another one."""


@dataclass(frozen=True)
class Part:
    """What is taken of a day: "year", "month" ... as a number, a "text" that begins with its year, or what it is in."""

    kind: str
    day: exp.Expr
    grain: Grain | None = None
    """What the day is rounded to."""


@dataclass(frozen=True)
class Comparison:
    """A part of a day and the values that are written out beside it; how they compare, by the operator's class."""

    kind: type[exp.Expr]
    part: Part
    values: tuple[str, ...]
    is_denied: bool = False


def part_in(node: exp.Expr) -> Part | None:
    """The part of a day that an expression is, if it is one."""
    match node:
        case exp.Extract():
            return Part(unit_of(node), node.expression)
        case exp.TimestampTrunc() if grain := GRAINS.get(unit_of(node)):
            return Part("rounded", node.this, grain)
        case exp.TimeToStr() | exp.Left() | exp.Substring():
            day = day_written(node)
            return Part("text", day) if day else None
        case exp.Cast() | exp.Paren():
            return part_in(node.this)
    return None


def day_written(node: exp.Expr) -> exp.Expr | None:
    """The day that a text is of, if it begins with its year."""
    day: exp.Expr = node.this
    match node:
        case exp.TimeToStr() if DAY_FORMAT.fullmatch(node.text("format")):
            return day
        case exp.Left() | exp.Substring() if node.text("start") in ("", "1"):
            return day_written(day)
    return None


def unit_of(node: exp.Expr) -> str:
    """What a call takes of a day, or rounds it to."""
    return (node.name if isinstance(node, exp.Extract) else node.text("unit")).lower()


def literal_in(node: exp.Expr) -> str | None:
    """The text or number that is written out there, also where it is cast or rounded."""
    while isinstance(node, exp.Cast | exp.Paren | exp.TimestampTrunc):
        node = node.this
    return str(node.this) if isinstance(node, exp.Literal) else None


def comparison_in(node: exp.Expr) -> Comparison | None:
    """The comparison of a part of a day that a node is, if it is one."""
    node = node.unnest()
    if not isinstance(node, COMPARISONS):
        return None
    kind: type[exp.Expr] = type(node)
    sides: list[exp.Expr] = list(node.iter_expressions())
    if len(sides) == 2 and literal_in(sides[0]) is not None:
        sides, kind = sides[::-1], TURNED.get(kind, kind)
    part = part_in(sides[0])
    values = [text for side in sides[1:] if (text := literal_in(side)) is not None]
    if part is None or not values or len(values) < len(sides) - 1:
        return None
    return Comparison(kind, part, tuple(values), kind is exp.NEQ or bool(node.args.get("negate")))


def numbers_of(compared: Comparison) -> Sequence[int]:
    """The numbers that a comparison lets pass, where they can be counted up."""
    if compared.is_denied or not all(map(NUMBER.fullmatch, compared.values)):
        return ()
    numbers = [int(text) for text in compared.values]
    if compared.kind is exp.Between:
        return range(numbers[0], numbers[1] + 1)
    return numbers if compared.kind in (exp.EQ, exp.In) else ()


def is_jalali(text: str) -> bool:
    """Whether a text begins with a year of the Persian calendar."""
    found = re.match(r"%?(\d{4})", text)
    return found is not None and int(found[1]) in JALALI_YEARS


def limits_of(part: Part, value: str) -> Limits | None:
    """The days that a value of the Persian calendar names for a part of a day."""
    if part.kind not in ("year", "text", "rounded"):
        return None
    limits = limits_written(value.strip("%").rstrip("-/."))
    return containing("jalali", part.grain, limits[0]) if limits and part.grain else limits


def limits_written(text: str) -> Limits | None:
    """The year, the month or the day of the Persian calendar that a text names."""
    found = WRITTEN.fullmatch(text.strip())
    if found is None or not is_jalali(text.strip()):
        return None
    its_year, *rest = (int(number) for number in found.groups() if number)
    try:
        match rest:
            case []:
                return year("jalali", its_year)
            case [month]:
                return months("jalali", its_year, month, 1) if month in range(1, 13) else None
            case [month, day]:
                return containing("jalali", "day", day_of("jalali", its_year, month, day))
    except NoSuchDay:
        return None
    return None


def has_year(node: exp.Expr) -> bool:
    """Whether what a call takes of a day tells its year."""
    if isinstance(node, exp.Extract):
        return unit_of(node) in {"year", "isoyear"}
    return not isinstance(node, exp.TimeToStr) or "%Y" in node.text("format")


def is_gregorian(node: exp.Expr) -> bool:
    """Whether a call counts in the Gregorian calendar, rather than in days and hours, or writing a day down."""
    if isinstance(node, exp.TimeToStr):
        return not DAYS.search(node.text("format"))
    return unit_of(node) not in ("dow", "epoch", "hour", "minute", "second") and (
        isinstance(node, exp.Extract) or unit_of(node) != "day"
    )
