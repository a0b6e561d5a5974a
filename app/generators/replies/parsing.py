"""PostgreSQL's reading of text that may be no SQL at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any

from pglast import ast
from pglast.parser import ParseError, parse_sql

from app.sql.allowed import MAX_LENGTH
from app.sql.parsing import IN_TEXTS, is_plain
from app.sql.parts import parts_of

COMPARING = {"=", "<>", "<", "<=", ">", ">=", "BETWEEN", "NOT BETWEEN"}
"""Operators, as the parser calls them; IN is one of equality."""


@dataclass(frozen=True)
class Mended:
    """SQL, and what was done to it, in words."""

    sql: str
    notes: tuple[str, ...] = ()


@lru_cache(maxsize=64)
def statements_of(sql: str) -> tuple[ast.Node, ...]:
    """The statements of a text; none where PostgreSQL can't read it, or people would read it otherwise."""
    if len(sql) > MAX_LENGTH or not all(is_plain(it) or it in IN_TEXTS for it in sql):
        return ()
    try:
        return tuple(statement.stmt for statement in parse_sql(sql))
    except (ParseError, RecursionError):
        return ()


def select_of(sql: str) -> ast.SelectStmt | None:
    """The one SELECT that a text is, if it is one."""
    statements = statements_of(sql)
    return statements[0] if len(statements) == 1 and isinstance(statements[0], ast.SelectStmt) else None


@lru_cache(maxsize=64)
def parts_by_kind(sql: str) -> Mapping[type, Sequence[Any]]:
    """Every part of a SELECT, by its kind; none of anything else."""
    tree = select_of(sql)
    parts: dict[type, list[Any]] = defaultdict(list)
    for node, _, _ in parts_of(tree) if tree else ():
        parts[type(node)].append(node)
    return dict(parts)


def nodes_of(sql: str, *kinds: type) -> Iterator[Any]:
    """The parts of these kinds of a SELECT; none of anything else."""
    return chain.from_iterable(parts_by_kind(sql).get(kind, ()) for kind in kinds)


def comparisons_in(sql: str) -> Iterator[ast.A_Expr]:
    """Where a SELECT compares values; nothing of anything else."""
    return (node for node in nodes_of(sql, ast.A_Expr) if node.name[-1].sval in COMPARING)


def tables_made_in(sql: str) -> set[str]:
    """The names that a SELECT gives to results of its own."""
    return {node.ctename for node in nodes_of(sql, ast.CommonTableExpr)}


def is_select(sql: str) -> bool:
    """Whether a text is one SELECT."""
    return select_of(sql) is not None


def reads_nothing(sql: str) -> bool:
    """Whether a text is no SELECT, or one that reads no table: SELECT 'I do not know'."""
    own = tables_made_in(sql)
    return not any(node.schemaname or node.relname not in own for node in nodes_of(sql, ast.RangeVar))


def is_made_up(sql: str) -> bool:
    """Whether a SELECT reads no table and calls nothing, so that every value is the writer's own: SELECT 120."""
    return is_select(sql) and reads_nothing(sql) and not any(nodes_of(sql, ast.FuncCall, ast.SQLValueFunction))


def shows_constants(sql: str) -> bool:
    """Whether a SELECT shows nothing of what it reads: SELECT 'I do not know' FROM orders."""
    shown = values_shown(sql)
    return bool(shown) and all(isinstance(value, ast.A_Const) for value in shown)


def shows_nothing(sql: str) -> bool:
    """Whether all that a SELECT shows is NULL, written out."""
    shown = values_shown(sql)
    return bool(shown) and all(isinstance(value, ast.A_Const) and value.isnull for value in shown)


def values_shown(sql: str) -> list[Any]:
    """What a SELECT shows; nothing of anything else."""
    tree = select_of(sql)
    return [target.val for target in (tree and tree.targetList) or ()]


def is_column(node: Any) -> bool:
    """Whether a part names a column, and not all of a table's."""
    return isinstance(node, ast.ColumnRef) and not isinstance(node.fields[-1], ast.A_Star)
