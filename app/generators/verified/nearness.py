"""The words of approved questions, recognised in how others say them: politely, spoken, or with a slip.

A word is taken for an approved one only where nothing that is asked can change by it: never a number, a period, a
value, a negation, or a word that is right as it is and means something else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rapidfuzz.distance import OSA

from app.contracts import Language
from app.generators.builtin.lexicon import Meaning, vocabulary_of
from app.generators.builtin.roles import Role
from app.generators.verified.politeness import polite_ends
from app.generators.verified.templates import Template
from app.generators.verified.wording import Wording, worded
from app.language.misspelling import SHORTEST_WITH_OTHER_LETTER, Corrector
from app.language.morphology import written_plurals
from app.language.negation import may_differ_in_negation
from app.language.tokens import tokenise
from app.language.verbs import written_verb
from app.language.vocabulary import Match
from app.language.words import FILLER, POLITENESS, is_everyday
from app.semantics.layer import SemanticLayer

NEGATIONS = frozenset((Role.NOT, Role.NEVER))


class Nearness:
    """The words of approved questions, and which others stand for them.

    Names that are in approved SQL are none of them: other names may be alike. Slips are only seen in words that are
    known otherwise, too: whether "picked" is a slip of "packed" is nothing that can be told.
    """

    def __init__(self, templates: Sequence[Template], layer: SemanticLayer) -> None:
        self.layer = layer
        names = {word for template in templates for word in template.names}
        words = {word for template in templates for word in template.words}
        self._texts = {it.key: it.text for template in templates for it in template.wording.tokens}
        self._words = {word for word in words if word not in names or self.is_known(word)}
        self._written = {self.written(word): word for word in sorted(self._words)}
        self._corrector = Corrector(
            word for word in self._words if len(word) >= SHORTEST_WITH_OTHER_LETTER and self.is_known(word)
        )
        self._asking: dict[frozenset[Meaning], list[str]] = {}
        for word in sorted(self._words):
            if asked := self.asking(word):
                self._asking.setdefault(asked, []).append(word)

    def plainly(self, wording: Wording, language: Language) -> Wording:
        """A question as approved ones would say it, as far as they would say it otherwise. Raises InvalidDate."""
        taken = set(self.places_taken(wording))
        tokens = [
            token if at in taken or token.kind != "word" else replace(token, key=self.approved(token.key))
            for at, token in enumerate(wording.tokens)
        ]
        first, last = polite_ends(tokens)
        named = {at for at in taken if tokens[at].key in POLITENESS}
        kept = tuple(token for at, token in enumerate(tokens) if first <= at < last or at in named)
        return wording if kept == wording.tokens else worded(kept, language, wording.today)

    def places_taken(self, wording: Wording) -> Iterator[int]:
        """The places of words that say a period, a number, or a value that the database holds."""
        values = self.layer.values.current()
        for at in range(len(wording.tokens)):
            found = wording.periods.get(at) or wording.numbers.get(at)
            lasts = [value.last for value in values.found(wording.tokens, at)]
            yield from range(at, max([*lasts, found.last if found else at]))

    def corrections(self, wording: Wording) -> tuple[tuple[str, str], ...]:
        """The words of a question that are taken for misspelled ones, and what approved questions have for them."""
        taken = set(self.places_taken(wording))
        words = [token for at, token in enumerate(wording.tokens) if at not in taken and token.kind == "word"]
        meant = ((token.text, self.meant(token.key)) for token in words if not self.same(token.key))
        return tuple((text, self._texts[key]) for text, key in meant if key)

    def approved(self, key: str) -> str:
        """The approved word that a word stands for, or itself."""
        return self.same(key) or self.meant(key) or key

    def same(self, key: str) -> str | None:
        """The approved word that a word is, be it as it is spoken."""
        if key in self._words:
            return key
        return self._written.get(self.written(key)) or self.heard(key)

    def written(self, key: str) -> str:
        """The written form of a word that may be a spoken one."""
        plurals = (plural for stem, plural in written_plurals(key) if self.is_known(stem))
        return next(plurals, written_verb(key))

    def heard(self, key: str) -> str | None:
        """The one approved word of asking that means the same and is said almost alike: «کدام» of «کدوم»."""
        asked = self.asking(key)
        alike = [word for word in self._asking.get(asked, ()) if OSA.distance(word, key) == 1] if asked else []
        return alike[0] if len(alike) == 1 else None

    def asking(self, key: str) -> frozenset[Meaning]:
        """What a Persian word of asking means; nothing for a word of what is asked about, or of a negation."""
        meanings = frozenset(meaning for match in self.matches(key) if match.exact for meaning in match.payloads)
        is_asking = not key.isascii() and all(isinstance(meaning, Role) for meaning in meanings)
        is_plain = NEGATIONS.isdisjoint(meanings) and (Role.FILLER not in meanings or key in FILLER)
        return meanings if is_asking and is_plain else frozenset()

    def meant(self, key: str) -> str | None:
        """The one approved word that a word is with one slip; none for a right word, or a short one."""
        if len(key) < SHORTEST_WITH_OTHER_LETTER or self.is_known(key):
            return None
        found = self._corrector.corrections(key)
        is_sure = len(found) == 1 and OSA.distance(found[0], key) == 1 and not may_differ_in_negation(found[0], key)
        return found[0] if is_sure else None

    def is_known(self, key: str) -> bool:
        """Whether a word is right as it is: an everyday one, or one of the layer's in some form."""
        return is_everyday(key) or any(match.corrected is None for match in self.matches(key))

    def matches(self, key: str) -> list[Match[Meaning]]:
        """What the engine knows of a word."""
        tokens = tokenise(key)
        return vocabulary_of(self.layer).matches(tokens, 0) if tokens else []
