"""Where the reading of a question with structure stands: what is read, what is still to be read, and what it makes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from app.contracts import Language
from app.generators.builtin.lexicon import Superlative
from app.generators.builtin.selecting.linking import candidates, column_of, distance, own_column
from app.generators.builtin.selecting.phrases import Child, Either, Phrase
from app.generators.builtin.selecting.scanning import Span
from app.generators.builtin.selecting.senses import Way
from app.generators.builtin.selecting.thesaurus import Quality
from app.generators.builtin.selecting.words import Word
from app.generators.builtin.sentence import Unread
from app.semantics.layer import Aggregate, Column, SemanticLayer, Table
from app.semantics.selection import Compared, Grain, Order, Selection, Test, Value

DENIALS = (Word.NOT, Word.WITHOUT, Word.EXCEPT)


@dataclass(eq=False)
class Item:
    """Something to show: a column, an aggregate of one, or (without a span) a number of rows."""

    value: Value
    span: Span | None = None


@dataclass(frozen=True)
class Said:
    """Tests of the rows of a table that belong together, and whether there must be none that pass them."""

    table: str
    tests: tuple[Test, ...]
    negated: bool = False


@dataclass(frozen=True)
class Rank:
    """An adjective that ranks rows, and how many of them it wants."""

    by: Quality | Superlative
    limit: int


@dataclass(eq=False)
class Draft:
    """The state of a reading: `at` is the next span, `stack` the phrases that more may be said of, innermost last."""

    spans: Sequence[Span]
    layer: SemanticLayer
    language: Language
    root: Phrase
    read: Callable[[list[Span]], Selection]
    """Reads a question inside the question."""
    at: int = 0
    stack: list[Phrase] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    groups: list[Value] = field(default_factory=list)
    having: list[Compared] = field(default_factory=list)
    order: list[Order] = field(default_factory=list)
    beside: list[Phrase] = field(default_factory=list)
    """Phrases whose rows are counted beside the subject's."""
    lead: set[Word] = field(default_factory=set)
    """The holding words since the last thing that was read."""
    aggregates: list[Aggregate] = field(default_factory=list)
    """Aggregates that wait for their column."""
    counting: bool = False
    distinct: bool = False
    limit: int | None = None
    """A number that waits for what it limits."""
    premodifiers: list[Said] = field(default_factory=list)
    """What is said of the rows that are named next: "Asian countries"."""
    count_rank: bool | None = None
    """Whether the number of the rows that are named next is ranked by from the highest; None if it isn't."""
    rank: Rank | None = None
    """What the rows that are named next are ranked by: "youngest singer"."""
    qualifier: Span | None = None
    """A column that is spoken of without a condition: "a song", of which the name is asked next."""
    compared: Column | None = None
    """The column that was compared last: "above age 40 and below 50"."""
    dated: Column | None = None
    """The date that the last period was about: "in 2022 but not in 2023"."""
    happened: Column | None = None
    """The date of what a verb says happened, which "in each year" behind it is about: "hired"."""
    grain: Grain | None = None
    """The spans of time that there is one result row for each of."""
    last: Span | None = None
    """The column's name that was read last."""
    owner: str | None = None
    """The table whose noun stands before a column: "singer names"."""
    ways: list[Way] = field(default_factory=list)
    """What was said of how the next rows belong to others: "departing from"."""
    is_rowwise: bool = False
    """Whether there is one result row for each of the subject's rows, with what is computed for it."""
    is_subject_named: bool = False
    is_subject_asked: bool = False
    """Whether the subject's rows themselves are asked for, before anything else of them."""
    is_root_counted: bool = False
    is_top: bool = False
    """Whether a number of top rows is wanted, by something that is still to be said."""
    is_both: bool = False
    """Whether rows of two tables must belong to each of the subject's: "both a loan and an account"."""
    is_of_values: bool = False
    """Whether the subject's rows are named only as those of the values that are asked for: "countries' channels"."""

    @property
    def here(self) -> Span | None:
        """The next span."""
        return self.ahead(0)

    def ahead(self, by: int) -> Span | None:
        """A span further on; None beyond the end."""
        at = self.at + by
        return self.spans[at] if 0 <= at < len(self.spans) else None

    def is_ahead(self, by: int, *words: Word) -> bool:
        """Whether a span further on may be one of these words."""
        span = self.ahead(by)
        return span is not None and span.is_word(*words)

    def skip(self, *words: Word) -> bool:
        """Go past every next span that may be one of these words; whether there was any."""
        start = self.at
        while self.is_ahead(0, *words):
            self.at += 1
        return self.at > start

    @property
    def top(self) -> Phrase:
        """The innermost phrase."""
        return self.stack[-1]

    @property
    def tables(self) -> list[str]:
        """The tables of the phrases, innermost first."""
        return [phrase.table for phrase in reversed(self.stack)]

    def nearest(self, table: str) -> Phrase:
        """The phrase that rows of a table lie nearest to, the innermost of several."""
        referring = self.refers_to(table)
        if referring:
            return referring
        return min(reversed(self.stack), key=lambda phrase: distance(self.layer, phrase.table, table))

    def refers_to(self, table: str) -> Phrase | None:
        """The phrase whose rows refer to a table's in the way that was said just now; None where nothing was."""
        tables = {way.column.table for way in self.ways if way.target == table}
        return next((phrase for phrase in reversed(self.stack) if phrase.table in tables), None)

    def take_ways(self) -> tuple[str, ...]:
        """The columns that what is read now belongs to other rows by."""
        found = tuple(way.column.reference for way in self.ways)
        self.ways = []
        return found

    def take_denial(self) -> bool:
        """Whether what is read now is denied; nothing else is then."""
        denied = any(word in self.lead for word in DENIALS)
        self.lead -= set(DENIALS)
        return denied

    def add(self, phrase: Phrase, test: Test | Child) -> None:
        """Say something of a phrase: beside what is said of it already, or instead of the last of that after "or"."""
        if Word.BOTH in self.lead:
            raise Unread("both of what?")
        if Word.OR in self.lead and phrase.tests:
            last = phrase.tests.pop()
            parts = last.parts if isinstance(last, Either) else [last]
            phrase.tests.append(Either([*parts, test]))
        else:
            phrase.tests.append(test)

    def push(self, phrase: Phrase) -> None:
        """Let the next things be said of a phrase first."""
        self.stack.append(phrase)

    def return_to(self, phrase: Phrase) -> None:
        """Let the next things be said of an outer phrase again."""
        while self.stack[-1] is not phrase:
            self.stack.pop()

    def done(self) -> None:
        """Forget the holding words: what they held is read. Raises Unread for a "not" that nothing was done with."""
        if any(word in self.lead for word in DENIALS):
            raise Unread("a «not» that belongs to nothing")
        if any(not way.is_plain for way in self.ways):
            raise Unread("a way of belonging together in which nothing does")
        self.lead.clear()
        self.ways = []

    def fail(self) -> Unread:
        """The error for what can't be read on."""
        return Unread(f"«{self.here.text}» there" if self.here else "an end too early")

    def owns(self, column: Column) -> Phrase | None:
        """The phrase whose own rows have a column, the innermost of several."""
        return next((phrase for phrase in reversed(self.stack) if phrase.table == column.table), None)

    def column(self, span: Span, *tables: str) -> Column:
        """The column that a span means, in the light of what is spoken of. Raises Unread."""
        if self.qualifier:
            both = shared(self.qualifier, span)
            if len(both) == 1:
                self.qualifier = None
                return both[0]
        owner, self.owner, self.last = self.owner, None, span
        nearest = [owner] if owner else tables or self.tables
        if span.is_word(Word.NAME) and own_column(span, nearest[0], self.layer) is None:
            return name_of(self.layer.by_name[nearest[0]])
        return column_of(span, nearest, self.layer)

    @property
    def base(self) -> Phrase:
        """The innermost phrase that a new clause may be about: not one that only says something of another."""
        children = {id(part.phrase) for phrase in self.stack for part in parts_in(phrase)}
        return next(phrase for phrase in reversed(self.stack) if id(phrase) not in children)


def name_of(table: Table) -> Column:
    """The column with what the rows of a table are called, however it is named. Raises Unread where there is none."""
    label = table.column(table.name_column).label["en"] if table.name_column else ""
    if not table.name_column or not {"name", "title", table.singular["en"]} & {label, *label.split()}:
        raise Unread(f"{table.name} have no names")
    return table.column(table.name_column)


def shared(one: Span, other: Span) -> list[Column]:
    """The columns that two spans may both mean: "the name of the song"."""
    first = {it.column for it in candidates(one)}
    return list(dict.fromkeys(it.column for it in candidates(other) if it.column in first))


def parts_in(phrase: Phrase) -> Iterator[Child]:
    """The other rows that a phrase's rows belong to."""
    for test in phrase.tests:
        yield from (part for part in (test.parts if isinstance(test, Either) else [test]) if isinstance(part, Child))
