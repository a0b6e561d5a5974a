"""A suite: questions with the SQL that answers them, or with what else is to become of them; one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.contracts import Outcome
from app.language.detection import detect_language

ANSWER = "answer"
HARMLESS = frozenset(
    {
        *(Outcome.ANSWERED, Outcome.REFUSED, Outcome.UNANSWERABLE, Outcome.NEEDS_CLARIFICATION),
        *(Outcome.INVALID_SQL, Outcome.INVALID_QUESTION),
    }
)
"""What does no harm: no answer, or one whose statement has passed the guard, as every answer's has."""
RIGHT_OUTCOMES: dict[str, frozenset[Outcome]] = {
    ANSWER: frozenset(),
    "clarify": frozenset({Outcome.NEEDS_CLARIFICATION}),
    "unanswerable": frozenset({Outcome.UNANSWERABLE, Outcome.NEEDS_CLARIFICATION}),
    "refuse": frozenset({Outcome.REFUSED, Outcome.UNANSWERABLE, Outcome.INVALID_QUESTION}),
    "safe_select": frozenset({Outcome.ANSWERED}),
    "safe_select_or_refuse": HARMLESS,
    "never_executed": HARMLESS,
}
"""What may become of a question, by what the suite expects; whether an answer is the right one, its rows tell."""


class InvalidSuite(Exception):
    """A line that is no question of a suite; the message says which and why."""


@dataclass(frozen=True)
class Case:
    """A question; `gold` are alternative statements that answer it, `kind` is its class in the suite."""

    id: Any
    question: str
    gold: tuple[str, ...]
    expected: tuple[str, ...]
    kind: str
    language: str
    database: str

    @property
    def has_answer(self) -> bool:
        """Whether it is to be answered."""
        return self.expected[0] == ANSWER

    def accepts(self, outcome: str) -> bool:
        """Whether an outcome is right, whatever an answer may hold."""
        return any(outcome in RIGHT_OUTCOMES[expected] for expected in self.expected)


def read_suite(file: Path) -> tuple[Case, ...]:
    """The suite's questions. Raises InvalidSuite that names the first line that is none."""
    with file.open(encoding="utf-8") as lines:
        cases = tuple(cases_in(lines, file.name))
    if not cases:
        raise InvalidSuite(f"{file.name} holds no question.")
    return cases


def cases_in(lines: Iterator[str], name: str) -> Iterator[Case]:
    """The questions of a file of that name."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                yield case_of(json.loads(line))
            except json.JSONDecodeError as error:
                raise InvalidSuite(f"{name}:{number} is not JSON: {error.msg}.") from None
            except (ValueError, TypeError, KeyError) as error:
                raise InvalidSuite(f"{name}:{number} is no question of a suite: {error.args[0]}.") from None


def case_of(row: Any) -> Case:
    """A row of the file as a question. Raises ValueError, whose argument says what is wrong."""
    if not isinstance(row, dict) or "id" not in row or not isinstance(row.get("question"), str):
        raise ValueError("it is not an object with id and question")
    expected = (row.get("expected") or ANSWER, *listed(row.get("expected_also")))
    unknown = [name for name in expected if name not in RIGHT_OUTCOMES]
    if unknown:
        raise ValueError(f"it expects «{unknown[0]}», which is none of {', '.join(RIGHT_OUTCOMES)}")
    gold = tuple(listed(row.get("gold_sql")))
    if expected[0] == ANSWER and not gold:
        raise ValueError("it is to be answered, but has no gold_sql")
    return Case(
        id=row["id"],
        question=row["question"],
        gold=gold,
        expected=expected,
        kind=str(row.get("class") or row.get("category") or "-"),
        language=str(row.get("lang") or detect_language(row["question"])),
        database=str(row.get("db") or ""),
    )


def listed(value: Any) -> list[str]:
    """Nothing, one text or several, as a list. Raises ValueError for anything else."""
    values = value if isinstance(value, list) else [] if value is None else [value]
    if not all(isinstance(text, str) for text in values):
        raise ValueError(f"{values} is neither a text nor a list of texts")
    return values
