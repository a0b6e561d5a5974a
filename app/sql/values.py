"""Database values as JSON, and what kinds of columns there are."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import psycopg
from psycopg.abc import Buffer
from psycopg.adapt import AdaptersMap, Loader

from app.contracts import Json

NUMBERS = frozenset({"int2", "int4", "int8", "float4", "float8", "numeric"})
KINDS = {"bool": "boolean", "date": "date", "timestamp": "time", "timestamptz": "time"}
SAFE_INTEGER = 2**53
"""Beyond this a JSON number loses digits in a browser."""
SAFE_FRACTION = SAFE_INTEGER // 1000
"""Below this it has three decimals at least; what it loses of a quotient's endless ones is missed by nobody."""
FIXED_SIZE = 8
"""Bytes that a number, a truth value or nothing is counted as."""
WHOLE_HOURS = re.compile(r"[+-]\d\d$")
"""A distance from UTC without minutes, which ISO 8601 wants."""


class AsWritten(Loader):
    """Takes a value as PostgreSQL writes it: Python's own types of time have neither months nor infinity."""

    def load(self, data: Buffer) -> str:
        """The text."""
        return bytes(data).decode()


class Moment(AsWritten):
    """Takes a time of a day in ISO form, which PostgreSQL writes but for the T between."""

    def load(self, data: Buffer) -> str:
        """The text, as in 2026-11-21T09:30:00+03:30: in the session's clock, and how far that is from UTC."""
        text = super().load(data).replace(" ", "T", 1)
        return f"{text}:00" if WHOLE_HOURS.search(text) else text


def load_plainly(adapters: AdaptersMap) -> None:
    """Have days and times arrive as text."""
    for name in ("date", "interval", "time", "timetz"):
        adapters.register_loader(name, AsWritten)
    for name in ("timestamp", "timestamptz"):
        adapters.register_loader(name, Moment)


def kind_of(cursor: psycopg.Cursor[Any], type_code: int) -> str:
    """A column's kind: number, text, date, time or boolean."""
    known = cursor.adapters.types.get(type_code)
    name = known.name if known and known.oid == type_code else ""
    return "number" if name in NUMBERS else KINDS.get(name, "text")


def size_of(values: Iterable[Json]) -> int:
    """Roughly how many bytes JSON values take."""
    return sum(len(str(value)) if isinstance(value, str | list | dict) else FIXED_SIZE for value in values)


def as_json(value: Any) -> Json:
    """A database value as JSON: numbers as numbers where no digit is lost that anybody reads."""
    match value:
        case None | bool() | str():
            return value
        case int():
            return value if abs(value) < SAFE_INTEGER else str(value)
        case Decimal() | float():
            return number_as_json(value)
        case list() | tuple():
            return [as_json(item) for item in value]
    return {key: as_json(item) for key, item in value.items()} if isinstance(value, dict) else str(value)


def number_as_json(value: Decimal | float) -> Json:
    """An exact integer, a float, or text where JSON has no number for it, or none with all its digits."""
    if not math.isfinite(value):
        return str(value)
    if value == int(value):
        return as_json(int(value))
    has_all = isinstance(value, float) or Decimal(repr(float(value))) == value
    return float(value) if has_all or -SAFE_FRACTION < value < SAFE_FRACTION else f"{value:f}"
