"""Readings of rankings: groups by a measure, or rows by a number of their own."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from app.generators.builtin.asked import Asked
from app.generators.builtin.clarifying import ask_about, ask_which_best
from app.generators.builtin.computing import base_of, computed, in_segment, require_path
from app.generators.builtin.grouping import Ordering
from app.generators.builtin.lexicon import RowAmount
from app.generators.builtin.placing import place
from app.generators.builtin.ranking import DEFAULT_LIMIT, FREQUENCIES, SIZES, Ranking
from app.generators.builtin.roles import Role
from app.generators.builtin.sentence import Beyond, Fact, Unread, reference_of, table_of_fact
from app.generators.builtin.timing import Frame, one_period
from app.semantics.joins import reaches
from app.semantics.layer import Measure, SemanticLayer, Table
from app.semantics.measures import count_of, table_of_group
from app.semantics.reading import ColumnGroup, Group, MeasureUse, Reading, RowGroup, Sorting


def ranked(asked: Asked, frame: Frame) -> Reading | None:
    """The reading of a question that ranks; None for any other."""
    ranking = asked.ranking
    if ranking is None:
        return None
    if asked.negated or len(asked.groups) > 1:
        raise Unread("a ranking of that")
    by = ranking.by or measure_beside(asked, ranking, frame.layer) or default_measure(asked, ranking, frame)
    if isinstance(by, RowAmount) and by == asked.ordering and not is_of_rows(by, ranking):
        by = MeasureUse(by.measure.reference)
    if isinstance(by, MeasureUse):
        return by_measure(asked, ranking, by, frame)
    return by_fact(asked, ranking, by, frame)


def is_of_rows(amount: RowAmount, ranking: Ranking) -> bool:
    """Whether the rows that are ranked have the amount themselves; what is said of others adds up: «از نظر مبلغ»."""
    return isinstance(ranking.group, RowGroup) and ranking.group.table == amount.measure.table


def by_measure(asked: Asked, ranking: Ranking, use: MeasureUse, frame: Frame) -> Reading:
    """Groups by a measure."""
    within = asked.groups[0] if asked.groups else None
    if within == RowGroup(base_of((use,), frame.layer).name):
        raise Unread("a ranking within each of the rows that are counted")
    groups: tuple[Group, ...] = (within, ranking.group) if within else (ranking.group,)
    require_subjects(asked, base_of((use,), frame.layer), ranking, frame.layer)
    reading = computed(asked, (use,), groups, frame)
    inside = reading.groups[0] if within else None
    order: Literal["lowest", "highest"] = "lowest" if ranking.lowest else "highest"
    limit = limit_of(asked, ranking)
    return replace(reading, ranking=order, within=inside, limit=limit, place=ranking.place)


def by_fact(asked: Asked, ranking: Ranking, fact: Fact, frame: Frame) -> Reading:
    """Rows by a number of their own; rows that others refer to, by the largest number among those.

    Who "spent the highest amount" did so in all.
    """
    if not isinstance(ranking.group, RowGroup):
        raise Unread("a ranking of groups by a number of rows")
    table = frame.layer.by_name[ranking.group.table]
    reference = amount_of_rows(table, fact, frame.layer)
    owner = frame.layer.by_reference[reference].table
    if not reaches(frame.layer, table.name, owner):
        is_spent = isinstance(fact, RowAmount) and owner in {event.name for event in asked.events}
        largest = MeasureUse(reference, "min" if ranking.lowest else "max")
        return by_measure(asked, ranking, MeasureUse(reference) if is_spent else largest, frame)
    within = asked.groups[0] if asked.groups else None
    if within and not (isinstance(within, RowGroup) or within.column):
        raise Unread("rows within spans of time")
    if within:
        require_path(table, table_of_group(within, frame.layer), frame.layer)
    require_subjects(without_shown(without(fact, asked), table), table, ranking, frame.layer)
    return Reading(
        frame.language,
        rows=table.name,
        filters=(*place(asked, table, None, frame.layer).own, *in_segment(asked, frame.layer)),
        period=one_period(asked, table, frame),
        sorting=Sorting(reference, descending=not ranking.lowest),
        within=within,
        limit=limit_of(asked, ranking),
        place=ranking.place,
    )


def without(fact: Fact, asked: Asked) -> Asked:
    """The parts without the fact that is ranked by: «قیمت گران‌ترین محصول»."""
    return replace(asked, facts=tuple(other for other in asked.facts if other != fact))


def without_shown(asked: Asked, table: Table) -> Asked:
    """The parts without what ranked rows show of themselves: "10 cheapest products with their category"."""
    if not asked.says(Role.WITH):
        return asked
    return replace(asked, columns=tuple(column for column in asked.columns if column.table != table.name))


def amount_of_rows(table: Table, fact: Fact, layer: SemanticLayer) -> str:
    """What rows are ranked by: the most expensive order is that of the highest value, not of the dearest product."""
    reference = reference_of(fact)
    if table_of_fact(fact) == table.name or not table.default_amount:
        return reference
    is_alike = layer.by_reference[table.default_amount].unit == layer.by_reference[reference].unit
    return table.default_amount if is_alike else reference


def limit_of(asked: Asked, ranking: Ranking) -> int:
    """How many rows: the number that is named, one in the singular and in each group, else some."""
    if ranking.place and (asked.limit or asked.groups):
        raise Unread("one place of several rankings, or several rows from there on?")
    if asked.limit:
        return asked.limit
    if asked.groups and ranking.plural and ranking.role in (Role.TOP, Role.BEST, Role.WORST):
        raise Unread("how many of each?")
    plural = ranking.plural or (ranking.implied and any(named.is_plural for named in asked.values))
    return DEFAULT_LIMIT if plural and not (asked.groups or ranking.place) else 1


def measure_beside(asked: Asked, ranking: Ranking, layer: SemanticLayer) -> MeasureUse | None:
    """The measure that is named elsewhere in the question: "best month for sales".

    Raises Beyond for an average of those that come first by something else: "average order value of the top 10".
    """
    if len(asked.measures) != 1 or asked.facts:
        return None
    (measure,) = asked.measures
    ranked_rows = layer.by_name[ranking.group.table] if isinstance(ranking.group, RowGroup) else None
    if ranking.role is Role.TOP and measure.aggregate == "avg" and ranked_rows and ranked_rows.default_ranking:
        raise Beyond("an average of those that are ranked by something else")
    return MeasureUse(measure.reference)


def require_subjects(asked: Asked, base: Table, ranking: Ranking, layer: SemanticLayer) -> None:
    """What else is named must be the table that the measure is of, or where its rows come from. Raises Unread."""
    others = [measure for measure in asked.measures if ranking.by != MeasureUse(measure.reference)]
    if asked.facts or (others and ranking.by) or asked.columns or asked.spans or len(asked.events) > 1:
        raise Unread("a ranking and something else to compute")
    for noun in asked.nouns:
        is_segment = asked.segment is not None and asked.segment in noun.table.segments
        if not (noun.table is base or is_segment):
            raise Unread(f"{noun.table.name} beside a ranking")
    if asked.events and not reaches(layer, base.name, asked.events[0].name) and base is not asked.events[0]:
        raise Unread("rows that are said of something else")


def default_measure(asked: Asked, ranking: Ranking, frame: Frame) -> Ordering:
    """What is ranked by where the question does not say: the layer declares it. Raises NeedsClarification, Unread."""
    if use := counted_by_values(asked, ranking, frame.layer):
        return use
    if ranking.role in FREQUENCIES and (use := count_of(frame.layer, table_of_group(ranking.group, frame.layer))):
        return use
    if not isinstance(ranking.group, RowGroup):
        if ranking.role in (Role.BEST, Role.WORST) and isinstance(ranking.group, ColumnGroup):
            ask_which_best(ranking.group, frame)
        raise Unread("ranked by what?")
    table = frame.layer.by_name[ranking.group.table]
    if ranking.role in SIZES and table.default_amount:
        thing = frame.layer.by_reference[table.default_amount]
        return RowAmount(thing) if isinstance(thing, Measure) else thing
    is_vague = ranking.role in (Role.BEST, Role.WORST) and asked.limit is None
    if is_vague or (asked.events and ranking.role is Role.HIGHEST):
        ask_about(None, table, frame)
    if table.default_ranking is None or ranking.role in (Role.HIGHEST, Role.LOWEST, *SIZES):
        raise Unread("ranked by what?")
    return MeasureUse(table.default_ranking)


def counted_by_values(asked: Asked, ranking: Ranking, layer: SemanticLayer) -> MeasureUse | None:
    """The number of rows with a value that is named: "products with the most cancellations"."""
    if ranking.role not in (Role.HIGHEST, Role.LOWEST) or len(asked.values) != 1:
        return None
    table = layer.column(asked.values[0].filter.column).table
    ranked_table = ranking.group.table if isinstance(ranking.group, RowGroup) else None
    return count_of(layer, table) if table != ranked_table else None
