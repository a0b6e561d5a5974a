"""What a browser has said about its conversations; their questions stand in the record, whatever becomes of it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import DateTime, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Model
from app.models.audit import SCHEMA


class Conversation(Model):
    """A conversation that its browser has named or deleted; one that is only held has no row here."""

    __tablename__ = "conversation"
    __table_args__ = ({"schema": SCHEMA},)

    session: Mapped[str] = mapped_column(Text, primary_key=True)
    id: Mapped[str] = mapped_column(Text, primary_key=True)
    title: Mapped[str | None] = mapped_column(Text)
    deleted_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
