"""Times, numbers, outcomes and errors as templates show them, in the page's language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from flask import current_app

from app.clock import zone_of
from app.contracts import ErrorRecord, Json, Outcome
from app.current import current_settings
from app.language.calendars import calendar_of_language
from app.language.formatting import format_date, format_digits, format_number
from app.models.audit import QueryAttempt, QueryRun
from app.pages.languages import page_language
from app.pages.messages import GENERATORS, OUTCOMES, STEPS
from app.translating import mark, translate


def format_moment(moment: datetime) -> str:
    """A time in the shop's time zone and the reader's calendar: «۳۰ آبان ۱۴۰۵، ۱۴:۰۵»."""
    language, local = page_language(), moment.astimezone(zone_of(current_settings()))
    return translate(
        language,
        mark("{date}, {clock}"),
        date=format_date(local.date(), language, calendar_of_language(language)),
        clock=format_digits(f"{local:%H:%M}", language),
    )


def format_amount(value: float) -> str:
    """A number in the reader's digits."""
    return format_number(value, page_language())


def format_plainly(number: int) -> str:
    """A number that counts nothing, such as an id, in the reader's digits and without separators."""
    return format_digits(str(number), page_language())


def format_duration(milliseconds: float) -> str:
    """A duration in seconds, or in milliseconds below one second."""
    language = page_language()
    if milliseconds < 1000:
        return translate(language, mark("{count} ms"), count=format_number(round(milliseconds, 1), language))
    return translate(language, mark("{seconds} s"), seconds=format_number(round(milliseconds / 1000, 1), language))


def outcome_name(outcome: str) -> str:
    """How a question ended."""
    return translate(page_language(), OUTCOMES[Outcome(outcome)])


def step_name(node: str) -> str:
    """What a node does."""
    return translate(page_language(), STEPS.get(node, node))


def in_order(timings: Mapping[str, float]) -> Iterable[tuple[str, float]]:
    """Durations in the order of the steps, the total at the end; nodes that were added stand before it."""
    order = [*(name for name in STEPS if name != "total"), *(name for name in timings if name not in STEPS), "total"]
    return ((name, timings[name]) for name in order if name in timings)


def origin(recorded: QueryRun | QueryAttempt) -> str:
    """What wrote the SQL: the generator and, if it has one, its model."""
    return " · ".join(filter(None, [recorded.generator and generator_name(recorded.generator), recorded.model]))


def generator_name(generator: str) -> str:
    """How people call a generator; one that comes from elsewhere has its own name."""
    return translate(page_language(), GENERATORS.get(generator, generator))


def error_message(error: ErrorRecord) -> str:
    """A recorded error as a sentence."""
    return translate(page_language(), error["template"], **error["values"])


def json_text(value: Json) -> str:
    """A JSON value as text, line by line."""
    return current_app.json.dumps(value, indent=2)


FILTERS: dict[str, Callable[[Any], Any]] = {
    "moment": format_moment,
    "amount": format_amount,
    "plain_number": format_plainly,
    "duration": format_duration,
    "outcome": outcome_name,
    "step": step_name,
    "in_order": in_order,
    "origin": origin,
    "generator_name": generator_name,
    "error_message": error_message,
    "json_text": json_text,
}
