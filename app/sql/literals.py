"""Values that stand written out in SQL, and where."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from pglast import ast

INTERVAL = re.compile(r"\s*(\d{1,4})\s*(hour|day|week|month|year)s?\s*", re.IGNORECASE)
"""A span of time that is long enough to step by."""
SHORTEST = {
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(days=7),
    "month": timedelta(days=28),
    "year": timedelta(days=365),
}
FIELDS = {1 << 1: "month", 1 << 2: "year", 1 << 3: "day", 1 << 10: "hour"}
"""The unit of INTERVAL '1' MONTH, as PostgreSQL's parser encodes it."""


def place_of(node: Any) -> int | None:
    """Where a node begins in the text, counted from 1, if it is known."""
    location = getattr(node, "location", None)
    return location + 1 if isinstance(location, int) and location >= 0 else None


def number_in(node: Any) -> Decimal | None:
    """The number that is written out there, if one is; casts and signs are looked through."""
    match node:
        case ast.TypeCast():
            return number_in(node.arg)
        case ast.A_Expr() if node.lexpr is None and [part.sval for part in node.name] == ["-"]:
            number = number_in(node.rexpr)
            return None if number is None else -number
        case ast.A_Const(val=ast.Integer() as value):
            return Decimal(value.ival or 0)
        case ast.A_Const(val=ast.Float() as value):
            return decimal_of(value.fval)
    return None


def decimal_of(digits: str) -> Decimal:
    """A number as SQL spells it: 1_000.5, 1e6, 0xFF."""
    try:
        return Decimal(digits)
    except InvalidOperation:
        return Decimal(int(digits, 0))


def text_in(node: Any) -> str | None:
    """The text that is written out there, if one is; casts are looked through."""
    match node:
        case ast.TypeCast():
            return text_in(node.arg)
        case ast.A_Const(val=ast.String() as value):
            return str(value.sval)
    return None


def span_in(node: Any) -> timedelta | None:
    """The shortest length of the interval that is written out there, if it is one of at least an hour."""
    text = text_in(node)
    if text is None:
        return None
    fields = [number_in(field) for field in node.typeName.typmods or ()] if isinstance(node, ast.TypeCast) else []
    unit = FIELDS.get(int(fields[0]), "") if fields and fields[0] is not None else ""
    found = INTERVAL.fullmatch(f"{text} {unit}" if text.strip().isdigit() else text)
    return int(found[1]) * SHORTEST[found[2].lower()] if found else None


def day_in(node: Any) -> date | None:
    """The day of the date or time that is written out there, if one is. Raises ValueError where it can't be read."""
    text = text_in(node)
    return None if text is None else datetime.fromisoformat(text.strip()).date()
