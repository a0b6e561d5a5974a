"""Names of the result's columns, of groups and of values in the asker's language."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache

from app.contracts import Column as ResultColumn
from app.contracts import Json, Result
from app.explanation.conditions import condition_named
from app.explanation.origins import result_columns
from app.explanation.selections import selection_labels
from app.explanation.voice import Voice
from app.language.calendars import month, quarter
from app.language.calendars import year as year_limits
from app.language.formatting import format_date, period_name
from app.language.moments import day_in, grain_in
from app.language.periods import Period
from app.semantics.layer import Column, Measure
from app.semantics.measures import in_unit, measure_of, row_label
from app.semantics.reading import ColumnGroup, Group, MeasureUse, Reading, RowGroup, TimeGroup, WeekdayGroup
from app.translating import mark

GRAINS: dict[str, str] = {
    "day": mark("day"),
    "week": mark("week"),
    "month": mark("month"),
    "quarter": mark("quarter"),
    "year": mark("year"),
}
WEEK = mark("the week of {day}")
WEEKDAY = mark("day of the week")
Named = tuple[str, str | None]
"""A label and a unit."""
PER_CENT = mark("%")
UNITS = (mark("toman"), mark("rial"))
"""Units that amounts may be asked for in."""


def label_columns(result: Result, sql: str, reading: Reading, voice: Voice) -> list[ResultColumn]:
    """The result's columns; those that the reading, the SQL or the layer tell the meaning of are labelled.

    So are the stored values of those that show a column of the layer.
    """
    said, known = reading_columns(reading, voice), layer_names(voice)
    shown = result_columns(sql, result.names, voice.layer)
    if shown is None:
        columns_alone = (thing for thing in voice.layer.things() if isinstance(thing, Column))
        known = {**known, **unambiguous(columns_alone, voice)}
    columns: list[ResultColumn] = []
    for name, kind, column in zip(result.names, result.types, shown or [None] * len(result.names), strict=True):
        label, unit = said.get(name) or column_label(name, column, voice) or known.get(name) or (name, None)
        columns.append(
            {"name": name, "label": label, "type": kind, "unit": unit, "values": value_labels(column, voice)}
        )
    return columns


def value_labels(column: Column | None, voice: Voice) -> dict[str, str]:
    """What people call the stored values of a column."""
    stored = column.values if column else ()
    return {value.value: value.label[voice.language] for value in stored if not value.is_pattern}


def column_label(name: str, column: Column | None, voice: Voice) -> Named | None:
    """What a column is called; the one that names the rows of its table may be called by what they are."""
    if column is None:
        return None
    table = voice.layer.by_name[column.table]
    if name == table.row_alias and column.name == table.name_column:
        return table.singular[voice.language], None
    return voice.label(column), voice.unit(column)


@lru_cache(maxsize=4)
def layer_names(voice: Voice) -> dict[str, Named]:
    """Names that mean something wherever they stand: spans of time, rows of a table, measures."""
    named = {grain: (voice.say(label), None) for grain, label in GRAINS.items()}
    named["weekday"] = (voice.say(WEEKDAY), None)
    rows = {table.row_alias: (table.singular[voice.language], None) for table in voice.layer.tables}
    measures = (thing for thing in voice.layer.things() if isinstance(thing, Measure))
    return {**rows, **named, **unambiguous(measures, voice)}


def unambiguous(things: Iterable[Column | Measure], voice: Voice) -> dict[str, Named]:
    """Label and unit by name, of names that mean the same in every table."""
    found: dict[str, set[Named]] = {}
    for thing in things:
        found.setdefault(thing.name, set()).add((voice.label(thing), voice.unit(thing)))
    return {name: next(iter(meanings)) for name, meanings in found.items() if len(meanings) == 1}


def reading_columns(reading: Reading, voice: Voice) -> dict[str, Named]:
    """Label and unit of what the reading has computed, by the name that it has in the result."""
    named = dict(selection_labels(reading.selection, voice)) if reading.selection else {}
    if reading.sorting:
        thing = voice.layer.by_reference[reading.sorting.reference]
        named[thing.name] = (row_label(thing)[voice.language], voice.unit(thing))
    return named | dict(measure_columns(reading, voice))


def measure_columns(reading: Reading, voice: Voice) -> Iterator[tuple[str, Named]]:
    """The columns of measures, and of what is made of them."""
    for use in reading.measures:
        measure = in_unit(measure_of(voice.layer, use), reading.unit)
        label, unit = measure_label(use, reading, voice), voice.unit(measure)
        if reading.period and reading.compared:
            template = mark("{measure}, {period}")
            yield measure.name, (voice.say(template, measure=label, period=reading.period.name), unit)
            yield f"{measure.name}_before", (voice.say(template, measure=label, period=reading.compared.name), unit)
        else:
            yield measure.name, (label, unit)
        yield f"running_{measure.name}", (voice.say(mark("{measure} so far"), measure=label), unit)
    yield "share", (share_label(reading, voice), voice.say(PER_CENT))
    yield "change", (voice.say(mark("change")), voice.say(PER_CENT))
    yield "rank", (voice.say(mark("rank")), None)


def measure_label(use: MeasureUse, reading: Reading, voice: Voice) -> str:
    """A measure's name; an average over rows or spans says so."""
    label = voice.label(measure_of(voice.layer, use))
    if reading.per is None:
        return label
    return voice.say(mark("average {measure} per {group}"), measure=label, group=group_label(reading.per, voice))


def share_label(reading: Reading, voice: Voice) -> str:
    """What a share is of."""
    if not reading.measures:
        return voice.say(mark("share"))
    measure = voice.label(measure_of(voice.layer, reading.measures[0]))
    if not reading.part:
        return voice.say(mark("share of {measure}"), measure=measure)
    part = voice.listed(condition_named(condition, voice) for condition in reading.part)
    return voice.say(mark("share of {measure}: {part}"), measure=measure, part=part)


def group_label(group: Group, voice: Voice) -> str:
    """What there is one row for."""
    match group:
        case TimeGroup():
            return voice.say(GRAINS[group.grain])
        case WeekdayGroup():
            return voice.say(WEEKDAY)
        case RowGroup():
            return voice.layer.by_name[group.table].singular[voice.language]
        case ColumnGroup():
            return voice.label(voice.layer.column(group.column))


def span_label(group: TimeGroup, value: str, voice: Voice) -> str:
    """A span of time as people call it: «مهر ۱۴۰۵» for 1405-07, a week or a day by its first day; else as it is."""
    if group.grain in ("day", "week"):
        day = day_in(value)
        if day is None:
            return value
        shown = format_date(day, voice.language, group.calendar)
        return voice.say(WEEK, day=shown) if group.grain == "week" else shown
    if grain_in(value) is None:
        return value
    year, _, number = value.partition("-")
    limits = {
        "month": lambda: month(group.calendar, int(year), int(number)),
        "quarter": lambda: quarter(group.calendar, int(year), int(number.removeprefix("Q"))),
        "year": lambda: year_limits(group.calendar, int(year)),
    }[group.grain]()
    return period_name(Period(*limits, group.calendar, group.grain, 0, 0, group.grain), voice.language)


def stored_label(column: ResultColumn, value: Json) -> str:
    """What people call a value of a result's column; one of several parts is written as JSON."""
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return column["values"].get(str(value), str(value))
