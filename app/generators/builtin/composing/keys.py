"""Groups as SQL: what they are shown as, what their rows have in common, what they are called and sorted by."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from app.generators.builtin.composing.terms import (
    column,
    column_of,
    output,
    span,
    weekday_name,
    weekday_order,
)
from app.semantics.layer import SemanticLayer
from app.semantics.measures import table_of_group
from app.semantics.reading import ColumnGroup, Group, RowGroup, TimeGroup, WeekdayGroup


def shown(group: Group, layer: SemanticLayer) -> exp.Expr:
    """What a group is shown as: its value, its row's name, its span of time."""
    match group:
        case TimeGroup():
            return span(group)
        case WeekdayGroup():
            return weekday_name(group)
        case RowGroup():
            table = layer.by_name[group.table]
            return column_of(table.name, table.name_column or table.primary_key)
        case ColumnGroup():
            return column(group.column)


def keys(group: Group, layer: SemanticLayer) -> Iterator[exp.Expr]:
    """What rows of a group have in common; a table's rows by their key, as two may bear one name."""
    if isinstance(group, RowGroup):
        table = layer.by_name[group.table]
        yield column_of(group.table, table.primary_key)
        if table.name_column in (None, table.primary_key):
            return
    if isinstance(group, WeekdayGroup):
        yield weekday_order(group)
    yield shown(group, layer)


def time_keys(group: TimeGroup | WeekdayGroup, alias: str) -> exp.Expr:
    """What a group by time is sorted by, so that time runs forward."""
    return weekday_order(group) if isinstance(group, WeekdayGroup) else output(alias)


def aliases(groups: tuple[Group, ...], layer: SemanticLayer, taken: set[str]) -> list[str]:
    """The names of the groups' result columns: the span, the table's noun or the column; none of them twice."""
    found: list[str] = []
    for group in groups:
        alias = alias_of(group, layer)
        found.append(alias if alias not in {*taken, *found} else f"{table_of_group(group, layer)}_{alias}")
    return found


def alias_of(group: Group, layer: SemanticLayer) -> str:
    """The name of a group's result column."""
    match group:
        case TimeGroup():
            return group.grain
        case WeekdayGroup():
            return "weekday"
        case RowGroup():
            return layer.by_name[group.table].row_alias
        case ColumnGroup():
            return layer.column(group.column).name
