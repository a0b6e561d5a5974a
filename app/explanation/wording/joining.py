"""Joins in words, where they do not go without saying."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from sqlglot import exp

from app.explanation.trees import sources_of
from app.explanation.wording.conditions import parts_of
from app.explanation.wording.names import is_calendar, name_words, source_words
from app.explanation.wording.words import Wording
from app.semantics.layer import Column, SemanticLayer
from app.translating import mark

KEPT: dict[str, str] = {
    "LEFT": mark("Rows without a counterpart in {table} count as well."),
    "RIGHT": mark("Rows of {table} that belong to none of the others count as well."),
    "FULL": mark("Rows on either side of {table} that belong to none on the other count as well."),
}
"""What an outer join keeps."""


def joins(clauses: Iterable[exp.Expr], wording: Wording) -> Iterator[str]:
    """How tables are joined: on what, unless the layer says that they belong together so, and which rows are kept."""
    for join in clauses:
        if not isinstance(join, exp.Join):
            continue
        table = source_words(join.this, wording)
        yield from matching(join, table, wording)
        if join.side in KEPT:
            yield wording.say(KEPT[join.side], table=table)


def matching(join: exp.Join, table: str, wording: Wording) -> Iterator[str]:
    """Which rows are joined."""
    if join.method:
        yield wording.say(mark("They are joined by {sql}."), sql=wording.quoted(join))
    if using := join.args.get("using"):
        columns = wording.voice.listed(name_words(column.name, wording.voice) for column in using)
        yield wording.say(mark("Rows of {table} are joined where {columns} is the same."), table=table, columns=columns)
    wanted = [] if is_calendar(join.this, wording) else list(unsaid(join, wording))
    if wanted:
        conditions = wording.listed(wanted)
        yield wording.say(mark("Rows of {table} are joined where {conditions}."), table=table, conditions=conditions)


def unsaid(join: exp.Expr, wording: Wording) -> Iterator[exp.Expr]:
    """The conditions of a join that the layer's relationships do not say."""
    for part in parts_of(join.args.get("on")):
        is_true = isinstance(part, exp.Boolean) and part.this
        if not is_true and not is_link(part, wording):
            yield part


def is_link(condition: exp.Expr, wording: Wording) -> bool:
    """Whether a condition is that rows belong together as the layer says."""
    if not isinstance(condition, exp.EQ):
        return False
    left, right = (wording.origins.column(side) for side in (condition.left, condition.right))
    return left is not None and right is not None and belong_together(left, right, wording)


def is_tie(part: exp.Expr, query: exp.Expr, wording: Wording) -> bool:
    """Whether a condition ties the rows of a query to the row outside, as the layer says that they belong together."""
    if not is_link(part, wording):
        return False
    inside = [source for _, source in sources_of(query)]
    sides = [wording.origins.source(side) in inside for side in part.find_all(exp.Column)]
    return sorted(sides) == [False, True]


def belong_together(left: Column, right: Column, wording: Wording) -> bool:
    """Whether the one column refers to the other's rows."""
    pairs = references(wording.voice.layer)
    return (left.reference, right.reference) in pairs or (right.reference, left.reference) in pairs


@lru_cache(maxsize=4)
def references(layer: SemanticLayer) -> frozenset[tuple[str, str]]:
    """The pairs of columns by which rows refer to others."""
    return frozenset(
        (f"{it.left_table}.{own}", f"{it.right_table}.{other}")
        for it in layer.relationships
        for own, other in ((it.left_column, it.right_column), *it.further)
    )
