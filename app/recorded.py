"""Reading the record: pages of it by key, and one question with its SQL candidates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import abort
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload

from app.encoding import storable
from app.extensions import db
from app.models.audit import QueryRun


@dataclass(frozen=True, kw_only=True)
class HistoryFilter:
    """What the records of a page have in common; None means any."""

    before: int | None = None
    outcome: str | None = None
    language: str | None = None
    generator: str | None = None
    text: str | None = None

    def conditions(self) -> Iterator[ColumnElement[bool]]:
        """The filter as SQL."""
        if self.before is not None:
            yield QueryRun.id < self.before
        for name in ("outcome", "language", "generator"):
            value = getattr(self, name)
            if value is not None:
                yield getattr(QueryRun, name) == storable(value)
        if self.text:
            yield QueryRun.question.icontains(storable(self.text), autoescape=True)


def find_runs(wanted: HistoryFilter, limit: int) -> tuple[Sequence[QueryRun], int | None]:
    """The newest `limit` records of the filter, and the key of the page after them."""
    newest_first = select(QueryRun).where(*wanted.conditions()).order_by(QueryRun.id.desc())
    runs = db.session.scalars(newest_first.limit(limit + 1)).all()
    return runs[:limit], runs[limit - 1].id if len(runs) > limit else None


def find_run(run_id: int) -> QueryRun:
    """One record with its SQL candidates; 404 when there is none."""
    run = db.session.get(QueryRun, run_id, options=[joinedload(QueryRun.attempts)])
    return run or abort(404)
