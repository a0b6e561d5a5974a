"""What each word of a question means: the words, numbers and dates that are recognised, and those that are not."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import TypeVar

from app.contracts import Language
from app.generators.builtin.comparators import SIGNS
from app.generators.builtin.lexicon import ARTICLE, Comparator, Meaning, ValueOf, vocabulary_of
from app.generators.builtin.roles import Role
from app.generators.builtin.silent import WHOLES
from app.language.detection import is_finglish
from app.language.finglish import to_persian
from app.language.folding import fold
from app.language.negation import affirmed
from app.language.numbers import Number, find_numbers
from app.language.periods import Period, find_periods
from app.language.tokens import Token, tokenise
from app.language.verbs import STEM_OF
from app.language.vocabulary import Match, Vocabulary
from app.language.words import COPULAS, QUESTION_WORDS
from app.semantics.layer import Column, Measure, SemanticLayer, Table
from app.semantics.values import FoundValue, Values

Kind = TypeVar("Kind")
PLURAL_ENDINGS = tuple(map(fold, "s people ها های هایی ان ات هامون هام هاش هامان اتی انی یا".split()))
ONE_OF_THEM = ("ه‌ای", "ه ای")
"""How a Persian noun ends that is one of a kind, which looks like a plural once its half-space is gone."""
SINGULAR_ENDINGS = ("ss", "us", "is", "'s", "’s")
Found = Meaning | Period | Number
ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.\w+")
"""An e-mail address, or a pattern of some."""
PARTICIPLE = "ه"
SILENT_SIGNS = frozenset("\"'-")
OF_SIGNS: dict[str, Meaning] = {"%": Role.SHARE, "+": Comparator(">=", after=True)}
OF_SIGNS |= {sign: Comparator(operator) for sign, operator in SIGNS.items()}
OF_SIGNS |= dict.fromkeys(SILENT_SIGNS, Role.FILLER)


@dataclass(frozen=True)
class Mention:
    """A span of the question and all that it may mean; nothing, when the span is not understood."""

    text: str
    meanings: tuple[Found, ...]
    corrected: str | None = None
    """The word that a misspelling was taken for."""
    negated: bool = False
    """Whether it holds a negative verb: «لغو نشده»."""
    is_predicate: bool = False
    """Whether it is what is said of others: "were cancelled", «لغو شده‌اند»."""

    def has(self, *roles: Role) -> bool:
        """Whether it is one of these words of asking."""
        return any(role in self.meanings for role in roles)

    @property
    def is_hidden(self) -> bool:
        """Whether all that it may mean is columns that questions may not see."""
        return bool(self.meanings) and all(isinstance(it, Column) and it.hidden for it in self.meanings)

    @property
    def is_plural(self) -> bool:
        """Whether it is a noun in the plural."""
        text = fold(self.text)
        if self.text.endswith(ONE_OF_THEM):
            return False
        return text.endswith(PLURAL_ENDINGS) and not text.endswith(SINGULAR_ENDINGS)

    def one(self, kind: type[Kind]) -> Kind | None:
        """Its meaning of that kind, if it has exactly one."""
        found = [meaning for meaning in self.meanings if isinstance(meaning, kind)]
        return found[0] if len(found) == 1 else None


NOTHING = Mention("", ())


@dataclass(frozen=True)
class Known:
    """Where meanings are looked up."""

    vocabulary: Vocabulary[Meaning]
    values: Values
    layer: SemanticLayer
    spans: dict[int, Period | Number]
    negative: Collection[int]


@lru_cache(maxsize=512)
def find_mentions(
    question: str, language: Language, layer: SemanticLayer, values: Values, today: date
) -> tuple[Mention, ...]:
    """The question as mentions, in order; every word lies in exactly one."""
    tokens, negative = words_of(question)
    numbers = find_numbers(tokens)
    spans: dict[int, Period | Number] = {number.first: number for number in numbers}
    spans |= {period.first: period for period in find_periods(tokens, numbers, today, language)}
    known = Known(vocabulary_of(layer), values, layer, spans, negative)
    return tuple(cover(question, tokens, known))


def words_of(question: str) -> tuple[Sequence[Token], Collection[int]]:
    """The question's tokens, Finglish as Persian and without "the"; which of them were negative verbs."""
    tokens: Sequence[Token] = [token for token in tokenise(question) if token.key != ARTICLE]
    return affirmed(to_persian(tokens) if is_finglish(tokens) else tokens)


def cover(question: str, tokens: Sequence[Token], known: Known) -> Iterator[Mention]:
    """Go through the tokens from the left, taking the longest thing that begins at each."""
    at, before = 0, NOTHING
    while at < len(tokens):
        last, mention = longest_at(tokens, at, known)
        text = question[tokens[at].start : tokens[last - 1].end]
        negated = any(place in known.negative for place in range(at, last))
        said = is_said(tokens, at, last, before)
        before = settled(replace(mention, text=text, negated=negated, is_predicate=said), before)
        yield before
        at = last


def is_said(tokens: Sequence[Token], at: int, last: int, before: Mention) -> bool:
    """Whether some tokens are said of what stands before: "orders cancelled", "orders were cancelled", «لغو شده‌اند»."""
    is_behind = before.one(Table) is not None or (at > 0 and tokens[at - 1].key in COPULAS)
    is_last = last == len(tokens) and tokens[last - 1].key in STEM_OF and is_asked(tokens[:at])
    return ends_in_verb(tokens[last - 1]) or is_last or (tokens[at].key.isascii() and is_behind)


def is_asked(tokens: Sequence[Token]) -> bool:
    """Whether a question stands before what ends it, so that a participle there is its verb: «چند درصد لغو شده؟»."""
    return any(token.key in QUESTION_WORDS for token in tokens)


def ends_in_verb(token: Token) -> bool:
    """Whether a word is a Persian verb that can end a sentence; a participle alone («لغو شده») describes."""
    return token.key in STEM_OF and token.key != f"{STEM_OF[token.key]}{PARTICIPLE}"


def settled(mention: Mention, before: Mention) -> Mention:
    """The mention by what stands around it and what its words say together.

    A negative verb that means nothing else («نداده‌اند») is a "not"; other negative words keep their meaning. "Delivery
    time" means nothing, though its words are known. The whole behind a noun says nothing («فروش فروشگاه»), unless it
    is one of several («فروش هر فروشگاه»).
    """
    if mention.negated and mention.has(Role.FILLER):
        return replace(mention, meanings=(Role.NOT,), negated=False)
    if mention.has(Role.ABSENT):
        return replace(mention, meanings=())
    is_owner = not mention.meanings and mention.text in WHOLES
    if is_owner and any(isinstance(meaning, Table | Measure) for meaning in before.meanings):
        return replace(mention, meanings=(Role.FILLER,))
    return mention


def longest_at(tokens: Sequence[Token], at: int, known: Known) -> tuple[int, Mention]:
    """The longest thing that begins at a token, and the token after it; of equals a date or number counts first."""
    last, meanings, corrected = at + 1, sign_meanings(tokens[at]) or address_meanings(tokens[at], known.layer), None
    match = longest(known.vocabulary.matches(tokens, at), known.spans)
    if match:
        last, meanings, corrected = match.last, tuple(dict.fromkeys(match.payloads)), match.corrected
    values = known.values.found(tokens, at)
    if values and (not meanings or (not values[0].is_heard and (values[0].last > last or corrected))):
        last, meanings, corrected = values[0].last, tuple(value_meanings(values, known.layer)), heard(values)
    span = known.spans.get(at)
    if span and span.last >= last:
        last, meanings, corrected = span.last, (span,), None
    return last, Mention("", meanings, corrected)


def sign_meanings(token: Token) -> tuple[Found, ...]:
    """What a sign means by itself."""
    return (OF_SIGNS[token.key],) if token.kind == "sign" and token.key in OF_SIGNS else ()


def address_meanings(token: Token, layer: SemanticLayer) -> tuple[Found, ...]:
    """An e-mail address as a value of the column for addresses, if there is one."""
    if not ADDRESS.fullmatch(token.text):
        return ()
    columns = [column for table in layer.tables for column in table.visible_columns if holds_addresses(column)]
    return (ValueOf(columns[0], (token.text,)),) if len(columns) == 1 else ()


def holds_addresses(column: Column) -> bool:
    """Whether the values that are known of a column are addresses: "%@gmail.com"."""
    return any(ADDRESS.fullmatch(stored.value) for stored in column.values)


def heard(values: Sequence[FoundValue]) -> str | None:
    """The value that a name was taken for which is written in another alphabet."""
    return values[0].stored[0] if values[0].is_heard else None


def value_meanings(values: Sequence[FoundValue], layer: SemanticLayer) -> Iterator[ValueOf]:
    """Values that are known from the database."""
    for value in values:
        yield ValueOf(layer.column(value.column), value.stored)


def longest(matches: Sequence[Match[Meaning]], spans: dict[int, Period | Number]) -> Match[Meaning] | None:
    """The longest phrase that does not run into a date («هر ماه گذشته» is not «هر ماه» and a rest).

    What says nothing does so as it is written alone: «موجودی» is not «موجود». «یک تا پنج» is not «یکتا».
    """
    for match in matches:
        if not match.exact and Role.FILLER in match.payloads:
            continue
        if Role.DISTINCT in match.payloads and isinstance(spans.get(match.first), Number):
            continue
        if not any(match.first < start < match.last and isinstance(span, Period) for start, span in spans.items()):
            return match
    return None
