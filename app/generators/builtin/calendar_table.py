"""A calendar as an inline table: the spans of the Persian calendar, which PostgreSQL has no functions for."""

from __future__ import annotations

from datetime import date

from sqlglot import exp

from app.language.calendars import Calendar, buckets
from app.semantics.reading import Grain


def calendar_table(calendar: Calendar, grain: Grain, start: date, end: date) -> exp.Values:
    """VALUES (label, first day, next day) for each span of the calendar that touches the half-open period."""
    rows = [
        exp.tuple_(exp.Literal.string(span.label), day_literal(span.start), day_literal(span.end))
        for span in buckets(calendar, grain, start, end)
    ]
    return exp.Values(expressions=rows)


def day_literal(value: date) -> exp.Expr:
    """DATE '2026-11-21'."""
    return exp.cast(exp.Literal.string(value.isoformat()), "date")
