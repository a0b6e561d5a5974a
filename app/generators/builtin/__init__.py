"""The built-in engine: answers in both languages without a model, or says which words it does not know."""

from __future__ import annotations

from app.contracts import Candidate, GenerationRequest
from app.errors import OutsideScope, UnknownWords
from app.generators.builtin.composing import compose
from app.generators.builtin.suggesting import suggestions
from app.semantics.reading import Reading
from app.settings import Settings


class BuiltinGenerator:
    """Composes the reading that the step before has made."""

    name = "builtin"
    model: str | None = None
    repairs = False

    def is_available(self) -> bool:
        """It needs nothing but itself."""
        return True

    def generate(self, request: GenerationRequest) -> Candidate:
        """The reading as SQL. Raises UnknownWords or OutsideScope when not all of the question is accounted for."""
        reading = Reading.from_json(request.reading)
        if reading.unexplained:
            raise unknown_words(request, reading)
        if not reading.is_complete:
            raise OutsideScope(reading.unread or "")
        return Candidate(compose(reading, request.layer))

    def close(self) -> None:
        """It holds no connections."""


def unknown_words(request: GenerationRequest, reading: Reading) -> UnknownWords:
    """The error that names the words that nothing explains, with what to ask instead."""
    comma = "، " if request.language == "fa" else ", "
    error = UnknownWords(words=comma.join(f"«{word}»" for word in reading.unexplained))
    error.choices = suggestions(request.question, reading.unexplained, request.language, request.layer, request.today)
    return error


def make(settings: Settings) -> BuiltinGenerator:
    """The engine; it has no settings of its own."""
    return BuiltinGenerator()
