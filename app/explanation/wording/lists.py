"""Rows that a statement writes out, in words."""

from __future__ import annotations

from sqlglot import exp

from app.explanation.wording.names import name_words
from app.explanation.wording.words import Wording
from app.language.formatting import format_number
from app.translating import mark

MOST_LISTED = 3
"""So many rows are named one by one; of more, the first and the last."""


def written_rows(query: exp.Expr) -> exp.Values | None:
    """The rows of a query that gives nothing but what it writes out."""
    if isinstance(query, exp.Values):
        return query
    source = query.args.get("from_")
    others = [key for key, value in query.args.items() if value and key not in ("expressions", "from_")]
    is_all = isinstance(query, exp.Select) and query.is_star and not others
    return source.this if source and is_all and isinstance(source.this, exp.Values) else None


def list_sentence(source: exp.Expr, values: exp.Values, wording: Wording) -> str:
    """Which rows are written out under which name."""
    name = name_words(source.alias_or_name, wording.voice)
    return wording.say(mark("{name} is a list: {values}."), name=name, values=rows_words(values, wording))


def rows_words(values: exp.Values, wording: Wording) -> str:
    """Rows that are written out; of many the first and the last."""
    rows = values.expressions
    if len(rows) <= MOST_LISTED:
        return wording.voice.listed(row_words(row, wording) for row in rows)
    first, last = row_words(rows[0], wording), row_words(rows[-1], wording)
    count = format_number(len(rows), wording.voice.language)
    return wording.say(mark("{count} rows from {first} to {last}"), count=count, first=first, last=last)


def row_words(row: exp.Expr, wording: Wording) -> str:
    """One row that is written out."""
    values = row.expressions if isinstance(row, exp.Tuple) else [row]
    return f"({wording.say(mark(', ')).join(map(wording.of, values))})"
