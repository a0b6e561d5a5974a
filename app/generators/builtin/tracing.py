"""What the engine makes of a question on its way to SQL, form by form, so that a person can follow it."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, is_dataclass
from datetime import date

from app.contracts import GenerationRequest, Json, Language
from app.errors import QueryCraftError
from app.generators.builtin import BuiltinGenerator
from app.generators.builtin.mentions import Mention, find_mentions, words_of
from app.generators.builtin.reading import read
from app.language.numbers import Number
from app.language.periods import Period
from app.language.tokens import Token
from app.progress import Progress
from app.semantics.layer import Column, Measure, Segment, SemanticLayer, Table
from app.semantics.reading import Reading

CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True)
class Trace:
    """The forms that a question takes; where one can't be made, the error that says why, and none after it."""

    tokens: tuple[Token, ...]
    mentions: tuple[Mention, ...] = ()
    reading: Reading | None = None
    sql: str | None = None
    error: QueryCraftError | None = None

    @property
    def periods(self) -> tuple[tuple[str, Period], ...]:
        """The stretches of time that are named, each with its words."""
        found = ((mention.text, mention.one(Period)) for mention in self.mentions)
        return tuple((text, period) for text, period in found if period)

    @property
    def unexplained(self) -> tuple[str, ...]:
        """The words that nothing explains."""
        return tuple(mention.text for mention in self.mentions if not mention.meanings)


def trace(question: str, language: Language, layer: SemanticLayer, today: date) -> Trace:
    """Take a question as far as it gets; nothing is run, and nothing is raised."""
    tokens = tuple(words_of(question)[0])
    mentions: tuple[Mention, ...] = ()
    reading = None
    try:
        mentions = find_mentions(question, language, layer, layer.values.current(), today)
        reading = read(question, language, layer, today)
        request = GenerationRequest(question, language, reading.as_json(), layer, today, Progress())
        return Trace(tokens, mentions, reading, BuiltinGenerator().generate(request).sql)
    except QueryCraftError as error:
        return Trace(tokens, mentions, reading, error=error)


def described(meaning: object) -> str:
    """A meaning in the layer's terms: "count", "table orders", "value of orders.status delivered"."""
    match meaning:
        case Number():
            return f"number {meaning.value}" + (f" {meaning.unit}" if meaning.unit else "")
        case Period():
            return f"period {meaning.kind}"
        case Column() | Measure():
            return f"{type(meaning).__name__.lower()} {meaning.reference}"
        case Table() | Segment():
            return f"{type(meaning).__name__.lower()} {meaning.name}"
    if not is_dataclass(meaning):
        return str(meaning)
    parts = (part_of(field.name, getattr(meaning, field.name)) for field in fields(meaning))
    return " ".join([CAPITAL.sub(" ", type(meaning).__name__).lower(), *filter(None, parts)])


def part_of(name: str, value: object) -> str:
    """A part of a meaning; what is not so, or not there, is left out."""
    match value:
        case True:
            return name.removeprefix("is_")
        case None | False:
            return ""
        case Column() | Measure():
            return value.reference
        case Table() | Segment():
            return value.name
        case tuple():
            return ", ".join(map(str, value))
    return described(value) if is_dataclass(value) else str(value)


def said_of(reading: Reading) -> dict[str, Json]:
    """What a reading says, without what it leaves open."""
    return {key: stated(value) for key, value in reading.as_json().items() if value not in (None, [], False)}


def stated(value: Json) -> Json:
    """A part of a reading, in turn without what it leaves open."""
    if isinstance(value, list):
        return [stated(item) for item in value]
    if isinstance(value, dict):
        return {key: stated(item) for key, item in value.items() if item not in (None, [], False)}
    return value
