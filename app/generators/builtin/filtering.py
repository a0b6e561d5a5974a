"""Filters: stored values that a question names, and whether it wants them or all others."""

from __future__ import annotations

from app.generators.builtin.lexicon import Role, ValueOf
from app.generators.builtin.mentions import Mention
from app.generators.builtin.sentence import Sentence, Unread, dimension_of
from app.semantics.layer import Column
from app.semantics.reading import Filter


def take_filters(sentence: Sentence) -> tuple[Filter, ...]:
    """One filter for each column that has values in the question."""
    filters: dict[str, Filter] = {}
    while (at := sentence.find(has_value)) is not None:
        found = take_filter(sentence, at)
        if found.column in filters:
            raise Unread(f"two conditions on {found.column}")
        filters[found.column] = found
    return tuple(filters.values())


def has_value(mention: Mention) -> bool:
    """Whether the mention may be a stored value."""
    return any(isinstance(meaning, ValueOf) for meaning in mention.meanings)


def take_filter(sentence: Sentence, at: int) -> Filter:
    """The value at a place and those listed after it, with the column's own name beside them, if it is there."""
    value = value_of(sentence.take(at))
    values = [value.stored.value]
    while (following := next_value(sentence, at, value.column)) is not None:
        sentence.take(at)
        sentence.take(at)
        values.append(following)
    if named(sentence.at(at), value.column):
        sentence.take(at)
    if named(sentence.at(at - 1), value.column):
        at -= 1
        sentence.take(at)
    negated = sentence.take_role(at - 1, Role.NOT)
    return Filter(value.column.reference, tuple(values), negated)


def value_of(mention: Mention) -> ValueOf:
    """The one stored value of a mention. Raises Unread when several columns hold it."""
    value = mention.one(ValueOf)
    if value is None:
        raise Unread(f"«{mention.text}» may be several things")
    return value


def next_value(sentence: Sentence, at: int, column: Column) -> str | None:
    """The value after an "and", if it is one of the same column."""
    joined, mention = sentence.at(at), sentence.at(at + 1)
    value = mention.one(ValueOf) if mention else None
    if joined is None or not joined.has(Role.AND) or value is None or value.column is not column:
        return None
    return value.stored.value


def named(mention: Mention | None, column: Column) -> bool:
    """Whether a mention is the column's own name, as in "status delivered"."""
    return dimension_of(mention) is column
