"""The record as pages: questions newest first, and one question with everything about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from flask import Blueprint, render_template, url_for
from sqlalchemy import select

from app.clock import today_of
from app.current import current_services, current_settings
from app.extensions import db
from app.models.audit import QueryAttempt, QueryRun
from app.pages.days import write_day
from app.pages.filtering import LARGEST_ID, read_filter
from app.pages.languages import page_language
from app.pages.messages import GENERATORS, OUTCOMES
from app.recorded import find_place, find_run, find_runs

ROWS = 30

record = Blueprint("record", __name__, url_prefix="/history")


@record.get("/")
def show_record() -> tuple[str, int]:
    """A page of the record; the address holds the filter and, as `before`, where the page begins."""
    addressed = read_filter()
    runs, following = ([], None) if addressed.mistakes else find_runs(addressed.wanted, ROWS)
    page = render_template(
        "history.html",
        wanted=addressed.wanted,
        addressed=addressed,
        example=write_day(today_of(current_settings())(), page_language()),
        runs=runs,
        attempts=attempts_of(runs),
        outcomes=OUTCOMES,
        generators=generators_to_choose(addressed.wanted.generator),
        newest=url_for("record.show_record", **addressed.parameters()) if addressed.wanted.before else None,
        older=url_for("record.show_record", **addressed.parameters(), before=following) if following else None,
        file=url_for("history.get_history_export", format="csv", **addressed.parameters()),
    )
    return page, 422 if addressed.mistakes else 200


@record.get(f"/<int(max={LARGEST_ID}):run_id>")
def show_run(run_id: int) -> str:
    """One question with every SQL candidate, and its place in the chain of hashes."""
    run = find_run(run_id)
    return render_template("run.html", run=run, place=find_place(run))


def generators_to_choose(wanted: str | None) -> Iterable[str]:
    """What may have written a question's SQL: our own, those that were added, and the one that is wanted anyway."""
    return dict.fromkeys((*GENERATORS, *current_services().generators, *filter(None, [wanted])))


def attempts_of(runs: Sequence[QueryRun]) -> Mapping[int, list[QueryAttempt]]:
    """The SQL candidates of these records, by the record's id, in one query."""
    by_run: dict[int, list[QueryAttempt]] = defaultdict(list)
    wanted = QueryAttempt.run_id.in_([run.id for run in runs])
    for attempt in db.session.scalars(select(QueryAttempt).where(wanted).order_by(QueryAttempt.id)):
        by_run[attempt.run_id].append(attempt)
    return by_run
