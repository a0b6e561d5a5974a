"""What was understood, for people: the measure, the period with its real limits, the filters, the groups."""

from __future__ import annotations

from collections.abc import Iterator

from app.contracts import Language, Translate, Understood
from app.explanation.labels import group_label, value_label
from app.language.formatting import format_number
from app.semantics.layer import SemanticLayer
from app.semantics.measures import measure_of
from app.semantics.reading import Filter, Reading
from app.translating import mark


def interpret(reading: Reading, layer: SemanticLayer, translate: Translate) -> list[Understood]:
    """One entry for each thing that was understood."""
    return list(parts(reading, layer, translate))


def parts(reading: Reading, layer: SemanticLayer, translate: Translate) -> Iterator[Understood]:
    """The reading's parts, the measure first."""
    language = reading.language

    def part(kind: str, label: str, value: str) -> Understood:
        return {"kind": kind, "label": translate(language, label), "value": value}

    if reading.measure:
        yield part("measure", mark("Measure"), measure_of(layer, reading.measure).label[language])
    if reading.period:
        date_label = layer.column(reading.period.column).label[language]
        yield {"kind": "period", "label": date_label, "value": reading.period.name}
    for item in reading.filters:
        yield filter_part(item, language, layer, translate)
    for group in reading.groups:
        yield part("group", mark("For each"), group_label(group, language, layer, translate))
    if reading.limit:
        shown = translate(language, mark("the first {count}"), count=format_number(reading.limit, language))
        yield part("limit", mark("Rows"), shown)


def filter_part(item: Filter, language: Language, layer: SemanticLayer, translate: Translate) -> Understood:
    """A filter: the column and the values that it must, or must not, have."""
    column = layer.column(item.column)
    values = translate(language, mark(" or ")).join(value_label(column, value, language) for value in item.values)
    shown = translate(language, mark("not {values}"), values=values) if item.negated else values
    return {"kind": "filter", "label": column.label[language], "value": shown}
