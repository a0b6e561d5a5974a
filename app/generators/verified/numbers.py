"""The numbers of an approved question, tied to what stems from them in its SQL."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from decimal import Decimal

from app.generators.verified.slots import NumberSlot, Placed
from app.generators.verified.statements import Statement, Written
from app.generators.verified.wording import Wording
from app.language.numbers import find_numbers
from app.language.tokens import tokenise


def tied_numbers(wording: Wording, statement: Statement, lengths: Set[int]) -> dict[Placed, NumberSlot]:
    """The numbers that exactly one value in the SQL can stem from, and that from nothing else.

    `lengths`: how long periods are, from which other values than the number of rows may stem as well.
    """
    written = [it for it in statement.values if isinstance(it.value, Decimal)]
    inside = Counter(it.value for it in written)
    asked = Counter(number.value for number in wording.numbers.values())
    said = (*statement.names, *(it.value for it in statement.values if it.use == "other" and isinstance(it.value, str)))
    names_number = any(map(says_number, said))
    found = {
        (number.first, number.last): next(it for it in written if it.value == number.value)
        for number in wording.numbers.values()
        if inside[number.value] == asked[number.value] == 1
    }
    tied = {
        place: it
        for place, it in found.items()
        if it.use == "limit" or (it.use == "number" and it.value not in lengths)
    }
    free_subjects = subjects_of(written) - subjects_of([it for it in written if it not in tied.values()])
    return {
        (first, last): NumberSlot(
            wording.keys(first, last),
            wording.numbers[first],
            it,
            is_free=it.subject in free_subjects and not names_number,
        )
        for (first, last), it in tied.items()
    }


def says_number(text: str) -> bool:
    """Whether a name or a text says a number, in digits or in words: above5, top_five."""
    return any(map(str.isdigit, text)) or bool(find_numbers(tokenise(text.replace("_", " "))))


def subjects_of(written: Sequence[Written]) -> set[str]:
    """What values are compared with."""
    return {it.subject for it in written if it.use != "other"}
