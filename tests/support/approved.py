"""Approved questions over the shop, without any database."""

from __future__ import annotations

from datetime import date

from app.generators.verified.approved import Approved
from app.generators.verified.pairs import Pair
from app.generators.verified.templates import template_of
from app.language.detection import detect_language
from tests.support.engine import LAYER, TODAY


def pair(question: str, sql: str, as_of: date | None = TODAY) -> Pair:
    """A question with SQL that answers it on a day."""
    return Pair(question, detect_language(question), sql, as_of)


def approved(*pairs: Pair) -> Approved:
    """Some questions, approved."""
    return Approved([template_of(it, LAYER) for it in pairs], LAYER)


def sql_for(question: str, known: Approved, today: date = TODAY) -> str | None:
    """The approved SQL for a question, in one line; None where there is none."""
    answer = known.answer(question, detect_language(question), today)
    return " ".join(answer.sql.split()) if answer else None
