"""Rows of a table as people want to see them, and the different values of a column."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sqlglot import exp

from app.generators.builtin.composing.groups import PLACE, first_of_each
from app.generators.builtin.composing.keys import keys, shown
from app.generators.builtin.composing.query import Query, cut
from app.generators.builtin.composing.terms import column, column_of, named, ordered, row_value
from app.semantics.layer import Column, Measure, SemanticLayer, Table
from app.semantics.measures import tables_in, tables_of_row
from app.semantics.reading import ColumnGroup, Reading


def compose_rows(reading: Reading, table: Table, layer: SemanticLayer) -> exp.Select:
    """The rows of a table."""
    query = Query(table, layer)
    query.reach(*tables_in(reading, layer))
    for reference in reading.shown:
        query.reach(*tables_of_row(reference, layer))
    query.require(reading.filters)
    query.during(reading.period)
    columns = [*row_columns(table, reading.shown, layer), *amounts(reading, table, layer)]
    for other in foreign_names(table, layer):
        query.reach(other.name, side="LEFT")
    outputs = [named(value, alias) for alias, value in columns]
    outputs += [named(total.value.copy(), total.measure.name) for total in query.totals]
    query.select.set("expressions", outputs)
    select = query.finished()
    order = list(sort_keys(reading, table, query, layer))
    if reading.within:
        return best_of_each(reading, select, order, layer)
    select.set("order", exp.Order(expressions=order))
    return cut(select, reading)


def row_columns(table: Table, shown: Collection[str], layer: SemanticLayer) -> Iterator[tuple[str, exp.Expr]]:
    """A row's columns: its key where it has no name, its own, those asked for first, and the rows it refers to."""
    if table.name_column is None and not table.column(table.primary_key).hidden:
        yield table.primary_key, column_of(table.name, table.primary_key)
    wanted = [own for own in table.visible_columns if own.kind != "key"]
    for own in sorted(wanted, key=lambda own: (own.name != table.name_column, own.reference not in shown)):
        yield own.name, column_of(table.name, own.name)
    names = {f"{other.name}.{other.name_column}" for other in foreign_names(table, layer)}
    for reference in shown:
        beyond = layer.by_reference[reference]
        if isinstance(beyond, Column) and beyond.table != table.name and reference not in names:
            yield f"{beyond.table}_{beyond.name}", column_of(beyond.table, beyond.name)
    for other in foreign_names(table, layer):
        yield other.row_alias, column_of(other.name, other.name_column or other.primary_key)


def foreign_names(table: Table, layer: SemanticLayer) -> Iterator[Table]:
    """The tables that a row refers to and that have names to show, each once."""
    seen = {table.name}
    for join in layer.relationships:
        other = layer.by_name.get(join.right_table)
        if join.left_table != table.name or join.further or other is None or other.name in seen:
            continue
        seen.add(other.name)
        if other.name_column and not other.column(other.name_column).hidden:
            yield other


def amounts(reading: Reading, table: Table, layer: SemanticLayer) -> Iterator[tuple[str, exp.Expr]]:
    """What each row comes to, where that is asked for, and what rows are sorted by, where it is no column of theirs."""
    wanted = [reference for reference in reading.shown if isinstance(layer.by_reference[reference], Measure)]
    if reading.sorting:
        thing = layer.by_reference[reading.sorting.reference]
        wanted += [reading.sorting.reference] if isinstance(thing, Measure) or thing.table != table.name else []
    for reference in dict.fromkeys(wanted):
        yield layer.by_reference[reference].name, row_value(reference, layer)


def sort_keys(reading: Reading, table: Table, query: Query, layer: SemanticLayer) -> Iterator[exp.Ordered]:
    """The order of the rows: as asked, else by the amounts that are shown, else the newest first; ties by key."""
    descending = False
    if reading.sorting:
        descending = reading.sorting.descending and is_time(reading.sorting.reference, layer)
        yield exp.Ordered(this=row_value(reading.sorting.reference, layer), desc=reading.sorting.descending)
    elif query.totals:
        total = query.totals[0]
        yield exp.Ordered(this=total.value.copy(), desc=not total.from_below)
    elif newest := newest_by(table):
        descending = True
        yield exp.Ordered(this=column_of(table.name, newest.name), desc=True)
    yield exp.Ordered(this=column_of(table.name, table.primary_key), desc=descending)


def is_time(reference: str, layer: SemanticLayer) -> bool:
    """Whether rows are sorted by a date."""
    thing = layer.by_reference[reference]
    return isinstance(thing, Column) and thing.kind == "time_dimension"


def newest_by(table: Table) -> Column | None:
    """The date by which rows are newer than others."""
    if table.default_time:
        return table.column(table.default_time)
    times = [it for it in table.visible_columns if it.kind == "time_dimension"]
    return times[0] if len(times) == 1 else None


def best_of_each(reading: Reading, select: exp.Select, order: list[exp.Ordered], layer: SemanticLayer) -> exp.Select:
    """The first rows for each value of a column, or each row that they refer to."""
    within = reading.within
    if within is None:
        return select
    names = [it.alias for it in select.expressions]
    if isinstance(within, ColumnGroup) and layer.column(within.column).name in names:
        group = layer.column(within.column).name
    else:
        group = "within"
        select.append("expressions", named(shown(within, layer), group))
        names.insert(0, group)
    place = exp.Window(this=exp.RowNumber(), partition_by=list(keys(within, layer)), order=exp.Order(expressions=order))
    select.append("expressions", named(place, PLACE))
    return first_of_each(select, names, group, reading.limit or 1)


def compose_values(reading: Reading, layer: SemanticLayer) -> exp.Select:
    """The different values of a column, sorted."""
    (group,) = reading.groups
    reference = group.column if isinstance(group, ColumnGroup) else ""
    thing = layer.column(reference)
    query = Query(layer.by_name[thing.table], layer)
    query.reach(*tables_in(reading, layer))
    query.require(reading.filters)
    query.select.set("expressions", [named(column(reference), thing.name)])
    query.select.set("distinct", exp.Distinct())
    select = query.finished()
    select.set("order", exp.Order(expressions=[ordered(thing.name)]))
    return select
