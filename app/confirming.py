"""Whether a second, independent result confirms an answer: it must say all that the answer says, and say something."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from itertools import islice, product
from typing import Any

from app.comparing import comparable
from app.errors import DifferentResult, NothingToCompare, Unproven

Value = Decimal | str | bool | None
Column = tuple[Value, ...]

MIDNIGHT = re.compile(r"(?<=\d)T00:00:00([+-][\d:]+)?$")
TELLING = Context(prec=12)
"""With the digits of a number that count; what comes after them may be noise of floating point."""
MOST_PAIRINGS = 200
ROUNDING = Context(prec=400, rounding=ROUND_HALF_UP)
"""As PostgreSQL rounds, for any number that there is."""


def confirm(shown: Sequence[Sequence[Any]], second: Sequence[Sequence[Any]], *, is_over_time: bool) -> None:
    """Return if the second rows confirm the shown ones, both JSON values; of time only the order has to be the same.

    Raises NothingToCompare where both are empty or zero, Unproven where they have only something in common, and
    DifferentResult where they have not.
    """
    one, other = columns_of(shown), columns_of(second)
    if is_void(one) and is_void(other):
        raise NothingToCompare()
    if len(shown) != len(second):
        raise DifferentResult()
    if has_all(one, other) or (is_over_time and has_all_in_time(one, other)):
        return
    numbers_alike = has_each(numbers_of(one), other)
    if numbers_alike and not is_over_time and has_all(other, one):
        return
    raise Unproven() if numbers_alike or has_each(other, one) else DifferentResult()


def columns_of(rows: Sequence[Sequence[Any]]) -> list[Column]:
    """The columns of rows, their values as they are compared."""
    return [tuple(map(compared, column)) for column in zip(*rows, strict=True)]


def compared(value: Any) -> Value:
    """A value as it is compared: midnight as its day, a number with its decimals."""
    said = comparable(MIDNIGHT.sub("", value) if isinstance(value, str) else value)
    return Decimal(repr(said)) if isinstance(said, float) else said


def numbers_of(columns: Iterable[Column]) -> list[Column]:
    """The columns that hold numbers, and nothing else but nulls."""
    return [column for column in columns if {type(value) for value in column} - {type(None)} == {Decimal}]


def is_void(columns: list[Column]) -> bool:
    """Whether all numbers are zero or missing, or everything where there are no numbers: many questions have that."""
    return all(value is None or value == 0 for column in numbers_of(columns) or columns for value in column)


def has_each(wanted: list[Column], columns: list[Column]) -> bool:
    """Whether there are wanted columns, and each is one of the columns for itself, in whatever order."""
    return bool(wanted) and all(any(is_alike(it, column) for column in columns) for it in wanted)


def has_all(wanted: list[Column], columns: list[Column]) -> bool:
    """Whether the wanted columns are, row by row, some of the columns, in whatever order of the rows."""
    candidates = [[column for column in enumerate(columns) if is_alike(it, column[1])] for it in wanted]
    for pairing in islice(product(*candidates), MOST_PAIRINGS):
        if len({place for place, _ in pairing}) == len(wanted):
            sides = zip(*(rounded(it, column) for it, (_, column) in zip(wanted, pairing, strict=True)), strict=True)
            one, other = (Counter(zip(*side, strict=True)) for side in sides)
            if one == other:
                return True
    return False


def has_all_in_time(wanted: list[Column], columns: list[Column]) -> bool:
    """Whether that is so with spans of time under other names, but in the same order."""
    return any(has_all(one, other) for one, other in product(in_time(wanted), in_time(columns)))


def in_time(columns: list[Column]) -> Iterable[list[Column]]:
    """The columns with one that may name spans of time, or the first, as the places of these in time instead."""
    numbers = numbers_of(columns)
    named = [at for at, column in enumerate(columns) if column not in numbers]
    return [[*columns[:at], places_in_time(columns[at]), *columns[at + 1 :]] for at in named or [0]]


def places_in_time(column: Column) -> Column:
    """For each span its place: that of a number or a date by what it says, of a name by when it comes."""
    spans = list(dict.fromkeys(column))
    if all(str(span)[:1].isdigit() for span in spans):
        spans.sort(key=lambda span: (isinstance(span, str), span))
    places = {span: Decimal(place) for place, span in enumerate(spans)}
    return tuple(places[span] for span in column)


def is_alike(one: Column, other: Column) -> bool:
    """Whether two columns hold the same, in whatever order."""
    values, others = rounded(one, other)
    return Counter(values) == Counter(others)


def rounded(one: Column, other: Column) -> tuple[Column, Column]:
    """Two columns, the one with more decimals rounded to those of the other, if that has any."""
    decimals = min(decimals_of(one), decimals_of(other))
    return to_decimals(one, decimals), to_decimals(other, decimals)


def decimals_of(column: Column) -> int:
    """The most decimals of a number in a column."""
    telling = (TELLING.plus(value).normalize() for value in column if isinstance(value, Decimal))
    exponents = (value.as_tuple().exponent for value in telling)
    return max((-exponent for exponent in exponents if isinstance(exponent, int) and exponent < 0), default=0)


def to_decimals(column: Column, decimals: int) -> Column:
    """A column, its numbers rounded; to no decimals, they stay as they are but for noise."""
    unit = Decimal(1).scaleb(-decimals)
    return tuple(
        (value.quantize(unit, context=ROUNDING) if decimals else TELLING.plus(value))
        if isinstance(value, Decimal)
        else value
        for value in column
    )
