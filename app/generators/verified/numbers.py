"""The numbers of an approved question, tied to what stems from them in its SQL."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from app.generators.verified.slots import NumberSlot, Placed
from app.generators.verified.statements import Statement, Written
from app.generators.verified.wording import Wording


def tied_numbers(wording: Wording, statement: Statement) -> dict[Placed, NumberSlot]:
    """The numbers that exactly one value in the SQL can stem from, and that from nothing else."""
    written = [it for it in statement.values if isinstance(it.value, Decimal)]
    inside = Counter(it.value for it in written)
    asked = Counter(number.value for number in wording.numbers.values())
    said = (*statement.names, *(it.value for it in statement.values if it.use == "other" and isinstance(it.value, str)))
    has_digits = any(character.isdigit() for text in said for character in text)
    found = {
        (number.first, number.last): next(it for it in written if it.value == number.value)
        for number in wording.numbers.values()
        if inside[number.value] == asked[number.value] == 1
    }
    tied = {place: it for place, it in found.items() if it.use in {"number", "limit"}}
    free_subjects = subjects_of(written) - subjects_of([it for it in written if it not in tied.values()])
    return {
        (first, last): NumberSlot(
            wording.keys(first, last),
            wording.numbers[first],
            it,
            is_free=it.subject in free_subjects and not has_digits,
        )
        for (first, last), it in tied.items()
    }


def subjects_of(written: Sequence[Written]) -> set[str]:
    """What values are compared with."""
    return {it.subject for it in written if it.use != "other"}
