"""The answer as one sentence, with the number in it."""

from __future__ import annotations

import math
from datetime import date

from app.contracts import Column, Json, QueryState
from app.explanation.conditions import condition_named
from app.explanation.labels import PER_CENT, group_label, measure_label, span_label, stored_label
from app.explanation.selections import selection_scope
from app.explanation.voice import Voice
from app.language.calendars import calendar_of_language
from app.language.formatting import format_date, format_number
from app.semantics.measures import in_unit, measure_of
from app.semantics.reading import Reading, TimeGroup, WeekdayGroup
from app.translating import mark

MOST_NAMED = 10
"""So many values are named in the sentence; of more, only their number."""


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
    if reading and reading.compared and len(rows) == 1:
        return compared(rows[0], reading, voice)
    if len(rows) == 1 and len(columns) == 1:
        return single(rows[0][0], columns[0], reading, voice)
    if reading and not state["truncated"]:
        return found(rows, columns, reading, voice)
    count = format_number(len(rows), voice.language)
    if state["truncated"]:
        return voice.say(mark("the first {count} rows are shown."), count=count)
    return voice.say(mark("{count} rows."), count=count)


def found(rows: list[list[Json]], columns: list[Column], reading: Reading, voice: Voice) -> str:
    """The finding in several rows, or in a row of several columns."""
    if reading.selection:
        return selected(rows, columns, voice)
    if reading.rows:
        return listed(rows, columns, reading, voice)
    if not reading.measures:
        return values(rows, columns, voice)
    if len(rows) == 1 and not reading.groups:
        return numbers(rows[0], columns, voice)
    if len(reading.measures) > 1:
        at = len(reading.groups) + 1
        rows, columns = [row[:at] for row in rows], columns[:at]
    return grouped(rows, columns, reading, voice)


def selected(rows: list[list[Json]], columns: list[Column], voice: Voice) -> str:
    """What the one row says, or how many rows there are."""
    if len(rows) == 1:
        return numbers(rows[0], columns, voice)
    return voice.say(mark("{count} rows."), count=format_number(len(rows), voice.language))


def grouped(rows: list[list[Json]], columns: list[Column], reading: Reading, voice: Voice) -> str:
    """The finding in the groups of one measure."""
    if reading.derived == "running" and rows[-1][-1] is not None:
        return reached(rows[-1], columns, reading, voice)
    if len(reading.groups) == 1 and reading.derived != "rank" and columns[-1]["type"] == "number":
        group = reading.groups[0]
        if isinstance(group, TimeGroup | WeekdayGroup) and not reading.ranking:
            return peak(rows, columns, group, voice)
        return leader(rows, columns, reading, voice)
    return voice.say(mark("{count} rows."), count=format_number(len(rows), voice.language))


def single(value: Json, column: Column, reading: Reading | None, voice: Voice) -> str:
    """One number: of things counted, or of a measure."""
    shown = amount(value, column, voice)
    measure = measure_of(voice.layer, reading.measure) if reading and reading.measure else None
    is_count = measure and measure.aggregate == "count" and reading and reading.derived is None
    if measure and is_count:
        noun = voice.layer.by_name[measure.table].counted(value == 1)[voice.language]
        return voice.say(mark("{count} {noun}."), count=shown, noun=noun)
    return voice.say(mark("{measure} is {value}."), measure=column["label"], value=shown)


def compared(row: list[Json], reading: Reading, voice: Voice) -> str:
    """A measure in two periods, and how much it changed between them."""
    measure = in_unit(measure_of(voice.layer, reading.measures[0]), reading.unit)
    now, before = (with_unit(value, voice.unit(measure), voice) for value in row[-3:-1])
    message = mark("{measure}: {now}; {period}: {before} ({change}).")
    return voice.say(
        message,
        measure=voice.label(measure),
        now=now,
        period=reading.compared.name if reading.compared else "",
        before=before,
        change=changed(row[-1], voice),
    )


def changed(value: Json, voice: Voice) -> str:
    """How much something changed, in words."""
    if not isinstance(value, int | float):
        return voice.say(mark("nothing to compare with"))
    if value == 0:
        return voice.say(mark("unchanged"))
    share = with_unit(abs(value), voice.say(PER_CENT), voice)
    return voice.say(mark("{share} more") if value > 0 else mark("{share} less"), share=share)


def listed(rows: list[list[Json]], columns: list[Column], reading: Reading, voice: Voice) -> str:
    """How many rows there are; of one that was ranked, what it is."""
    table = voice.layer.by_name[str(reading.rows)]
    if len(rows) == 1 and reading.shown:
        return looked_up(rows[0], columns, reading, voice)
    if len(rows) == 1 and reading.sorting and table.name_column:
        names = [column["name"] for column in columns]
        sorted_by = voice.layer.by_reference[reading.sorting.reference].name
        if table.name_column in names and sorted_by in names:
            name, at = rows[0][names.index(table.name_column)], names.index(sorted_by)
            value = amount(rows[0][at], columns[at], voice)
            message = mark("{name}, with {value} ({measure}).")
            return voice.say(message, name=str(name), value=value, measure=columns[at]["label"])
    noun = table.counted(len(rows) == 1)[voice.language]
    return voice.say(mark("{count} {noun}."), count=format_number(len(rows), voice.language), noun=noun)


def looked_up(row: list[Json], columns: list[Column], reading: Reading, voice: Voice) -> str:
    """What one row has in the columns that were asked for."""
    wanted = [voice.layer.by_reference[reference].name for reference in reading.shown]
    places = [at for at, column in enumerate(columns) if column["name"] in wanted]
    return numbers([row[at] for at in places], [columns[at] for at in places], voice)


def numbers(row: list[Json], columns: list[Column], voice: Voice) -> str:
    """What each column of one row says."""
    message = mark("{measure} is {value}.")
    pairs = zip(columns, row, strict=True)
    return " ".join(voice.say(message, measure=it["label"], value=amount(value, it, voice)) for it, value in pairs)


def values(rows: list[list[Json]], columns: list[Column], voice: Voice) -> str:
    """The different values of a column."""
    count = format_number(len(rows), voice.language)
    if len(rows) > MOST_NAMED:
        return voice.say(mark("{count} rows."), count=count)
    names = voice.listed(stored_label(columns[0]["name"], row[0], voice) for row in rows)
    return voice.say(mark("{count} in all: {names}."), count=count, names=names)


def leader(rows: list[list[Json]], columns: list[Column], reading: Reading, voice: Voice) -> str:
    """The row with the largest number (or the smallest, in a ranking from below), which a breakdown begins with."""
    value = amount(rows[0][-1], columns[-1], voice)
    name = group_name(rows[0][0], columns[0], reading, voice)
    if len(rows) == 1:
        message = mark("{name}, with {value} ({measure}).")
        return voice.say(message, name=name, value=value, measure=columns[-1]["label"])
    highest = mark("{name} comes first with {value} ({measure}); {count} rows in all.")
    lowest = mark("{name} has the lowest {measure}, {value}; {count} rows in all.")
    return voice.say(
        lowest if reading.ranking == "lowest" else highest,
        name=name,
        value=value,
        measure=columns[-1]["label"],
        count=format_number(len(rows), voice.language),
    )


def group_name(value: Json, column: Column, reading: Reading, voice: Voice) -> str:
    """What people call a group."""
    group = reading.groups[0]
    return (
        span_label(group, str(value), voice)
        if isinstance(group, TimeGroup)
        else stored_label(column["name"], value, voice)
    )


def peak(rows: list[list[Json]], columns: list[Column], group: TimeGroup | WeekdayGroup, voice: Voice) -> str:
    """The span of time with the largest number."""
    highest = max(rows, key=lambda row: row[-1] if isinstance(row[-1], int | float) else -math.inf)
    return voice.say(
        mark("{name} has the highest {measure}, {value}; {count} rows in all."),
        name=span_label(group, str(highest[0]), voice) if isinstance(group, TimeGroup) else str(highest[0]),
        value=amount(highest[-1], columns[-1], voice),
        measure=columns[-1]["label"],
        count=format_number(len(rows), voice.language),
    )


def reached(row: list[Json], columns: list[Column], reading: Reading, voice: Voice) -> str:
    """What a running total comes to."""
    measure = measure_label(reading.measures[0], reading, voice)
    return voice.say(
        mark("{measure} comes to {value} by {name}."),
        measure=measure,
        value=amount(row[-1], columns[-1], voice),
        name=group_name(row[0], columns[0], reading, voice),
    )


def amount(value: Json, column: Column, voice: Voice) -> str:
    """A value with its unit."""
    if column["type"] == "date" and isinstance(value, str):
        return format_date(date.fromisoformat(value), voice.language, calendar_of_language(voice.language))
    if not isinstance(value, int | float):
        return stored_label(column["name"], value, voice)
    return with_unit(value, column["unit"], voice)


def with_unit(value: Json, unit: str | None, voice: Voice) -> str:
    """A number with a unit; what is none, as 0."""
    number = value if isinstance(value, int | float) else 0
    return " ".join(filter(None, [format_number(number, voice.language), unit]))


def scope(reading: Reading, voice: Voice) -> str:
    """What the numbers are limited to: the period, the conditions, and where a ranking starts anew."""
    names = [reading.period.name] if reading.period else []
    names += [condition_named(item, voice) for item in reading.filters]
    names += selection_scope(reading.selection, voice) if reading.selection else []
    if reading.within:
        names.append(voice.say(mark("in each {group}"), group=group_label(reading.within, voice)))
    return voice.say(mark(", ")).join(names)
