"""Rankings: "top 5 products", «پرفروش‌ترین محصول», "customers with the most orders", "cheapest book"."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.contracts import Language
from app.generators.builtin.grouping import Ordering, by_row, group_of
from app.generators.builtin.lexicon import Ordinal, RowAmount, Superlative
from app.generators.builtin.mentions import Mention
from app.generators.builtin.roles import Role
from app.generators.builtin.sentence import (
    Beyond,
    Sentence,
    Unread,
    event_of,
    fact_of,
    measure_named,
    reference_of,
    table_of,
)
from app.language.numbers import Number
from app.semantics.layer import Aggregate, Column, Measure, SemanticLayer
from app.semantics.measures import count_of
from app.semantics.reading import ColumnGroup, Group, MeasureUse, RowGroup

DEFAULT_LIMIT = 10
"""Rows of a ranking in the plural that names no number."""
MOST_ROWS = 1000
FREQUENCIES = (Role.FREQUENT, Role.RARE)
RANKING = (
    *(Role.TOP, Role.HIGHEST, Role.LOWEST, Role.LARGEST, Role.SMALLEST, Role.BEST, Role.WORST),
    *FREQUENCIES,
)
LOWEST = (Role.LOWEST, Role.WORST, Role.SMALLEST, Role.RARE)
SIZES = (Role.LARGEST, Role.SMALLEST)
BEFORE_MEASURE = (Role.COUNT, Role.SUM, Role.AVERAGE)
AGGREGATES: dict[Role | None, Aggregate] = {Role.AVERAGE: "avg", Role.SUM: "sum"}
"""What is made of a column's values before "highest" ranks by it."""


@dataclass(frozen=True)
class Ranking:
    """A ranking as it is said: from which end, of what, whether there are several, and by what where that is said."""

    lowest: bool
    group: Group
    plural: bool
    by: Ordering | None
    role: Role | None
    """The word that ranks; None for one that says by what, such as "cheapest"."""
    implied: bool = False
    """Whether what is ranked is not said, as in "best seller"."""
    place: int | None = None
    """The one place that is asked for, 2 for the second best; None for all from the first on."""


def take_ranking(sentence: Sentence, ordering: Ordering | None, language: Language) -> Ranking | None:
    """The ranking of a question, if it asks for one. Raises Unread when it is unclear what is ranked."""
    at = sentence.find(asks_for_ranking)
    if at is None and isinstance(ordering, MeasureUse):
        at = sentence.find(lambda mention: mention.has(Role.EARLIEST))
    if at is None or joins_aggregates(sentence):
        return None
    if (best := sentence.find(lambda mention: mention.one(Superlative) is not None)) is not None:
        return with_superlative(sentence, best, ordering, language)
    if adds_up(sentence, at):
        require_one(sentence, at)
    role = next((role for role in RANKING if sentence.left[at].has(role)), Role.TOP)
    by = take_most(sentence, at, language) if role not in (Role.BEST, Role.WORST) else None
    if by is None and not has_other(sentence, at, language):
        return None
    sentence.take(at)
    if ordering and by:
        raise Unread("ranked by two things")
    group, plural = take_ranked(sentence, None, language)
    return Ranking(role in LOWEST, group, plural, by or ordering, role)


def take_place(sentence: Sentence, language: Language) -> int | None:
    """The one place of a ranking that is asked for: "second best-selling product", «دومین محصول پرفروش»."""
    at = sentence.find(lambda mention: mention.one(Ordinal) is not None)
    if at is None:
        return None
    ranking = at + 2 if group_of(sentence.at(at + 1), sentence.calendar, language) else at + 1
    if (word := sentence.at(ranking)) is None or not asks_for_ranking(word):
        return None
    ordinal = sentence.take(at).one(Ordinal)
    return ordinal.place if ordinal else None


def at_place(ranking: Ranking | None, place: int) -> Ranking:
    """The ranking of which one place is asked for. Raises Unread where nothing is ranked."""
    if ranking is None:
        raise Unread("a place in what?")
    return replace(ranking, place=place)


def adds_up(sentence: Sentence, at: int) -> bool:
    """Whether a total of what is ranked is asked for: "total revenue of the top 5", "how much did they spend in all".

    "Overall" behind them alone says that all time counts: "top 5 products overall".
    """
    if any(mention.has(Role.SUM) for mention in sentence.left[:at]):
        return True
    is_amount = any(measure_named(mention) for mention in sentence.left[:at]) or sentence.has(Role.AMOUNT)
    return is_amount and sentence.has(Role.SUM)


def require_one(sentence: Sentence, at: int) -> None:
    """Raise Beyond for the total of several that are ranked ("total revenue of the top 5"): one sum, or each one's?"""
    number = next((number for mention in sentence.left if (number := mention.one(Number))), None)
    if sentence.left[at].has(Role.TOP, Role.BEST, Role.WORST) and number and number.value > 1:
        raise Beyond("the total of those that are ranked")


def joins_aggregates(sentence: Sentence) -> bool:
    """Whether several numbers are asked of one fact: "minimum and maximum price"."""
    roles = (Role.HIGHEST, Role.LOWEST, Role.AVERAGE, Role.SUM)
    return any(
        mention.has(Role.AND)
        and all((beside := sentence.at(place)) is not None and beside.has(*roles) for place in (at - 1, at + 1))
        for at, mention in enumerate(sentence.left)
    )


def asks_for_ranking(mention: Mention) -> bool:
    """Whether a mention asks for a ranking."""
    return mention.has(*RANKING) or mention.one(Superlative) is not None


def with_superlative(sentence: Sentence, at: int, ordering: Ordering | None, language: Language) -> Ranking:
    """A ranking by what its own word says: "best selling", with "top" before it or not."""
    mention = sentence.take(at)
    superlative = mention.one(Superlative)
    again = [other for other in sentence.take_all(Superlative) if other != superlative]
    sentence.take_roles(Role.TOP, Role.HIGHEST, Role.BEST)
    if superlative is None or again:
        raise Unread("ranked by two things")
    by: Ordering = MeasureUse(superlative.by.reference) if isinstance(superlative.by, Measure) else superlative.by
    if ordering not in (None, by):
        by = told_otherwise(superlative, ordering, sentence.layer)
    implied = not has_other(sentence, -1, language)
    several = mention.is_plural or sentence.find(asks_for_several) is not None
    group, plural = take_ranked(sentence, superlative.by, language)
    return Ranking(superlative.lowest, group, plural or (implied and several), by, None, implied)


def asks_for_several(mention: Mention) -> bool:
    """Whether a word asks which ones: «چیا»."""
    return mention.has(Role.WHAT) and mention.is_plural and not mention.text.isascii()


def told_otherwise(superlative: Superlative, ordering: Ordering | None, layer: SemanticLayer) -> Ordering:
    """What is ranked by where that is said behind a word for selling: "best selling by revenue". Raises Unread."""
    is_by_pieces = superlative.by.reference == layer.by_name[superlative.by.table].default_quantity
    if ordering is None or not is_by_pieces:
        raise Unread("ranked by two things")
    return ordering


def take_most(sentence: Sentence, at: int, language: Language) -> Ordering | None:
    """The measure in "the most orders" and "the highest average price", where something else is what is ranked."""
    role = next((role for role in BEFORE_MEASURE if (beside := sentence.at(at + 1)) and beside.has(role)), None)
    place = at + 2 if role else at + 1
    mention = sentence.at(place)
    others = [other for other in sentence.left if other is not mention and group_of(other, sentence.calendar, language)]
    if sentence.left[at].has(Role.TOP) and table_of(mention):
        return None
    by = largest_of(sentence.layer, mention) if sentence.left[at].has(*SIZES) and mention and others else None
    by = by or (most_of(sentence.layer, mention, role) if mention and others else None)
    if by is not None:
        sentence.take(place)
        if role:
            sentence.take(place - 1)
    return by


def most_of(layer: SemanticLayer, mention: Mention, role: Role | None) -> Ordering | None:
    """What a mention after "most" or "highest" ranks by."""
    if measure := measure_named(mention):
        return MeasureUse(measure.reference)
    if fact := fact_of(mention):
        return MeasureUse(reference_of(fact), AGGREGATES[role]) if role in AGGREGATES else fact
    table = table_of(mention)
    is_event = event_of(mention) is not None and role is None
    return count_of(layer, table.name) if table and not is_event else None


def largest_of(layer: SemanticLayer, mention: Mention) -> Ordering | None:
    """What a table's rows are large by: "the largest order"."""
    table = table_of(mention)
    thing = layer.by_reference[table.default_amount] if table and table.default_amount else None
    return RowAmount(thing) if isinstance(thing, Measure) else thing


def has_other(sentence: Sentence, at: int, language: Language) -> bool:
    """Whether there is something beside the word that could be ranked."""
    others = [other for place, other in enumerate(sentence.left) if place != at]
    return any(group_of(other, sentence.calendar, language) for other in others)


def take_ranked(sentence: Sentence, by: Measure | Column | None, language: Language) -> tuple[Group, bool]:
    """What is ranked, and whether it is said in the plural; a superlative alone ranks what it is a word for."""
    found = [
        (at, group)
        for at, mention in enumerate(sentence.left)
        if (group := group_of(mention, sentence.calendar, language))
    ]
    behind = sentence.find(lambda mention: mention.has(Role.WITH))
    if len(found) > 1 and behind is not None:
        found = [(at, group) for at, group in found if at < behind or not isinstance(group, ColumnGroup)]
    if not found and by is not None:
        return RowGroup(table_ranked_by(by, sentence.layer)), False
    if len(found) != 1:
        raise Unread("it is not clear what is ranked")
    at, group = found[0]
    return by_row(group, sentence.layer), sentence.take(at).is_plural


def table_ranked_by(by: Measure | Column, layer: SemanticLayer) -> str:
    """The table that a "best seller" is of: the fact's, or the one that is ranked by the measure. Raises Unread."""
    if isinstance(by, Column):
        return by.table
    tables = [table.name for table in layer.tables if table.default_ranking == by.reference]
    if len(tables) != 1:
        raise Unread("it is not clear what is ranked")
    return tables[0]


def take_limit(sentence: Sentence) -> int | None:
    """The number of rows, if one is named."""
    number = sentence.take_at_most_one(Number)
    if number is None:
        return None
    if number.unit or number.value != int(number.value) or not 0 < number.value <= MOST_ROWS:
        raise Unread(f"{number.value} is no number of rows")
    return int(number.value)
