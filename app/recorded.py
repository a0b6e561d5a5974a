"""Reading the record: pages of it by key, and one question with its SQL candidates and its place in the chain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

from flask import abort
from sqlalchemy import ColumnElement, Row, false, func, select
from sqlalchemy.orm import joinedload

from app.audit_chain import place_of
from app.encoding import storable
from app.extensions import db
from app.models.audit import QueryRun

CHUNK = 500
"""Records that come from the database at a time."""
NEIGHBOURS = 1000
"""Ids grow with time but for questions that come in at the same moment; no more of them than this do."""


@dataclass(frozen=True, kw_only=True)
class HistoryFilter:
    """What the records of a page have in common; None means any. `until` is the first moment that is too late."""

    before: int | None = None
    outcome: str | None = None
    language: str | None = None
    generator: str | None = None
    ip: str | None = None
    session: str | None = None
    text: str | None = None
    since: datetime | None = None
    until: datetime | None = None

    def conditions(self) -> Iterator[ColumnElement[bool]]:
        """The filter as SQL."""
        if self.before is not None:
            yield QueryRun.id < self.before
        for name in ("outcome", "language", "generator", "ip", "session"):
            value = getattr(self, name)
            if value is not None:
                yield getattr(QueryRun, name) == storable(value)
        if self.text:
            words = func.querycraft.words_of(QueryRun.question)
            yield words.bool_op("@@")(func.querycraft.search_for(storable(self.text)))
        if self.since:
            yield QueryRun.created_at >= self.since
        if self.until:
            yield QueryRun.created_at < self.until

    def within_days(self, first: date | None, last: date | None, zone: tzinfo) -> HistoryFilter:
        """The same within whole days, both included, as they begin in the zone."""
        after = last + timedelta(days=1) if last and last < date.max else None
        since, until = (midnight(day, zone) if day else None for day in (first, after))
        return replace(self, since=since, until=until)


def midnight(day: date, zone: tzinfo) -> datetime:
    """When a day begins."""
    return datetime.combine(day, time(), zone)


def find_runs(wanted: HistoryFilter, limit: int) -> tuple[Sequence[QueryRun], int | None]:
    """The newest `limit` records of the filter, and the key of the page after them."""
    newest_first = select(QueryRun).where(*wanted.conditions(), *ids_between(wanted)).order_by(QueryRun.id.desc())
    runs = db.session.scalars(newest_first.limit(limit + 1)).all()
    return runs[:limit], runs[limit - 1].id if len(runs) > limit else None


def each_run(wanted: HistoryFilter, limit: int) -> Iterator[QueryRun]:
    """The newest `limit` records of the filter, one by one, as they come from the database; no connection is kept."""
    newest_first = select(QueryRun).where(*wanted.conditions(), *ids_between(wanted)).order_by(QueryRun.id.desc())
    yield from db.session.scalars(newest_first.limit(limit), execution_options={"yield_per": CHUNK})
    db.session.close()


def ids_between(wanted: HistoryFilter) -> Iterator[ColumnElement[bool]]:
    """The ids that a filter's times leave, so that a page of long ago is found without walking there from today."""
    at, run_id = QueryRun.created_at, QueryRun.id
    if wanted.since:
        first = db.session.scalar(select(run_id).where(at >= wanted.since).order_by(at).limit(1))
        yield run_id > first - NEIGHBOURS if first else false()
    if wanted.until:
        last = db.session.scalar(select(run_id).where(at < wanted.until).order_by(at.desc()).limit(1))
        yield run_id < last + NEIGHBOURS if last else false()


def find_run(run_id: int) -> QueryRun:
    """One record with its SQL candidates; 404 when there is none."""
    run = db.session.get(QueryRun, run_id, options=[joinedload(QueryRun.attempts)])
    return run or abort(404)


def find_place(run: QueryRun) -> Row[Any] | None:
    """A closed record's lane, position and hash in the chain, and whether it `fits` there; None for an open one."""
    return place_of(db.session.connection(), run.id)
