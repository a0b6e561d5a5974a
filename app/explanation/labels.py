"""Names of the result's columns, of groups and of values in the asker's language."""

from __future__ import annotations

from datetime import date

from app.contracts import Column as ResultColumn
from app.contracts import Json, Result
from app.explanation.voice import Voice
from app.language.calendars import month, quarter
from app.language.calendars import year as year_limits
from app.language.formatting import format_date, period_name
from app.language.periods import Period
from app.semantics.layer import Column
from app.semantics.measures import measure_of
from app.semantics.reading import ColumnGroup, Group, Reading, RowGroup, TimeGroup
from app.translating import mark

GRAINS: dict[str, str] = {
    "day": mark("day"),
    "week": mark("week"),
    "month": mark("month"),
    "quarter": mark("quarter"),
    "year": mark("year"),
}
Named = tuple[str, str | None]
"""A label and a unit."""


def label_columns(result: Result, reading: Reading, voice: Voice) -> list[ResultColumn]:
    """The result's columns; those that the reading or the layer knows by name are labelled, others stay as they are."""
    known = known_columns(reading, voice)
    columns: list[ResultColumn] = []
    for name, kind in zip(result.names, result.types, strict=True):
        label, unit = known.get(name, (name, None))
        columns.append({"name": name, "label": label, "type": kind, "unit": unit})
    return columns


def known_columns(reading: Reading, voice: Voice) -> dict[str, Named]:
    """Label and unit by result column name; the reading's own measure wins over others of that name."""
    named: dict[str, Named] = {}
    for thing in voice.layer.things():
        named.setdefault(thing.name, (voice.label(thing), voice.unit(thing)))
    for table in voice.layer.tables:
        named[table.row_alias] = (table.singular[voice.language], None)
    for grain, label in GRAINS.items():
        named[grain] = (voice.say(label), None)
    if reading.measure:
        measure = measure_of(voice.layer, reading.measure)
        named[measure.name] = (voice.label(measure), voice.unit(measure))
    return named


def group_label(group: Group, voice: Voice) -> str:
    """What there is one row for."""
    match group:
        case TimeGroup():
            return voice.say(GRAINS[group.grain])
        case RowGroup():
            return voice.layer.by_name[group.table].singular[voice.language]
        case ColumnGroup():
            return voice.label(voice.layer.column(group.column))


def span_label(group: TimeGroup, value: str, voice: Voice) -> str:
    """A span of time as people call it: «مهر ۱۴۰۵» for 1405-07, a week or a day by its first day."""
    if group.grain in ("day", "week"):
        return format_date(date.fromisoformat(value), voice.language, group.calendar)
    year, _, number = value.partition("-")
    limits = {
        "month": lambda: month(group.calendar, int(year), int(number)),
        "quarter": lambda: quarter(group.calendar, int(year), int(number.removeprefix("Q"))),
        "year": lambda: year_limits(group.calendar, int(year)),
    }[group.grain]()
    return period_name(Period(*limits, group.calendar, group.grain, 0, 0, group.grain), voice.language)


def stored_label(name: str, value: Json, voice: Voice) -> str:
    """What people call a value of the result's column `name`."""
    columns = [
        thing for thing in voice.layer.things() if isinstance(thing, Column) and thing.name == name and thing.values
    ]
    return voice.value(columns[0], value) if columns else str(value)
