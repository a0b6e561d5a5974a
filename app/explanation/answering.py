"""The answer as one sentence, with the number in it."""

from __future__ import annotations

from decimal import Decimal

from app.contracts import Column, Json, QueryState
from app.explanation.cells import cell_text, number_in
from app.explanation.conditions import condition_named
from app.explanation.labels import PER_CENT, group_label, measure_label, span_label
from app.explanation.selections import selection_scope
from app.explanation.voice import Voice
from app.language.formatting import format_number
from app.semantics.measures import in_unit, measure_of
from app.semantics.reading import Group, Reading, TimeGroup, WeekdayGroup
from app.translating import mark

MOST_NAMED = 10
"""So many values are named in the sentence; of more, only their number."""
NOTHING = Decimal("-Infinity")
ALONE = mark("{name} ({measure}: {value}).")
HIGHEST = mark("{name} has the highest {measure}, {value}; {count} rows in all.")
MOST = mark("{name} has the most {measure}, {value}; {count} rows in all.")
LEVEL = mark("{name} comes first with {value} ({measure}); {count} rows in all.")
"""Where another is level with it."""
LOWEST = mark("{name} has the lowest {measure}, {value}; {count} rows in all.")


def answer(state: QueryState, reading: Reading | None, voice: Voice) -> str:
    """The sentence: the period and filters before the colon, the finding behind it; `reading` if it made the SQL."""
    said = find(state, reading, voice)
    limits = scope(reading, voice) if reading else ""
    if limits:
        said = voice.say(mark("{scope}: {finding}"), scope=limits, finding=said)
    return said[:1].upper() + said[1:]


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
        return several(rows, columns, reading, voice)
    return grouped(rows, columns, reading, voice)


def selected(rows: list[list[Json]], columns: list[Column], voice: Voice) -> str:
    """What the one row says, or how many rows there are."""
    if len(rows) == 1:
        return numbers(rows[0], columns, voice)
    return voice.say(mark("{count} rows."), count=format_number(len(rows), voice.language))


def several(rows: list[list[Json]], columns: list[Column], reading: Reading, voice: Voice) -> str:
    """The finding in the groups of several measures: by the first of them, and what the others are there."""
    at = len(reading.groups) + 1
    said = grouped([row[:at] for row in rows], columns[:at], reading, voice)
    if not has_leader(columns[:at], reading):
        return said
    row = leading(rows, reading, at - 1)
    message = mark("Its {measure}: {value}.")
    pairs = zip(columns[at:], row[at:], strict=True)
    others = (voice.say(message, measure=it["label"], value=amount(value, it, voice)) for it, value in pairs)
    return " ".join((said, *others))


def grouped(rows: list[list[Json]], columns: list[Column], reading: Reading, voice: Voice) -> str:
    """The finding in the groups of one measure."""
    if reading.derived == "running" and rows[-1][-1] is not None:
        return reached(rows[-1], columns, reading, voice)
    if not has_leader(columns, reading):
        return voice.say(mark("{count} rows."), count=format_number(len(rows), voice.language))
    is_by_time = isinstance(reading.groups[0], TimeGroup | WeekdayGroup) and not reading.ranking
    tell = peak if is_by_time or len(reading.groups) > 1 else leader
    return tell(rows, columns, reading, voice)


def has_leader(columns: list[Column], reading: Reading) -> bool:
    """Whether groups are told by the one that has the largest number, or comes first."""
    is_one = len(reading.groups) == 1 and reading.derived != "rank"
    is_plain = reading.derived is None and not reading.ranking
    return columns[-1]["type"] == "number" and (is_one or is_plain)


def leading(rows: list[list[Json]], reading: Reading, at: int) -> list[Json]:
    """The row with the largest number in that place; the first one of a ranking."""
    return rows[0] if reading.ranking else max(rows, key=lambda row: sortable(row[at]))


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
    message = mark("{measure} {now} ({change}); {period}: {before}.")
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
            return voice.say(ALONE, name=str(name), value=value, measure=columns[at]["label"])
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
    names = voice.listed(cell_text(row[0], columns[0], voice) for row in rows)
    return voice.say(mark("{count} in all: {names}."), count=count, names=names)


def leader(rows: list[list[Json]], columns: list[Column], reading: Reading, voice: Voice) -> str:
    """The row with the largest number (or the smallest, in a ranking from below), which a breakdown begins with."""
    value = amount(rows[0][-1], columns[-1], voice)
    name = group_name(rows[0][0], columns[0], reading.groups[0], voice)
    if len(rows) == 1:
        return voice.say(ALONE, name=name, value=value, measure=columns[-1]["label"])
    is_shared = rows[0][-1] == rows[1][-1]
    message = LOWEST if reading.ranking == "lowest" else LEVEL if is_shared else highest(columns[-1], reading, voice)
    count = format_number(len(rows), voice.language)
    return voice.say(message, name=name, value=value, measure=columns[-1]["label"], count=count)


def highest(column: Column, reading: Reading, voice: Voice) -> str:
    """The message for the largest number of a column: of what is counted, or of an amount."""
    measure = measure_of(voice.layer, reading.measures[0])
    is_number_of = measure.aggregate in ("count", "sum") and not column["unit"] and reading.derived is None
    return MOST if is_number_of and reading.per is None else HIGHEST


def group_name(value: Json, column: Column, group: Group, voice: Voice) -> str:
    """What people call a group."""
    if value is None:
        return voice.say(mark("none"))
    return span_label(group, str(value), voice) if isinstance(group, TimeGroup) else cell_text(value, column, voice)


def peak(rows: list[list[Json]], columns: list[Column], reading: Reading, voice: Voice) -> str:
    """The span of time, or the group of several columns, with the largest number."""
    row = leading(rows, reading, -1)
    names = [group_name(*told, voice) for told in zip(row, columns, reading.groups, strict=False)]
    return voice.say(
        highest(columns[-1], reading, voice),
        name=voice.say(mark(", ")).join(names),
        value=amount(row[-1], columns[-1], voice),
        measure=columns[-1]["label"],
        count=format_number(len(rows), voice.language),
    )


def sortable(value: Json) -> Decimal:
    """A number, for sorting; what is none stands below all of them."""
    number = number_in(value)
    return NOTHING if number is None else number


def reached(row: list[Json], columns: list[Column], reading: Reading, voice: Voice) -> str:
    """What a running total comes to."""
    measure = measure_label(reading.measures[0], reading, voice)
    return voice.say(
        mark("{measure} comes to {value} by {name}."),
        measure=measure,
        value=amount(row[-1], columns[-1], voice),
        name=group_name(row[0], columns[0], reading.groups[0], voice),
    )


def amount(value: Json, column: Column, voice: Voice) -> str:
    """A value with its unit."""
    return unit_beside(cell_text(value, column, voice), column["unit"] if number_in(value) is not None else None, voice)


def with_unit(value: Json, unit: str | None, voice: Voice) -> str:
    """A number with a unit; what is no number, as 0."""
    return unit_beside(format_number(number_in(value) or 0, voice.language), unit, voice)


def unit_beside(shown: str, unit: str | None, voice: Voice) -> str:
    """What is shown with its unit, which stands apart unless it is a sign."""
    return f"{shown}{unit}" if unit == voice.say(PER_CENT) else " ".join(filter(None, [shown, unit]))


def scope(reading: Reading, voice: Voice) -> str:
    """What the numbers are limited to: the period, the conditions, and where a ranking starts anew."""
    names = [reading.period.name] if reading.period else []
    names += [condition_named(item, voice) for item in reading.filters]
    names += selection_scope(reading.selection, voice) if reading.selection else []
    if reading.within:
        names.append(voice.say(mark("in each {group}"), group=group_label(reading.within, voice)))
    return voice.say(mark(", ")).join(names)
