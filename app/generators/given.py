"""SQL that the asker brings along: a statement that somebody has edited; the guard reads it as it reads any other."""

from __future__ import annotations

from app.contracts import Candidate, GenerationRequest

NAME = "sql"
"""The generator's name in answers and in the record."""


class GivenSql:
    """Offers one statement, once."""

    name = NAME
    model: str | None = None
    repairs = False

    def __init__(self, sql: str, continues: str | None = None) -> None:
        """`continues` is the earlier question that the one which it answers goes on with, for the record."""
        self.sql = sql
        self.continues = continues

    def is_available(self) -> bool:
        """It always is."""
        return True

    def generate(self, request: GenerationRequest) -> Candidate:
        """The statement."""
        return Candidate(self.sql, {"continues": self.continues} if self.continues else {})

    def close(self) -> None:
        """It holds no connections."""
