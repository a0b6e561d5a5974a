"""The values that an approved question names, tied to the texts in its SQL that they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.generators.verified.slots import Placed, ValueSlot
from app.generators.verified.statements import Statement, Written
from app.generators.verified.wording import Wording, key_of, names_of
from app.semantics.layer import Column, SemanticLayer

SHORTEST_NAME = 3
"""Letters; a shorter name is found in other words too easily."""


def tied_values(wording: Wording, statement: Statement, layer: SemanticLayer) -> dict[Placed, ValueSlot]:
    """The values that texts in the SQL are, where the question names each exactly once."""
    taken = {at for period in wording.periods.values() for at in range(period.first, period.last)}
    found: dict[Placed, Named] = {}
    for named in named_in(statement, layer):
        places = [place for place in places_of(named.names, wording) if taken.isdisjoint(range(*place))]
        if len(places) == 1:
            found[places[0]] = named
            taken.update(range(*places[0]))
    tied = {it for named in found.values() for it in named.written}
    crowded = {it.subject for it in statement.values if it not in tied}
    texts = (it.value for it in statement.values if it not in tied and isinstance(it.value, str))
    said = [key_of(text.replace("_", " ")) for text in (*statement.names, *texts)]
    return {
        (first, last): ValueSlot(
            wording.keys(first, last),
            named.column,
            named.written,
            is_free=named.column not in crowded and not any(is_said(named.names, text) for text in said),
        )
        for (first, last), named in found.items()
    }


@dataclass(frozen=True)
class Named:
    """A column's value that stands in the SQL, and the match keys of what people call it."""

    column: str
    written: tuple[Written, ...]
    names: frozenset[str]


def named_in(statement: Statement, layer: SemanticLayer) -> Iterator[Named]:
    """The values in the SQL that columns of the layer are compared with."""
    groups: dict[tuple[str, str, bool], tuple[Written, ...]] = {}
    for it in statement.values:
        if it.use in {"is", "like"} and isinstance(layer.by_reference.get(it.subject), Column):
            group = it.subject, str(it.value), it.use == "like"
            groups[group] = (*groups.get(group, ()), it)
    for (reference, value, is_pattern), written in groups.items():
        column = layer.column(reference)
        if not column.values or any((it.value, it.is_pattern) == (value, is_pattern) for it in column.values):
            yield Named(reference, written, names_of(column, value, is_pattern))


def places_of(names: frozenset[str], wording: Wording) -> list[Placed]:
    """Where words name a value: from each word on, the longest name."""
    count = len(wording.tokens)
    runs = (
        next(((first, last) for last in range(count, first, -1) if wording.keys(first, last) in names), None)
        for first in range(count)
    )
    places: list[Placed] = []
    for place in runs:
        if place and all_apart(place, places):
            places.append(place)
    return places


def all_apart(place: Placed, others: Iterable[Placed]) -> bool:
    """Whether a place has no word in common with others."""
    return all(place[1] <= first or last <= place[0] for first, last in others)


def is_said(names: frozenset[str], text: str) -> bool:
    """Whether a text holds one of a value's names."""
    return any(name in text for name in names if len(name) >= SHORTEST_NAME)
