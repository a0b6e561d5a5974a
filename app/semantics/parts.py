"""Parts of a reading that something else of their kind can take the place of, each by a name of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.semantics.layer import SemanticLayer
from app.semantics.reading import Filter, Group, MeasureUse, PeriodUse, Reading

Part = PeriodUse | Filter | MeasureUse | Group


def parts_of(reading: Reading, layer: SemanticLayer) -> dict[str, Part]:
    """The period, the measure and the group, where there is one alone, and conditions on columns with listed values.

    A condition's name is its column's, the others' are "period", "measure" and "group".
    """
    if reading.selection or not (reading.rows or reading.measures):
        return {}
    periods = [it for it in (reading.period, reading.compared) if it]
    several: dict[str, Sequence[Part]] = {
        "period": periods,
        "measure": measures_in(reading, layer),
        "group": reading.groups,
    }
    filters = [it for it in reading.filters if isinstance(it, Filter) and layer.column(it.column).values]
    single = {name: things[0] for name, things in several.items() if len(things) == 1}
    return {**single, **{condition.column: condition for condition in filters}}


def measures_in(reading: Reading, layer: SemanticLayer) -> tuple[MeasureUse, ...]:
    """The measures, where their table has others; what an average is made of stays."""
    tables = {layer.by_reference[use.reference].table for use in reading.measures}
    has_others = any(len(layer.by_name[table].measures) > 1 for table in tables)
    return reading.measures if has_others and not reading.per else ()


def is_replaced_alone(part: Part, before: Reading, after: Reading) -> bool:
    """Whether one thing has taken a part's place in a reading, and all else has stayed as it was."""
    gone, come = things_of(before) - things_of(after), things_of(after) - things_of(before)
    return gone == {part} and len(come) == 1 and without_things(before) == without_things(after)


def things_of(reading: Reading) -> set[object]:
    """What may be a part."""
    return set(filter(None, (reading.period, *reading.measures, *reading.filters, *reading.groups)))


def without_things(reading: Reading) -> Reading:
    """The rest of a reading, without what only says how it was written."""
    return replace(reading, period=None, measures=(), filters=(), groups=(), corrections=(), continues=None)
