"""What to ask instead where a word is not known: the same question about the nearest things that exist."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice

from app.contracts import Language
from app.errors import QueryCraftError
from app.generators.builtin.reading import read
from app.generators.builtin.roles import ROLES, Role
from app.language.folding import fold
from app.semantics.layer import SemanticLayer

MOST_SUGGESTIONS = 3
ARTICLES = (" a ", " an ", " یک ", " یه ")
"""What stands before one thing, which no measure is."""
COUNTING = tuple(f" {phrase}" for phrases in ROLES[Role.COUNT] for phrase in phrases.split("|"))
"""How a text ends after which something is counted."""
MOST_TRIED = 12
"""Things that are tried in the unknown word's place: each costs a reading."""


def suggestions(
    question: str, unknown: Sequence[str], language: Language, layer: SemanticLayer, today: date
) -> tuple[str, ...]:
    """The question with known things in the place of its unknown words, as far as it can be answered then."""
    place = place_of(question, unknown)
    if place is None:
        return ()
    start, end = place
    known = nouns(layer, language) if is_counted(question[:start]) else things(layer, language)
    asked = (f"{question[:start]}{thing}{question[end:]}" for thing in islice(known, MOST_TRIED))
    return tuple(islice((other for other in asked if is_answered(other, language, layer, today)), MOST_SUGGESTIONS))


def place_of(question: str, unknown: Sequence[str]) -> tuple[int, int] | None:
    """Where the unknown words stand, if they stand together and may name something that is measured."""
    start = question.find(unknown[0])
    end = question.find(unknown[-1], start) + len(unknown[-1])
    if question[:start].lower().endswith(ARTICLES):
        return None
    is_together = question[start:end].split() == [part for word in unknown for part in word.split()]
    return (start, end) if start >= 0 and is_together else None


def is_counted(before: str) -> bool:
    """Whether what comes next is counted: rows are, a measure is not."""
    return f" {fold(before).strip()}".endswith(COUNTING)


def nouns(layer: SemanticLayer, language: Language) -> Iterator[str]:
    """What rows are called when they are counted."""
    for table in layer.tables:
        yield table.singular[language] if language == "fa" else table.label[language]


def things(layer: SemanticLayer, language: Language) -> Iterator[str]:
    """What can be computed, then the numbers that rows have, as people call them."""
    for table in layer.tables:
        yield from (measure.label[language] for measure in table.measures if measure.aggregate == "sum")
    for table in layer.tables:
        yield from (column.label[language] for column in table.visible_columns if column.kind == "fact")
    for table in layer.tables:
        yield from (measure.label[language] for measure in table.measures if measure.aggregate != "sum")


def is_answered(question: str, language: Language, layer: SemanticLayer, today: date) -> bool:
    """Whether the engine reads the whole of a question."""
    try:
        return read(question, language, layer, today).is_complete
    except QueryCraftError:
        return False
