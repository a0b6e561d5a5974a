"""What was understood, for people: the measure, the period with its real limits, the filters, the groups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.contracts import Understood
from app.explanation.conditions import bounds_text, condition_label, condition_text
from app.explanation.labels import group_label, measure_label
from app.explanation.selections import interpret_selection
from app.explanation.voice import Voice
from app.language.formatting import format_number
from app.semantics.layer import Column
from app.semantics.measures import measure_of, row_label
from app.semantics.parts import parts_of
from app.semantics.reading import Reading
from app.translating import mark

DERIVED: dict[str, str] = {
    "share": mark("share of the total, in per cent"),
    "growth": mark("change from one {span} to the next, in per cent"),
    "running": mark("running total"),
    "rank": mark("rank"),
}
"""What is made of a measure."""


DIRECTIONS: dict[tuple[bool, bool], str] = {
    (False, True): mark("{value} from the largest"),
    (False, False): mark("{value} from the smallest"),
    (True, True): mark("{value} from the newest"),
    (True, False): mark("{value} from the oldest"),
}
"""How rows are sorted, by whether it is by date, and from the largest."""


def interpret(reading: Reading, voice: Voice) -> list[Understood]:
    """One entry for each thing that was understood: the question that it continues, the measure, then the rest."""
    return list(parts(reading, voice))


def parts(reading: Reading, voice: Voice) -> Iterator[Understood]:
    """The reading's parts; those have names that something else may take the place of."""
    names: dict[object, str] = {thing: name for name, thing in parts_of(reading, voice.layer).items()}
    yield from subjects(reading, names, voice)
    for period in (reading.period, reading.compared):
        if period:
            yield part("period", voice.label(voice.layer.column(period.column)), period.name, names.get(period))
    for item in reading.filters:
        yield part("filter", condition_label(item, voice), condition_text(item, voice), names.get(item))
    for item in reading.part:
        yield part("part", voice.say(mark("Part")), condition_text(item, voice))
    for group in (group for group in reading.groups if group != reading.within):
        yield part("group", voice.say(mark("For each")), group_label(group, voice), names.get(group))
    yield from selection(reading, voice)
    for written, taken in reading.corrections:
        yield exchange("correction", mark("Read as"), written, taken, voice)
    if reading.limit:
        yield part("limit", voice.say(mark("Rows")), rows_wanted(reading.limit, reading.place, voice))


def rows_wanted(limit: int, place: int | None, voice: Voice) -> str:
    """How many rows are wanted, or the one place that is."""
    if place:
        return voice.say(mark("only number {place}"), place=format_number(place, voice.language))
    said = mark("the first one") if limit == 1 else mark("the first {count}")
    return voice.say(said, count=format_number(limit, voice.language))


def subjects(reading: Reading, names: Mapping[object, str], voice: Voice) -> Iterator[Understood]:
    """The question that is continued, what is listed or computed, and what is made of it."""
    if reading.continues:
        yield part("continues", voice.say(mark("Continues")), reading.continues)
    if reading.selection:
        yield from interpret_selection(reading.selection, voice)
    if reading.rows:
        yield part("rows", voice.say(mark("List of")), voice.layer.by_name[reading.rows].label[voice.language])
    for use in reading.measures:
        yield part("measure", voice.say(mark("Measure")), measure_label(use, reading, voice), names.get(use))
    if reading.derived in DERIVED:
        span = group_label(reading.time_group, voice) if reading.time_group else ""
        yield part("derived", voice.say(mark("Shown as")), voice.say(DERIVED[reading.derived], span=span))


def selection(reading: Reading, voice: Voice) -> Iterator[Understood]:
    """Which groups are kept, and in which order rows come."""
    if reading.having:
        measure = measure_of(voice.layer, reading.measures[0])
        yield part("having", voice.label(measure), bounds_text(reading.having, measure, voice))
    if reading.within:
        yield part("within", voice.say(mark("In each")), group_label(reading.within, voice))
    if reading.sorting:
        thing = row_label(voice.layer.by_reference[reading.sorting.reference])[voice.language]
        column = voice.layer.by_reference[reading.sorting.reference]
        is_date = isinstance(column, Column) and column.kind == "time_dimension"
        template = DIRECTIONS[is_date, reading.sorting.descending]
        yield part("sorting", voice.say(mark("Sorted by")), voice.say(template, value=thing))
    elif reading.ranking == "lowest":
        label = voice.label(measure_of(voice.layer, reading.measures[0]))
        yield part("sorting", voice.say(mark("Sorted by")), voice.say(mark("{value} from the smallest"), value=label))


def part(kind: str, label: str, value: str, name: str | None = None) -> Understood:
    """One thing that was understood."""
    understood: Understood = {"kind": kind, "label": label, "value": value}
    return {**understood, "part": name} if name else understood


def exchange(kind: str, label: str, was: str, now: str, voice: Voice) -> Understood:
    """That something was taken for something else; `label` is marked."""
    return part(kind, voice.say(label), voice.say(mark("{written} → {taken}"), written=was, taken=now))
