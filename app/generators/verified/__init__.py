"""The questions that a person has approved SQL for: answered at once, also with other days, values or numbers."""

from __future__ import annotations

from decimal import Decimal
from typing import Protocol

from app.contracts import Candidate, GenerationRequest, Json, Language
from app.errors import Unanswerable
from app.generators.verified.approved import Approved
from app.generators.verified.templates import Answer
from app.language.formatting import format_period

NAME = "verified"


class Source(Protocol):
    """Where approved questions come from."""

    def current(self) -> Approved:
        """The approved questions as they are known now."""
        ...


class VerifiedGenerator:
    """Offers what a person has approved."""

    name = NAME
    model: str | None = None
    repairs = False

    def __init__(self, source: Source, found: Answer | None = None) -> None:
        """`found` is the answer to the question that it will be asked, where that has been looked up already."""
        self.source = source
        self.found = found

    def is_available(self) -> bool:
        """It needs nothing but itself."""
        return True

    def generate(self, request: GenerationRequest) -> Candidate:
        """The approved SQL, filled in. Raises Unanswerable for a question like none that was approved."""
        answer = self.found or self.source.current().answer(request.question, request.language, request.today)
        if answer is None:
            raise Unanswerable()
        return Candidate(answer.sql, details_of(answer, request.language))

    def close(self) -> None:
        """It holds no connections."""


def details_of(answer: Answer, language: Language) -> dict[str, Json]:
    """What the record keeps of an answer: which approved question it is like, and all that is otherwise in it."""
    return {
        "verified_id": answer.pair.id,
        "question": answer.pair.question,
        "periods": [format_period(period, language) for period in answer.periods],
        "filled": [{"column": it.column, "was": said(it.was), "now": said(it.now)} for it in answer.exchanged],
        "corrections": [list(pair) for pair in answer.corrections],
    }


def said(value: Decimal | str) -> str:
    """A number in plain digits, or a value."""
    return value if isinstance(value, str) else f"{value.normalize():f}"
