"""Queries inside other queries in words: as a value, and as a condition on other rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlglot import exp

from app.explanation.trees import clauses_of, unwrapped
from app.explanation.wording.conditions import NOT, parts_of, value_words
from app.explanation.wording.joining import belong_together, is_tie, unsaid
from app.explanation.wording.names import source_words
from app.explanation.wording.statements import told
from app.explanation.wording.words import Wording, words
from app.translating import mark

SOME = mark("there is a row of {tables} for it where {conditions}")
NONE = mark("there is no row of {tables} for it where {conditions}")
WITHOUT_CONDITION = {
    SOME: mark("there is a row of {tables} for it"),
    NONE: mark("there is no row of {tables} for it"),
}
PLAIN_ARGUMENTS = frozenset({"expressions", "from_", "joins", "where", "group", "having", "order"})


class Rows(NamedTuple):
    """The rows of a query that has little more than tables and conditions."""

    tables: str
    are_its_own: bool
    """Whether they belong to the row outside, as the layer says."""
    conditions: Sequence[exp.Expr]


def rows_of(query: exp.Expr, wording: Wording) -> Rows | None:
    """The rows of a query, without its groups; None where there is more to it than that."""
    used = {name for name, value in query.args.items() if value}
    clauses = clauses_of(query)
    is_plain = bool(clauses) and all(isinstance(clause.this, exp.Table) and is_inner(clause) for clause in clauses)
    if not isinstance(query, exp.Select) or not is_plain or used - PLAIN_ARGUMENTS:
        return None
    parts = [*parts_of(query.args.get("where")), *(part for join in clauses for part in unsaid(join, wording))]
    own = [part for part in parts if is_tie(part, query, wording)]
    tables = wording.voice.listed(source_words(clause.this, wording) for clause in clauses)
    return Rows(tables, bool(own), [part for part in parts if part not in own])


def is_inner(clause: exp.Expr) -> bool:
    """Whether a join leaves nothing to say but its condition."""
    return not any(clause.args.get(name) for name in ("side", "using", "method"))


@words.register
def _(node: exp.Subquery, wording: Wording) -> str:
    query = node.this
    rows = rows_of(query, wording) if len(query.selects) == 1 and not query.args.get("group") else None
    if rows is None or query.args.get("having"):
        return wording.say(mark("the result of another query ({account})"), account=told(node, wording))
    template = mark("{value} in its {tables}") if rows.are_its_own else mark("{value} in {tables}")
    said = wording.say(template, value=query.selects[0], tables=rows.tables)
    if rows.conditions:
        said = wording.say(mark("{value} where {condition}"), value=said, condition=wording.listed(rows.conditions))
    return f"({said})"


@words.register
def _(node: exp.Exists, wording: Wording) -> str:
    return existing(node, SOME, wording)


@words.register
def _(node: exp.Not, wording: Wording) -> str:
    inner = unwrapped(node.this)
    if isinstance(inner, exp.Exists):
        return existing(inner, NONE, wording)
    if isinstance(inner, exp.In) and inner.args.get("query"):
        return among(inner, NONE, wording)
    return wording.say(NOT, condition=inner)


@words.register
def _(node: exp.In, wording: Wording) -> str:
    if node.args.get("query"):
        return among(node, SOME, wording)
    if not node.expressions:
        return wording.quoted(node)
    values = wording.voice.either(value_words(node.this, value, wording) for value in node.expressions)
    return wording.say(mark("{left} is {right}"), left=node.this, right=values)


def existing(node: exp.Exists, template: str, wording: Wording) -> str:
    """That there are rows, or that there are none."""
    query = unwrapped(node.this)
    rows = rows_of(query, wording) if not (query.args.get("group") or query.args.get("having")) else None
    if rows is None or not rows.are_its_own:
        said = wording.say(mark("another query has rows ({account})"), account=told(node.this, wording))
        return said if template is SOME else wording.say(NOT, condition=said)
    return related(rows, template, wording)


def related(rows: Rows, template: str, wording: Wording) -> str:
    """That there are rows for the row outside, or that there are none."""
    if not rows.conditions:
        return wording.say(WITHOUT_CONDITION[template], tables=rows.tables)
    return wording.say(template, tables=rows.tables, conditions=wording.listed(rows.conditions))


def among(node: exp.In, template: str, wording: Wording) -> str:
    """That a value is among what a query gives, or that it is not."""
    query = unwrapped(node.args["query"])
    rows = rows_of(query, wording) if is_reference(node.this, query, wording) else None
    if rows is None or rows.are_its_own:
        listed = mark("{left} is among {values}") if template is SOME else mark("{left} is not among {values}")
        return wording.say(listed, left=node.this, values=node.args["query"])
    if not query.args.get("having"):
        return related(rows, template, wording)
    said = for_its_rows(rows, query.args["having"].this, wording)
    return said if template is SOME else wording.say(NOT, condition=said)


def is_reference(node: exp.Expr, query: exp.Expr, wording: Wording) -> bool:
    """Whether a query gives, each at most once, the references to the row that a column tells apart, or the reverse."""
    outputs = [output.unalias() for output in query.selects] if isinstance(query, exp.Select) else []
    group = query.args.get("group")
    if len(outputs) != 1 or (group and group.expressions != outputs) or (query.args.get("having") and not group):
        return False
    left, right = wording.origins.column(node), wording.origins.column(outputs[0])
    return left is not None and right is not None and belong_together(left, right, wording)


def for_its_rows(rows: Rows, having: exp.Expr, wording: Wording) -> str:
    """What must be true of the rows that belong to the row outside, taken together."""
    tables = rows.tables
    if rows.conditions:
        tables = wording.say(mark("{value} where {condition}"), value=tables, condition=wording.listed(rows.conditions))
    return wording.say(mark("(for its {tables}: {conditions})"), tables=tables, conditions=having)


@words.register
def _(node: exp.Tuple, wording: Wording) -> str:
    return f"({wording.say(mark(', ')).join(map(wording.of, node.expressions))})"
