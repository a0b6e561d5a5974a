"""A question as symbols: each phrase, number or date literal by the part it can play in a period."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from app.language.amounts import is_glued, key_at
from app.language.calendars import calendar_of_year
from app.language.numbers import Number
from app.language.numerals import COUNTERS, ORDINAL_ENDINGS, SMALL
from app.language.period_words import LEXICON
from app.language.tokens import Token

LONGEST_PHRASE = 6
SKIPPED = {"the"}
TO_ME = ("به", "من")
"""Two words that spell a month without their space: «بهمن»."""
OURS = re.compile("(?<=..)(مون|مان)$")
"""What belongs to us: «دیروزمون»."""
FOUR_DIGITS = re.compile(r"\d{4}")
TWO_DIGITS = re.compile(r"\d{2}")
DAY = re.compile(r"(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})")
MONTH = re.compile(r"(\d{1,4})[-/](\d{1,4})")
PARTS_OF_YEAR = {"q": 3, "h": 6}
"""Letters before a number, with how many months they stand for: Q3, H1."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """The part (`kind`) that some tokens can play in a period, with what they say; "word" plays none."""

    kind: str
    value: Any
    first: int
    last: int


def scan(tokens: Sequence[Token], numbers: Sequence[Number]) -> list[Symbol]:
    """The tokens as symbols, without "the"; a phrase is taken where it is longer than a number that begins there."""
    return list(walk(tokens, {number.first: number for number in numbers}))


def walk(tokens: Sequence[Token], numbers: dict[int, Number]) -> Iterator[Symbol]:
    """The symbols of `scan`, one by one."""
    at = 0
    while at < len(tokens):
        symbol = longest(phrase(tokens, at), number_symbol(tokens, numbers.get(at)), literal(tokens, at))
        symbol = symbol or Symbol(kind_of_rest(tokens, at), None, at, at + 1)
        if tokens[at].key not in SKIPPED:
            yield symbol
        at = symbol.last


def kind_of_rest(tokens: Sequence[Token], at: int) -> str:
    """What a token is that plays no part: "few" where it counts, but not for sure («دو سه ماه», 2,5); not in A55."""
    is_number = tokens[at].kind == "number" and not (is_glued(tokens, at) and tokens[at - 1].kind == "word")
    return "few" if is_number or tokens[at].key in SMALL else "word"


def longest(*symbols: Symbol | None) -> Symbol | None:
    """The symbol with the most tokens, the first of several."""
    found = [symbol for symbol in symbols if symbol]
    return max(found, key=lambda symbol: symbol.last, default=None)


def phrase(tokens: Sequence[Token], at: int) -> Symbol | None:
    """The longest phrase of the lexicon that begins at a token."""
    key, found = "", None
    for last in range(at, min(at + LONGEST_PHRASE, len(tokens))):
        whole = key + tokens[last].key
        meaning = LEXICON.get(key + without_possessive(tokens[last])) or LEXICON.get(whole)
        if meaning and tuple(token.key for token in tokens[at : last + 1]) != TO_ME:
            found = Symbol(*meaning, at, last + 1)
        key = whole
    return found


def without_possessive(token: Token) -> str:
    """The key of "year's" without its s, and of «امسالمون» without its suffix."""
    if token.key.isascii():
        return token.key.removesuffix("s") if token.text[-2:-1] in ("'", "’") else token.key
    return token.key if token.key in LEXICON else OURS.sub("", token.key)


def number_symbol(tokens: Sequence[Token], number: Number | None) -> Symbol | None:
    """A number that counts days or months, or may be a year; "amount" or "money" when it is of something else."""
    if number is None:
        return None
    token = tokens[number.first]
    counted = tokens[number.last - 1].key in COUNTERS and number.last > number.first + 1
    if number.unit in ("toman", "rial"):
        return Symbol("money", number.value, number.first, number.last)
    if number.unit or counted or number.value != int(number.value) or number.value > 9999:
        return Symbol("amount", number.value, number.first, number.last)
    value = int(number.value)
    written = FOUR_DIGITS.fullmatch(token.key) and calendar_of_year(value)
    return Symbol("four digits" if written else "number", value, number.first, number.last)


def literal(tokens: Sequence[Token], at: int) -> Symbol | None:
    """What digits say by their shape: a day, a month, two numbers with a hyphen, an ordinal, a quarter."""
    token, following = tokens[at], key_at(tokens, at + 1)
    if token.kind == "number":
        if token.key.isdigit() and following in ORDINAL_ENDINGS and (is_glued(tokens, at + 1) or following == "ام"):
            return Symbol("ordinal", int(token.key), at, at + 2)
        return date_literal(token.key, at)
    months = PARTS_OF_YEAR.get(token.key)
    if months and is_glued(tokens, at + 1) and following.isdigit() and 1 <= int(following) * months <= 12:
        return Symbol("part", (months, int(following)), at, at + 2)
    return None


def date_literal(key: str, at: int) -> Symbol | None:
    """A day (2026-11-05), a month (1405/07, 3/2026) or a pair of numbers (1-15, 1403-1405)."""
    if day := DAY.fullmatch(key):
        return Symbol("date", (int(day[1]), int(day[3]), int(day[4]), day[2]), at, at + 1)
    month = MONTH.fullmatch(key)
    if month is None:
        return None
    one, two = int(month[1]), int(month[2])
    if len(month[2]) <= 2 and calendar_of_year(one):
        return Symbol("month of year", (one, two), at, at + 1)
    if len(month[1]) <= 2 and calendar_of_year(two):
        return Symbol("month of year", (two, one), at, at + 1)
    return Symbol("pair", (one, two), at, at + 1) if "-" in key else None
