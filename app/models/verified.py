"""Questions with SQL that a person has looked at or should, and what askers have said of their answers."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, DateTime, ForeignKey, Identity, Index, Text, func, text
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Model
from app.models.audit import SCHEMA


class VerifiedQuestion(Model):
    """A question and SQL proposed for it: pending until the owner approves or rejects it. Times are UTC.

    The question, its SQL and the day never change, so that the record can refer to them.
    """

    __tablename__ = "verified_question"
    __table_args__ = (
        CheckConstraint("status IN ('pending', 'approved', 'rejected')", name="status"),
        Index("uq_verified_question_pair", "language", text("md5(question)"), text("md5(sql)"), unique=True),
        {"schema": SCHEMA},
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    question: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(Text)
    sql: Mapped[str] = mapped_column(Text)
    as_of: Mapped[date]
    """The day on which the SQL answers the question: "last month" in it is the month before this day's."""
    run_id: Mapped[int | None] = mapped_column(BigInteger)
    """The question in the record that it comes from, which may have been taken out since."""
    status: Mapped[str] = mapped_column(Text, server_default="pending")
    decided_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    decided_by: Mapped[str | None] = mapped_column(Text)
    comment: Mapped[str | None] = mapped_column(Text)


class Feedback(Model):
    """What one asker has said of an answer: a thumb up or down, why, and the SQL that would have been right."""

    __tablename__ = "feedback"
    __table_args__ = (
        CheckConstraint("verdict IN ('up', 'down')", name="verdict"),
        Index(None, "run_id", "asker", unique=True),
        {"schema": SCHEMA},
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    updated_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    run_id: Mapped[int] = mapped_column(BigInteger)
    """The question in the record, which may have been taken out since."""
    asker: Mapped[str] = mapped_column(Text)
    """Who said it: the browser's name, or a program's address and name, as it keeps no cookie."""
    verdict: Mapped[str] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(Text)
    sql: Mapped[str | None] = mapped_column(Text)
    verified_id: Mapped[int | None] = mapped_column(ForeignKey(VerifiedQuestion.id), index=True)
    """The verified question that this speaks for or, where that answered and the verdict is down, against."""
