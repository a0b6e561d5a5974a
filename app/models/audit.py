"""The record: one row for every question, and one for every SQL candidate that was offered for it.

A closed question stays as it is (triggers refuse every change), and belongs to one of the lanes of a chain of hashes.
A column that is added here later must be allowed to be null, and none can be renamed or dropped: only then do the
hashes of earlier questions stay true.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, ForeignKey, Identity, Index, LargeBinary, SmallInteger, Text, func, text
from sqlalchemy.dialects.postgresql import INET, JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.extensions import Model

SCHEMA = "querycraft"


class QueryRun(Model):
    """One question: who asked what, what ran, and how it ended. Times are UTC, durations milliseconds.

    Closing it (the database does it) gives it its lane, its position in there from 1, and its hash: SHA-256 of the
    hash before it in the lane and of everything that is recorded about the question, its SQL candidates included.
    """

    __tablename__ = "query_run"
    __table_args__ = (
        Index(None, "outcome", "id"),
        Index(None, "generator", "id"),
        Index(None, "language", "id"),
        Index(None, "ip", "id"),
        Index(None, "session", "id"),
        Index(None, "conversation_id", "id"),
        Index(None, "created_at"),
        Index("ix_query_run_words", text("querycraft.words_of(question)"), postgresql_using="gin"),
        Index(None, "lane", "position", unique=True, postgresql_where=text("position IS NOT NULL")),
        {"schema": SCHEMA},
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    closed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    outcome: Mapped[str] = mapped_column(Text)
    question: Mapped[str] = mapped_column(Text)
    language: Mapped[str | None] = mapped_column(Text)
    conversation_id: Mapped[str | None] = mapped_column(Text)
    ip: Mapped[str | None] = mapped_column(INET)
    user_agent: Mapped[str | None] = mapped_column(Text)
    session: Mapped[str | None] = mapped_column(Text)
    """Which browser asked, by the name that it was given."""
    export_of: Mapped[int | None] = mapped_column(BigInteger)
    """Of an export: the question whose result it holds, which may have been taken out of the record since."""
    export_format: Mapped[str | None] = mapped_column(Text)
    generator: Mapped[str | None] = mapped_column(Text)
    model: Mapped[str | None] = mapped_column(Text)
    sql: Mapped[str | None] = mapped_column(Text)
    row_count: Mapped[int | None]
    truncated: Mapped[bool | None]
    answer: Mapped[str | None] = mapped_column(Text)
    error: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    timings: Mapped[dict[str, float] | None] = mapped_column(JSONB)
    reading: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    lane: Mapped[int | None] = mapped_column(SmallInteger)
    position: Mapped[int | None] = mapped_column(BigInteger)
    hash: Mapped[bytes | None] = mapped_column(LargeBinary)

    attempts: Mapped[list[QueryAttempt]] = relationship(order_by="QueryAttempt.id", lazy="raise")


class QueryAttempt(Model):
    """One SQL candidate: recorded before it may run; `error` says why it did not."""

    __tablename__ = "query_attempt"
    __table_args__ = ({"schema": SCHEMA},)

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey(QueryRun.id), index=True)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    generator: Mapped[str] = mapped_column(Text)
    model: Mapped[str | None] = mapped_column(Text)
    sql: Mapped[str | None] = mapped_column(Text)
    error: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    ms: Mapped[float]
    details: Mapped[dict[str, Any] | None] = mapped_column(JSONB)


class AuditLane(Model):
    """The head of one lane of the chain: the position and the hash of its last question; zeros before the first."""

    __tablename__ = "audit_lane"
    __table_args__ = ({"schema": SCHEMA},)

    lane: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(BigInteger)
    hash: Mapped[bytes] = mapped_column(LargeBinary)


class AuditCheckpoint(Model):
    """How far a lane was exported and removed: the last such question's position and hash, and the file's SHA-256."""

    __tablename__ = "audit_checkpoint"
    __table_args__ = ({"schema": SCHEMA},)

    lane: Mapped[int] = mapped_column(ForeignKey(AuditLane.lane), primary_key=True)
    position: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    hash: Mapped[bytes] = mapped_column(LargeBinary)
    row_count: Mapped[int] = mapped_column(BigInteger)
    file_hash: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
