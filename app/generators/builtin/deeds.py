"""Words for what is done, put in other words: what is sold most, what is brought in, what each one buys on average."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from app.generators.builtin.lexicon import Superlative, ValueOf
from app.generators.builtin.mentions import Mention
from app.generators.builtin.roles import Role
from app.generators.builtin.sentence import Sentence, Unread, event_of, fact_of, measure_named, table_of
from app.language.folding import fold
from app.language.numbers import Number
from app.language.periods import Period
from app.semantics.layer import Measure, SemanticLayer, Table


def name_money(sentence: Sentence) -> None:
    """Take "how much money" for the measure where nothing else that comes to money is named: «چند تومن مرجوعی»."""
    while (at := sentence.find(lambda mention: mention.has(Role.MONEY))) is not None:
        is_told = any(event_of(it) or measure_named(it) or fact_of(it) for it in sentence.left)
        measure = None if is_told else money_of(sentence.layer)
        sentence.left[at] = replace(sentence.left[at], meanings=(measure or Role.AMOUNT,))


def name_sold(sentence: Sentence) -> None:
    """Rank what is said to be sold most by its pieces: «چی از همه بیشتر فروش رفته», «کدوم کتاب بیشتر فروش رفته»."""
    event = next((event for mention in sentence.left if (event := event_of(mention))), None)
    at = sentence.find(lambda mention: mention.has(Role.HIGHEST, Role.LOWEST))
    if event is None or event.default_quantity is None or at is None:
        return
    units, people = sentence.layer.by_reference[event.default_quantity], sentence.layer.takers(event)
    if isinstance(units, Measure) and all(is_of_sale(mention, people) for mention in sentence.left):
        ranking = Superlative(units, lowest=sentence.left[at].has(Role.LOWEST))
        sentence.left[at] = Mention(sentence.left[at].text, (ranking,))


def is_of_sale(mention: Mention, people: Collection[str]) -> bool:
    """Whether a mention says nothing but that, when, or what is sold; not who buys it."""
    table = mention.one(Table)
    is_thing = event_of(mention) is not None or (table is not None and table.name not in people)
    said = mention.has(Role.WHAT, Role.LIST, Role.HIGHEST, Role.LOWEST, Role.PIECES)
    narrowing = (mention.one(Period), mention.one(ValueOf), mention.one(Number))
    return is_thing or said or any(found is not None for found in narrowing)


def take_pieces_ranked(sentence: Sentence) -> None:
    """Take pieces away behind a word that ranks by them: "sold the most copies"."""
    for at in range(len(sentence.left) - 1, 0, -1):
        ranking = sentence.left[at - 1].one(Superlative)
        table = sentence.layer.by_name[ranking.by.table] if ranking else None
        if ranking and table and table.default_quantity == ranking.by.reference:
            sentence.take_role(at, Role.PIECES)


def count_deeds(sentence: Sentence) -> None:
    """Take a verb that begins with its own noun for both where it is counted: «چند سفارش داده شده» counts orders."""
    for at, mention in enumerate(sentence.left[1:], start=1):
        event, before = event_of(mention), sentence.left[at - 1]
        is_counted = before.has(Role.COUNT) or before.one(Number) is not None
        if event and not mention.one(Table) and is_counted and begins_with(mention, event):
            sentence.left[at] = replace(mention, meanings=(event, *mention.meanings))


def begins_with(mention: Mention, table: Table) -> bool:
    """Whether the first word of a mention is a table's noun: «سفارش داده شده», "placed orders"."""
    first, *rest = fold(mention.text).split()
    nouns = {fold(word) for words in (*table.synonyms.values(), table.singular.values()) for word in words}
    return bool(rest) and first in nouns


def add_up_deeds(sentence: Sentence) -> None:
    """Take an average that ends with a verb for that of what each one does in all: «میانگین خرید هر مشتری»."""
    for at in range(len(sentence.left) - 2):
        measure, per, whose = measure_named(sentence.left[at]), sentence.left[at + 1], table_of(sentence.left[at + 2])
        table = sentence.layer.by_name[measure.table] if measure and measure.aggregate == "avg" else None
        if table is None or whose is None or not per.has(Role.EACH) or whose.name not in sentence.layer.takers(table):
            continue
        total = sentence.layer.by_reference.get(table.default_amount or "")
        if isinstance(total, Measure) and is_of_deeds(sentence.left[at], table, total):
            sentence.left[at : at + 1] = [Mention(sentence.left[at].text, (it,)) for it in (Role.AVERAGE, total)]


def is_of_deeds(mention: Mention, table: Table, amount: Measure) -> bool:
    """Whether an average is of what is done, or its amount: «میانگین خرید», «میانگین مبلغ خرید», but no basket's."""
    _, *amounts, verb = fold(mention.text).split()
    verbs = {fold(word) for words in table.events.values() for word in words}
    of_rows = {fold(word) for words in amount.row_synonyms.values() for word in words}
    return verb in verbs and of_rows.issuperset(amounts)


def name_yields(sentence: Sentence) -> None:
    """Take "made" and "brought in" for the money that is meant, where what is made is not named. Raises Unread."""
    while (at := sentence.find(lambda mention: mention.has(Role.YIELD))) is not None:
        verb = sentence.take(at)
        if any(map(is_made, sentence.left)):
            continue
        measure = money_of(sentence.layer)
        if measure is None or verb.negated:
            raise Unread("what is made?")
        sentence.left.insert(at, Mention(verb.text, (measure,)))


def is_made(mention: Mention) -> bool:
    """Whether a mention names what is made: money, or a purchase."""
    table = table_of(mention)
    is_event = event_of(mention) is not None or (table is not None and table.default_time is not None)
    return (
        is_event
        or any(found is not None for found in (measure_named(mention), fact_of(mention)))
        or bool(mention.one(Superlative))
    )


def money_of(layer: SemanticLayer) -> Measure | None:
    """The one measure that rows which happen at a time come to."""
    amounts = [table.default_amount for table in layer.tables if table.default_time and table.default_amount]
    found = [thing for amount in amounts if isinstance(thing := layer.by_reference[amount], Measure)]
    return found[0] if len(found) == 1 else None
