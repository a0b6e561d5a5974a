"""An approved question as a template: which questions it answers, and with which SQL."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from itertools import combinations
from typing import Literal

from app.errors import InvalidDate
from app.generators.verified.pairs import Pair
from app.generators.verified.slots import Filling, NumberSlot, Part, PeriodSlot, ValueSlot, Words
from app.generators.verified.statements import Statement, read_statement
from app.generators.verified.tying import PROBES, Ties, plain_wording, tie, wording_of
from app.generators.verified.wording import Wording, key_of, spaced
from app.language.numbers import Number
from app.language.periods import Period
from app.semantics.layer import SemanticLayer

Fillings = Sequence[tuple[Part, Filling]]
Reach = Literal["alike", "repeats", "for now"]
"""Whether a template answers questions like its own, its own alone, or that only until its period becomes another."""
LATER = timedelta(days=1100)
"""After so long, every period that moves has become another."""


@dataclass(frozen=True)
class Exchange:
    """A number or a value that stands in the SQL where the approved one had another."""

    column: str
    """The value's, as `table.column`; "" for a number."""
    was: Decimal | str
    now: Decimal | str


@dataclass(frozen=True)
class Answer:
    """The SQL for a question like an approved one, the periods that it is about, and what else was filled in."""

    pair: Pair
    sql: str
    periods: tuple[Period, ...]
    exchanged: tuple[Exchange, ...] = ()
    corrections: tuple[tuple[str, str], ...] = ()
    """Words of the question, and those of the approved one that they were taken for."""


@dataclass(frozen=True)
class Template:
    """An approved question as parts: words, and places that may say something else."""

    pair: Pair
    parts: tuple[Part, ...]
    statement: Statement
    ties: Ties
    wording: Wording
    """The question's, on the day that its SQL is for."""

    @cached_property
    def head(self) -> str:
        """The match key of the words that it begins with, if any."""
        return words_of(self.parts[:1])

    @cached_property
    def tail(self) -> str:
        """The match key of the words that it ends with, if any."""
        return words_of(self.parts[-1:])

    @cached_property
    def spaced(self) -> str:
        """The question's match keys."""
        return spaced(self.pair.question)

    @cached_property
    def words(self) -> frozenset[str]:
        """The match keys of the words in it that say no period and no number."""
        wording = self.wording
        spans: list[Period | Number] = [*wording.periods.values(), *wording.numbers.values()]
        taken = {at for span in spans for at in range(span.first, span.last)}
        return frozenset(it.key for at, it in enumerate(wording.tokens) if it.kind == "word" and at not in taken)

    @cached_property
    def names(self) -> frozenset[str]:
        """Those of its words that its SQL has as well, such as people's names."""
        sql = key_of(self.pair.sql)
        return frozenset(word for word in self.words if word in sql)

    def answer(self, wording: Wording, layer: SemanticLayer) -> Answer | None:
        """The SQL for a question, if it says the same but for what may change; None if it does not, surely."""
        if not self.parts or (self.ties.ages and wording.today != self.pair.as_of):
            return None
        if not (wording.whole.startswith(self.head) and wording.whole.endswith(self.tail) and self.is_in(wording)):
            return None
        for fillings in fits(self.parts, wording, 0, layer):
            if self.is_sure(fillings, wording.today):
                periods = tuple(filling.period for _, filling in fillings if filling.period)
                others = (it for it in exchanges(fillings) if it.was != it.now)
                return Answer(self.pair, self.sql_with(fillings), periods, tuple(dict.fromkeys(others)))
        return None

    def answer_on(self, day: date, layer: SemanticLayer) -> Answer | None:
        """The SQL for its own question on a day; None if it answers that no more, or names a day that is none then."""
        try:
            return self.answer(plain_wording(self.pair, day), layer)
        except InvalidDate:
            return None

    def is_in(self, wording: Wording) -> bool:
        """Whether a question has all the words that must be said again."""
        return all(part.keys in wording.whole for part in self.parts if isinstance(part, Words))

    def is_sure(self, fillings: Fillings, today: date) -> bool:
        """Whether the SQL with these fillings answers the question as it did the approved one."""
        periods = ((part, filling) for part, filling in fillings if isinstance(part, PeriodSlot))
        are_current = all(
            part.is_current(filling.limits, today) or (self.ties.moves and not part.is_tied)
            for part, filling in periods
        )
        return are_current and keeps_order(fillings)

    def reach(self, layer: SemanticLayer) -> Reach:
        """What it answers in the long run."""
        later = (self.pair.as_of or PROBES[0]) + LATER
        if self.answer_on(later, layer) is None:
            return "for now"
        return "alike" if any(not isinstance(part, Words) and part.is_free for part in self.parts) else "repeats"

    def sql_with(self, fillings: Fillings) -> str:
        """The SQL, its values filled in; not a letter of the rest is touched."""
        sql = self.statement.sql
        texts = {written: text for _, filling in fillings for written, text in filling.texts.items()}
        for written in sorted(texts, key=lambda it: it.first, reverse=True):
            sql = sql[: written.first] + texts[written] + sql[written.last :]
        return sql


def template_of(pair: Pair, layer: SemanticLayer) -> Template:
    """The template of an approved question whose SQL the guard has read. Raises InvalidDate."""
    statement = read_statement(pair.sql, lambda name: tables_with(name, layer))
    wording = wording_of(pair)
    ties = tie(pair, wording, statement, layer)
    return Template(pair, tuple(parts_of(wording, ties.slots)), statement, ties, wording)


def tables_with(name: str, layer: SemanticLayer) -> frozenset[str]:
    """The tables that have a column of a name."""
    return frozenset(table.name for table in layer.tables if any(column.name == name for column in table.columns))


def parts_of(wording: Wording, slots: Mapping[tuple[int, int], Part]) -> Iterator[Part]:
    """The question in order: its places, and the words between them."""
    at = 0
    for (first, last), slot in sorted(slots.items(), key=lambda item: item[0]):
        if at < first:
            yield Words(wording.keys(at, first))
        yield slot
        at = last
    if at < len(wording.tokens):
        yield Words(wording.keys(at, len(wording.tokens)))


def words_of(parts: Sequence[Part]) -> str:
    """The match key of words; none of places that may say something else."""
    return "".join(part.keys for part in parts if isinstance(part, Words))


def fits(parts: Sequence[Part], wording: Wording, at: int, layer: SemanticLayer) -> Iterator[Fillings]:
    """Every way in which a question's words from `at` on fill the parts."""
    if not parts:
        if at == len(wording.tokens):
            yield ()
        return
    for filling in parts[0].fillings(wording, at, layer):
        for others in fits(parts[1:], wording, filling.last, layer):
            yield ((parts[0], filling), *others)


def exchanges(fillings: Fillings) -> Iterator[Exchange]:
    """The numbers and values that are filled in."""
    for part, filling in fillings:
        match part:
            case NumberSlot() if filling.number is not None and filling.texts:
                yield Exchange("", part.number.value, filling.number)
            case ValueSlot() if filling.texts:
                yield from (Exchange(part.column, str(tied.value), filling.value) for tied in part.tied)


def keeps_order(fillings: Fillings) -> bool:
    """Whether periods, numbers of the same thing, and values of a column lie to each other as the approved ones did."""
    periods = [(part, filling) for part, filling in fillings if isinstance(part, PeriodSlot)]
    numbers = [(part, filling) for part, filling in fillings if isinstance(part, NumberSlot)]
    values = [(part, filling) for part, filling in fillings if isinstance(part, ValueSlot)]
    return keep_days(periods) and keep_numbers(numbers) and are_others(values)


def keep_days(fillings: Sequence[tuple[PeriodSlot, Filling]]) -> bool:
    """Whether the limits of periods keep their order.

    Of two periods that follow each other, the SQL may know only where the first one begins, they meet, and all ends.
    """
    days = [
        (then.toordinal(), now.toordinal())
        for part, filling in fillings
        if part.limits
        for then, now in zip(part.limits, filling.limits, strict=True)
        if then and now
    ]
    return all(order(a, b) == order(c, d) for (a, c), (b, d) in combinations(days, 2))


def keep_numbers(fillings: Sequence[tuple[NumberSlot, Filling]]) -> bool:
    """Whether numbers that the same thing is compared with keep their order."""
    numbers = [(part.tied.subject, part.number.value, it.number) for part, it in fillings if it.number is not None]
    return all(
        one[0] != two[0] or order(one[1], two[1]) == order(one[2], two[2]) for one, two in combinations(numbers, 2)
    )


def are_others(fillings: Sequence[tuple[ValueSlot, Filling]]) -> bool:
    """Whether the values of a column are still different ones: "books and books" are no two categories."""
    values = [(part.column, filling.value or str(part.tied[0].value)) for part, filling in fillings]
    return len(set(values)) == len(values)


def order(one: Decimal | int, two: Decimal | int) -> int:
    """-1, 0 or 1: whether the first is less, equal, or more."""
    return (one > two) - (one < two)
