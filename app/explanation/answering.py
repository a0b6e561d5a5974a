"""The answer as one sentence, with the number in it."""

from __future__ import annotations

import math

from app.contracts import Column, Json, QueryState
from app.explanation.interpretation import condition
from app.explanation.labels import span_label, stored_label
from app.explanation.voice import Voice
from app.language.formatting import format_number
from app.semantics.measures import measure_of
from app.semantics.reading import Reading, TimeGroup
from app.translating import mark


def answer(state: QueryState, reading: Reading | None, voice: Voice) -> str:
    """The sentence: the period and filters before the colon, the finding behind it; `reading` if it made the SQL."""
    finding = find(state, reading, voice)
    limits = scope(reading, voice) if reading else ""
    if limits:
        return voice.say(mark("{scope}: {finding}"), scope=limits, finding=finding)
    return finding[:1].upper() + finding[1:]


def find(state: QueryState, reading: Reading | None, voice: Voice) -> str:
    """The finding: a number, the first of a ranking, or how many rows there are."""
    rows, columns = state["rows"], state["columns"]
    if not rows or rows == [[None]]:
        return voice.say(mark("nothing was found."))
    if len(rows) == 1 and len(columns) == 1:
        return single(rows[0][0], columns[0], reading, voice)
    if reading and columns[-1]["type"] == "number":
        return peak(rows, columns, reading.time_group, voice) if reading.time_group else leader(rows, columns, voice)
    count = format_number(len(rows), voice.language)
    if state["truncated"]:
        return voice.say(mark("the first {count} rows are shown."), count=count)
    return voice.say(mark("{count} rows."), count=count)


def single(value: Json, column: Column, reading: Reading | None, voice: Voice) -> str:
    """One number: of things counted, or of a measure."""
    shown = amount(value, column, voice)
    measure = measure_of(voice.layer, reading.measure) if reading and reading.measure else None
    if measure and measure.aggregate == "count":
        noun = voice.layer.by_name[measure.table].counted(value == 1)[voice.language]
        return voice.say(mark("{count} {noun}."), count=shown, noun=noun)
    return voice.say(mark("{measure} is {value}."), measure=column["label"], value=shown)


def leader(rows: list[list[Json]], columns: list[Column], voice: Voice) -> str:
    """The row with the largest number, which a ranking and a breakdown begin with."""
    value = amount(rows[0][-1], columns[-1], voice)
    name = stored_label(columns[0]["name"], rows[0][0], voice)
    if len(rows) == 1:
        return voice.say(
            mark("{name}, with {value} ({measure})."), name=name, value=value, measure=columns[-1]["label"]
        )
    return voice.say(
        mark("{name} comes first with {value} ({measure}); {count} rows in all."),
        name=name,
        value=value,
        measure=columns[-1]["label"],
        count=format_number(len(rows), voice.language),
    )


def peak(rows: list[list[Json]], columns: list[Column], group: TimeGroup, voice: Voice) -> str:
    """The span of time with the largest number."""
    highest = max(rows, key=lambda row: row[-1] if isinstance(row[-1], int | float) else -math.inf)
    return voice.say(
        mark("{name} has the highest {measure}, {value}; {count} rows in all."),
        name=span_label(group, str(highest[0]), voice),
        value=amount(highest[-1], columns[-1], voice),
        measure=columns[-1]["label"],
        count=format_number(len(rows), voice.language),
    )


def amount(value: Json, column: Column, voice: Voice) -> str:
    """A value with its unit."""
    if not isinstance(value, int | float):
        return stored_label(column["name"], value, voice)
    return " ".join(filter(None, [format_number(value, voice.language), column["unit"]]))


def scope(reading: Reading, voice: Voice) -> str:
    """What the numbers are limited to: the period and the filters."""
    names = [reading.period.name] if reading.period else []
    return voice.say(mark(", ")).join([*names, *(condition(item, voice) for item in reading.filters)])
