"""Values that stand written out in SQL, and where."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from pglast import ast
from pglast.enums import MinMaxOp

SPAN = re.compile(
    r"\s*([+-]?)\s*(\d{1,4})\s*(min|minute|h|hour|d|day|week|mon|month|year)s?(?=[\s\d+-]|$)", re.IGNORECASE
)
"""One part of an interval that is long enough to step by."""
MAX_SPAN = 60
"""Characters of an interval that is read."""
SHORTEST = {
    "min": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "week": timedelta(days=7),
    "mon": timedelta(days=28),
    "year": timedelta(days=365),
}
UNITS = {"minute": "min", "hour": "h", "day": "d", "month": "mon"}
DAY = re.compile(r"\s*(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[\sT][\d:.]+(?:Z|[+-]\d{2}(?::?\d{2})?)?)?\s*")
MOVING_DAYS = frozenset({"today", "tomorrow", "yesterday", "now"})
NUMBER_TYPES = frozenset({"float4", "float8", "int2", "int4", "int8", "numeric"})
BASES = frozenset({"0x", "0o", "0b"})
MAX_MAGNITUDE = 1000
"""Powers of ten."""
FIELDS = {1 << 1: "month", 1 << 2: "year", 1 << 3: "day", 1 << 10: "hour"}
"""The unit of INTERVAL '1' MONTH, as PostgreSQL's parser encodes it."""


def place_of(node: Any) -> int | None:
    """Where a node begins in the text, counted from 1, if it is known."""
    location = getattr(node, "location", None)
    return location + 1 if isinstance(location, int) and location >= 0 else None


def number_in(node: Any) -> Decimal | None:
    """The number that is written out there, if one is; signs and casts to numbers are looked through."""
    match node:
        case ast.TypeCast() if node.typeName.names[-1].sval in NUMBER_TYPES:
            return number_in(node.arg)
        case ast.A_Expr() if node.lexpr is None and [part.sval for part in node.name] == ["-"]:
            number = number_in(node.rexpr)
            return None if number is None else -number
        case ast.A_Const(val=ast.Integer() as value):
            return Decimal(value.ival or 0)
        case ast.A_Const(val=ast.Float() as value):
            return decimal_of(value.fval)
    return None


def largest(node: Any) -> Decimal | None:
    """The number that is written out there, or that LEAST(...) can't exceed, if there is one."""
    match node:
        case ast.TypeCast() if node.typeName.names[-1].sval in NUMBER_TYPES:
            return largest(node.arg)
        case ast.MinMaxExpr(op=MinMaxOp.IS_LEAST):
            return min((number for part in node.args if (number := number_in(part)) is not None), default=None)
    return number_in(node)


def decimal_of(digits: str) -> Decimal | None:
    """A number as SQL spells it, such as 1_000.5, 1e6 or 0xFF; None for one that is too large to work with."""
    try:
        number = Decimal(digits)
    except InvalidOperation:
        return Decimal(int(digits, 0)) if digits[:2].lower() in BASES else None
    return number if abs(number.adjusted()) < MAX_MAGNITUDE else None


def text_in(node: Any) -> str | None:
    """The text that is written out there, if one is; casts are looked through."""
    match node:
        case ast.TypeCast():
            return text_in(node.arg)
        case ast.A_Const(val=ast.String() as value):
            return str(value.sval)
    return None


def span_in(node: Any) -> timedelta | None:
    """The shortest length of the interval that is written out there, forward or back, if it is of minutes or more."""
    text = " ".join((text_in(node) or "").split())
    if not text or len(text) > MAX_SPAN:
        return None
    fields = [number_in(field) for field in node.typeName.typmods or ()] if isinstance(node, ast.TypeCast) else []
    unit = FIELDS.get(int(fields[0]), "") if fields and fields[0] is not None else ""
    written = f"{text} {unit}" if text.isdigit() else text
    parts = SPAN.findall(written)
    is_one_way = len(parts) == 1 or not any(sign == "-" for sign, _, _ in parts)
    if SPAN.sub("", written).strip() or not is_one_way:
        return None
    return sum((length(int(count), unit.lower()) for _, count, unit in parts), timedelta())


def length(count: int, unit: str) -> timedelta:
    """How long so many of a unit are at least."""
    return count * SHORTEST[UNITS.get(unit, unit)]


def day_in(node: Any) -> date | None:
    """The day of the date or time that is written out there, if one is. Raises ValueError where it can't be read."""
    text = text_in(node)
    if text is None or text.strip().lower() in MOVING_DAYS:
        return None
    found = DAY.fullmatch(text)
    if found is None:
        raise ValueError(text)
    return date(*(int(part) for part in found.groups()))
