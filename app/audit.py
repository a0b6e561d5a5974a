"""The recorder: one row for every question, opened before anything runs and closed once."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Boolean, Engine, Executable, and_, bindparam, exists, func, insert, or_, select, text, update
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from app.connections import is_passing
from app.contracts import Attempt, Earlier, ErrorRecord, Json, Language, Outcome
from app.encoding import storable, storable_json
from app.errors import Abandoned, DatabaseUnavailable, TooBusy
from app.models.audit import QueryAttempt, QueryRun
from app.models.conversation import Conversation

PATIENCE_SECONDS = 10.0
PAUSE_SECONDS = 0.2
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
    "reading",
)
"""Columns that closing a row fills; the database adds the time and the row's place in the chain."""


@dataclass(frozen=True)
class Asker:
    """Where a question came from."""

    ip: str | None = None
    user_agent: str | None = None
    session: str | None = None
    """The name that the browser was given."""
    has_name: bool = False
    """Whether it brought the name along, and was not given it just now."""


OPEN = insert(QueryRun).returning(QueryRun.id)
# Not waiting for the disk here loses nothing that a crash of the web leaves, and what a crash of the server could lose
# is on disk as soon as the row is closed: commits reach it in order.
ATTEMPT = insert(QueryAttempt).returning(QueryAttempt.id, func.set_config("synchronous_commit", "off", True))
FAIL_ATTEMPT = update(QueryAttempt).where(QueryAttempt.id == bindparam("attempt_id")).values(error=bindparam("why"))
CLOSE = (
    update(QueryRun)
    .where(QueryRun.id == bindparam("run_id"), QueryRun.outcome == Outcome.RUNNING)
    .values(**{name: bindparam(f"new_{name}") for name in CLOSING})
    .returning(QueryRun.id)
)
OUTCOME = select(QueryRun.outcome).where(QueryRun.id == bindparam("run_id"))
DELETED_SINCE = exists(Conversation.id).where(
    Conversation.session == QueryRun.session,
    Conversation.id == QueryRun.conversation_id,
    Conversation.deleted_at >= QueryRun.created_at,
)
ANSWERED_BEFORE = (
    select(func.jsonb_build_object("question", QueryRun.question, "reading", QueryRun.reading))
    .where(
        QueryRun.conversation_id == bindparam("conversation_id"),
        or_(
            QueryRun.session == bindparam("session"),
            and_(
                ~bindparam("has_name", type_=Boolean),
                QueryRun.ip.is_not_distinct_from(bindparam("ip", type_=QueryRun.ip.type)),
                QueryRun.user_agent == bindparam("user_agent"),
            ),
        ),
        QueryRun.outcome == Outcome.ANSWERED,
        func.jsonb_typeof(QueryRun.reading) == "object",
        QueryRun.id == func.coalesce(bindparam("run_id", type_=QueryRun.id.type), QueryRun.id),
        ~DELETED_SINCE,
    )
    .order_by(QueryRun.id.desc())
    .limit(1)
)
"""Of the same browser; of programs, which keep no cookie, one alike at the same address: nobody else learns of it."""
RUNNING_FOR = (
    select(QueryRun.id)
    .where(
        QueryRun.outcome == Outcome.RUNNING,
        QueryRun.created_at < func.now() - func.make_interval(0, 0, 0, 0, 0, bindparam("minutes")),
    )
    .order_by(QueryRun.id)
)


class AuditRecorder:
    """Writes the record; every call is one statement, which the engine (in autocommit) commits at once.

    All raise DatabaseUnavailable, or TooBusy when no connection became free in time.
    """

    def __init__(self, engine: Engine, *, patience: float = PATIENCE_SECONDS) -> None:
        """`patience`: for how many seconds a closing is tried while the database can't be reached."""
        self.engine = engine
        self.patience = patience

    def open(self, question: str, language: Language, asker: Asker, conversation_id: str | None = None) -> int:
        """Record that a question has come in; its id. If that fails, nothing may run."""
        conversation = {"conversation_id": conversation_id and storable(conversation_id)}
        return int(self.write(OPEN, {**opening(question, language, asker), **conversation}))

    def open_export(self, about: str, language: Language, asker: Asker, *, of: int | None, format: str) -> int:
        """Record that rows are about to leave as a file: those of the question `of`, or of the record; its id."""
        export = {"export_of": of, "export_format": format}
        return int(self.write(OPEN, {**opening(about, language, asker), **export}))

    def answered_before(self, conversation_id: str, asker: Asker, run_id: int | None = None) -> Earlier | None:
        """The question of an asker's conversation that was answered last, or the one of that id, if there is one."""
        values = {
            "run_id": run_id,
            "conversation_id": storable(conversation_id),
            "session": asker.session,
            "has_name": asker.has_name,
            "ip": asker.ip,
            "user_agent": storable(asker.user_agent or ""),
        }
        earlier: Earlier | None = self.write(ANSWERED_BEFORE, values)
        return earlier

    def attempt(self, run_id: int, attempt: Attempt) -> int:
        """Record an SQL candidate; its id."""
        return int(self.write(ATTEMPT, {"run_id": run_id, **storable_json(attempt)}))

    def fail_attempt(self, attempt_id: int, error: ErrorRecord) -> None:
        """Record why a candidate was left."""
        self.write(FAIL_ATTEMPT, {"attempt_id": attempt_id, "why": storable_json(error)})

    def close(self, run_id: int, values: Mapping[str, Json]) -> bool:
        """Record how a question ended, if it has not been recorded yet; whether this call did it.

        As it can only be done once, it is tried again while the database can't be reached.
        """
        closing = {"run_id": run_id, **{f"new_{name}": storable_json(values.get(name)) for name in CLOSING}}
        end = time.monotonic() + self.patience
        with our_errors():
            try:
                return self.closes(closing)
            except SQLAlchemyError as error:
                if not is_passing(error):
                    raise
                return self.closes_at_last(closing, end)

    def closes_at_last(self, closing: Mapping[str, Any], end: float) -> bool:
        """Try a closing, whose first try may or may not have arrived, until the clock reaches `end`."""
        while True:
            time.sleep(PAUSE_SECONDS)
            try:
                return self.closes(closing) or self.first_value(OUTCOME, closing) == closing["new_outcome"]
            except SQLAlchemyError as error:
                if not is_passing(error) or time.monotonic() > end:
                    raise

    def closes(self, closing: Mapping[str, Any]) -> bool:
        """Whether the question was running, and is closed now."""
        return self.first_value(CLOSE, closing) is not None

    def close_abandoned(self, minutes: int) -> int:
        """Close what has been running for more than so many minutes as abandoned; how many this call has closed."""
        error = Abandoned().as_record()
        with our_errors(), self.engine.connect() as connection:
            abandoned = connection.scalars(RUNNING_FOR, {"minutes": minutes}).all()
        return sum(self.close(run_id, {"outcome": error["outcome"], "error": error}) for run_id in abandoned)

    def is_reachable(self) -> bool:
        """Whether the record's database answers."""
        try:
            self.write(text("SELECT 1"), {})
        except (DatabaseUnavailable, TooBusy):
            return False
        return True

    def write(self, statement: Executable, values: Mapping[str, Any]) -> Any:
        """Execute one statement, once; the first value it returns, if any."""
        with our_errors():
            return self.first_value(statement, values)

    def first_value(self, statement: Executable, values: Mapping[str, Any]) -> Any:
        """The first value that a statement returns, if any. Raises SQLAlchemy's errors."""
        with self.engine.connect() as connection:
            result = connection.execute(statement, values)
            return result.scalar() if result.returns_rows else None


def opening(question: str, language: Language, asker: Asker) -> dict[str, Json]:
    """What is recorded when a question comes in."""
    return {
        "outcome": Outcome.RUNNING,
        "question": storable(question),
        "language": language,
        "ip": asker.ip,
        "user_agent": storable(asker.user_agent or ""),
        "session": asker.session,
    }


@contextmanager
def our_errors() -> Iterator[None]:
    """Raises TooBusy where no connection is free, and DatabaseUnavailable where the database can't work just now.

    What it refuses is a bug of ours, and stays what it is.
    """
    try:
        yield
    except NoConnectionFree as error:
        raise TooBusy() from error
    except DBAPIError as error:
        if not is_passing(error):
            raise
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
