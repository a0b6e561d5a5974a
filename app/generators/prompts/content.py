"""What a prompt has to say of a question, whatever its form: harmless text, with a schema that fits beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from app.contracts import Example, GenerationRequest, Json
from app.errors import InvalidDate, SchemaTooLarge
from app.generators.glossing import gloss
from app.generators.hints import Hints, hints_of
from app.generators.neutral import plain
from app.generators.prompts.prompt import Budget
from app.generators.prompts.pruning import Described, fit
from app.generators.prompts.repairing import rejection
from app.generators.prompts.tokens import estimate_tokens
from app.language.detection import detect_language
from app.semantics.layer import SemanticLayer

RESERVE = 64
"""Tokens that a chat's own marks take."""


@dataclass(frozen=True)
class Content:
    """What a prompt says: the question, its English if that is another text, hints, examples, and what went wrong.

    `earlier` are the questions that it may continue, each with its English.
    """

    question: str
    translation: str
    gloss: str
    hints: tuple[str, ...]
    examples: tuple[Example, ...]
    earlier: tuple[tuple[str, str], ...]
    rejection: tuple[str, ...]
    today: str
    tables: tuple[str, ...]

    @property
    def english(self) -> str:
        """The question for a model that reads English."""
        return self.translation or self.gloss or self.question

    def details(self, described: Described) -> dict[str, Json]:
        """What the record keeps of it."""
        texts = {"translation": self.translation, "gloss": self.gloss}
        return {
            **{name: text for name, text in texts.items() if text},
            "hints": list(self.hints),
            "examples": [example.question for example in self.examples],
            **({"earlier": [question for question, _ in self.earlier]} if self.earlier else {}),
            "tables_left_out": list(described.left_out),
        }


def content_of(request: GenerationRequest, translation: str = "") -> Content:
    """What the prompt of a question says."""
    before = [replace(request, question=text, language=detect_language(text)) for text in request.earlier]
    *known, hints = map(hints_of, (*before, request))
    lines = (line for found in (*known, hints) for line in found.lines)
    tables = {name for found in (*known, hints) for name in found.tables}.union(
        tables_of_translation(request, translation)
    )
    return Content(
        question=plain(request.question),
        translation=plain(translation),
        gloss=plain(gloss(hints.mentions)) if is_foreign(request) else "",
        hints=tuple(dict.fromkeys(map(plain, lines))),
        examples=tuple(Example(plain(example.question), plain(example.sql)) for example in request.examples),
        earlier=tuple(map(earlier_of, before, known)),
        rejection=tuple(map(plain, rejection(request))),
        today=request.today.isoformat(),
        tables=tuple(name for name in request.layer.by_name if name in tables),
    )


def tables_of_translation(request: GenerationRequest, translation: str) -> tuple[str, ...]:
    """The tables that a question's English is about: the layer may know no other words for them."""
    try:
        return hints_of(replace(request, question=translation, language="en")).tables if translation else ()
    except InvalidDate:
        return ()


def earlier_of(request: GenerationRequest, hints: Hints) -> tuple[str, str]:
    """An earlier question, and its English."""
    question = plain(request.question)
    return question, plain(gloss(hints.mentions)) if is_foreign(request) else question


def is_foreign(request: GenerationRequest) -> bool:
    """Whether the question is not in English: in Persian, or in Persian with Latin letters."""
    return detect_language(request.question) != "en"


Render = Callable[[Content, str], str]
"""The whole text of a prompt, from its content and a schema."""


def fitted(content: Content, layer: SemanticLayer, budget: Budget, render: Render) -> tuple[Content, Described]:
    """The content with the schema that fits beside it; examples make way, the farthest first.

    Raises SchemaTooLarge.
    """
    left = budget.prompt_tokens - RESERVE - estimate_tokens(render(content, ""))
    try:
        return content, fit(layer, content.tables, left)
    except SchemaTooLarge:
        if not content.examples:
            raise
    return fitted(replace(content, examples=content.examples[:-1]), layer, budget, render)
