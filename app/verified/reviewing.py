"""The list of proposed questions, and what the owner decides of each. All raise DatabaseUnavailable or TooBusy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlalchemy import Connection, Engine, func, or_, select, text, update
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
ONE_AT_A_TIME = text("LOCK TABLE querycraft.verified_question IN SHARE UPDATE EXCLUSIVE MODE")
"""Other decisions wait for this one; proposals do not."""
APPROVED = select(
    VerifiedQuestion.id,
    VerifiedQuestion.question,
    VerifiedQuestion.language,
    VerifiedQuestion.sql,
    VerifiedQuestion.as_of,
).where(VerifiedQuestion.status == "approved")


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


@contextmanager
def deciding(engine: Engine) -> Iterator[Connection]:
    """A transaction in which nobody else decides; what the block raises undoes it."""
    with our_errors(), engine.begin() as connection:
        connection.execute(ONE_AT_A_TIME)
        yield connection


def rivals(connection: Connection, pair: Pair) -> tuple[int, ...]:
    """The approved questions that say the same and have other SQL."""
    same_language = APPROVED.where(VerifiedQuestion.language == pair.language, VerifiedQuestion.sql != pair.sql)
    others = {row["id"]: Pair(**row) for row in connection.execute(same_language).mappings()}
    said = wording_of(pair).whole
    return tuple(number for number, other in others.items() if wording_of(other).whole == said)


def decide(connection: Connection, id: int, decision: Decision, by: str | None, comment: str | None) -> None:
    """Approve or reject a question, whatever it was before."""
    values = {"status": decision, "decided_at": func.clock_timestamp(), "decided_by": by, "comment": comment}
    connection.execute(update(VerifiedQuestion).where(VerifiedQuestion.id == id).values(values))


def add(connection: Connection, pair: Pair, as_of: date) -> tuple[int, date]:
    """Put a question on the list, if it is not there yet; its number, and the day that its SQL is for."""
    values = {"question": pair.question, "language": pair.language, "sql": pair.sql}
    connection.execute(insert(VerifiedQuestion).values(**values, as_of=as_of).on_conflict_do_nothing())
    known = select(VerifiedQuestion.id, VerifiedQuestion.as_of).filter_by(**values)
    number, known_as_of = connection.execute(known).one()
    return number, known_as_of
