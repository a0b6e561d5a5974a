"""The approved questions of one moment: what they answer, and which of them are like a question."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from rapidfuzz import fuzz, process

from app.contracts import Example, Language
from app.errors import InvalidDate
from app.generators.verified.nearness import Nearness
from app.generators.verified.templates import Answer, Template
from app.generators.verified.wording import Wording, spaced, word
from app.semantics.layer import SemanticLayer

LEAST_ALIKE = 50.0
"""Of 100: what a question must have in common with another to be an example for it."""


class Approved:
    """Approved questions as templates, those first that count most.

    They are found by their words as a whole, or by those that they begin with, however many there are.
    """

    def __init__(self, templates: Sequence[Template], layer: SemanticLayer) -> None:
        self.templates = tuple(templates)
        self.layer = layer
        self._spaced = tuple(template.spaced for template in self.templates)
        self._by_whole: dict[str, list[Template]] = defaultdict(list)
        self._by_head: dict[str, list[Template]] = defaultdict(list)
        for template in self.templates:
            self._by_whole[template.wording.whole].append(template)
            self._by_head[template.head].append(template)
        self._lengths = sorted({len(head) for head in self._by_head})
        self._near = Nearness(self.templates, layer)

    def answer(self, question: str, language: Language, today: date) -> Answer | None:
        """The SQL for a question that was approved, or for one that says the same of other days, values or numbers.

        Politeness, spoken words and slips are seen through. Where approved questions are at odds, there is no answer.
        """
        if not self.templates:
            return None
        try:
            wording = word(question, language, today)
            return self.worded(wording) or self.worded_plainly(wording, language)
        except InvalidDate:
            return None

    def worded(self, wording: Wording) -> Answer | None:
        """The SQL for these very words, one that repeats an approved question before others."""
        repeated = next(self.answers(self._by_whole.get(wording.whole, ()), wording), None)
        if repeated:
            return repeated
        found = self.answers(self.beginning(wording), wording)
        answer = next(found, None)
        return answer if answer and all(other.sql == answer.sql for other in found) else None

    def worded_plainly(self, wording: Wording, language: Language) -> Answer | None:
        """The SQL for these words as approved questions say them. Raises InvalidDate."""
        plain = self._near.plainly(wording, language)
        answer = None if plain is wording else self.worded(plain)
        return replace(answer, corrections=self._near.corrections(wording)) if answer else None

    def beginning(self, wording: Wording) -> Iterator[Template]:
        """The templates that begin as a question does."""
        for length in self._lengths:
            yield from self._by_head.get(wording.whole[:length], ())

    def answers(self, templates: Iterable[Template], wording: Wording) -> Iterator[Answer]:
        """What templates answer."""
        return (answer for template in templates if (answer := template.answer(wording, self.layer)))

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


def example_of(template: Template, today: date, layer: SemanticLayer) -> list[Example]:
    """An approved question with its SQL as it is right today, if it still is."""
    answer = template.answer_on(today, layer)
    return [Example(template.pair.question, answer.sql)] if answer else []
