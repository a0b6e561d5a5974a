"""The approved questions of one moment: what they answer, and which of them are like a question."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rapidfuzz import fuzz, process

from app.contracts import Example, Language
from app.errors import InvalidDate
from app.generators.verified.templates import Answer, Template
from app.generators.verified.wording import Wording, word
from app.language.tokens import tokenise
from app.semantics.layer import SemanticLayer

LEAST_ALIKE = 50.0
"""Of 100: what a question must have in common with another to be an example for it."""


class Approved:
    """Approved questions as templates, those first that count most."""

    def __init__(self, templates: Sequence[Template], layer: SemanticLayer) -> None:
        self.templates = tuple(templates)
        self.layer = layer
        self._spaced = tuple(spaced(template.pair.question) for template in self.templates)

    def answer(self, question: str, language: Language, today: date) -> Answer | None:
        """The SQL for a question that was approved, or for one that says the same of other days, values or numbers.

        Where approved questions are at odds about the latter, there is no answer.
        """
        try:
            wording = word(question, language, today) if self.templates else None
        except InvalidDate:
            return None
        if wording is None:
            return None
        found = [answer for template in self.templates if (answer := template.answer(wording, self.layer))]
        repeated = [answer for answer in found if is_repeated(answer, wording)]
        return next(iter(repeated or found), None) if repeated or len({it.sql for it in found}) == 1 else None

    def nearest(self, question: str, language: Language, count: int, today: date) -> tuple[Example, ...]:
        """The approved questions of its language that are most like a question, with SQL as it is right today."""
        alike = process.extract(
            spaced(question), self._spaced, scorer=fuzz.token_ratio, limit=None, score_cutoff=LEAST_ALIKE
        )
        templates = (self.templates[place] for _, _, place in sorted(alike, key=lambda it: (-it[1], it[2])))
        examples: list[Example] = []
        for template in templates:
            if len(examples) < count and template.pair.language == language:
                examples += example_of(template, today, self.layer)
        return tuple(examples)

    def questions(self, language: Language) -> tuple[str, ...]:
        """The approved questions of a language, each once."""
        pairs = (template.pair for template in self.templates)
        return tuple(dict.fromkeys(pair.question for pair in pairs if pair.language == language))


def spaced(question: str) -> str:
    """A question's match keys."""
    return " ".join(token.key for token in tokenise(question))


def is_repeated(answer: Answer, wording: Wording) -> bool:
    """Whether a question is an approved one word for word."""
    return word(answer.pair.question, answer.pair.language, wording.today).whole == wording.whole


def example_of(template: Template, today: date, layer: SemanticLayer) -> list[Example]:
    """An approved question with its SQL as it is right today, if it still is."""
    pair = template.pair
    answer = template.answer(word(pair.question, pair.language, today), layer)
    return [Example(pair.question, answer.sql)] if answer else []
