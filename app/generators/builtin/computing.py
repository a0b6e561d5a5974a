"""Readings that compute: measures, for each of their groups."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from app.generators.builtin.asked import Asked
from app.generators.builtin.comparing import Compared
from app.generators.builtin.grouping import by_row
from app.generators.builtin.lexicon import RowAmount
from app.generators.builtin.placing import converted, measure_use, place
from app.generators.builtin.roles import Role
from app.generators.builtin.sentence import Unread, reference_of
from app.generators.builtin.timing import Frame, with_dates
from app.semantics.joins import reaches
from app.semantics.layer import Aggregate, Column, Measure, Segment, SemanticLayer, Table
from app.semantics.measures import count_of, measure_of, table_of_group
from app.semantics.reading import (
    Bound,
    ColumnGroup,
    Condition,
    Group,
    MeasureUse,
    Reading,
    Related,
    RowGroup,
)

AGGREGATES: dict[Role, Aggregate] = {
    Role.SUM: "sum",
    Role.AVERAGE: "avg",
    Role.HIGHEST: "max",
    Role.LOWEST: "min",
    Role.LARGEST: "max",
    Role.SMALLEST: "min",
}
LISTED = (Role.LIST, Role.WITH, Role.WHO, Role.COUNT, Role.LATEST, Role.EARLIEST)
"""Words beside which an amount is one of each row."""


def measured(asked: Asked, frame: Frame) -> Reading | None:
    """The reading of a question that names what to compute; None for any other."""
    uses = measures_of(asked, frame.layer)
    if not uses:
        return None
    base = base_of(uses, frame.layer)
    groups = (*asked.groups, *listed_rows(asked, base, frame.layer), *named_groups(asked, frame.layer))
    if asked.limit:
        raise Unread("a number beside something to compute")
    if asked.says(Role.WHO) and not (asked.nouns or groups):
        raise Unread("who?")
    require_nouns(asked, base, groups, frame.layer)
    return computed(asked, uses, groups, frame)


def computed(asked: Asked, uses: tuple[MeasureUse, ...], groups: tuple[Group, ...], frame: Frame) -> Reading:
    """Measures for each of some groups, with every condition of the question. Raises Unread."""
    base = base_of(uses, frame.layer)
    if asked.negated:
        raise Unread("a «not» beside something to compute")
    reading = Reading(
        frame.language,
        measures=uses,
        filters=(*place(asked, base, None, frame.layer).own, *in_segment(asked, frame.layer)),
        groups=groups,
        unit=asked.unit,
    )
    for group in groups:
        require_path(base, table_of_group(group, frame.layer) if has_table(group) else base.name, frame.layer)
    return with_dates(reading, asked, base, frame)


def has_table(group: Group) -> bool:
    """Whether it is known already which table a group is of."""
    return isinstance(group, RowGroup) or bool(group.column)


def base_of(uses: Collection[MeasureUse], layer: SemanticLayer) -> Table:
    """The table that all measures are computed from. Raises Unread where they differ."""
    tables = {measure_of(layer, use).table for use in uses}
    if len(tables) != 1:
        raise Unread("measures of different things")
    return layer.by_name[tables.pop()]


def require_path(base: Table, table: str, layer: SemanticLayer) -> None:
    """Raise Unread where a table can't be joined to the measure's without repeating its rows."""
    if not reaches(layer, base.name, table):
        raise Unread(f"{base.name} has no {table} to look at")


def measures_of(asked: Asked, layer: SemanticLayer) -> tuple[MeasureUse, ...]:
    """What the question computes, if it names it. Raises Unread where words about how to compute contradict it."""
    if asked.measures or asked.facts:
        facts = [use for fact in asked.facts for use in fact_uses(reference_of(fact), asked)]
        declared = [MeasureUse(measure.reference) for measure in asked.measures]
        if asked.facts and not facts:
            return totals(asked)
        return (*declared, *facts, *(counted_beside(asked, layer) if declared else []))
    is_average = asked.says(Role.AVERAGE) and any(isinstance(group, RowGroup) for group in asked.groups)
    if (
        asked.events
        and (asked.says(Role.AMOUNT, Role.SUM) or is_average)
        and not (asked.comparisons or asked.says(Role.COUNT))
    ):
        use = measure_use(asked.events[0].default_amount, layer)
        return (use,) if use else ()
    return counted_beside_each(asked, layer) or pieces_of_each(asked, layer)


def totals(asked: Asked) -> tuple[MeasureUse, ...]:
    """What the amounts of rows that are not listed add up to: "value of cancelled orders"."""
    amounts = [fact for fact in asked.facts if isinstance(fact, RowAmount)]
    is_list = asked.says(*LISTED) or asked.limit or len(amounts) < len(asked.facts)
    return () if is_list else tuple(MeasureUse(fact.measure.reference) for fact in amounts)


def pieces_of_each(asked: Asked, layer: SemanticLayer) -> tuple[MeasureUse, ...]:
    """The pieces of "number of items per order"."""
    (group, *others) = asked.groups or (None,)
    if not asked.pieces or asked.events or asked.nouns or others or not isinstance(group, RowGroup):
        return ()
    use = measure_use(layer.by_name[group.table].default_quantity, layer)
    return (use,) if use else ()


def counted_beside_each(asked: Asked, layer: SemanticLayer) -> tuple[MeasureUse, ...]:
    """The count of "products with their number of orders"."""
    if not (asked.is_listing and asked.says(Role.COUNT) and asked.nouns) or asked.comparisons:
        return ()
    count = count_of(layer, asked.nouns[-1].table.name)
    return (count,) if count else ()


def counted_beside(asked: Asked, layer: SemanticLayer) -> list[MeasureUse]:
    """A count beside a measure: "revenue and number of orders"."""
    if not (asked.says(Role.AND) and len(asked.nouns) == 1 and not asked.is_listing):
        return []
    count = count_of(layer, asked.nouns[0].table.name)
    return [count] if count and asked.nouns[0].table.name == asked.measures[0].table else []


def fact_uses(reference: str, asked: Asked) -> list[MeasureUse]:
    """A fact with each aggregate that the question names: "minimum and maximum price"."""
    roles = [role for role in AGGREGATES if role in asked.roles]
    if len(roles) > 1 and not (asked.says(Role.AND) and len(asked.facts) == 1):
        raise Unread("several ways to compute it")
    return [MeasureUse(reference, AGGREGATES[role]) for role in roles]


def listed_rows(asked: Asked, base: Table, layer: SemanticLayer) -> tuple[Group, ...]:
    """The rows of "customers with their revenue"."""
    if not asked.is_listing or not asked.nouns or asked.nouns[0].table is base:
        return ()
    return (RowGroup(asked.nouns[0].table.name),) if reaches(layer, base.name, asked.nouns[0].table.name) else ()


def named_groups(asked: Asked, layer: SemanticLayer) -> tuple[Group, ...]:
    """Columns and spans that are named beside a measure where they can only be groups: "share of categories"."""
    dimensions = [ColumnGroup(column.reference) for column in asked.columns if column.kind == "dimension"]
    columns = tuple(by_row(group, layer) for group in dimensions)
    if not (columns or asked.spans):
        return ()
    if any(it.is_pattern for column in asked.columns for it in column.values):
        raise Unread("a group for each text that is nearly its own")
    is_plain = not (columns and asked.spans) and asked.is_by_several
    if not is_plain and not asked.says(
        Role.SHARE, Role.LIST, Role.WHAT, Role.VERSUS, Role.WITH, Role.TREND, Role.RUNNING, Role.GROWTH
    ):
        raise Unread("a column beside something to compute")
    return (*columns, *asked.spans)


def require_nouns(asked: Asked, base: Table, groups: Collection[Group], layer: SemanticLayer) -> None:
    """A table named beside a measure must be the measure's own, or something must be said of it.

    "Sales of customers" may mean several things; "sales of electronics products" does not.
    """
    told = {layer.column(named.filter.column).table for named in asked.values}
    told |= {compared.beside.name for compared in asked.comparisons if compared.beside}
    told |= {group.table for group in groups if isinstance(group, RowGroup)}
    told |= {asked.time.table} if asked.time else set()
    for noun in asked.nouns:
        is_said = asked.segment is not None or any(event is base for event in asked.events) or noun.event is not None
        if noun.table is not base and noun.table.name not in told and not is_said:
            raise Unread(f"{noun.table.name} beside a measure of {base.name}")


def in_segment(asked: Asked, layer: SemanticLayer) -> tuple[Condition, ...]:
    """The condition of the named part of rows that the question is about."""
    if asked.segment is None:
        return ()
    table = next(noun.table for noun in asked.nouns if asked.segment in noun.table.segments)
    return (segment_condition(asked.segment, table, layer),)


def segment_condition(segment: Segment, table: Table, layer: SemanticLayer) -> Related:
    """What makes a row part of a segment."""
    measure = layer.measure(segment.measure)
    bounds = (Bound(">=", str(segment.at_least)),)
    return Related(measure.table, table.name, measure=MeasureUse(measure.reference), bounds=bounds)


def counted_groups(asked: Asked, frame: Frame) -> Reading | None:
    """Groups whose measure compares: "categories with revenue above 1 billion"; None for any other question."""
    columns = tuple(ColumnGroup(column.reference) for column in asked.columns if column.kind == "dimension")
    groups = (*asked.groups, *columns, *asked.spans)
    if asked.nouns or asked.events or asked.measures or len(asked.comparisons) != 1 or not groups:
        return None
    compared = asked.comparisons[0]
    compared_use = group_measure(compared, asked, frame.layer)
    if compared_use is None or asked.says(Role.COUNT):
        return None
    bounds = placed_bounds(compared, compared_use, frame.layer)
    reading = computed(replace(asked, comparisons=()), (compared_use,), groups, frame)
    return replace(reading, having=bounds)


def group_measure(compared: Compared, asked: Asked, layer: SemanticLayer) -> MeasureUse | None:
    """The measure of a group that is compared."""
    match compared.thing:
        case Measure() as measure:
            return MeasureUse(measure.reference)
        case Table() as table:
            return count_of(layer, table.name)
        case Column() as fact if asked.says(Role.AVERAGE):
            return MeasureUse(fact.reference, "avg")
    return None


def placed_bounds(compared: Compared, use: MeasureUse, layer: SemanticLayer) -> tuple[Bound, ...]:
    """The bounds in the measure's own unit. Raises Unread for a comparison with an average."""
    if any(bound.value is None for bound in compared.bounds):
        raise Unread("the average of groups")
    return converted(compared.bounds, compared.unit, measure_of(layer, use).unit)
