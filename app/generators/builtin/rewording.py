"""Words that stand for others in their sentence, which are put in their place before it is taken apart."""

from __future__ import annotations

from dataclasses import replace

from app.generators.builtin.deeds import (
    add_up_deeds,
    count_deeds,
    name_money,
    name_sold,
    name_yields,
    take_pieces_ranked,
)
from app.generators.builtin.lexicon import Comparator, EventOf, RowAmount, Superlative, ValueOf
from app.generators.builtin.mentions import Mention
from app.generators.builtin.ranking import asks_for_ranking
from app.generators.builtin.roles import Role
from app.generators.builtin.sentence import (
    Fact,
    Sentence,
    Unread,
    dimension_of,
    event_of,
    fact_of,
    measure_named,
    table_of,
    table_of_fact,
)
from app.language.folding import fold
from app.language.negation import affirmative
from app.language.numbers import Number
from app.semantics.joins import reaches
from app.semantics.layer import Measure, SemanticLayer, Table

ONE_OF_SOME = (Role.LATEST, Role.EARLIEST, Role.LARGEST, Role.SMALLEST)
"""Words beside which rows are asked for, that tell who: "who placed the last order"."""


def reword(sentence: Sentence) -> None:
    """Put what is meant in the place of denied measures, of "who", and of verbs for bringing in. Raises Unread."""
    take_exactly(sentence)
    name_more(sentence)
    name_money(sentence)
    compare_values(sentence)
    name_order(sentence)
    take_whole(sentence)
    name_ends(sentence)
    deny_measures(sentence)
    name_people(sentence)
    show_names(sentence)
    name_things(sentence)
    name_sold(sentence)
    take_pieces_ranked(sentence)
    name_amounts(sentence)
    name_yields(sentence)
    count_deeds(sentence)
    add_up_deeds(sentence)


def take_exactly(sentence: Sentence) -> None:
    """Take away "exactly" where it only stresses a question («دقیقاً چند تا»), and "share" where it is a wish."""
    for at in range(len(sentence.left) - 1, -1, -1):
        following = sentence.at(at + 1)
        word = sentence.left[at].one(Comparator)
        is_stress = word is not None and word.operator == "=" and bool(following)
        if is_stress and following and following.has(Role.COUNT, Role.AMOUNT):
            sentence.take(at)
    if len(sentence.left) > 1 and sentence.left[0].text.lower() == "share" and sentence.left[1].has(Role.COUNT):
        sentence.take(0)


def name_more(sentence: Sentence) -> None:
    """Take «بیشتر» for "most" where one of all is asked for: «کدوم محصول بیشتر فروش رفته»."""
    for at, mention in enumerate(sentence.left):
        word, before, following = mention.one(Comparator), sentence.at(at - 1), sentence.at(at + 1)
        is_beside_number = before and (before.one(Number) or before.has(Role.AVERAGE, Role.TIMES, Role.PIECES))
        is_deed = following is not None and (event_of(following) is not None or measure_named(following) is not None)
        if word and word.after and is_deed and not is_beside_number and sentence.has(Role.LIST, Role.WHAT, Role.WHO):
            role = Role.HIGHEST if word.operator == ">" else Role.LOWEST
            sentence.left[at] = replace(mention, meanings=(role,))


def compare_values(sentence: Sentence) -> None:
    """List the values that are compared: "books versus toys" is "books and toys", compared."""
    for at in range(1, len(sentence.left) - 1):
        mention = sentence.left[at]
        one, other = (sentence.left[place].one(ValueOf) for place in (at - 1, at + 1))
        if mention.has(Role.VERSUS) and one and other and one.column == other.column:
            sentence.left[at] = replace(mention, meanings=(Role.AND,))
            sentence.left.append(Mention(mention.text, (Role.VERSUS,)))


def name_order(sentence: Sentence) -> None:
    """Take what comes first for the order of rows where it ends a question: "products, cheapest first" are by price.

    Raises Unread beside another ranking.
    """
    at = len(sentence.left) - 2
    ranking, last = sentence.at(at), sentence.at(at + 1)
    superlative = ranking.one(Superlative) if ranking else None
    if ranking is None or last is None or superlative is None or not last.has(Role.EARLIEST):
        return
    if any(map(asks_for_ranking, sentence.left[:at])):
        raise Unread("ranked by two things")
    rows = sentence.layer.by_name[superlative.by.table]
    is_named = any(table_of(mention) for mention in sentence.left) or isinstance(superlative.by, Measure)
    direction = Role.ASCENDING if superlative.lowest else Role.DESCENDING
    meanings = (*(() if is_named else (rows,)), Role.EACH, superlative.by, direction)
    sentence.left[at:] = [Mention(ranking.text, (meaning,)) for meaning in meanings]


def take_whole(sentence: Sentence) -> None:
    """Take «کل» away where it says of rows that all count: «میانگین قیمت کل محصولات»."""
    at = sentence.find(lambda mention: mention.has(Role.SUM))
    if at is not None and table_of(sentence.at(at + 1)) and sentence.has(Role.AVERAGE, Role.HIGHEST, Role.LOWEST):
        sentence.take(at)


def name_ends(sentence: Sentence) -> None:
    """Take both ends of a number of rows for its least and its most: «ارزان‌ترین و گران‌ترین قیمت»."""
    for at, mention in enumerate(sentence.left):
        ends = [sentence.at(place) for place in (at - 3, at - 1)]
        words = [word for end in ends if end and (word := end.one(Superlative))]
        joined = sentence.at(at - 2)
        is_joined = len(words) == len(ends) and joined is not None and joined.has(Role.AND)
        if is_joined and all(word.by == fact_of(mention) for word in words) and words[0] != words[1]:
            for place, word in zip((at - 3, at - 1), words, strict=True):
                role = Role.LOWEST if word.lowest else Role.HIGHEST
                sentence.left[place] = replace(sentence.left[place], meanings=(role,))


def deny_measures(sentence: Sentence) -> None:
    """Take a measure that is denied for the rows that it is of: "without sales", «بدون فروش», "no revenue"."""
    for at, mention in enumerate(sentence.left):
        measure, before, following = measure_named(mention), sentence.at(at - 1), sentence.at(at + 1)
        is_denied = following is not None and following.has(Role.NOT) and affirmative(fold(following.text))
        if measure and (mention.negated or is_denied or (before and before.has(Role.NOT, Role.NEVER))):
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
    tables = [(place, table) for place, mention in enumerate(sentence.left) if (table := table_of(mention))]
    events += [] if events or not sentence.has(Role.HIGHEST, Role.LOWEST) else [table for _, table in tables]
    events = [event for event in events if layer.takers(event)]
    named = [(place, table) for place, table in tables if table not in events]
    is_told = bool(named) or is_deed or sentence.has(Role.HIGHEST, Role.LOWEST)
    if at is None or not events or not is_told or any(place < at for place, _ in named) or sentence.has(*ONE_OF_SOME):
        return
    people = layer.takers(events[0])
    if len(people) == 1 and people[0] not in {table.name for _, table in named}:
        sentence.left.insert(at, Mention(sentence.left[at].text, (layer.by_name[people[0]],)))


def name_things(sentence: Sentence) -> None:
    """Name the rows of a value that are ranked: «کدام کتاب بیشترین فروش را داشته», "top 3 books" ask for products."""
    tables = [table for mention in sentence.left if (table := table_of(mention)) and not event_of(mention)]
    at = sentence.find(lambda mention: mention.one(ValueOf) is not None)
    if at is None or at == 0 or tables:
        return
    is_limited = at > 1 and sentence.left[at - 1].one(Number) is not None
    before = sentence.left[at - 2 if is_limited else at - 1]
    is_which = before.has(Role.LIST, Role.WHAT) and sentence.has(Role.HIGHEST, Role.LOWEST)
    if not (is_which or before.has(Role.TOP)):
        return
    value = sentence.left[at].one(ValueOf)
    if value and dimension_of(sentence.at(at + 1)) is None and sentence.layer.by_name[value.column.table].name_column:
        table = sentence.layer.by_name[value.column.table]
        sentence.left.insert(at + 1, Mention(sentence.left[at].text, (table,)))


def show_names(sentence: Sentence) -> None:
    """Take rows behind "with" that those before it refer to for their names: "orders with customer and product"."""
    behind = sentence.find(lambda mention: mention.has(Role.WITH))
    owner = next((table for mention in sentence.left[:behind] if (table := table_of(mention))), None)
    if behind is None or owner is None:
        return
    for at in range(behind + 1, len(sentence.left)):
        table = sentence.left[at].one(Table)
        if table is None and not (sentence.left[at].has(Role.AND) or dimension_of(sentence.left[at])):
            return
        if table and table.name_column and table is not owner and reaches(sentence.layer, owner.name, table.name):
            name = table.column(table.name_column)
            sentence.left[at] = replace(sentence.left[at], meanings=(name,))


def name_amounts(sentence: Sentence) -> None:
    """Take what is counted or measured "in one order" for that of one row. Raises Unread for a row without one."""
    count_in_each(sentence)
    while (at := sentence.find(lambda mention: mention.has(Role.SINGLE))) is not None:
        sentence.take(at)
        at = without_things(sentence, at)
        table, before = table_of(sentence.at(at)), sentence.at(at - 1)
        if table is None:
            continue
        if before is None or not (amount := row_amount(before, table, sentence.layer)):
            raise Unread("what is in one of them?")
        sentence.take(at)
        sentence.left[at - 1] = Mention(before.text, (amount,))
        sentence.take_role(at - 2, Role.COUNT)
        sentence.left = [mention for mention in sentence.left if event_of(mention) is not table]


def without_things(sentence: Sentence, at: int) -> int:
    """Take the things away that are counted in a row: «تعداد کالا در یک سفارش» are its pieces; the row's place then."""
    row, thing = table_of(sentence.at(at)), table_of(sentence.at(at - 1))
    counting = sentence.at(at - 2)
    is_counted = counting is not None and counting.has(Role.COUNT)
    if row is None or thing is None or not is_counted or not reaches(sentence.layer, row.name, thing.name):
        return at
    sentence.take(at - 1)
    return at - 1


def count_in_each(sentence: Sentence) -> None:
    """Take a number in each of some rows for that of their pieces: «میانگین تعداد در هر سفارش»."""
    for at in range(1, len(sentence.left) - 1):
        table = table_of(sentence.left[at + 1])
        is_counted = sentence.left[at].has(Role.EACH) and sentence.left[at - 1].has(Role.COUNT)
        if is_counted and table and table.default_quantity and sentence.has(Role.AVERAGE, Role.HIGHEST, Role.LOWEST):
            sentence.left[at] = replace(sentence.left[at], meanings=(Role.SINGLE,))


def row_amount(mention: Mention, table: Table, layer: SemanticLayer) -> Fact | None:
    """What a mention says of one row of a table: how many pieces it has, or what it comes to."""
    measure = measure_named(mention)
    if mention.has(Role.COUNT, Role.PIECES) and table.default_quantity:
        measure = layer.measure(table.default_quantity)
    if measure:
        return RowAmount(measure) if measure.table == table.name and measure.aggregate == "sum" else None
    fact = fact_of(mention)
    return fact if fact and table_of_fact(fact) == table.name else None
