"""Measures in use: declared ones, aggregates that are made where a question wants them, and what tables they need."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from app.contracts import Language
from app.semantics.layer import Aggregate, Column, Measure, Names, SemanticLayer
from app.semantics.reading import (
    ColumnGroup,
    Comparison,
    Condition,
    Group,
    MeasureUse,
    Reading,
    Related,
    RowGroup,
    TimeGroup,
    WeekdayGroup,
)

AGGREGATE_LABELS: dict[Aggregate, dict[Language, str]] = {
    "sum": {"en": "total {fact}", "fa": "مجموع {fact}"},
    "avg": {"en": "average {fact}", "fa": "میانگین {fact}"},
    "min": {"en": "lowest {fact}", "fa": "کمترین {fact}"},
    "max": {"en": "highest {fact}", "fa": "بیشترین {fact}"},
    "count_distinct": {"en": "number of {fact} values", "fa": "تعداد {fact}‌های مختلف"},
}
TIME_LABELS: dict[Aggregate, dict[Language, str]] = {
    "min": {"en": "first {fact}", "fa": "نخستین {fact}"},
    "max": {"en": "last {fact}", "fa": "آخرین {fact}"},
}
COLUMN = re.compile(r"\b(\w+)\.(\w+)\b")


def measure_of(layer: SemanticLayer, use: MeasureUse) -> Measure:
    """The measure that a reading uses."""
    thing = layer.by_reference[use.reference]
    if isinstance(thing, Measure) and use.aggregate is None:
        return thing
    aggregate = use.aggregate or "sum"
    counted = counted_table(layer, thing) if aggregate == "count_distinct" else None
    return Measure(
        table=thing.table,
        name=layer.by_name[counted].name if counted else f"{aggregate}_{thing.name}",
        aggregate=aggregate,
        expression=row_expression(layer, use.reference),
        label=layer.by_name[counted].label if counted else aggregate_label(thing, aggregate),
        synonyms={},
        superlatives={},
        unit=thing.unit,
        unit_label=thing.unit_label,
    )


def is_open(measure: Measure, layer: SemanticLayer) -> bool:
    """Whether a measure is made of columns that are open."""
    return layer.hidden.isdisjoint(map(".".join, COLUMN.findall(measure.expression or "")))


def aggregate_label(thing: Column | Measure, aggregate: Aggregate) -> Names:
    """What an aggregate of a column, or of what a measure adds up, is called."""
    is_time = isinstance(thing, Column) and thing.kind == "time_dimension" and aggregate in TIME_LABELS
    labels = (TIME_LABELS if is_time else AGGREGATE_LABELS)[aggregate]
    fact = row_label(thing)
    return {language: labels[language].format(fact=fact[language]) for language in labels}


def row_label(thing: Column | Measure) -> Names:
    """What a column, or what a measure adds up for each row, is called."""
    return (thing.row_label if isinstance(thing, Measure) else None) or thing.label


def counted_table(layer: SemanticLayer, thing: Column | Measure) -> str | None:
    """The table whose rows are counted by counting a key that refers to them."""
    ends = [
        join.right_table
        for join in layer.relationships
        if (join.left_table, join.left_column) == (thing.table, thing.name)
    ]
    return ends[0] if ends else None


def row_expression(layer: SemanticLayer, reference: str) -> str | None:
    """SQL for what a column holds, or a measure adds up, in one row of its table."""
    thing = layer.by_reference[reference]
    return thing.expression if isinstance(thing, Measure) else thing.reference


def count_of(layer: SemanticLayer, table: str) -> MeasureUse | None:
    """The measure that counts the rows of a table, where the layer declares one."""
    counts = [measure for measure in layer.by_name[table].measures if measure.aggregate == "count"]
    return MeasureUse(counts[0].reference) if counts else None


def tables_in(reading: Reading, layer: SemanticLayer) -> Iterator[str]:
    """Every table that a reading needs to join; those of conditions on other tables' rows are their own affair."""
    for use in reading.measures:
        yield from tables_of_measure(measure_of(layer, use))
    for item in (*reading.filters, *reading.part):
        yield from tables_of_condition(item, layer)
    for group in (*reading.groups, reading.per, reading.within):
        if group is not None:
            yield table_of_group(group, layer)
    for period in (reading.period, reading.compared):
        if period:
            yield layer.column(period.column).table
    if reading.sorting:
        yield from tables_of_row(reading.sorting.reference, layer)


def tables_of_measure(measure: Measure) -> Iterator[str]:
    """A measure's own table, and those of its expression."""
    yield measure.table
    yield from (table for table, _ in COLUMN.findall(measure.expression or ""))


def tables_of_row(reference: str, layer: SemanticLayer) -> Iterator[str]:
    """The tables of a column, or of what a measure adds up for each row."""
    thing = layer.by_reference[reference]
    yield from tables_of_measure(thing) if isinstance(thing, Measure) else (thing.table,)


def tables_of_condition(condition: Condition, layer: SemanticLayer) -> Iterator[str]:
    """The tables of a condition on the row itself."""
    match condition:
        case Related():
            yield condition.of
        case Comparison():
            yield from tables_of_row(condition.reference, layer)
        case _:
            yield layer.column(condition.column).table


def table_of_group(group: Group, layer: SemanticLayer) -> str:
    """The table that a group is of."""
    match group:
        case RowGroup():
            return group.table
        case ColumnGroup() | TimeGroup() | WeekdayGroup():
            return layer.column(group.column).table


def in_unit(measure: Measure, unit: str | None) -> Measure:
    """The measure with the unit that it was asked for in."""
    return replace(measure, unit=unit, unit_label=None) if unit and measure.unit else measure
