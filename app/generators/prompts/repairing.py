"""What a model is told of its own SQL that came back: why, where, and the parts of the schema that help."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz import fuzz, process

from app.contracts import ErrorRecord, GenerationRequest
from app.generators.replies.placeholders import placeholders
from app.language.calendars import year
from app.semantics.layer import SemanticLayer

SHOWN_CHARACTERS = 2000
"""Of the SQL."""
PLACE_CHARACTERS = 40
ABOUT_NAMES = {"ForbiddenTable", "UnknownColumn", "HiddenColumn", "ExecutionFailed"}
"""Errors, by their codes, that the names of tables and columns help with."""
YEAR = re.compile(r"(?<!\d)1[34]\d\d(?!\d)")
"""A year of the Persian calendar."""
SIMILAR = 60
"""How alike names are that are worth naming, in percent."""
MOST_SIMILAR = 3


def rejection(request: GenerationRequest) -> Iterator[str]:
    """What was wrong with the candidate before, a line each; nothing where there was none."""
    rejected = request.rejected
    if rejected and rejected["error"] and rejected["sql"]:
        yield from reasons(rejected["sql"], rejected["error"])
        yield from helpful(rejected["sql"], rejected["error"], request.layer)


def reasons(sql: str, error: ErrorRecord) -> Iterator[str]:
    """The SQL, why it was rejected, and where."""
    yield f"Do not repeat this SQL, it was rejected: {sql[:SHOWN_CHARACTERS]}"
    yield f"Reason: {error['template'].format(**error['values'])} {error['detail']}"
    place = error["values"].get("position", "")
    if place.isdecimal():
        yield f"It is wrong from here on: {sql[int(place) - 1 :][:PLACE_CHARACTERS]}"
    for placeholder in placeholders(sql):
        yield f"Nobody fills in {placeholder}: write the value itself"
    if error["code"] == "OtherCalendar":
        yield from map(days_of_year, dict.fromkeys(YEAR.findall(sql)))


def days_of_year(number: str) -> str:
    """What a year of the Persian calendar is to SQL, which has no functions for it."""
    start, end = year("jalali", int(number))
    return (
        f"{number} is a year of the Persian calendar: "
        f"write its days as column >= DATE '{start}' AND column < DATE '{end}', without EXTRACT, DATE_TRUNC or TO_CHAR"
    )


def helpful(sql: str, error: ErrorRecord, layer: SemanticLayer) -> Iterator[str]:
    """The names that there are, where the error is about names."""
    if error["code"] not in ABOUT_NAMES:
        return
    words = set(re.findall(r"\w+", sql.casefold()))
    named = [table for table in layer.tables if table.name.casefold() in words]
    if error["code"] == "ForbiddenTable" or not named:
        yield f"The only tables are {', '.join(layer.by_name)}"
    for table in named:
        yield f"{table.name} has only the columns {', '.join(column.name for column in table.visible_columns)}"
    similar = similar_columns(error["values"].get("fragment", ""), layer)
    if similar:
        yield f"Columns with a similar name: {', '.join(similar)}"


def similar_columns(name: str, layer: SemanticLayer) -> list[str]:
    """The columns whose names are most like a name, as `table.column`."""
    columns = {column.reference: column.name for table in layer.tables for column in table.visible_columns}
    last = name.rpartition(".")[2].strip('"').casefold()
    found = process.extract(last, columns, scorer=fuzz.ratio, score_cutoff=SIMILAR, limit=MOST_SIMILAR)
    return [reference for _, _, reference in found]
