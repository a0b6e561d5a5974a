"""Rankings from below, in which rows that nothing is said of count as 0: products that were never sold come first."""

from __future__ import annotations

from dataclasses import replace

from sqlglot import exp

from app.generators.builtin.composing.keys import aliases, keys, shown
from app.generators.builtin.composing.query import Query, cut
from app.generators.builtin.composing.terms import in_unit_asked, named, ordered
from app.semantics.joins import path, reaches
from app.semantics.layer import Measure, SemanticLayer
from app.semantics.measures import measure_of, table_of_group, tables_in, tables_of_condition
from app.semantics.reading import ColumnGroup, Condition, Reading, RowGroup


def is_from_below(reading: Reading, layer: SemanticLayer) -> bool:
    """Whether rows are ranked from the lowest by other rows that refer to them: none of those makes 0."""
    measure = measure_of(layer, reading.measures[0])
    if reading.ranking != "lowest" or measure.aggregate not in ("sum", "count"):
        return False
    (group, *others) = reading.groups
    is_alone = not (others or reading.within or reading.compared or reading.derived)
    return is_alone and isinstance(group, RowGroup | ColumnGroup) and table_of_group(group, layer) != measure.table


def compose_lowest(reading: Reading, layer: SemanticLayer) -> exp.Select:
    """The ranking."""
    measure, group = measure_of(layer, reading.measures[0]), reading.groups[0]
    outer = Query(layer.by_name[table_of_group(group, layer)], layer)
    value = total(reading, measure, outer, layer)
    value = exp.Sum(this=value) if isinstance(group, ColumnGroup) else value
    alias = aliases(reading.groups, layer, {measure.name})[0]
    value = in_unit_asked(value, measure, reading.unit)
    outer.select.set("expressions", [named(shown(group, layer), alias), named(value, measure.name)])
    select = outer.finished()
    if isinstance(group, ColumnGroup):
        select.set("group", exp.Group(expressions=list(keys(group, layer))))
    order = [ordered(measure.name), exp.Ordered(this=next(keys(group, layer)))]
    select.set("order", exp.Order(expressions=order))
    return cut(select, reading)


def total(reading: Reading, measure: Measure, outer: Query, layer: SemanticLayer) -> exp.Expr:
    """The measure beside each row, from a subquery that is joined."""
    *_, last = path(layer, measure.table, outer.base.name) or ()
    inner = Query(layer.by_name[measure.table], layer)
    own, theirs = split(reading, outer.base.name, layer)
    inner.reach(last.left_table, *tables_in(replace(reading, groups=(), filters=()), layer))
    outer.require(own)
    inner.require(theirs)
    inner.during(reading.period)
    return outer.join_total(measure, inner, last, from_below=True).value


def split(reading: Reading, table: str, layer: SemanticLayer) -> tuple[list[Condition], list[Condition]]:
    """The conditions on the rows that are ranked, and those on the rows that are counted for them."""
    own = [it for it in reading.filters if all(reaches(layer, table, of) for of in tables_of_condition(it, layer))]
    return own, [it for it in reading.filters if it not in own]
