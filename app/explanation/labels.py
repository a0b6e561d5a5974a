"""Names of columns, groups and values in the asker's language."""

from __future__ import annotations

from typing import Any

from app.contracts import Column as ResultColumn
from app.contracts import Json, Language, Result, Translate
from app.semantics.layer import Column, Measure, SemanticLayer
from app.semantics.measures import measure_of
from app.semantics.reading import ColumnGroup, Grain, Group, Reading, RowGroup, TimeGroup
from app.translating import mark

GRAIN_LABELS: dict[Grain, str] = {
    "day": mark("day"),
    "week": mark("week"),
    "month": mark("month"),
    "quarter": mark("quarter"),
    "year": mark("year"),
}


def label_columns(
    result: Result, reading: dict[str, Json], language: Language, layer: SemanticLayer, translate: Translate
) -> list[ResultColumn]:
    """The result's columns with labels: those that the reading or the layer knows by name, others as they are."""
    known = known_columns(Reading.from_json(reading), language, layer, translate)
    return [
        {
            "name": name,
            "label": known.get(name, (name, None))[0],
            "type": kind,
            "unit": known.get(name, (name, None))[1],
        }
        for name, kind in zip(result.names, result.types, strict=True)
    ]


def known_columns(
    reading: Reading, language: Language, layer: SemanticLayer, translate: Translate
) -> dict[str, tuple[str, str | None]]:
    """Label and unit by result column name."""
    named: dict[str, tuple[str, str | None]] = {}
    for thing in layer.things():
        named.setdefault(thing.name, (thing.label[language], unit_of(thing, language, translate)))
    for table in layer.tables:
        named[table.singular["en"].replace(" ", "_")] = (table.singular[language], None)
    for grain, label in GRAIN_LABELS.items():
        named[grain] = (translate(language, label), None)
    if reading.measure:
        measure = measure_of(layer, reading.measure)
        named[measure.name] = (measure.label[language], unit_of(measure, language, translate))
    return named


def unit_of(thing: Column | Measure, language: Language, translate: Translate) -> str | None:
    """The unit's name in the asker's language."""
    return translate(language, thing.unit) if thing.unit else None


def group_label(group: Group, language: Language, layer: SemanticLayer, translate: Translate) -> str:
    """What there is one row for."""
    match group:
        case TimeGroup():
            return translate(language, GRAIN_LABELS[group.grain])
        case RowGroup():
            return layer.by_name[group.table].singular[language]
        case ColumnGroup():
            return layer.column(group.column).label[language]


def stored_label(layer: SemanticLayer, name: str, value: Json, language: Language) -> str:
    """What people call a value of the result's column `name`."""
    columns = [thing for thing in layer.things() if isinstance(thing, Column) and thing.name == name and thing.values]
    return value_label(columns[0], value, language) if columns else str(value)


def value_label(column: Column, value: Any, language: Language) -> str:
    """What people call a stored value."""
    labels = {stored.value: stored.label[language] for stored in column.values}
    return labels.get(value, str(value))
