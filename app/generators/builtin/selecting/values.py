"""Stored values that a question names: one, one of several, both of two, with the names of their columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from app.generators.builtin.lexicon import ValueOf
from app.generators.builtin.selecting.belonging import attach, twins
from app.generators.builtin.selecting.draft import Draft, Item, Said
from app.generators.builtin.selecting.linking import candidates, distance, table_of, value_of
from app.generators.builtin.selecting.phrases import Phrase
from app.generators.builtin.selecting.rows import apply_rank
from app.generators.builtin.selecting.scanning import Span
from app.generators.builtin.selecting.ways import read_way_behind
from app.generators.builtin.selecting.words import Word
from app.generators.builtin.sentence import Unread
from app.semantics.joins import refers
from app.semantics.layer import Column
from app.semantics.selection import OneOf, Value

HOMES = frozenset("live lives living lived born reside resides ساکن مقیم".split())
"""Verbs that say where people themselves are at home."""
JOINING = (Word.AND, Word.OR, Word.BOTH, Word.NOT, Word.AT, Word.LINK, Word.HAVE, Word.ASK)
"""Words that may stand between values that belong together."""


@dataclass(eq=False)
class Named:
    """Values that are named together, by column, and how they are joined."""

    table: str
    values: dict[str, list[tuple[str, ...]]] = field(default_factory=dict)
    negated: bool = False
    is_both: bool = False
    is_either: bool = False

    def tests(self) -> tuple[OneOf, ...]:
        """One test a column, any of its values being enough."""
        return tuple(
            OneOf(column, tuple(it for some in values for it in some)) for column, values in self.values.items()
        )

    def each(self) -> Iterator[tuple[OneOf, ...]]:
        """The tests for each of the values that must all be found."""
        several = next(column for column, values in self.values.items() if len(values) > 1)
        for value in self.values[several]:
            others = (OneOf(column, values[0]) for column, values in self.values.items() if column != several)
            yield (OneOf(several, value), *others)

    @property
    def is_several(self) -> bool:
        """Whether one column has several values."""
        return any(len(values) > 1 for values in self.values.values())


def read_values(draft: Draft) -> None:
    """Read values that stand together, and say them of the rows that they are nearest to. Raises Unread."""
    named = take_values(draft)
    table = table_of(draft.here)
    if table and is_noun_of(draft, named, table.name):
        if table.name != draft.root.table or draft.counting:
            require_clear(named)
        draft.premodifiers.append(Said(named.table, named.tests()))
        draft.lead |= {Word.NOT} if named.negated else set()
        return
    if draft.counting and not draft.rank and is_counted_column(draft, named):
        draft.premodifiers.append(Said(named.table, denied(named), named.negated))
        return
    require_home(draft, named)
    read_way_behind(draft)
    if draft.counting and named.table == draft.root.table and not draft.items and not draft.premodifiers:
        draft.counting = False
        draft.items.append(Item(Value(named.table, "count")))
        draft.is_root_counted = True
    phrase = draft.nearest(named.table)
    if phrase.table == named.table and phrase is not draft.root:
        require_clear(named)
    is_many = not refers(draft.layer, phrase.table, named.table)
    if named.is_several and (named.is_both or (is_many and not named.is_either and not named.negated)):
        say_each(draft, phrase, named)
    else:
        say(draft, phrase, named)
    draft.done()


def require_clear(named: Named) -> None:
    """Raise Unread where "and" leaves open whether one of other rows must have each value, or all together some."""
    if named.is_several and not (named.is_either or named.is_both):
        raise Unread("both, or either?")


def is_noun_of(draft: Draft, named: Named, table: str) -> bool:
    """Whether values stand before the noun of the rows that they are said of: "Asian countries"."""
    joins = distance(draft.layer, table, named.table)
    return (
        joins <= min(distance(draft.layer, phrase.table, named.table) for phrase in draft.stack) and not named.is_both
    )


def is_counted_column(draft: Draft, named: Named) -> bool:
    """Whether values stand before the column that is counted: "official languages"."""
    return draft.here is not None and any(it.column.table == named.table for it in candidates(draft.here))


def say(draft: Draft, phrase: Phrase, named: Named) -> None:
    """Say values of rows, as one condition."""
    inner = attach(draft, phrase, Said(named.table, denied(named, inside=phrase.table != named.table), named.negated))
    if inner is not phrase:
        draft.return_to(phrase)
        draft.push(inner)
    if draft.rank:
        apply_rank(draft, inner, draft.rank)
        draft.rank = None


def denied(named: Named, *, inside: bool = False) -> tuple[OneOf, ...]:
    """The tests, denied where they are of the row itself; of other rows, there must be none that pass them."""
    tests = named.tests()
    if not named.negated or inside:
        return tests
    if len(tests) > 1:
        raise Unread("what does «not» deny?")
    return tuple(OneOf(test.column, test.values, negated=True) for test in tests)


def say_each(draft: Draft, phrase: Phrase, named: Named) -> None:
    """Say each of several values of rows: there must be others for each. Raises Unread for a row's own column."""
    parent = phrase
    if phrase.table == named.table:
        parent = twins(draft, phrase, list(named.each()))
    else:
        draft.lead.discard(Word.BOTH)
        for tests in named.each():
            attach(draft, parent, Said(named.table, tests, named.negated))
    draft.return_to(parent)
    noun = table_of(draft.here)
    if noun and noun.name == named.table:
        draft.at += 1


def take_values(draft: Draft) -> Named:
    """The values from here on that belong together. Raises Unread."""
    first = value_here(draft, draft.here, noun_ahead(draft))
    named = Named(first.column.table, negated=draft.take_denial(), is_both=Word.BOTH in draft.lead)
    take_value(draft, named, first)
    while (joined := next_value(draft, named)) is not None:
        words, value = joined
        if Word.NOT in words:
            named.negated = True
        named.is_both |= Word.BOTH in words
        named.is_either |= Word.OR in words
        take_value(draft, named, value)
    return named


def noun_ahead(draft: Draft) -> str | None:
    """The table whose noun stands right behind a value that one of its columns holds: "French director"."""
    table = table_of(draft.ahead(1))
    values = draft.here.all(ValueOf) if draft.here else []
    return table.name if table and any(it.column.table == table.name for it in values) else None


def take_value(draft: Draft, named: Named, value: ValueOf) -> None:
    """Take the value here, with its column's name, if that stands behind it."""
    named.values.setdefault(value.column.reference, []).append(value.values)
    draft.at += 1
    columns = {draft.layer.column(reference) for reference in named.values}
    while (by := names_columns(draft, columns)) is not None:
        draft.at += by


def names_columns(draft: Draft, columns: set[Column]) -> int | None:
    """How many spans name the values' column behind them: "republic as their form of government"; None for another."""
    by = 0
    while draft.is_ahead(by, Word.AT, Word.OF):
        by += 1
    span = draft.ahead(by)
    is_name = span is not None and any(is_name_of(span, column) for column in columns)
    return by + 1 if is_name and not draft.counting else None


def is_name_of(span: Span, column: Column) -> bool:
    """Whether a span is the name of a column, and of no table."""
    return any(it.column is column for it in candidates(span)) and not span.first(ValueOf) and not table_of(span)


def next_value(draft: Draft, named: Named) -> tuple[set[Word], ValueOf] | None:
    """The next value, if it belongs to the same rows; the words before it are taken with it."""
    words: set[Word] = set()
    by = 0
    while (span := draft.ahead(by)) and span.is_word(*JOINING) and not span.first(ValueOf):
        words |= {word for word in JOINING if word in span.senses}
        by += 1
    if span is None or not span.first(ValueOf):
        return None
    fitting = [it for it in span.all(ValueOf) if it.column.table == named.table]
    columns = {it.column.reference for it in fitting}
    is_listed = span.is_after_pause and not words and is_list(draft, named, by)
    if not fitting or (columns & set(named.values) and not (words & {Word.AND, Word.OR} or is_listed)):
        return None
    if not columns & set(named.values) and words & {Word.AND, Word.OR, Word.HAVE}:
        return None
    draft.at += by
    same = [it for it in fitting if it.column.reference in named.values]
    return words, (same or fitting)[0]


def require_home(draft: Draft, named: Named) -> None:
    """Raise Unread where people live in a place that only other rows have: that of their office is not their home."""
    before = [span.text.lower() for span in draft.spans[max(draft.at - 3, 0) : draft.at]]
    names = {f"{named.table}.{draft.layer.by_name[named.table].name_column}"}
    if HOMES & set(before) and named.table not in draft.tables and not names & set(named.values):
        raise Unread("who lives there?")


def is_list(draft: Draft, named: Named, by: int) -> bool:
    """Whether a value behind a comma begins the rest of a list: "won, lost and settled"."""
    while (span := draft.ahead(by)) and any(it.column.reference in named.values for it in span.all(ValueOf)):
        by += 1
    return draft.is_ahead(by, Word.AND, Word.OR)


def value_here(draft: Draft, span: Span | None, table: str | None) -> ValueOf:
    """The value that a span means. Raises Unread."""
    if span is None:
        raise draft.fail()
    return value_of(span, [table] if table else draft.tables, draft.layer)
