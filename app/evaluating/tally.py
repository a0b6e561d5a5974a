"""Counts: how many questions were answered, and how many rightly."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Tally:
    """The counts over some questions. `other` are those that are not to be answered."""

    questions: int = 0
    right: int = 0
    to_answer: int = 0
    answered: int = 0
    answered_right: int = 0

    def add(self, *, has_answer: bool, is_answered: bool, is_right: bool) -> None:
        """Count one question."""
        self.questions += 1
        self.right += is_right
        self.to_answer += has_answer
        self.answered += has_answer and is_answered
        self.answered_right += has_answer and is_answered and is_right

    @property
    def accuracy(self) -> float | None:
        """Percent of all questions with which the right thing was done."""
        return percent(self.right, self.questions)

    @property
    def coverage(self) -> float | None:
        """Percent of the questions with an answer that were answered; None where there are none."""
        return percent(self.answered, self.to_answer)

    @property
    def precision(self) -> float | None:
        """Percent of these answers that were right; None where there are none."""
        return percent(self.answered_right, self.answered)


def percent(part: int, whole: int) -> float | None:
    """The share in percent; None of nothing."""
    return 100 * part / whole if whole else None
