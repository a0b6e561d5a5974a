"""The conversations of a browser: their questions stand in the record, beside it what it has called or deleted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.dialects.postgresql import insert

from app.encoding import storable
from app.extensions import db
from app.models.audit import QueryRun
from app.models.conversation import Conversation

MOST_CONVERSATIONS = 100
MOST_QUESTIONS = 200


def find_conversations(session: str, conversation_id: str | None = None) -> Sequence[Any]:
    """The browser's conversations (or that one), the latest first: id, title, questions, created_at, updated_at.

    A title is what the browser has called it, or else its first question.
    """
    first = func.min(QueryRun.id)
    held = (
        kept(session, conversation_id)
        .with_only_columns(
            QueryRun.conversation_id.label("id"),
            first.label("first"),
            func.count().label("questions"),
            func.min(QueryRun.created_at).label("created_at"),
            func.max(QueryRun.created_at).label("updated_at"),
            func.max(Conversation.title).label("title"),
        )
        .group_by(QueryRun.conversation_id)
        .order_by(func.max(QueryRun.id).desc())
        .limit(MOST_CONVERSATIONS)
        .subquery()
    )
    title = func.coalesce(held.c.title, QueryRun.question).label("title")
    columns = (held.c.id, title, held.c.questions, held.c.created_at, held.c.updated_at)
    latest_first = select(*columns).join(QueryRun, QueryRun.id == held.c.first).order_by(held.c.updated_at.desc())
    return db.session.execute(latest_first).all()


def find_questions(session: str, conversation_id: str) -> Sequence[QueryRun]:
    """The questions of a browser's conversation, from the first; of a very long one the last."""
    newest_first = kept(session, conversation_id).order_by(QueryRun.id.desc()).limit(MOST_QUESTIONS)
    return db.session.scalars(newest_first).all()[::-1]


def name_conversation(session: str, conversation_id: str, title: str) -> None:
    """Call a conversation something."""
    note(session, conversation_id, title=storable(title))


def delete_conversation(session: str, conversation_id: str) -> None:
    """Take a conversation off the browser's list; the record keeps its questions."""
    note(session, conversation_id, title=None, deleted_at=func.now())


def kept(session: str, conversation_id: str | None) -> Select[QueryRun]:
    """The questions of a browser's conversations that came in after it has deleted them, if it has."""
    same = and_(Conversation.session == QueryRun.session, Conversation.id == QueryRun.conversation_id)
    wanted: list[ColumnElement[bool]] = [
        QueryRun.session == session,
        QueryRun.conversation_id.is_not(None)
        if conversation_id is None
        else QueryRun.conversation_id == conversation_id,
        or_(Conversation.deleted_at.is_(None), QueryRun.created_at > Conversation.deleted_at),
    ]
    return select(QueryRun).join(Conversation, same, isouter=True).where(*wanted)


def note(session: str, conversation_id: str, **values: Any) -> None:
    """Keep what a browser says about a conversation."""
    statement = insert(Conversation).values(session=session, id=conversation_id, **values)
    db.session.execute(statement.on_conflict_do_update(index_elements=["session", "id"], set_=values))
    db.session.commit()
