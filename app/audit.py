"""The recorder: one row for every question, opened before anything runs and closed once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, func, insert, text, update
from sqlalchemy.exc import DBAPIError

from app.contracts import Attempt, ErrorRecord, Json, Language, Outcome
from app.errors import DatabaseUnavailable
from app.models.audit import QueryAttempt, QueryRun

STORED_CHARS = 10_000
"""A question or user agent longer than this is cut in the record."""


@dataclass(frozen=True)
class Asker:
    """Where a question came from."""

    ip: str | None = None
    user_agent: str | None = None


class AuditRecorder:
    """Writes the record; every call is one statement that commits at once."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine.execution_options(isolation_level="AUTOCOMMIT")

    def open(self, question: str, language: Language, asker: Asker) -> int:
        """Record that a question has come in; its id. Raises DatabaseUnavailable, and then nothing may run."""
        values = {
            "outcome": Outcome.RUNNING,
            "question": storable(question),
            "language": language,
            "ip": asker.ip,
            "user_agent": storable(asker.user_agent or ""),
        }
        return int(self.write(insert(QueryRun).returning(QueryRun.id), values))

    def attempt(self, run_id: int, attempt: Attempt) -> int:
        """Record an SQL candidate; its id."""
        values: dict[str, Any] = {"run_id": run_id, **attempt}
        return int(self.write(insert(QueryAttempt).returning(QueryAttempt.id), values))

    def fail_attempt(self, attempt_id: int, error: ErrorRecord) -> None:
        """Record why a candidate was left."""
        self.write(update(QueryAttempt).where(QueryAttempt.id == attempt_id), {"error": error})

    def close(self, run_id: int, outcome: str, values: Mapping[str, Json]) -> bool:
        """Record how a question ended, if it has not been recorded yet; whether this call did it."""
        running = update(QueryRun).where(QueryRun.id == run_id, QueryRun.outcome == Outcome.RUNNING)
        closed = running.values(closed_at=func.now()).returning(QueryRun.id)
        return self.write(closed, {"outcome": outcome, **values}) is not None

    def is_reachable(self) -> bool:
        """Whether the record's database answers."""
        try:
            with self.engine.connect() as connection:
                connection.execute(text("SELECT 1"))
        except DBAPIError:
            return False
        return True

    def write(self, statement: Any, values: Mapping[str, Any]) -> Any:
        """Execute one statement; the first value it returns, if any."""
        try:
            with self.engine.connect() as connection:
                result = connection.execute(statement.values(values) if statement.is_update else statement, values)
                return result.scalar() if result.returns_rows else None
        except DBAPIError as error:
            raise DatabaseUnavailable() from error


class RunJournal:
    """One run's side of the recorder: keeps the id of the candidate that is being tried."""

    def __init__(self, recorder: AuditRecorder, run_id: int) -> None:
        self.recorder = recorder
        self.run_id = run_id
        self.attempt_id = 0

    def attempt_made(self, attempt: Attempt) -> None:
        """Record a candidate, before it may run."""
        self.attempt_id = self.recorder.attempt(self.run_id, attempt)

    def attempt_failed(self, error: ErrorRecord) -> None:
        """Record why the last candidate was left."""
        self.recorder.fail_attempt(self.attempt_id, error)


def storable(raw: str) -> str:
    """The text as PostgreSQL can keep it: no NUL, no lone surrogates, not endless."""
    return raw.replace("\x00", "\ufffd").encode("utf-8", "replace").decode("utf-8")[:STORED_CHARS]
