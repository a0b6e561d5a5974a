"""PostgreSQL's reading of text that may be no SQL at all."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pglast import ast
from pglast.parser import ParseError, parse_sql

from app.sql.allowed import MAX_LENGTH
from app.sql.parsing import is_plain
from app.sql.parts import parts_of


@dataclass(frozen=True)
class Mended:
    """SQL, and what was done to it, in words."""

    sql: str
    notes: tuple[str, ...] = ()


@lru_cache(maxsize=64)
def statements_of(sql: str) -> tuple[ast.Node, ...]:
    """The statements of a text; none where PostgreSQL can't read it, or people would read it otherwise."""
    if len(sql) > MAX_LENGTH or not all(map(is_plain, sql)):
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
def nodes_of(sql: str) -> tuple[Any, ...]:
    """Every part of a SELECT; none of anything else."""
    tree = select_of(sql)
    return tuple(node for node, _, _ in parts_of(tree)) if tree else ()


def is_select(sql: str) -> bool:
    """Whether a text is one SELECT."""
    return select_of(sql) is not None


def reads_nothing(sql: str) -> bool:
    """Whether a text is no SELECT, or one that reads no table: SELECT 'I do not know'."""
    tree = select_of(sql)
    return tree is None or not (tree.fromClause or tree.withClause or tree.op)
