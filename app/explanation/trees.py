"""A statement's syntax tree, as sqlglot reads it: its queries, and what they read from."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from sqlglot import exp, parse_one
from sqlglot.errors import SqlglotError

REMEMBERED = 16
"""Trees that are kept: a statement's columns are labelled first, and soon after it is told in words."""


@lru_cache(maxsize=REMEMBERED)
def parse(sql: str) -> exp.Expr | None:
    """The tree, which nobody may change; None for what sqlglot can't read.

    It only serves the explanation: the guard has read the SQL.
    """
    try:
        tree = parse_one(sql, dialect="postgres")
    except SqlglotError:
        return None
    for source in tree.find_all(exp.CTE, exp.Subquery, exp.Lateral):
        name_outputs(source)
    return tree


def name_outputs(source: exp.Expr) -> None:
    """Give what a query computes the names that its source has for it: t(customer, total)."""
    query = unwrapped(source.this)
    if isinstance(query, exp.Select) and not query.is_star:
        for column, output in zip(named_columns(source), list(query.expressions), strict=False):
            output.replace(exp.alias_(output.unalias().copy(), column.name))


def selects_around(node: exp.Expr) -> Iterator[exp.Select]:
    """The queries that a part stands in, the innermost first."""
    select = node.find_ancestor(exp.Select)
    while select is not None:
        yield select
        select = select.find_ancestor(exp.Select)


def sources_of(select: exp.Expr) -> Iterator[tuple[str, exp.Expr]]:
    """The tables and queries of a FROM, by the names that they have there."""
    for clause in clauses_of(select):
        source = clause.this
        if isinstance(source, exp.Subquery) and isinstance(source.this, exp.Table):
            yield source.this.alias_or_name, source.this
            yield from sources_of(source.this)
        else:
            yield source.alias_or_name, source


def clauses_of(select: exp.Expr) -> list[exp.Expr]:
    """The FROM and the joins of a query."""
    return [clause for clause in (select.args.get("from_"), *select.args.get("joins", ())) if clause]


def ctes_of(query: exp.Expr) -> list[exp.CTE]:
    """The queries that are made before a query, for it."""
    clause = query.args.get("with_")
    return clause.expressions if clause else []


def visible_ctes(node: exp.Expr | None) -> Iterator[exp.CTE]:
    """The queries before statements that a part may name, the nearest statement's first: none that comes after it."""
    while node is not None:
        clause = node.parent if isinstance(node, exp.CTE) else None
        if clause is None:
            yield from ctes_of(node)
            node = node.parent
        else:
            yield from clause.expressions[: node.index]
            node = clause.parent.parent if clause.parent else None


def named_columns(source: exp.Expr) -> list[exp.Expr]:
    """The names that a source gives its columns: t(a, b)."""
    alias = source.args.get("alias")
    return alias.columns if isinstance(alias, exp.TableAlias) else []


def unwrapped(query: exp.Expr) -> exp.Expr:
    """A query without the brackets around it."""
    while isinstance(query, exp.Subquery | exp.Paren):
        query = query.this
    return query
