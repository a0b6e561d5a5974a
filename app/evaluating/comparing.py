"""Compares what two statements return: whether one answers the question that the other is known to answer.

An answer is right in one of three ways:
- each gold column is, with its rows, a column of the answer, which may have others beside it but no other rows;
- for questions that ask for a list: it has as many rows, and a column that tells the gold rows apart;
- for groupings and comparisons: its numbers are the gold ones, column by column, however the groups are labelled;
  a single gold row of several numbers may come as several rows of one.
The order of rows is left free.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice, product
from typing import Any

Value = float | str | bool | None
Rows = Sequence[Sequence[Value]]

LISTS = frozenset(
    """
    filter_value filter_price filter_quantity filter_status list_limit latest negation having distinct top_n
    rank_in_group min_max join date_relative date_absolute date_jalali
    """.split()
)
"""Classes of questions that ask which things there are."""
SERIES = frozenset(
    """
    group_month group_week group_day group_weekday group_jalali_month group_category group_status growth running_total
    compare_periods
    """.split()
)
"""Classes of questions whose groups may be labelled as one likes."""
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


def answers(gold: Rows, rows: Rows, kind: str) -> bool:
    """Whether rows answer a question of that class as the gold rows do."""
    return (
        contains(gold, rows)
        or (kind in SERIES and has_numbers(gold, rows))
        or (kind in LISTS and has_things(gold, rows))
    )


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


def has_things(gold: Rows, rows: Rows) -> bool:
    """Whether a column that tells the gold rows apart is a column of the rows."""
    telling = [column for column in columns(gold) if len({str(value) for (value,) in column}) == len(gold)]
    return len(gold) == len(rows) and any(has_column(rows, wanted) for wanted in telling)


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
