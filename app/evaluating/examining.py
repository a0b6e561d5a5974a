"""Asks a suite's questions the way that people's are asked, and judges what comes of them."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from app.asking import Question, Services, ask, chain_for
from app.audit import Asker, AuditRecorder
from app.contracts import Attempt, ErrorRecord, Json, Language, Outcome
from app.evaluating.judging import Judge, judge
from app.evaluating.suite import Case
from app.semantics.layer import SemanticLayer
from app.semantics.value_index import ValueIndex
from app.serving import policy_of, reader_of
from app.settings import Settings
from app.sql.guard import SqlGuard


class Unrecorded(AuditRecorder):
    """A recorder that records nothing: the record is about what people asked, and nothing is ever taken out of it."""

    def open(self, question: str, language: Language, asker: Asker, conversation_id: str | None = None) -> int:
        """No id."""
        return 0

    def attempt(self, run_id: int, attempt: Attempt) -> int:
        """No id."""
        return 0

    def fail_attempt(self, attempt_id: int, error: ErrorRecord) -> None:
        """Nothing."""

    def close(self, run_id: int, values: Mapping[str, Json]) -> bool:
        """Nothing is open."""
        return True


@dataclass(frozen=True)
class Result:
    """What became of a question, after so many milliseconds (the judging is not among them)."""

    case: Case
    outcome: str
    sql: str | None
    generator: str | None
    elapsed_ms: float
    is_right: bool

    @property
    def is_answered(self) -> bool:
        """Whether there was an answer, right or wrong."""
        return self.outcome == Outcome.ANSWERED

    def as_row(self) -> dict[str, Any]:
        """The result as a row of JSON."""
        return {
            "id": self.case.id,
            "outcome": self.outcome,
            "sql": self.sql,
            "generator": self.generator,
            "elapsed_ms": self.elapsed_ms,
        }


@dataclass(frozen=True)
class Manner:
    """How questions are asked: of one generator or of the chain, today or as if on another day."""

    generator: str | None = None
    today: date | None = None


@dataclass(frozen=True)
class Examiner:
    """Asks questions about one database."""

    services: Services
    judge: Judge
    manner: Manner

    def examine(self, case: Case) -> Result:
        """Ask a question, and judge what becomes of it."""
        started = time.perf_counter()
        body = ask(self.services, Question(case.question, generator=self.manner.generator, today=self.manner.today))
        elapsed = round((time.perf_counter() - started) * 1000, 3)
        outcome, sql = str(body["outcome"]), body["sql"]
        is_judged = case.has_answer and outcome == Outcome.ANSWERED
        is_right = self.judge.is_right(case, sql) if is_judged else case.accepts(outcome)
        return Result(case, outcome, sql, body["generator"], elapsed, is_right)


@contextmanager
def examiner(
    configured: Services, settings: Settings, manner: Manner, layer: SemanticLayer, url: str | None
) -> Iterator[Examiner]:
    """An examiner over the database at `url` (None: the configured one) with a layer of its own.

    The values that the database holds are known before the first question. Raises DatabaseUnavailable, or
    UnknownGenerator.
    """
    chain_for(configured, manner.generator)
    guard, reader = SqlGuard(policy_of(layer)), reader_of(settings, url)
    values = ValueIndex(layer, guard, reader)
    services = replace(
        configured,
        layer=replace(layer, values=values),
        guard=guard,
        reader=reader,
        recorder=Unrecorded(configured.recorder.engine),
    )
    try:
        with judge(url or settings.reader_url, settings.time_zone) as found:
            values.refresh()
            yield Examiner(services, found, manner)
    finally:
        reader.close()
