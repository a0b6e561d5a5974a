"""The value of a number in digits and words, from its first token as far as it goes: «دو میلیون و پانصد هزار»."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.language.numerals import (
    AND_A_HALF,
    COUNTED,
    ENGLISH_SMALL,
    GLUED_SCALES,
    HALF,
    HUNDRED,
    JOINERS,
    SCALES,
    SMALL,
    SUFFIXES,
    UNIQUE,
    UNITS,
    VAGUE,
)
from app.language.tokens import Token

PLAIN = re.compile(r"\d+(?:\.\d+)?")
SLASHED = re.compile(r"[۰-۹٠-٩]+/[۰-۹٠-٩]{1,2}")
DOUBTFUL_POINT = re.compile(r"[۰-۹٠-٩]{1,3}\.[۰-۹٠-٩]{3}")
THOUSAND, MILLION = 10**3, 10**6
HALF_VALUE = Decimal("0.5")
BEFORE_SCALE = {HALF: HALF_VALUE, "a": Decimal(1)}
HIGHEST_ROOM = 1000


@dataclass(frozen=True, slots=True)
class Group:
    """A value below a thousand (or digits) and its scale: «پانصد هزار» is 500 and 1000. `last` is the token after."""

    value: Decimal
    factor: int
    last: int

    @property
    def total(self) -> Decimal:
        """The group's value, without decimals where it is whole."""
        total = self.value * self.factor
        return Decimal(int(total)) if total == int(total) else total


def key_at(tokens: Sequence[Token], at: int) -> str:
    """The match key of a token, empty beyond both ends."""
    return tokens[at].key if 0 <= at < len(tokens) else ""


def is_glued(tokens: Sequence[Token], at: int) -> bool:
    """Whether nothing stands between a token and the one before it."""
    return 0 < at < len(tokens) and tokens[at - 1].end == tokens[at].start


def read_amount(tokens: Sequence[Token], at: int) -> tuple[Decimal | None, int] | None:
    """The value that begins at a token, and the token after it; the value is None where it can't be told for sure.

    None when no number begins there.
    """
    group = read_group(tokens, at)
    if group is None:
        return None
    total, sure = group.total, True
    while more := following(tokens, group):
        sure = sure and (group.factor < MILLION or more.factor > 1)
        total, group = total + more.total, more
    return (total if sure else None), group.last


def following(tokens: Sequence[Token], group: Group) -> Group | None:
    """The next, smaller group of the same number: «و پانصد», "five hundred", «۵۰۰ هزار»."""
    is_joined = key_at(tokens, group.last) in JOINERS
    more = read_group(tokens, group.last + is_joined)
    if more is None or more.total >= group.factor:
        return None
    first = tokens[group.last + is_joined]
    if more.factor > 1 or first.key in ENGLISH_SMALL:
        return more
    is_plausible = first.kind == "word" or (group.factor == THOUSAND and more.value >= 100)
    return more if is_joined and is_plausible else None


def read_group(tokens: Sequence[Token], at: int) -> Group | None:
    """A small number with its scales, or a scale alone."""
    if (key := key_at(tokens, at)) in GLUED_SCALES:
        small_value, factor = GLUED_SCALES[key]
        return Group(Decimal(small_value), factor, at + 1)
    small = read_small(tokens, at) or read_lone_scale(tokens, at)
    if small is None:
        return None
    value, last = small
    factor, last = read_scales(tokens, last)
    half = half_at(tokens, last)
    if half and factor == 1:
        factor, last = read_scales(tokens, last + half)
    elif half:
        last += half
    return Group(value + HALF_VALUE if half else value, factor, last)


def read_lone_scale(tokens: Sequence[Token], at: int) -> tuple[Decimal, int] | None:
    """The 1 of «هزار» without a number before it."""
    return (Decimal(1), at) if scale_at(tokens, at) and key_at(tokens, at - 1) not in VAGUE else None


def read_scales(tokens: Sequence[Token], at: int) -> tuple[int, int]:
    """The product of rising scales («هزار میلیارد»), and the token after them."""
    factor = 1
    while (scale := scale_at(tokens, at)) > factor:
        factor, at = factor * scale, at + 1
    return factor, at


def scale_at(tokens: Sequence[Token], at: int) -> int:
    """The scale that a token is, 0 for none; "k" and the like are glued to digits."""
    key = key_at(tokens, at)
    if is_glued(tokens, at) and tokens[at - 1].kind == "number" and key in SUFFIXES:
        return SUFFIXES[key]
    return SCALES.get(key) or SCALES.get(key.removesuffix(COUNTED), 0)


def half_at(tokens: Sequence[Token], at: int) -> int:
    """How many tokens say "and a half" from here on."""
    for words in AND_A_HALF:
        if all(key_at(tokens, at + offset) == word for offset, word in enumerate(words)):
            return len(words)
    return 0


def read_small(tokens: Sequence[Token], at: int) -> tuple[Decimal, int] | None:
    """Digits, words below a thousand, «نیم» or "a" before a scale; with the token after."""
    token = tokens[at] if at < len(tokens) else None
    if token is None:
        return None
    has_scale = scale_at(tokens, at + 1) > 0
    if token.kind == "number":
        value = digits(token, has_scale or UNITS.get(key_at(tokens, at + 1)) == "percent")
        return None if value is None else (value, at + 1)
    if token.key in BEFORE_SCALE:
        is_hundred = key_at(tokens, at + 1) == HUNDRED
        return (BEFORE_SCALE[token.key], at + 1) if has_scale else read_words(tokens, at + 1) if is_hundred else None
    return read_words(tokens, at)


def digits(token: Token, has_scale: bool) -> Decimal | None:
    """The value of digits whose shape leaves no doubt."""
    if has_scale and SLASHED.fullmatch(token.text):
        return Decimal(token.key.replace("/", "."))
    if not PLAIN.fullmatch(token.key) or DOUBTFUL_POINT.fullmatch(token.text):
        return None
    return Decimal(token.key)


def read_words(tokens: Sequence[Token], at: int) -> tuple[Decimal, int] | None:
    """Words below a thousand: «صد و بیست و سه», "two hundred and five"."""
    value, room, last = 0, HIGHEST_ROOM, at
    while (word := word_at(tokens, last, room)) and word[0] < room:
        number, last = word
        value, room = value + number, room_after(number)
        if key_at(tokens, last) == HUNDRED and value < 100:
            value, room, last = value * 100, 100, last + 1
    return (Decimal(value), last) if last > at else None


def word_at(tokens: Sequence[Token], at: int, room: int) -> tuple[int, int] | None:
    """The value of a number word, with the token after; inside a number Persian needs «و» before it."""
    is_inside = room < HIGHEST_ROOM
    is_joined = is_inside and key_at(tokens, at) in JOINERS
    key = key_at(tokens, at + is_joined)
    may_join = room >= 100 or key not in ENGLISH_SMALL
    may_follow = key in ENGLISH_SMALL
    if is_inside and not (may_join if is_joined else may_follow):
        return None
    number = small_number(key)
    is_vague = number == 100 and key_at(tokens, at - 1) in VAGUE
    return (number, at + is_joined + 1) if number and not is_vague else None


def small_number(key: str) -> int:
    """The value of a number word below a thousand, also with «تا» glued to it; 0 for another word."""
    return 0 if key == UNIQUE else SMALL.get(key) or SMALL.get(key.removesuffix(COUNTED), 0)


def room_after(number: int) -> int:
    """What a word added to `number` must be smaller than: 100 after two hundred, 10 after twenty, 1 after three."""
    if number % 100 == 0:
        return 100
    return 10 if number % 10 == 0 and number % 100 >= 20 else 1
