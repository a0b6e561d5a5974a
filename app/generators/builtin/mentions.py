"""What each word of a question means: the words, numbers and dates that are recognised, and those that are not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from app.contracts import Language
from app.generators.builtin.lexicon import Meaning, Role, vocabulary_of
from app.language.detection import is_finglish
from app.language.finglish import to_persian
from app.language.numbers import Number, find_numbers
from app.language.periods import Period, find_periods
from app.language.tokens import Token, tokenise
from app.language.vocabulary import Match, Vocabulary
from app.semantics.layer import Column, SemanticLayer

Kind = TypeVar("Kind")


@dataclass(frozen=True)
class Mention:
    """A span of the question and all that it may mean; nothing, when the span is not understood."""

    text: str
    meanings: tuple[Meaning | Period | Number, ...]
    corrected: str | None = None
    """The word that a misspelling was taken for."""

    def has(self, *roles: Role) -> bool:
        """Whether it is one of these words of asking."""
        return any(role in self.meanings for role in roles)

    @property
    def is_hidden(self) -> bool:
        """Whether all that it may mean is columns that questions may not see."""
        return bool(self.meanings) and all(isinstance(it, Column) and it.hidden for it in self.meanings)

    def one(self, kind: type[Kind]) -> Kind | None:
        """Its meaning of that kind, if it has exactly one."""
        found = [meaning for meaning in self.meanings if isinstance(meaning, kind)]
        return found[0] if len(found) == 1 else None


def find_mentions(question: str, language: Language, layer: SemanticLayer, today: date) -> tuple[Mention, ...]:
    """The question as mentions, in order; every word lies in exactly one."""
    tokens: Sequence[Token] = tokenise(question)
    if is_finglish(tokens):
        tokens = to_persian(tokens)
    numbers = find_numbers(tokens)
    spans: dict[int, Period | Number] = {number.first: number for number in numbers}
    spans |= {period.first: period for period in find_periods(tokens, numbers, today, language)}
    return tuple(cover(question, tokens, spans, vocabulary_of(layer)))


def cover(
    question: str, tokens: Sequence[Token], spans: dict[int, Period | Number], vocabulary: Vocabulary[Meaning]
) -> Iterator[Mention]:
    """Go through the tokens from the left, taking the longest thing that begins at each."""
    at = 0
    meanings: tuple[Meaning | Period | Number, ...]
    while at < len(tokens):
        last, meanings, corrected = at + 1, (), None
        span, match = spans.get(at), longest(vocabulary.matches(tokens, at), spans)
        if match:
            last, meanings, corrected = match.last, tuple(dict.fromkeys(match.payloads)), match.corrected
        if span and span.last >= last:
            last, meanings, corrected = span.last, (span,), None
        yield Mention(question[tokens[at].start : tokens[last - 1].end], meanings, corrected)
        at = last


def longest(matches: Sequence[Match[Meaning]], spans: dict[int, Period | Number]) -> Match[Meaning] | None:
    """The longest phrase that does not run into a date: «هر ماه گذشته» is not «هر ماه» and a rest."""
    for match in matches:
        if not any(match.first < start < match.last and isinstance(span, Period) for start, span in spans.items()):
            return match
    return None
