"""A question and SQL that a person has approved for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.contracts import Language


@dataclass(frozen=True)
class Pair:
    """An approved question, its SQL, and the day on which that answers it, if it is known.

    `id` is None for one of the semantics file.
    """

    question: str
    language: Language
    sql: str
    as_of: date | None = None
    id: int | None = None
