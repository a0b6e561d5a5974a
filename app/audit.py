"""The recorder: one row for every question, opened before anything runs and closed once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, Executable, bindparam, func, insert, text, update
from sqlalchemy.exc import DBAPIError

from app.contracts import Attempt, ErrorRecord, Json, Language, Outcome
from app.encoding import storable
from app.errors import DatabaseUnavailable
from app.models.audit import QueryAttempt, QueryRun

CLOSING = (
    "outcome",
    "sql",
    "generator",
    "model",
    "row_count",
    "truncated",
    "answer",
    "error",
    "timings",
)
"""Columns that closing a row fills."""


@dataclass(frozen=True)
class Asker:
    """Where a question came from."""

    ip: str | None = None
    user_agent: str | None = None


OPEN = insert(QueryRun).returning(QueryRun.id)
# Not waiting for the disk here loses nothing that a crash of the web leaves, and what a crash of the server could lose
# is on disk as soon as the row is closed: commits reach it in order.
ATTEMPT = insert(QueryAttempt).returning(QueryAttempt.id, func.set_config("synchronous_commit", "off", True))
FAIL_ATTEMPT = update(QueryAttempt).where(QueryAttempt.id == bindparam("attempt_id")).values(error=bindparam("why"))
CLOSE = (
    update(QueryRun)
    .where(QueryRun.id == bindparam("run_id"), QueryRun.outcome == Outcome.RUNNING)
    .values(closed_at=func.now(), **{name: bindparam(f"new_{name}") for name in CLOSING})
    .returning(QueryRun.id)
)


class AuditRecorder:
    """Writes the record; every call is one statement, which the engine (in autocommit) commits at once."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def open(self, question: str, language: Language, asker: Asker, conversation_id: str | None = None) -> int:
        """Record that a question has come in; its id. Raises DatabaseUnavailable, and then nothing may run."""
        values = {
            "outcome": Outcome.RUNNING,
            "question": storable(question),
            "language": language,
            "conversation_id": conversation_id and storable(conversation_id),
            "ip": asker.ip,
            "user_agent": storable(asker.user_agent or ""),
        }
        return int(self.write(OPEN, values))

    def attempt(self, run_id: int, attempt: Attempt) -> int:
        """Record an SQL candidate; its id."""
        return int(self.write(ATTEMPT, {"run_id": run_id, **attempt}))

    def fail_attempt(self, attempt_id: int, error: ErrorRecord) -> None:
        """Record why a candidate was left."""
        self.write(FAIL_ATTEMPT, {"attempt_id": attempt_id, "why": error})

    def close(self, run_id: int, values: Mapping[str, Json]) -> bool:
        """Record how a question ended, if it has not been recorded yet; whether this call did it."""
        closing = {f"new_{name}": values.get(name) for name in CLOSING}
        return self.write(CLOSE, {"run_id": run_id, **closing}) is not None

    def is_reachable(self) -> bool:
        """Whether the record's database answers."""
        try:
            self.write(text("SELECT 1"), {})
        except DatabaseUnavailable:
            return False
        return True

    def write(self, statement: Executable, values: Mapping[str, Any]) -> Any:
        """Execute one statement; the first value it returns, if any."""
        try:
            with self.engine.connect() as connection:
                result = connection.execute(statement, values)
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
