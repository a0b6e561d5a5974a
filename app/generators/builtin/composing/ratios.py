"""Ratios of two selections as SQL: a division that is nothing where it would be by 0."""

from __future__ import annotations

from collections.abc import Callable

from sqlglot import exp

from app.generators.builtin.composing.terms import column, divided, percent
from app.semantics.layer import SemanticLayer
from app.semantics.selection import Ratio, Selection

Compose = Callable[[Selection], exp.Select]


def compose_ratio(ratio: Ratio, outer: Selection, layer: SemanticLayer, compose: Compose) -> exp.Expr:
    """The division; its sides are aggregates of the outer rows, or of their own where these are of another table."""
    top, bottom = (number_of(side, outer, layer, compose) for side in (ratio.top, ratio.bottom))
    return percent(top, bottom) if ratio.is_percent else divided(exp.cast(top, "double"), bottom)


def number_of(side: Selection, outer: Selection, layer: SemanticLayer, compose: Compose) -> exp.Expr:
    """The number of one side."""
    select = compose(side)
    if not is_within(outer):
        return exp.Subquery(this=select)
    (value,) = select.expressions
    if outer.groups and not is_of_one_table(outer):
        value = exp.Count(this=exp.Distinct(expressions=[column(key_of(side, layer))]))
    where = select.args.get("where")
    return exp.Filter(this=value.copy(), expression=where.copy()) if where else value.copy()


def is_within(outer: Selection) -> bool:
    """Whether both sides are numbers of the rows of one statement, rather than of their own."""
    if outer.ratio is None or outer.groups:
        return True
    return is_of_one_table(outer)


def is_of_one_table(outer: Selection) -> bool:
    """Whether both sides of a selection's ratio are numbers of the rows of its own table."""
    if outer.ratio is None:
        return True
    sides = (outer.ratio.top, outer.ratio.bottom)
    return all({side.table, *(value.table for value in side.outputs)} == {outer.table} for side in sides)


def key_of(side: Selection, layer: SemanticLayer) -> str:
    """The key by which the rows of a side are counted once."""
    return f"{side.table}.{layer.by_name[side.table].primary_key}"
