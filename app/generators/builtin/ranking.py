"""Rankings: "top 5 products", «پرفروش‌ترین محصول», "customers with the most orders"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from app.generators.builtin.grouping import group_of
from app.generators.builtin.lexicon import Role, Superlative
from app.generators.builtin.mentions import Mention
from app.generators.builtin.sentence import Sentence, Unread, table_of
from app.language.folding import fold
from app.language.numbers import Number
from app.semantics.layer import Measure
from app.semantics.measures import count_of
from app.semantics.reading import Group, MeasureUse, RowGroup, TimeGroup

DEFAULT_LIMIT = 10
"""Rows of a ranking in the plural that names no number."""
MOST_ROWS = 1000
PLURAL_ENDINGS = ("s", "people", "ها", "های", "هایی", "ان", "ات")


@dataclass(frozen=True)
class Ranking:
    """What is ranked, how many, and by what where the question says so."""

    order: Literal["highest"]
    group: Group
    limit: int
    measure: MeasureUse | None


def take_ranking(sentence: Sentence, ordering: MeasureUse | None) -> Ranking | None:
    """The ranking of a question, if it asks for one. Raises Unread when it is unclear what is ranked."""
    at = sentence.find(asks_for_ranking)
    if at is None:
        return None
    word = sentence.take(at)
    superlative = word.one(Superlative)
    measure = MeasureUse(superlative.measure.reference) if superlative else take_most(sentence, at)
    if ordering and measure:
        raise Unread("ranked by two things")
    group, plural = take_ranked(sentence)
    limit = take_limit(sentence)
    measure = ordering or measure
    if word.has(Role.BEST) and limit is None and measure is None:
        raise Unread("best by what?")
    limit = limit or (DEFAULT_LIMIT if plural else 1)
    return Ranking("highest", group, limit, measure or default_measure(sentence, group))


def take_most(sentence: Sentence, at: int) -> MeasureUse | None:
    """The measure in "the most orders" and "the highest revenue", where something else is what is ranked."""
    mention = sentence.at(at)
    others = [other for other in sentence.left if other is not mention and group_of(other, sentence.calendar)]
    if mention is None or not others:
        return None
    table, measure = table_of(mention), mention.one(Measure)
    if table is None and measure is None:
        return None
    sentence.take(at)
    return count_of(sentence.layer, table.name) if table else MeasureUse(measure.reference) if measure else None


def take_ranked(sentence: Sentence) -> tuple[Group, bool]:
    """What is ranked, and whether it is said in the plural."""
    found = [(at, group) for at, mention in enumerate(sentence.left) if (group := group_of(mention, sentence.calendar))]
    if len(found) != 1 or isinstance(found[0][1], TimeGroup):
        raise Unread("it is not clear what is ranked")
    at, group = found[0]
    return group, fold(sentence.take(at).text).endswith(PLURAL_ENDINGS)


def take_limit(sentence: Sentence) -> int | None:
    """The number of rows, if one is named."""
    number = sentence.take_at_most_one(Number)
    if number is None:
        return None
    if number.unit or number.value != int(number.value) or not 0 < number.value <= MOST_ROWS:
        raise Unread(f"{number.value} is no number of rows")
    return int(number.value)


def default_measure(sentence: Sentence, group: Group) -> MeasureUse | None:
    """What the rows of a table are ranked by where the question does not say: the layer declares it."""
    if not isinstance(group, RowGroup):
        return None
    ranking = sentence.layer.by_name[group.table].default_ranking
    return MeasureUse(ranking) if ranking else None


def asks_for_ranking(mention: Mention) -> bool:
    """Whether a mention asks for a ranking."""
    return mention.has(Role.HIGHEST, Role.BEST) or mention.one(Superlative) is not None
