"""Comparisons: "more than 5 orders", «بالای یک میلیون تومان», "between 1 and 2 million", "cheaper than average"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from app.generators.builtin.lexicon import Comparative, Comparator, Occurrences, RowAmount, ValueOf
from app.generators.builtin.mentions import Mention
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
)
from app.language.numbers import Number
from app.language.numerals import Unit
from app.semantics.joins import reaches
from app.semantics.layer import Column, Measure, Table
from app.semantics.reading import Bound
from app.semantics.selection import Operator

Thing = Measure | Fact | Table | Literal[Role.TIMES, Role.PIECES]
OF_SEVERAL = (Role.LATEST, Role.EARLIEST, Role.TOP, Role.HIGHEST, Role.LOWEST, Role.BEST, Role.WORST, Role.EACH)
"""Words beside which a number says how many are wanted."""
SMALLEST_AMOUNT = 1000
"""A number without a unit from which on it is an amount of money rather than a count."""
MONEY: tuple[Unit, ...] = ("toman", "rial")


@dataclass(frozen=True)
class Compared:
    """A comparison as it is said: the bounds, their unit, and what stands beside them."""

    bounds: tuple[Bound, ...]
    unit: Unit | None
    thing: Thing | None
    beside: Table | None = None
    """The table that is named right before it, as in "orders over 10 million"."""

    @property
    def is_amount(self) -> bool:
        """Whether it is an amount of money."""
        numbers = [Decimal(bound.value) for bound in self.bounds if bound.value is not None]
        return self.unit in MONEY or any(number >= SMALLEST_AMOUNT for number in numbers)


@dataclass(frozen=True)
class Said:
    """A comparison that begins at a place: its bounds, how many mentions it takes, and what they name."""

    bounds: tuple[Bound, ...]
    length: int
    unit: Unit | None = None
    thing: Thing | None = None


def take_comparisons(sentence: Sentence) -> tuple[Compared, ...]:
    """Every comparison with what it is about, where that stands beside it."""
    return tuple(take_each(sentence))


def take_each(sentence: Sentence) -> Iterator[Compared]:
    """The comparisons, one by one."""
    at = 0
    while at < len(sentence.left):
        said = said_at(sentence, at)
        if said is None:
            at += 1
            continue
        for _ in range(said.length):
            sentence.take(at)
        require_all_rows(sentence, at, said)
        thing = thing_said(sentence, at, said) or take_thing(sentence, at, said)
        take_sum(sentence, at, thing)
        before = sentence.at(at - 1)
        yield Compared(said.bounds, said.unit, thing, before.one(Table) if before and not event_of(before) else None)


def thing_said(sentence: Sentence, at: int, said: Said) -> Thing | None:
    """What the comparison names itself; orders "dearer than" an amount come to more, whatever their products cost."""
    before = sentence.at(at - 1)
    owner = before.one(Table) if before and not event_of(before) else None
    if owner is None or not owner.default_amount or not isinstance(said.thing, Column | Measure):
        return said.thing
    amount = sentence.layer.by_reference[owner.default_amount]
    is_alike = said.thing.table != owner.name and said.thing.unit == amount.unit
    return RowAmount(amount) if is_alike and isinstance(amount, Measure) else said.thing


def said_at(sentence: Sentence, at: int) -> Said | None:
    """The comparison that begins at a place, if one does."""
    mention = sentence.left[at]
    if (comparative := mention.one(Comparative)) and not comparative.after:
        return compared_by(comparative, sentence.at(at + 1))
    for comparator in comparators(mention, sentence.at(at - 1)):
        if comparator.operator is None:
            return between(sentence, at + 1, 1)
        if said := limited(comparator.operator, sentence.at(at + 1)):
            return said
    return followed(sentence, at) or between(sentence, at, 0) or counted(mention) or numbered(sentence, at)


def comparators(mention: Mention, before: Mention | None) -> list[Comparator]:
    """The words before a number that a mention may be; behind a fact, "or below" is one: "priced at or below"."""
    found = [meaning for meaning in mention.meanings if isinstance(meaning, Comparator)]
    return [comparator for comparator in found if not comparator.after or fact_of(before)]


def compared_by(comparative: Comparative, following: Mention | None) -> Said:
    """What is "cheaper than" a number, or than the average. Raises Unread for anything else."""
    said = limited(comparative.operator, following)
    if said is None:
        raise Unread("compared with what?")
    return Said(said.bounds, said.length, said.unit, comparative.by)


def limited(operator: Operator, following: Mention | None) -> Said | None:
    """A comparator with the number, the count of times, or the average after it."""
    if following is None:
        return None
    if number := following.one(Number):
        return Said((bound(operator, number.value),), 2, number.unit)
    if times := following.one(Occurrences):
        return Said((bound(operator, Decimal(times.count)),), 2, None, Role.TIMES)
    return Said((Bound(operator, None),), 2) if following.has(Role.AVERAGE) else None


def counted(mention: Mention) -> Said | None:
    """A count of times or pieces alone ("twice", "single-unit") is meant exactly."""
    times = mention.one(Occurrences)
    if times is None:
        return None
    return Said((bound("=", Decimal(times.count)),), 1, None, Role.PIECES if times.of_pieces else Role.TIMES)


def numbered(sentence: Sentence, at: int) -> Said | None:
    """A number of what others have is meant exactly: "customers with 3 orders", "products sold 5 times"."""
    number, thing = sentence.left[at].one(Number), thing_of(sentence.at(at + 1))
    owners = [table for mention in sentence.left[:at] if (table := mention.one(Table)) and not event_of(mention)]
    if number is None or number.unit or not owners or sentence.has(*OF_SEVERAL):
        return None
    is_part = (
        isinstance(thing, Table) and thing is not owners[0] and reaches(sentence.layer, thing.name, owners[0].name)
    )
    is_piece = thing is Role.PIECES and owners[-1].default_quantity is not None
    is_had = is_part or is_piece or thing is Role.TIMES
    return Said((bound("=", number.value),), 2, None, thing) if is_had else None


def followed(sentence: Sentence, at: int) -> Said | None:
    """A number with a comparator after it: "3 or more", «۵ بار یا بیشتر», «[از] میانگین بیشتر»."""
    number, times = sentence.left[at].one(Number), sentence.left[at].one(Occurrences)
    operator = operator_after(sentence, at + 1)
    comparative = comparative_after(sentence, at + 1)
    if comparative and (said := limited(comparative.operator, sentence.left[at])):
        return replace(said, thing=comparative.by)
    if operator and sentence.left[at].has(Role.AVERAGE):
        return limited(operator, sentence.left[at])
    if times and operator:
        return Said((bound(operator, Decimal(times.count)),), 2, None, Role.TIMES)
    if number and operator:
        return Said((bound(operator, number.value),), 2, number.unit)
    operator, thing = operator_after(sentence, at + 2), thing_of(sentence.at(at + 1))
    if number and operator and thing:
        return Said((bound(operator, number.value),), 3, number.unit, thing)
    return None


def operator_after(sentence: Sentence, at: int) -> Operator | None:
    """What a word after a number says: "or more"."""
    mention = sentence.at(at)
    found = [it for it in mention.meanings if isinstance(it, Comparator) and it.after] if mention else []
    return found[0].operator if found else None


def comparative_after(sentence: Sentence, at: int) -> Comparative | None:
    """What a word after a number or an average compares with it: «گران‌تره»."""
    mention = sentence.at(at)
    comparative = mention.one(Comparative) if mention else None
    return comparative if comparative and comparative.after else None


def between(sentence: Sentence, at: int, before: int) -> Said | None:
    """Two numbers with "and" or "to" between them; alone (without a word before them) only with "to"."""
    first, joiner, last = (sentence.at(at + offset) for offset in range(3))
    low, high = first.one(Number) if first else None, last.one(Number) if last else None
    joining = (Role.AND, Role.TO) if before else (Role.TO,)
    if low is None or high is None or joiner is None or not joiner.has(*joining):
        return None
    return Said((bound(">=", low.value), bound("<=", high.value)), 3 + before, high.unit or low.unit)


def bound(operator: Operator, value: Decimal) -> Bound:
    """A bound with its value in plain digits."""
    return Bound(operator, f"{value.normalize():f}")


def take_thing(sentence: Sentence, at: int, said: Said) -> Thing | None:
    """What is compared, where its name stands directly after the number or before the comparison."""
    after, before = sentence.at(at), sentence.at(at - 1)
    thing = thing_of(after)
    if thing is not None and not (isinstance(thing, Table) and said.unit):
        sentence.take(at)
        if thing is Role.PIECES and is_thing_counted(sentence, at):
            sentence.take(at)
        return thing
    if counted := table_of_value(sentence, at, said):
        return counted
    named: Thing | None = measure_named(before) or fact_of(before)
    if named is None and is_own_number(sentence, at, said):
        named = Role.PIECES
    if named is not None:
        sentence.take(at - 1)
    return named


def is_own_number(sentence: Sentence, at: int, said: Said) -> bool:
    """Whether a number is that of the pieces of the rows before it: «سفارش‌هایی که تعدادشان بیش از ۳ است»."""
    before = sentence.at(at - 1)
    owner = next((table for place in (at - 2, at - 3) if (table := noun_at(sentence, place))), None)
    is_number = before is not None and before.has(Role.COUNT) and not before.text.isascii() and "تعداد" in before.text
    return is_number and said.unit is None and owner is not None and owner.default_quantity is not None


def noun_at(sentence: Sentence, at: int) -> Table | None:
    """The table whose rows are named at a place."""
    mention = sentence.at(at)
    return mention.one(Table) if mention else None


def table_of_value(sentence: Sentence, at: int, said: Said) -> Table | None:
    """The table whose rows with a value are counted: "more than 5 returns" are orders, as "5 returned orders" are."""
    after, behind = sentence.at(at), sentence.at(at + 1)
    value = after.one(ValueOf) if after else None
    if value is None or said.unit or all(bound.value is None for bound in said.bounds):
        return None
    if behind and (noun := behind.one(Table)) and noun.name == value.column.table:
        sentence.take(at + 1)
        return noun
    subject = next((table for mention in sentence.left if (table := mention.one(Table))), None)
    table = sentence.layer.by_name[value.column.table]
    is_theirs = subject and subject is not table and reaches(sentence.layer, table.name, subject.name)
    return table if is_theirs else None


def require_all_rows(sentence: Sentence, at: int, said: Said) -> None:
    """Raise Unread for a comparison with the average of a part: "than the average of their category"."""
    if all(bound.value is not None for bound in said.bounds):
        return
    is_of_each = False
    while (mention := sentence.at(at)) and (mention.has(Role.EACH) or fact_of(mention)):
        is_of_each |= mention.has(Role.EACH)
        at += 1
    if dimension_of(mention) or (is_of_each and table_of(mention)):
        raise Unread("the average of each?")


def take_sum(sentence: Sentence, at: int, thing: Thing | None) -> None:
    """Take "total" away where it stands beside what is compared, or its verb: «مجموع خریدشان بالای …», "in total"."""
    following = sentence.at(at + 1)
    if not (measure_named(following) or fact_of(following) or table_of(following)):
        sentence.take_role(at, Role.SUM)
    is_event = event_of(sentence.at(at - 1)) is not None
    if isinstance(thing, Measure) or thing is None:
        sentence.take_role(at - 2 if is_event else at - 1, Role.SUM)


def is_thing_counted(sentence: Sentence, at: int) -> bool:
    """Whether a table after pieces only says what they are of («۳ عدد کالا»): another one is what is asked about."""
    tables = [place for place, mention in enumerate(sentence.left) if mention.one(Table)]
    return at in tables and len(tables) > 1


def thing_of(mention: Mention | None) -> Thing | None:
    """What a mention beside a number says that the number counts."""
    if mention is None:
        return None
    if mention.has(Role.TIMES):
        return Role.TIMES
    if mention.has(Role.PIECES):
        return Role.PIECES
    return measure_named(mention) or fact_of(mention) or mention.one(Table)
