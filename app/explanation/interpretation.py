"""What was understood, for people: the measure, the period with its real limits, the filters, the groups."""

from __future__ import annotations

from collections.abc import Iterator

from app.contracts import Understood
from app.explanation.labels import group_label
from app.explanation.voice import Voice
from app.language.formatting import format_number
from app.semantics.measures import measure_of
from app.semantics.reading import Filter, Reading
from app.translating import mark


def interpret(reading: Reading, voice: Voice) -> list[Understood]:
    """One entry for each thing that was understood, the measure first."""
    return list(parts(reading, voice))


def parts(reading: Reading, voice: Voice) -> Iterator[Understood]:
    """The reading's parts."""
    if reading.measure:
        yield part("measure", voice.say(mark("Measure")), voice.label(measure_of(voice.layer, reading.measure)))
    if reading.period:
        yield part("period", voice.label(voice.layer.column(reading.period.column)), reading.period.name)
    for item in reading.filters:
        yield part("filter", voice.label(voice.layer.column(item.column)), condition(item, voice))
    for group in reading.groups:
        yield part("group", voice.say(mark("For each")), group_label(group, voice))
    for written, taken in reading.corrections:
        yield part(
            "correction",
            voice.say(mark("Read as")),
            voice.say(mark("{written} → {taken}"), written=written, taken=taken),
        )
    if reading.limit:
        count = format_number(reading.limit, voice.language)
        yield part("limit", voice.say(mark("Rows")), voice.say(mark("the first {count}"), count=count))


def part(kind: str, label: str, value: str) -> Understood:
    """One thing that was understood."""
    return {"kind": kind, "label": label, "value": value}


def condition(item: Filter, voice: Voice) -> str:
    """The values that a column must, or must not, have."""
    column = voice.layer.column(item.column)
    values = voice.say(mark(" or ")).join(voice.value(column, value) for value in item.values)
    return voice.say(mark("not {values}"), values=values) if item.negated else values
