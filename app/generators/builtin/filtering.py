"""Filters: stored values that a question names, and whether it wants them or all others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from app.generators.builtin.lexicon import GrainWord, ValueOf, Weekday
from app.generators.builtin.mentions import Mention
from app.generators.builtin.roles import Role
from app.generators.builtin.sentence import Sentence, Unread, dimension_of, table_of
from app.language.numbers import Number
from app.semantics.joins import reaches
from app.semantics.layer import Column
from app.semantics.reading import Bound, Comparison, Filter

ASKING = (Role.WHO, Role.WHAT, Role.WHEN, Role.AMOUNT)
"""Words that ask about a row that is named before them: «سفارش ۱۲۰ مال کیه»."""


@dataclass(frozen=True)
class Named:
    """Values that are named: the filter, and how they are said."""

    filter: Filter
    is_rate: bool = False
    """Whether "rate" or "percentage" stands beside them."""
    is_all: bool = False
    """Whether they are joined by "and"."""
    is_plural: bool = False
    """Whether they are said in the plural, as "books"."""
    is_predicate: bool = False
    """Whether they are what is said of others: "were cancelled"."""


def take_keys(sentence: Sentence) -> tuple[Comparison, ...]:
    """Rows that are named by their number: "order number 15", and "order 15" at the end."""
    if (place := place_of_key(sentence)) is not None and (table := table_of(sentence.left[place - 1])):
        sentence.left.insert(place, Mention(sentence.left[place - 1].text, (table.column(table.primary_key),)))
    found = []
    while (at := sentence.find(lambda mention: key_of(mention) is not None)) is not None:
        key, following = key_of(sentence.left[at]), sentence.at(at + 1)
        number = following.one(Number) if following else None
        if key is None or number is None or number.value != int(number.value):
            break
        sentence.take(at)
        sentence.take(at)
        found.append(Comparison(key.reference, (Bound("=", f"{Decimal(number.value):f}"),)))
    return tuple(found)


def place_of_key(sentence: Sentence) -> int | None:
    """Where a bare number names a row: behind its noun, where nothing but a word that asks follows."""
    at = len(sentence.left) - 1
    while (word := sentence.at(at)) and word.has(*ASKING):
        at -= 1
    named, number = sentence.at(at - 1), sentence.at(at)
    table = table_of(named)
    is_bare = number is not None and number.text.isdecimal() and number.one(Number) is not None
    return at if is_bare and named and not named.is_plural and table and len(table.key) <= 1 else None


def key_of(mention: Mention) -> Column | None:
    """The key column that a mention names."""
    column = mention.one(Column)
    return column if column and column.kind == "key" else None


def take_filters(sentence: Sentence) -> tuple[Named, ...]:
    """The values that a question names; those of one column that stand together make one filter.

    In "return rate of books" the rate is that of the first.
    """
    found: list[Named] = []
    rates = sum(is_rate_word(mention) for mention in sentence.left)
    while (at := sentence.find(has_value)) is not None:
        named = take_filter(sentence, at)
        is_rate = named.is_rate and sum(other.is_rate for other in found) < rates
        found.append(replace(named, is_rate=is_rate))
    return tuple(found)


def has_value(mention: Mention) -> bool:
    """Whether the mention may be a stored value."""
    return any(isinstance(meaning, ValueOf) for meaning in mention.meanings)


def take_filter(sentence: Sentence, at: int) -> Named:
    """The value at a place and those listed after it, with the column's own name beside them, if it is there."""
    mention = sentence.take(at)
    value, negated, is_all = value_of(mention), mention.negated, False
    values = list(value.values)
    while (following := next_value(sentence, at, value)) is not None and not begins_anew(mention, sentence.at(at + 1)):
        is_all |= sentence.take(at).has(Role.AND)
        negated |= sentence.take(at).negated
        values += following.values
    while (place := place_of_other(sentence, at, value)) is not None:
        other = sentence.take(place)
        sentence.take(place - 1)
        values += value_of(other).values
        is_all = True
    if named(sentence.at(at), value.column):
        sentence.take(at)
    if named(sentence.at(at - 1), value.column):
        at -= 1
        sentence.take(at)
    if belongs_to_row(sentence, value.column) and take_not(sentence, at):
        negated, at = True, at - 1
        if named(sentence.at(at - 1), value.column):
            sentence.take(at - 1)
    values += take_denied(sentence, at, value) if negated else ()
    is_rate = any(is_rate_word(sentence.at(beside)) for beside in (at - 1, at))
    if mention.negated and (is_denied_deed(sentence, at, value.column) or is_denied_twice(sentence, value.column)):
        sentence.left.insert(at, Mention(mention.text, (Role.NOT,)))
        negated = False
    found = Filter(value.column.reference, tuple(values), negated, value.is_pattern)
    return Named(found, is_rate, is_all, mention.is_plural, mention.is_predicate)


def take_not(sentence: Sentence, at: int) -> bool:
    """Take a "not" directly before or after the place, or before its noun («بدون سفارش‌های لغو شده»); whether it is."""
    if table_of(sentence.at(at - 1)) and sentence.take_role(at - 2, Role.NOT):
        return True
    return sentence.take_role(at - 1, Role.NOT) or (is_after(sentence, at) and sentence.take_role(at, Role.NOT))


def take_denied(sentence: Sentence, at: int, first: ValueOf) -> Iterator[str]:
    """Take the other values that are denied with one: "neither delivered nor cancelled", «نه تحویل شده و نه لغو»."""
    while True:
        behind = at + 1 if (joined := sentence.at(at)) and joined.has(Role.AND) else at
        denied, mention = sentence.at(behind), sentence.at(behind + 1)
        value = mention.one(ValueOf) if mention else None
        if denied is None or not denied.has(Role.NOT) or value is None:
            return
        if (value.column, value.is_pattern) != (first.column, first.is_pattern):
            return
        for _ in range(behind + 2 - at):
            sentence.take(at)
        yield from value.values


def is_after(sentence: Sentence, at: int) -> bool:
    """Whether the "not" at a place is a negative verb at the end of its clause: «لغو نشده»."""
    mention = sentence.at(at)
    return mention is not None and mention.has(Role.NOT) and not mention.text.isascii()


def is_rate_word(mention: Mention | None) -> bool:
    """Whether a mention asks for a rate or a percentage."""
    return mention is not None and mention.has(Role.RATE, Role.SHARE)


def belongs_to_row(sentence: Sentence, column: Column) -> bool:
    """Whether the column is of the rows that the question is about; a "not" beside its values is theirs then.

    In "customers who have not returned anything" the question is about customers, and "not" about their orders.
    """
    about = next((table for mention in sentence.left if (table := table_of(mention))), None)
    return about is None or reaches(sentence.layer, about.name, column.table)


def is_denied_deed(sentence: Sentence, at: int, column: Column) -> bool:
    """Whether a denied value says that there is no such row: «محصولاتی که مرجوع نشده‌اند», not «سفارش لغو نشده»."""
    before = table_of(sentence.at(at - 1))
    return not belongs_to_row(sentence, column) and (before is None or before.name != column.table)


def is_denied_twice(sentence: Sentence, column: Column) -> bool:
    """Whether "never" and a denied verb say one thing: «هرگز سفارشی را لغو نکرده‌اند» says that none is."""
    return sentence.has(Role.NEVER) and not sentence.has(Role.NOT) and not belongs_to_row(sentence, column)


def value_of(mention: Mention) -> ValueOf:
    """The one stored value of a mention. Raises Unread when several columns hold it."""
    value = mention.one(ValueOf)
    if value is None:
        raise Unread(f"«{mention.text}» may be several things")
    return value


def next_value(sentence: Sentence, at: int, first: ValueOf) -> ValueOf | None:
    """The value after an "and" or "or", if it is one of the same column."""
    joined, mention = sentence.at(at), sentence.at(at + 1)
    value = mention.one(ValueOf) if mention else None
    if joined is None or not joined.has(Role.AND, Role.OR) or value is None:
        return None
    return value if (value.column, value.is_pattern) == (first.column, first.is_pattern) else None


def begins_anew(denied: Mention, following: Mention | None) -> bool:
    """Whether a value behind one that is denied is not: «ارسال نشده و در انتظارند»."""
    return denied.negated and following is not None and not following.negated


def place_of_other(sentence: Sentence, at: int, first: ValueOf) -> int | None:
    """Where the next value of "both ... and" stands, each with its own word: «هم کتاب خریده‌اند هم اسباب‌بازی»."""
    before = sentence.at(at - 1)
    if before is None or not before.has(Role.BOTH):
        return None
    for place in range(at, len(sentence.left) - 1):
        value = sentence.left[place + 1].one(ValueOf)
        if sentence.left[place].has(Role.BOTH) and value and value.column == first.column:
            return place + 1
    return None


def named(mention: Mention | None, column: Column) -> bool:
    """Whether a mention is the column's own name, as in "status delivered"."""
    return dimension_of(mention) is column


def take_weekdays(sentence: Sentence) -> tuple[tuple[int, ...], bool]:
    """The weekdays that are named, 1 for Monday, and whether all others are meant."""
    at = sentence.find(lambda mention: mention.one(Weekday) is not None)
    if at is None:
        return (), False
    days: list[int] = []
    if (before := sentence.at(at - 1)) and (word := before.one(GrainWord)) and word.grain == "day" and not word.alone:
        at -= 1
        sentence.take(at)
    while (mention := sentence.at(at)) and (day := mention.one(Weekday)):
        days.append(day.number)
        sentence.take(at)
        beyond = sentence.at(at + 1)
        if beyond and beyond.one(Weekday):
            sentence.take_role(at, Role.AND, Role.OR)
    return tuple(days), sentence.take_role(at - 1, Role.NOT)
