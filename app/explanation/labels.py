"""Names of the result's columns, of groups and of values in the asker's language."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from app.contracts import Column as ResultColumn
from app.contracts import Json, Result
from app.explanation.conditions import condition_named
from app.explanation.voice import Voice
from app.language.calendars import month, quarter
from app.language.calendars import year as year_limits
from app.language.formatting import format_date, period_name
from app.language.periods import Period
from app.semantics.layer import Column
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
WEEKDAY = mark("day of the week")
Named = tuple[str, str | None]
"""A label and a unit."""
PER_CENT = mark("%")
UNITS = (mark("toman"), mark("rial"))
"""Units that amounts may be asked for in."""


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
    named["weekday"] = (voice.say(WEEKDAY), None)
    if reading.rows:
        own = voice.layer.by_name[reading.rows].visible_columns
        named |= {column.name: (voice.label(column), voice.unit(column)) for column in own}
    for reference in reading.shown:
        other = voice.layer.column(reference)
        named[f"{other.table}_{other.name}"] = (voice.label(other), voice.unit(other))
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
