"""Another measure for an earlier reading: "and revenue?", "how many of them", "in rial"."""

from __future__ import annotations

from dataclasses import replace

from app.generators.builtin.asked import Asked
from app.generators.builtin.computing import base_of, fact_uses, require_path
from app.generators.builtin.roles import Role
from app.generators.builtin.sentence import Unread, reference_of
from app.semantics.layer import SemanticLayer, Table
from app.semantics.measures import count_of, measure_of, table_of_group
from app.semantics.reading import Comparison, Condition, MeasureUse, Reading, Related


def base_table(reading: Reading, layer: SemanticLayer) -> Table:
    """The table whose rows are listed or computed from."""
    return layer.by_name[reading.rows] if reading.rows else base_of(reading.measures, layer)


def with_measures(reading: Reading, asked: Asked, layer: SemanticLayer) -> Reading:
    """The reading of another measure: "and revenue?", "how many of them". Raises Unread."""
    uses = measures_said(reading, asked, layer)
    if not uses or uses == reading.measures:
        return reading
    if reading.rows:
        return replace(computed_from_rows(reading), measures=uses)
    is_added_up = all(measure_of(layer, it).aggregate in ("sum", "count") for it in uses)
    if reading.having or reading.per or (reading.derived and not (is_added_up and len(uses) == 1)):
        raise Unread("another measure of that")
    changed = replace(reading, measures=uses)
    require_reach(changed, layer)
    return changed


def measures_said(reading: Reading, asked: Asked, layer: SemanticLayer) -> tuple[MeasureUse, ...]:
    """The measures that a fragment names; a count of nothing else is one of the rows that the question is about."""
    if asked.ordering:
        return (ranking_measure(reading, asked),)
    if asked.measures or asked.facts:
        declared = [MeasureUse(measure.reference) for measure in asked.measures]
        facts = [it for fact in asked.facts for it in fact_uses(reference_of(fact), asked)]
        if asked.facts and not facts:
            raise Unread("which number of it?")
        return (*declared, *facts)
    if not asked.says(Role.COUNT):
        return ()
    table = asked.nouns[0].table if len(asked.nouns) == 1 else base_table(reading, layer)
    count = count_of(layer, table.name)
    if count is None or len(asked.nouns) > 1:
        raise Unread("the number of what?")
    return (count,)


def ranking_measure(reading: Reading, asked: Asked) -> MeasureUse:
    """What groups are to be ranked by: "by units". Raises Unread."""
    if not isinstance(asked.ordering, MeasureUse) or not reading.groups or asked.measures or asked.facts:
        raise Unread("sorted by that?")
    return asked.ordering


def computed_from_rows(reading: Reading) -> Reading:
    """A list without what only a list has. Raises Unread where it is not all of its rows."""
    if reading.limit or reading.within:
        raise Unread("some rows of a list")
    return replace(reading, rows=None, shown=(), sorting=None, ranking=None)


def require_reach(reading: Reading, layer: SemanticLayer) -> None:
    """Raise Unread where a group, a condition or the period is of a table that the measures can't be joined to."""
    base = base_of(reading.measures, layer)
    for group in reading.groups:
        require_path(base, table_of_group(group, layer), layer)
    for condition in (*reading.filters, *reading.part):
        require_path(base, condition.of if isinstance(condition, Related) else table_about(condition, layer), layer)
    if reading.period:
        require_path(base, layer.column(reading.period.column).table, layer)


def with_unit(reading: Reading, asked: Asked, layer: SemanticLayer) -> Reading:
    """The reading in another unit: "in rial". Raises Unread where its numbers have none."""
    if asked.unit is None or asked.comparisons:
        return reading
    if not any(measure_of(layer, it).unit for it in reading.measures):
        raise Unread(f"{asked.unit} of what?")
    return replace(reading, unit=asked.unit)


def table_about(condition: Condition, layer: SemanticLayer) -> str:
    """The table of the column or measure that a condition is about."""
    return layer.by_reference[about(condition)].table


def about(condition: Condition) -> str:
    """What a condition on the rows themselves is about."""
    match condition:
        case Comparison():
            return condition.reference
        case Related():
            return condition.table
    return condition.column
