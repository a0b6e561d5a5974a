"""Measures in use: declared ones, and aggregates of facts that are made where a question wants them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.contracts import Language
from app.semantics.layer import Aggregate, Measure, SemanticLayer
from app.semantics.reading import MeasureUse, Reading, RowGroup

AGGREGATE_LABELS: dict[Aggregate, dict[Language, str]] = {
    "sum": {"en": "total {fact}", "fa": "مجموع {fact}"},
    "avg": {"en": "average {fact}", "fa": "میانگین {fact}"},
    "min": {"en": "lowest {fact}", "fa": "کمترین {fact}"},
    "max": {"en": "highest {fact}", "fa": "بیشترین {fact}"},
}
COLUMN = re.compile(r"\b(\w+)\.(\w+)\b")


def measure_of(layer: SemanticLayer, use: MeasureUse) -> Measure:
    """The measure that a reading uses."""
    if use.aggregate is None:
        return layer.measure(use.reference)
    fact = layer.column(use.reference)
    labels = AGGREGATE_LABELS[use.aggregate]
    return Measure(
        table=fact.table,
        name=f"{use.aggregate}_{fact.name}",
        aggregate=use.aggregate,
        expression=fact.reference,
        label={language: labels[language].format(fact=fact.label[language]) for language in labels},
        synonyms={},
        superlatives={},
        unit=fact.unit,
    )


def count_of(layer: SemanticLayer, table: str) -> MeasureUse | None:
    """The measure that counts the rows of a table, where the layer declares one."""
    counts = [measure for measure in layer.by_name[table].measures if measure.aggregate == "count"]
    return MeasureUse(counts[0].reference) if counts else None


def tables_in(reading: Reading, layer: SemanticLayer) -> Iterator[str]:
    """Every table that a reading needs."""
    if reading.measure:
        measure = measure_of(layer, reading.measure)
        yield measure.table
        for table, _ in COLUMN.findall(measure.expression or ""):
            yield table
    for item in reading.filters:
        yield layer.column(item.column).table
    for group in reading.groups:
        yield group.table if isinstance(group, RowGroup) else layer.column(group.column).table
    if reading.period:
        yield layer.column(reading.period.column).table
