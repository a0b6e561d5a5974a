"""A question as words with periods, numbers and values among them; and the values that words name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from app.contracts import Language
from app.language.detection import is_finglish
from app.language.finglish import to_persian
from app.language.folding import fold
from app.language.numbers import Number, find_numbers
from app.language.periods import Period, find_periods
from app.language.tokens import Token, tokenise
from app.semantics.layer import Column, SemanticLayer, StoredValue

ARTICLE = "the"
OPERATOR = re.compile(r"[/÷×^|~\\]|(?<!\w)!(?=\w)")
"""Signs that make another question of the same words: revenue/orders, !delivered."""
LONGEST_NAME = 10
"""Words."""
Named = tuple[str, str, bool]
"""A column, as `table.column`; a value of it; and whether that is a pattern of values."""


@dataclass(frozen=True)
class Wording:
    """A question's words, and the periods and numbers among them by their first word."""

    tokens: tuple[Token, ...]
    periods: dict[int, Period]
    numbers: dict[int, Number]
    today: date

    @cached_property
    def whole(self) -> str:
        """The match key of all words."""
        return self.keys(0, len(self.tokens))

    def keys(self, first: int, last: int) -> str:
        """The match key of some words together."""
        return joined(token.key for token in self.tokens[first:last])

    def after(self, keys: str, at: int) -> int | None:
        """Where words go on that have this key together; None where other words stand."""
        last, said = at, ""
        while last < len(self.tokens) and len(said) < len(keys):
            said = joined((said, self.tokens[last].key))
            last += 1
        return last if said == keys else None


@lru_cache(maxsize=1024)
def word(question: str, language: Language, today: date) -> Wording:
    """A question's wording. Raises InvalidDate for 31 Mehr or 30 February."""
    written = [token for token in with_operators(question) if token.key != ARTICLE]
    return worded(tuple(to_persian(written) if is_finglish(written) else written), language, today)


def with_operators(question: str) -> list[Token]:
    """The question's tokens, and the operators between them, in order."""
    tokens = tokenise(question)
    inside = {at for token in tokens for at in range(token.start, token.end)}
    found = (match for match in OPERATOR.finditer(question) if match.start() not in inside)
    operators = (Token(match[0], match[0], *match.span(), "sign") for match in found)
    return sorted((*tokens, *operators), key=lambda token: token.start)


def worded(tokens: tuple[Token, ...], language: Language, today: date) -> Wording:
    """The wording of a question's tokens. Raises InvalidDate."""
    numbers = find_numbers(tokens)
    periods = {period.first: period for period in find_periods(tokens, numbers, today, language)}
    taken = {place for period in periods.values() for place in range(period.first, period.last)}
    return Wording(tokens, periods, {number.first: number for number in numbers if number.first not in taken}, today)


def spaced(question: str) -> str:
    """A question's match keys."""
    return " ".join(token.key for token in tokenise(question))


def joined(words: Iterable[str]) -> str:
    """One match key of several, «کرده‌اند» of «کرده اند»; Latin words and numbers stay apart: in direct, 1 12."""
    whole = ""
    for key in words:
        whole += f" {key}" if is_apart(whole[-1:], key[:1]) else key
    return whole


def is_apart(before: str, after: str) -> bool:
    """Whether words that end and begin with these characters are others without the space between them."""
    both = before + after
    return len(both) == len("ab") and both.isascii() and (both.isalpha() or both.isdigit())


def key_of(text: str) -> str:
    """The match key of a text."""
    return joined(token.key for token in tokenise(text))


def names_of(column: Column, value: str, is_pattern: bool) -> frozenset[str]:
    """The match keys of what people call a column's value, in both languages; a pattern has only the layer's names."""
    stored = [it for it in column.values if (it.value, it.is_pattern) == (value, is_pattern)]
    own = set() if is_pattern else {key_of(value)}
    return frozenset({*own, *(key for it in stored for key in keys_of(it))}) - {""}


def keys_of(stored: StoredValue) -> frozenset[str]:
    """The match keys of a value's labels and synonyms."""
    words = [*stored.label.values(), *(word for words in stored.synonyms.values() for word in words)]
    return frozenset(map(key_of, words))


@lru_cache(maxsize=8)
def named_values(layer: SemanticLayer) -> dict[str, frozenset[Named]]:
    """The values that the layer lists, by their names' match keys."""
    found: dict[str, set[Named]] = {}
    for table in layer.tables:
        for column in table.visible_columns:
            for stored in column.values:
                for key in keys_of(stored) | ({key_of(stored.value)} if not stored.is_pattern else set()):
                    found.setdefault(key, set()).add((column.reference, stored.value, stored.is_pattern))
    return {key: frozenset(named) for key, named in found.items()}


def value_at(wording: Wording, at: int, layer: SemanticLayer) -> tuple[Named, int] | None:
    """The one value that the longest run of words from `at` on names, and where it ends; None if it may be several."""
    listed = named_values(layer)
    lengths = range(min(LONGEST_NAME, len(wording.tokens) - at), 0, -1)
    last = next((at + length for length in lengths if wording.keys(at, at + length) in listed), at)
    named = set(listed.get(wording.keys(at, last), ()))
    for found in layer.values.current().found(wording.tokens, at):
        if found.last > last:
            named, last = set(), found.last
        if found.last == last:
            named |= {(found.column, stored, False) for stored in found.stored}
    return (named.pop(), last) if len(named) == 1 else None


def words_in(text: str) -> frozenset[str]:
    """The match keys of the words in a text, parts of such_a_name among them."""
    return frozenset(token.key for token in tokenise(fold(text).replace("_", " ")))
