"""Words that stand for others in their sentence, which are put in their place before it is taken apart."""

from __future__ import annotations

from app.generators.builtin.lexicon import Comparator, EventOf, Superlative, ValueOf
from app.generators.builtin.mentions import Mention
from app.generators.builtin.roles import Role
from app.generators.builtin.sentence import Sentence, Unread, dimension_of, event_of, fact_of, measure_named, table_of
from app.semantics.layer import Measure, SemanticLayer

ONE_OF_SOME = (Role.LATEST, Role.EARLIEST, Role.LARGEST, Role.SMALLEST)
"""Words beside which rows are asked for, that tell who: "who placed the last order"."""


def reword(sentence: Sentence) -> None:
    """Put what is meant in the place of denied measures, of "who", and of verbs for bringing in. Raises Unread."""
    take_exactly(sentence)
    deny_measures(sentence)
    name_people(sentence)
    name_things(sentence)
    name_yields(sentence)


def take_exactly(sentence: Sentence) -> None:
    """Take "exactly" away where it only stresses a question: «دقیقاً چند تا»."""
    for at in range(len(sentence.left) - 1, -1, -1):
        following = sentence.at(at + 1)
        word = sentence.left[at].one(Comparator)
        if word and word.operator == "=" and following and following.has(Role.COUNT, Role.AMOUNT):
            sentence.take(at)


def deny_measures(sentence: Sentence) -> None:
    """Take a measure that is denied for the rows that it is of: "without sales", «بدون فروش», "no revenue"."""
    for at, mention in enumerate(sentence.left):
        measure, before = measure_named(mention), sentence.at(at - 1)
        if measure and (mention.negated or (at > 0 and before and before.has(Role.NOT, Role.NEVER))):
            event = EventOf(sentence.layer.by_name[measure.table])
            sentence.left[at] = Mention(mention.text, (event,), negated=mention.negated)


def name_people(sentence: Sentence) -> None:
    """Name whoever takes part where only what they took is named behind: "who bought a product" asks for customers."""
    at, layer = sentence.find(lambda mention: mention.has(Role.WHO)), sentence.layer
    events = [event for mention in sentence.left if (event := event_of(mention))]
    is_deed = not events
    events += [
        sentence.layer.by_name[value.column.table] for mention in sentence.left if (value := mention.one(ValueOf))
    ]
    events = [event for event in events if layer.takers(event)]
    tables = [(place, table) for place, mention in enumerate(sentence.left) if (table := table_of(mention))]
    named = [(place, table) for place, table in tables if table not in events]
    is_told = bool(named) or is_deed
    if at is None or not events or not is_told or any(place < at for place, _ in named) or sentence.has(*ONE_OF_SOME):
        return
    people = layer.takers(events[0])
    if len(people) == 1 and people[0] not in {table.name for _, table in named}:
        sentence.left.insert(at, Mention(sentence.left[at].text, (layer.by_name[people[0]],)))


def name_things(sentence: Sentence) -> None:
    """Name the rows of a value that are ranked: «کدام کتاب بیشترین فروش را داشته» asks for a product."""
    tables = [table for mention in sentence.left if (table := table_of(mention)) and not event_of(mention)]
    at = sentence.find(lambda mention: mention.one(ValueOf) is not None)
    is_asked = at is not None and at > 0 and sentence.left[at - 1].has(Role.LIST, Role.WHAT)
    if at is None or tables or not is_asked or not sentence.has(Role.HIGHEST, Role.LOWEST):
        return
    value = sentence.left[at].one(ValueOf)
    if value and dimension_of(sentence.at(at + 1)) is None and sentence.layer.by_name[value.column.table].name_column:
        table = sentence.layer.by_name[value.column.table]
        sentence.left.insert(at + 1, Mention(sentence.left[at].text, (table,)))


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
