"""Phrases that mean something, and how they are found: spelled together or apart, inflected, or slightly misspelled."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from app.language.misspelling import SHORTEST_WORD, Corrector
from app.language.morphology import OWN_WORDS, SEPARATE_SUFFIXES, common_forms, inner_forms, stems
from app.language.tokens import Token, tokenise
from app.language.words import FUNCTION_WORDS, is_everyday

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """What a run of tokens (`first` up to, not including, `last`) may mean.

    `exact` is False for an inflected or corrected form; `corrected` is the phrase that a misspelling was taken for.
    """

    payloads: tuple[T, ...]
    first: int
    last: int
    exact: bool
    corrected: str | None = None


class Vocabulary(Generic[T]):
    """Phrases with what they stand for. A phrase's key is its tokens' keys without spaces: «ثبت‌نام» is «ثبت نام».

    `known` says which words are right as they are, so that no misspelling is sought in them.
    """

    def __init__(self, pairs: Iterable[tuple[str, T]], known: Callable[[str], bool] = is_everyday) -> None:
        self._payloads: dict[str, list[T]] = {}
        self._written: dict[str, str] = {}
        self._known = known
        words: dict[str, str] = {}
        for phrase, payload in pairs:
            key = phrase_key(phrase)
            self._payloads.setdefault(key, []).append(payload)
            self._written.setdefault(key, phrase)
            if len(phrase.split()) == 1 and key not in FUNCTION_WORDS and len(key) >= SHORTEST_WORD:
                words |= dict.fromkeys(common_forms(key), key)
        self._sorted = sorted(self._payloads)
        self._words = words | {key: key for key in words.keys() & self._payloads.keys()}
        self._corrections = lru_cache(maxsize=4096)(Corrector(words).corrections)

    def __contains__(self, phrase: str) -> bool:
        """Whether the phrase is in the vocabulary as it is."""
        return phrase_key(phrase) in self._payloads

    def matches(self, tokens: Sequence[Token], at: int) -> list[Match[T]]:
        """What the tokens from `at` on may mean, longest first; a correction only where nothing else is found."""
        found = self._spelled(tokens, at)
        return found or self._misspelled(tokens[at], at)

    def _spelled(self, tokens: Sequence[Token], at: int) -> list[Match[T]]:
        """The phrases that begin at `at`, as they are or inflected."""
        found: list[Match[T]] = []
        beginnings = {""}
        for position in range(at, len(tokens)):
            token = tokens[position]
            match = None if token.kind == "sign" else self._ending(beginnings, token, at, position)
            if match:
                found.append(self._with_suffix(match, tokens))
            beginnings = self._continued(beginnings, token)
            if not beginnings:
                break
        return found[::-1]

    def _ending(self, beginnings: set[str], token: Token, at: int, position: int) -> Match[T] | None:
        """The phrase that ends with `token` after one of `beginnings`; an exact one is preferred."""
        for exact, stem in stems(token.key):
            for beginning in beginnings:
                payloads = self._payloads.get(beginning + stem)
                if payloads and (exact or beginning + stem not in FUNCTION_WORDS):
                    return Match(tuple(payloads), at, position + 1, exact)
        return None

    def _with_suffix(self, match: Match[T], tokens: Sequence[Token]) -> Match[T]:
        """The match, with a suffix that is written apart («سفارش های»)."""
        if match.last < len(tokens) and tokens[match.last].key in SEPARATE_SUFFIXES:
            return Match(match.payloads, match.first, match.last + 1, exact=False)
        return match

    def _continued(self, beginnings: set[str], token: Token) -> set[str]:
        """The beginnings, longer by `token`, that some phrase still has."""
        if token.kind == "sign":
            return set()
        longer = {beginning + form for beginning in beginnings for form in inner_forms(token.key)}
        return {beginning for beginning in longer if self._begins(beginning)}

    def _begins(self, letters: str) -> bool:
        """Whether some phrase's key begins with these letters."""
        at = bisect_left(self._sorted, letters)
        return at < len(self._sorted) and self._sorted[at].startswith(letters)

    def _misspelled(self, token: Token, at: int) -> list[Match[T]]:
        """The word that `token` is a misspelling of, if that is beyond doubt."""
        if token.kind != "word" or token.key in OWN_WORDS or self._known(token.key):
            return []
        meant = {self._words[form] for form in self._corrections(token.key)}
        if len({tuple(map(id, self._payloads[key])) for key in meant}) != 1:
            return []
        key = min(meant)
        return [Match(tuple(self._payloads[key]), at, at + 1, exact=False, corrected=self._written[key])]


def phrase_key(phrase: str) -> str:
    """The match key of a phrase: its tokens' keys, without spaces."""
    letters = phrase.replace(" ", "")
    if letters.isascii() and letters.isalpha():
        return letters.lower()
    return "".join(token.key for token in tokenise(phrase))
