"""Compares the rows of two statements: values by what they say, numbers as far as rounding allows, in any order."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice, product
from typing import Any

Value = float | str | bool | None
Rows = Sequence[Sequence[Value]]

RELATIVE, ROUNDED, ROUNDED_BELOW = 1e-5, 0.0051, 1000
"""Numbers may differ by a hundred-thousandth, and small ones by what rounding to two decimals takes."""
MOST_PAIRINGS = 2000


def comparable(value: Any) -> Value:
    """A value of a row in the form in which it is compared: midnight of a day is that day."""
    match value:
        case bool() | None:
            return value
        case int() | float() | Decimal():
            return float(value)
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case list() | dict():
            return json.dumps(value, default=str, ensure_ascii=False)
    return str(value).strip()


def contains(gold: Rows, rows: Rows) -> bool:
    """Whether the gold rows are the rows, of some of their columns."""
    if len(gold) != len(rows) or not gold:
        return len(gold) == len(rows)
    candidates = [[at for at, column in enumerate(columns(rows)) if same(column, wanted)] for wanted in columns(gold)]
    pairings = (pairing for pairing in islice(product(*candidates), MOST_PAIRINGS) if len(set(pairing)) == len(pairing))
    return any(same(gold, [[row[at] for at in pairing] for row in rows]) for pairing in pairings)


def has_numbers(gold: Rows, rows: Rows) -> bool:
    """Whether each column of numbers of the gold rows is a column of the rows."""
    numbers = [column for column in columns(gold) if is_numeric(column)]
    if len(gold) == 1 and len(rows) == len(numbers) > 1:
        numbers = [[[value] for column in numbers for (value,) in column]]
    return bool(numbers) and len(numbers[0]) == len(rows) and all(has_column(rows, wanted) for wanted in numbers)


def has_column(rows: Rows, wanted: Rows) -> bool:
    """Whether a column is among those of the rows."""
    return any(same(column, wanted) for column in columns(rows))


def columns(rows: Rows) -> list[Rows]:
    """Each column, as rows of one value."""
    return [[[value] for value in column] for column in zip(*rows, strict=True)]


def is_numeric(column: Rows) -> bool:
    """Whether a column holds numbers, and nothing else but nulls."""
    values = [value for (value,) in column if value is not None]
    return bool(values) and all(isinstance(value, float) for value in values)


def same(some: Rows, others: Rows) -> bool:
    """Whether rows are the same, in whatever order."""
    pairs = zip(sorted(some, key=place), sorted(others, key=place), strict=True)
    return all(is_same(one, other) for row, match in pairs for one, other in zip(row, match, strict=True))


def place(row: Sequence[Value]) -> list[tuple[int, float | str]]:
    """Where a row stands among others: numbers before texts before nulls."""
    return [place_of(value) for value in row]


def place_of(value: Value) -> tuple[int, float | str]:
    """Where a value stands among others."""
    if value is None:
        return 2, ""
    return (0, round(value, 2)) if isinstance(value, float) else (1, str(value))


def is_same(one: Value, other: Value) -> bool:
    """Whether two values are the same, numbers as far as rounding allows."""
    if not (isinstance(one, float) and isinstance(other, float)):
        return one == other
    difference = abs(one - other)
    if difference <= RELATIVE * max(1.0, abs(one), abs(other)):
        return True
    return difference <= ROUNDED and abs(one) < ROUNDED_BELOW
