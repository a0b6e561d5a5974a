"""A question with structure as its parts: each span with all that it may mean, and nothing left without a meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from app.contracts import Language
from app.generators.builtin.comparators import SIGNS
from app.generators.builtin.lexicon import ARTICLE, Comparator, ValueOf
from app.generators.builtin.selecting.lexicon import is_filler, vocabulary_of
from app.generators.builtin.selecting.senses import Quoted, Sense
from app.generators.builtin.selecting.thesaurus import DEMONYMS
from app.generators.builtin.selecting.words import Word
from app.generators.builtin.sentence import Unread
from app.language.detection import is_finglish
from app.language.finglish import to_persian
from app.language.negation import affirmed
from app.language.numbers import Number, find_numbers
from app.language.periods import Period, find_periods
from app.language.tokens import Token, tokenise
from app.language.vocabulary import Match, Vocabulary
from app.language.words import EVERYDAY
from app.semantics.layer import SemanticLayer
from app.semantics.values import Values

Kind = TypeVar("Kind")
DENIAL = Quoted("")
"""Stands for a negative verb until its clause is known."""
POLITE = ("please", "kindly", "can you", "could you", "لطفا")
QUOTES = ("'", '"')
BOTH_NAMES = re.compile(r"\bfirst and last name(s?)\b", re.IGNORECASE)
POSSESSIVE = re.compile(r"(?<=\w)['’]s\b")
INCLUDE = re.compile(r"(?<=[.?!;] )(also )?(include|return|provide|give)\b", re.IGNORECASE)
"""Verbs that begin a sentence of their own behind a question."""
OF_SEVERAL = re.compile(r"^([^'’]*s)['’](?= [^'’]*$)")
"""A plural's possessive, where no other apostrophe may be a quotation mark: "countries' channels"."""
DETERMINERS = frozenset(("a", "an", "any", "no"))
"""Words behind which a verb's form is a noun: "left a review"."""
ALL = frozenset(("all", "every", "تمام", "تمامی", "همه"))
"""Words that say, behind "than", that every one of some rows is compared with."""
OF_THOSE = frozenset(("that", "those", "of"))
SPEAKING = frozenset(("speak", "speaks", "spoke", "spoken", "speaking"))
"""Verbs behind which an adjective for a place is a language."""
ENDING = frozenset(("ended", "ending"))
BEFORE_DATE = frozenset(("in", "on", "before", "after", "since", "between", "during"))
COMMAS = (",", "،", ";", "؛", ".", "?")


@dataclass(frozen=True)
class Span:
    """A part of the question: its text, what it may mean, and whether a comma or full stop stands before it."""

    text: str
    senses: tuple[Sense, ...]
    is_after_pause: bool = False
    corrected: str | None = None
    """What a misspelled word was taken for."""

    def is_word(self, *words: Word) -> bool:
        """Whether it may be one of these words."""
        return any(word in self.senses for word in words)

    def all(self, kind: type[Kind]) -> list[Kind]:
        """Its meanings of a kind."""
        return [sense for sense in self.senses if isinstance(sense, kind)]

    def first(self, kind: type[Kind]) -> Kind | None:
        """Its first meaning of a kind."""
        return next(iter(self.all(kind)), None)


@dataclass(frozen=True)
class Scanner:
    """Finds the spans of one question."""

    question: str
    whole: Sequence[Token]
    """The tokens with every "the", which names may have."""
    tokens: Sequence[Token]
    negative: frozenset[int]
    vocabulary: Vocabulary[Sense]
    values: Values
    layer: SemanticLayer
    dates: dict[int, Period | Number]

    def spans(self) -> Iterator[Span]:
        """The spans, filler left out. Raises Unread for a word that means nothing known."""
        at, end = 0, 0
        while at < len(self.tokens):
            last, senses = self.quoted(at) or self.longest(at)
            corrected = None
            if not senses and not is_filler(self.tokens[at].key):
                senses, corrected = self.misspelled(at)
            text = self.question[self.tokens[at].start : self.tokens[last - 1].end]
            if not senses and not is_filler(self.tokens[at].key) and self.tokens[at].kind != "sign":
                raise Unread(f"«{text}»")
            if self.tokens[at].key in ALL and self.is_compared(at):
                senses = (Word.THAN_ALL,)
            if senses == (Word.LINK,) and at and self.tokens[at - 1].key in DETERMINERS:
                raise Unread(f"«{text}»")
            if any(place in self.negative for place in range(at, last)):
                yield Span(text, (DENIAL,))
            if senses:
                pause = any(sign in self.question[end : self.tokens[at].start] for sign in COMMAS)
                yield Span(text, senses, pause, corrected)
            at, end = last, self.tokens[last - 1].end

    def is_compared(self, at: int) -> bool:
        """Whether a token stands behind "than", perhaps with "those of" between them."""
        before = [token.key for token in self.tokens[:at]]
        while before and before[-1] in OF_THOSE:
            before.pop()
        return before[-1:] in (["than"], ["از"])

    def quoted(self, at: int) -> tuple[int, tuple[Sense, ...]] | None:
        """A text in quotes, which may be a value that is known."""
        mark = self.tokens[at].key
        if mark not in QUOTES:
            return None
        ends = [place for place in range(at + 1, len(self.tokens)) if self.tokens[place].key == mark]
        if not ends or ends[0] == at + 1:
            return None
        text = self.question[self.tokens[at].end : self.tokens[ends[0]].start].strip()
        known = [*self.values_of(text), *self.listed(at + 1, ends[0])]
        return ends[0] + 1, (Quoted(text), *known)

    def longest(self, at: int) -> tuple[int, tuple[Sense, ...]]:
        """The longest thing that begins at a token, with all that it may mean."""
        token = self.tokens[at]
        if token.kind == "sign":
            return at + 1, (Comparator(SIGNS[token.key]),) if token.key in SIGNS else ()
        found = self.known(at)
        last = max(found, default=at + 1)
        senses = found.get(last, [])
        if last == at + 1 and not any(isinstance(sense, ValueOf) for sense in senses):
            senses += self.place(at)
        if Word.NOT in senses:
            senses = [sense for sense in senses if not isinstance(sense, ValueOf)]
        return last, tuple(dict.fromkeys(senses))

    def known(self, at: int) -> dict[int, list[Sense]]:
        """All that may begin at a token, by the token after it."""
        found: dict[int, list[Sense]] = {}
        for match in self.vocabulary.matches(self.tokens, at):
            if not match.corrected and not self.is_verbal(match):
                found.setdefault(match.last, []).extend(match.payloads)
        for last, value in self.values_at(at):
            if last == at + 1 or not all(self.is_common(token) for token in self.tokens[at:last]):
                found.setdefault(last, []).append(value)
        if span := self.dates.get(at):
            found.setdefault(span.last, []).insert(0, span)
        return found

    def is_verbal(self, match: Match[Sense]) -> bool:
        """Whether several words only look like a name because the last is a verb's form: "teams sponsored"."""
        is_form = self.tokens[match.last - 1].key.endswith(("ed", "ing")) and not match.exact
        return is_form and match.last - match.first > 1

    def misspelled(self, at: int) -> tuple[tuple[Sense, ...], str | None]:
        """What a word may mean that is misspelled beyond doubt, and the word that was meant."""
        matches = [match for match in self.vocabulary.matches(self.tokens, at) if match.corrected]
        return (matches[0].payloads, matches[0].corrected) if matches else ((), None)

    def is_common(self, token: Token) -> bool:
        """Whether a word only holds others together, so that a name can't be told from several of them."""
        return (
            is_filler(token.key)
            or token.key in EVERYDAY
            or any(isinstance(sense, Word) for match in self.vocabulary.matches([token], 0) for sense in match.payloads)
        )

    def values_of(self, text: str) -> list[Sense]:
        """The values that exactly a text names."""
        tokens = tokenise(text)
        known = self.values.found(tokens, 0) if tokens else ()
        return [ValueOf(self.layer.column(it.column), it.stored) for it in known if it.last == len(tokens)]

    def values_at(self, at: int) -> Iterator[tuple[int, ValueOf]]:
        """The values that begin at a token, or at a "the" before it, with the token after each."""
        start = self.tokens[at].start
        first = next(place for place, token in enumerate(self.whole) if token.start == start)
        begins = [first - 1, first] if first and self.whole[first - 1].key == ARTICLE else [first]
        for value in (value for begin in begins for value in self.values.found(self.whole, begin)):
            end = self.whole[value.last - 1].end
            last = next((place for place, token in enumerate(self.tokens) if token.start >= end), len(self.tokens))
            yield last, ValueOf(self.layer.column(value.column), value.stored)

    def listed(self, at: int, last: int) -> list[Sense]:
        """The values of the layer that exactly these tokens name."""
        matches = [match for match in self.vocabulary.matches(self.tokens, at) if match.last == last]
        return [sense for match in matches for sense in match.payloads if isinstance(sense, ValueOf)]

    def place(self, at: int) -> list[Sense]:
        """The values that an adjective for a place names: "Asian"."""
        name = DEMONYMS.get(self.tokens[at].key)
        if name is None or (at and self.tokens[at - 1].key in SPEAKING):
            return []
        tokens = tokenise(name.replace("_", " "))
        known = self.values.found(tokens, 0)
        found: list[Sense] = [
            ValueOf(self.layer.column(it.column), it.stored) for it in known if it.last == len(tokens)
        ]
        for match in self.vocabulary.matches(tokens, 0):
            found += [it for it in match.payloads if isinstance(it, ValueOf) and match.last == len(tokens)]
        return found


def scan(question: str, language: Language, layer: SemanticLayer, values: Values, today: date) -> list[Span]:
    """The question's spans, in order. Raises Unread for a word that means nothing, InvalidDate."""
    question = INCLUDE.sub("show", question)
    question = BOTH_NAMES.sub(r"first name\1 and last name\1", OF_SEVERAL.sub(r"\1 s", POSSESSIVE.sub(" s", question)))
    whole = tokenise(question)
    if is_finglish(whole):
        whole = to_persian(whole)
    whole, negated = affirmed(whole)
    kept = [at for at, token in enumerate(whole) if token.key != ARTICLE]
    tokens, negative = [whole[at] for at in kept], frozenset(place for place, at in enumerate(kept) if at in negated)
    numbers = find_numbers(tokens)
    dates: dict[int, Period | Number] = {number.first: number for number in numbers}
    dates |= {period.first: period for period in find_periods(plain_verbs(tokens), numbers, today, language)}
    spans = Scanner(question, whole, tokens, negative, vocabulary_of(layer), values, layer, dates).spans()
    return opened(denied_first(spans))


def plain_verbs(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with "ended" as a mere verb where a preposition follows: what ended in 2024 is no vague year."""
    behind = [token.key for token in tokens[1:]] + [""]
    return [
        replace(token, key="finished") if token.key in ENDING and following in BEFORE_DATE else token
        for token, following in zip(tokens, behind, strict=True)
    ]


def denied_first(spans: Iterator[Span]) -> list[Span]:
    """The spans with a negative verb as a "not" at the beginning of its clause; after «هیچ» it says nothing more."""
    found: list[Span] = []
    for span in spans:
        if DENIAL not in span.senses:
            found.append(span)
            continue
        clause = next((at for at in reversed(range(len(found))) if found[at].is_word(Word.THAT)), None)
        start = len(found) if clause is None else clause + 1
        if not any(it.is_word(Word.NOT, Word.WITHOUT) for it in found[start:]):
            found.insert(start, Span(span.text, (Word.NOT,)))
    return found


def opened(spans: list[Span]) -> list[Span]:
    """The spans with the verb that begins the question only asking, even if it is a noun here: "show", "order"."""
    first = next((at for at, span in enumerate(spans) if span.text.lower() not in POLITE), None)
    if first is None or not spans[first].is_word(Word.ASK, Word.ORDERED):
        return spans
    if spans[first].text.lower().startswith(("sorted", "ordered", "ranked", "arranged")):
        return spans
    is_order = spans[first].is_word(Word.ORDERED)
    asking = [Span(span.text, (Word.ASK,)) for span in spans[: first + 1]]
    by = next((at for at in range(first + 1, len(spans)) if spans[at].text.lower() == "by"), None) if is_order else None
    rest = [Span("by", (Word.ORDERED,)) if at == by else spans[at] for at in range(first + 1, len(spans))]
    return [*asking, *rest]
