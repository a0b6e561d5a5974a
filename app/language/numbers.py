"""Numbers in a question, in digits and in words, with their unit.

What is decided:

- «هزار», «صد», «میلیون» and "thousand" alone are 1000, 100 ...; after «چند», "several" and the like they are no number.
- «یک», «یه», "one" and «نه» (nine, or no) are numbers only beside a word that counts or compares («بیش از یک بار»,
  "at least one"); otherwise they stay words. "a" is 1 before a scale ("a million") and else a word.
- «نیم» counts only before a scale («نیم میلیون») or after «و» («دو و نیم»); "half" only in "and a half".
- «۵ تا ۱۰ میلیون» and "between 1 and 2 million" begin at five million and one million; "between 500 and 2 million"
  has no sure beginning, so its 500 is nothing.
- Number words side by side, as in «دو سه ماه» (two or three) and "twenty twenty six", are nothing, nor are digits in
  groups with spaces (10 000). «دو میلیون و پانصد» (2,000,500, or 2.5 million as people speak) is nothing either.
- Ordinals are nothing here (15th, «پانزدهم»). «سی دی» is no 30. Digits glued to one or two letters are a name (A55).
- Digits in an unusual shape (2,5 10:30 1/2 1403/7) are nothing, and so is «۱.۵۰۰» in Persian digits, which may be 1500
  or 1.5; but Persian digits with a slash before a scale or percent are a decimal fraction, as in «۲/۵ میلیون».
- A number of four digits may be a year: `find_periods` says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from app.language.amounts import is_glued, key_at, read_amount, scale_at
from app.language.numerals import (
    AFTER_DOUBTFUL,
    BEFORE_DOUBTFUL,
    BETWEEN,
    COMPARING,
    COUNTERS,
    DOUBTFUL,
    JOINERS,
    NOW,
    ORDINAL_ENDINGS,
    ORDINALS,
    RANGING,
    SCALES,
    SMALL,
    TO,
    UNITS,
    WORDS_TOGETHER,
    Unit,
)
from app.language.tokens import Token

LONGEST_PART_OF_A_NAME = 2
YEAR = re.compile(r"(?:1[34]|19|20)\d\d")
AFTER_TO = {*SMALL, *SCALES, *ORDINALS, *NOW}


@dataclass(frozen=True, slots=True)
class Number:
    """A number, and the tokens (`first` up to, not including, `last`) that say it with its unit and counting word."""

    value: Decimal
    first: int
    last: int
    unit: Unit | None = None


def find_numbers(tokens: Sequence[Token]) -> tuple[Number, ...]:
    """The numbers that the tokens say, in order, not overlapping; the module says what counts as one."""
    found = list(read_all(tokens))
    unsure = {number for pair in pairwise(found) if run_on(*pair, tokens) for number in pair}
    return tuple(with_shared_scales([number for number in found if number not in unsure], tokens))


def read_all(tokens: Sequence[Token]) -> Iterator[Number]:
    """Every number on its own."""
    at = 0
    while at < len(tokens):
        value, last = read_amount(tokens, at) or (None, at + 1)
        if value is not None and not is_something_else(tokens, at, last):
            number = with_unit(tokens, Number(value, at, last))
            yield number
            last = number.last
        at = last


def is_something_else(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether the number's tokens are a determiner, an ordinal, or part of a name."""
    is_one_token = last == first + 1
    if is_one_token and tokens[first].key in DOUBTFUL:
        return not (key_at(tokens, first - 1) in BEFORE_DOUBTFUL or key_at(tokens, last) in AFTER_DOUBTFUL)
    if is_one_token and (tokens[first].key, key_at(tokens, last)) in WORDS_TOGETHER:
        return True
    if key_at(tokens, last) in ORDINAL_ENDINGS:
        return True
    return is_part_of_name(tokens, first, first - 1) or is_part_of_name(tokens, last, last)


def is_part_of_name(tokens: Sequence[Token], boundary: int, at: int) -> bool:
    """Whether the word at `at` is so short, and glued at `boundary`, that it makes a name of the digits: A55, 128gb."""
    if not 0 <= at < len(tokens) or not is_glued(tokens, boundary):
        return False
    key = tokens[at].key
    return tokens[at].kind == "word" and key.isascii() and len(key) <= LONGEST_PART_OF_A_NAME


def with_unit(tokens: Sequence[Token], number: Number) -> Number:
    """The number with the unit or counting word after it, or a percent sign glued before it («٪۲۰»)."""
    after = key_at(tokens, number.last)
    if after in UNITS:
        return replace(number, last=number.last + 1, unit=UNITS[after])
    if key_at(tokens, number.first - 1) == "%" and is_glued(tokens, number.first):
        return replace(number, first=number.first - 1, unit="percent")
    if after in COUNTERS and not (after in TO and is_range(tokens, number)):
        return replace(number, last=number.last + 1)
    return number


def is_range(tokens: Sequence[Token], number: Number) -> bool:
    """Whether «تا» after the number is "to": a number or a day follows, or «از» (of no comparison) goes before."""
    if number.last + 1 < len(tokens):
        following = tokens[number.last + 1]
        if following.kind == "number" or following.key in AFTER_TO:
            return True
    if YEAR.fullmatch(tokens[number.first].key):
        return True
    ranging = key_at(tokens, number.first - 1) in RANGING
    return ranging and key_at(tokens, number.first - 2) not in COMPARING


def run_on(one: Number, two: Number, tokens: Sequence[Token]) -> bool:
    """Whether a number and the next stand so that neither is sure: in words, or digits in groups of three."""
    if one.last != two.first or one.unit:
        return False
    first, second = tokens[one.last - 1], tokens[two.first]
    if first.kind == second.kind == "number":
        return len(second.text) == 3
    return first.key in SMALL and second.key in SMALL


def with_shared_scales(numbers: Sequence[Number], tokens: Sequence[Token]) -> Iterator[Number]:
    """The numbers, where «۵» in «۵ تا ۱۰ میلیون» is five million; left out where that is not sure."""
    for at, number in enumerate(numbers):
        end = numbers[at + 1] if at + 1 < len(numbers) else None
        factor = shared_scale(number, end, tokens) if end else 1
        if factor > 1 and end and number.value * factor >= end.value:
            continue
        yield replace(number, value=number.value * factor)


def shared_scale(number: Number, end: Number, tokens: Sequence[Token]) -> int:
    """The scale that a number without its own has in common with the end of its range; 1 for none."""
    if end.first != number.last + 1 or number.unit or scale_at(tokens, number.last - 1) or number.value >= 1000:
        return 1
    joiner = key_at(tokens, number.last)
    is_between = key_at(tokens, number.first - 1) in BETWEEN and joiner in JOINERS
    return scale_at(tokens, end.first + 1) or 1 if joiner in TO or is_between else 1
