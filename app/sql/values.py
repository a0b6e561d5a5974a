"""Database values as JSON, and what kinds of columns there are."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import psycopg

from app.contracts import Json

NUMBERS = frozenset({"int2", "int4", "int8", "float4", "float8", "numeric"})
KINDS = {"bool": "boolean", "date": "date", "timestamp": "time", "timestamptz": "time"}
SAFE_INTEGER = 2**53
"""Beyond this a JSON number loses digits in a browser."""
FIXED_SIZE = 8
"""Bytes that a number, a truth value or nothing is counted as."""


def kind_of(cursor: psycopg.Cursor[Any], type_code: int) -> str:
    """A column's kind: number, text, date, time or boolean."""
    known = cursor.adapters.types.get(type_code)
    name = known.name if known and known.oid == type_code else ""
    return "number" if name in NUMBERS else KINDS.get(name, "text")


def size_of(values: Iterable[Json]) -> int:
    """Roughly how many bytes JSON values take."""
    return sum(len(str(value)) if isinstance(value, str | list | dict) else FIXED_SIZE for value in values)


def as_json(value: Any) -> Json:
    """A database value as JSON: dates in ISO form, numbers as numbers where no digit is lost."""
    match value:
        case None | bool() | str():
            return value
        case int():
            return value if abs(value) < SAFE_INTEGER else str(value)
        case Decimal() | float():
            return number_as_json(value)
        case list() | dict():
            return collection_as_json(value)
    return value.isoformat() if isinstance(value, datetime | date) else str(value)


def collection_as_json(value: list[Any] | dict[str, Any]) -> Json:
    """An array, or a JSON value, with everything in it as JSON."""
    if isinstance(value, list):
        return [as_json(item) for item in value]
    return {key: as_json(item) for key, item in value.items()}


def number_as_json(value: Decimal | float) -> Json:
    """An exact integer, a float, or text for what JSON has no number for."""
    if not math.isfinite(value):
        return str(value)
    return as_json(int(value)) if value == int(value) else float(value)
