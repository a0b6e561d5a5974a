"""The record as pages: questions newest first, and one question with everything about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from flask import Blueprint, render_template, request, url_for
from sqlalchemy import select

from app.contracts import Outcome
from app.extensions import db
from app.models.audit import QueryAttempt, QueryRun
from app.pages.languages import read_language
from app.pages.messages import OUTCOMES
from app.recorded import HistoryFilter, find_run, find_runs

ROWS = 30
LARGEST_ID = 2**63 - 1

record = Blueprint("record", __name__, url_prefix="/history")


@record.get("/")
def show_record() -> str:
    """A page of the record; the address holds the filter and, as `before`, where the page begins."""
    wanted = wanted_records()
    runs, following = find_runs(wanted, ROWS)
    return render_template(
        "history.html",
        wanted=wanted,
        runs=runs,
        attempts=attempts_of(runs),
        outcomes=OUTCOMES,
        newest=address_of(wanted, None) if wanted.before else None,
        older=address_of(wanted, following) if following else None,
    )


@record.get(f"/<int(max={LARGEST_ID}):run_id>")
def show_run(run_id: int) -> str:
    """One question with every SQL candidate."""
    return render_template("run.html", run=find_run(run_id))


def wanted_records() -> HistoryFilter:
    """The filter in the address; what can't be one is left out."""
    before = request.args.get("before", type=int)
    outcome = request.args.get("outcome")
    return HistoryFilter(
        before=before if before is not None and 0 < before <= LARGEST_ID else None,
        outcome=outcome if outcome in list(Outcome) else None,
        language=read_language(request.args.get("language")),
        text=request.args.get("text", "").replace("\x00", "").strip() or None,
    )


def address_of(wanted: HistoryFilter, before: int | None) -> str:
    """The address of another page of the same filter."""
    return url_for(
        "record.show_record", text=wanted.text, outcome=wanted.outcome, language=wanted.language, before=before
    )


def attempts_of(runs: Sequence[QueryRun]) -> Mapping[int, list[QueryAttempt]]:
    """The SQL candidates of these records, by the record's id, in one query."""
    by_run: dict[int, list[QueryAttempt]] = defaultdict(list)
    wanted = QueryAttempt.run_id.in_([run.id for run in runs])
    for attempt in db.session.scalars(select(QueryAttempt).where(wanted).order_by(QueryAttempt.id)):
        by_run[attempt.run_id].append(attempt)
    return by_run
