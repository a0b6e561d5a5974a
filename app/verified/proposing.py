"""What askers say of answers, and the questions that are proposed by it; deciding is nobody's here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import Engine, func, select
from sqlalchemy.dialects.postgresql import insert

from app.audit import our_errors
from app.contracts import Outcome
from app.encoding import storable_json
from app.generators.builtin.following import stands_alone
from app.generators.given import NAME as GIVEN
from app.generators.verified import NAME as VERIFIED
from app.models.audit import QueryAttempt, QueryRun
from app.models.verified import Feedback, VerifiedQuestion
from app.semantics.layer import SemanticLayer

Verdict = Literal["up", "down"]
DayOf = Callable[[datetime], date]
"""The day of a moment, where the business is."""

APPROVED_AS = (
    select(QueryAttempt.details["verified_id"].as_integer())
    .where(QueryAttempt.run_id == QueryRun.id, QueryAttempt.generator == VERIFIED)
    .limit(1)
    .scalar_subquery()
)
CONTINUED_BY_SQL = (
    select(QueryAttempt.details["continues"].as_string())
    .where(QueryAttempt.run_id == QueryRun.id, QueryAttempt.generator == GIVEN)
    .limit(1)
    .scalar_subquery()
)
RUN = select(
    QueryRun.created_at,
    QueryRun.outcome,
    QueryRun.question,
    QueryRun.language,
    QueryRun.generator,
    QueryRun.sql,
    func.coalesce(QueryRun.reading["continues"].as_string(), CONTINUED_BY_SQL).label("continues"),
    APPROVED_AS.label("verified_id"),
)
ANSWERED = RUN.where(QueryRun.outcome != Outcome.RUNNING, QueryRun.export_format.is_(None))
PAIR = ("language", "question", "sql")


@dataclass(frozen=True)
class Opinion:
    """What one asker says of the answer to a recorded question: a thumb, why, and the SQL that is right."""

    run_id: int
    asker: str
    verdict: Verdict
    reason: str | None = None
    sql: str | None = None


@dataclass(frozen=True)
class Receipt:
    """What has become of an opinion: its number, and whether what it proposes is pending, approved or rejected."""

    id: int
    status: str | None


def give(engine: Engine, opinion: Opinion, layer: SemanticLayer, day_of: DayOf) -> Receipt | None:
    """Record an opinion in place of the asker's last one on that question; None where no such question has ended.

    A thumb up proposes the question with its SQL, and a thumb down with the right SQL, if there is any. `engine`
    commits each statement. Raises DatabaseUnavailable or TooBusy.
    """
    with our_errors(), engine.connect() as connection:
        run = connection.execute(ANSWERED.where(QueryRun.id == opinion.run_id)).mappings().one_or_none()
        if run is None:
            return None
        proposal = proposed(opinion, run, layer, day_of)
        verified_id, status = run["verified_id"], None
        if proposal:
            connection.execute(insert(VerifiedQuestion).values(storable_json(proposal)).on_conflict_do_nothing())
            verified_id, status = connection.execute(known(storable_json(proposal))).one()
        values = storable_json({**asdict(opinion), "verified_id": verified_id})
        return Receipt(connection.execute(keep(values)).scalar_one(), status)


def proposed(opinion: Opinion, run: Any, layer: SemanticLayer, day_of: DayOf) -> dict[str, Any] | None:
    """The question that an opinion proposes; None for one that says nothing by itself, or is approved already.

    Nor is a statement a question, or what was refused unread, such as a text without end.
    """
    sql = opinion.sql or (run["sql"] if opinion.verdict == "up" and run["generator"] != VERIFIED else None)
    if sql is None or run["continues"] or run["outcome"] == Outcome.INVALID_QUESTION:
        return None
    if run["question"] in {sql, run["sql"]}:
        return None
    day = day_of(run["created_at"])
    if not stands_alone(run["question"], run["language"], layer, day):
        return None
    return {
        "question": run["question"],
        "language": run["language"],
        "sql": sql,
        "as_of": day,
        "run_id": opinion.run_id,
    }


def known(proposal: dict[str, Any]) -> Any:
    """The statement that finds a proposed question, and what was decided of it."""
    same = (getattr(VerifiedQuestion, name) == proposal[name] for name in PAIR)
    return select(VerifiedQuestion.id, VerifiedQuestion.status).where(*same)


def keep(values: dict[str, Any]) -> Any:
    """The statement that records an opinion."""
    changed = {name: values[name] for name in ("verdict", "reason", "sql", "verified_id")}
    return (
        insert(Feedback)
        .values(values)
        .on_conflict_do_update(index_elements=["run_id", "asker"], set_={**changed, "updated_at": func.now()})
        .returning(Feedback.id)
    )
