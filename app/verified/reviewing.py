"""The list of proposed questions, and what the owner decides of each. All raise DatabaseUnavailable or TooBusy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlalchemy import Engine, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from app.audit import our_errors
from app.contracts import Language
from app.generators.verified.pairs import Pair
from app.generators.verified.tying import wording_of
from app.models.verified import Feedback, VerifiedQuestion

Decision = Literal["approved", "rejected"]
SPEAKS_FOR = or_(Feedback.verdict == "up", Feedback.sql.is_not(None))
LISTED = (
    select(
        VerifiedQuestion.id,
        VerifiedQuestion.status,
        VerifiedQuestion.question,
        VerifiedQuestion.language,
        VerifiedQuestion.sql,
        VerifiedQuestion.as_of,
        VerifiedQuestion.run_id,
        VerifiedQuestion.decided_by,
        VerifiedQuestion.comment,
        func.count(Feedback.id).filter(SPEAKS_FOR).label("votes_for"),
        func.count(Feedback.id).filter(~SPEAKS_FOR).label("votes_against"),
        func.array_remove(func.array_agg(Feedback.reason), None).label("reasons"),
    )
    .outerjoin(Feedback, Feedback.verified_id == VerifiedQuestion.id)
    .group_by(VerifiedQuestion.id)
    .order_by(VerifiedQuestion.id)
)


@dataclass(frozen=True)
class Listed:
    """A proposed question, what was decided of it, and how many askers speak for it and against."""

    id: int
    status: str
    question: str
    language: Language
    sql: str
    as_of: date
    run_id: int | None
    decided_by: str | None
    comment: str | None
    votes_for: int
    votes_against: int
    reasons: Sequence[str]

    @property
    def pair(self) -> Pair:
        """The question and its SQL."""
        return Pair(self.question, self.language, self.sql, self.as_of, self.id)


def listed(engine: Engine, status: str | None = None) -> tuple[Listed, ...]:
    """The questions of a status, or all."""
    wanted = LISTED.where(VerifiedQuestion.status == status) if status else LISTED
    with our_errors(), engine.connect() as connection:
        return tuple(Listed(**row) for row in connection.execute(wanted).mappings())


def find(engine: Engine, id: int) -> Listed | None:
    """One question."""
    with our_errors(), engine.connect() as connection:
        row = connection.execute(LISTED.where(VerifiedQuestion.id == id)).mappings().one_or_none()
    return Listed(**row) if row else None


def rivals(engine: Engine, pair: Pair) -> tuple[int, ...]:
    """The approved questions that say the same and have other SQL."""
    others = (it for it in listed(engine, "approved") if it.language == pair.language and it.sql != pair.sql)
    return tuple(it.id for it in others if it.id != pair.id and wording_of(it.pair).whole == wording_of(pair).whole)


def decide(engine: Engine, id: int, decision: Decision, by: str | None, comment: str | None) -> None:
    """Approve or reject a question, whatever it was before."""
    values = {"status": decision, "decided_at": func.now(), "decided_by": by, "comment": comment}
    with our_errors(), engine.begin() as connection:
        connection.execute(update(VerifiedQuestion).where(VerifiedQuestion.id == id).values(values))


def add(engine: Engine, pair: Pair, as_of: date) -> int:
    """Put a question on the list, if it is not there yet; its number."""
    values = {"question": pair.question, "language": pair.language, "sql": pair.sql}
    with our_errors(), engine.begin() as connection:
        connection.execute(insert(VerifiedQuestion).values(**values, as_of=as_of).on_conflict_do_nothing())
        return connection.execute(select(VerifiedQuestion.id).filter_by(**values)).scalar_one()
