"""How much a statement can make of little: texts that are multiplied, rows that are made up and then collected.

PostgreSQL does not stop in the middle of some functions, so that no time limit ends what works on a text of megabytes;
and each row of a collected text stays in memory. What is bounded here is what a statement makes by itself: texts and
rows of the tables are as large as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from math import ceil, prod
from typing import Any

from pglast import ast

from app.errors import UnboundedCall
from app.sql.allowed import COLLECTING
from app.sql.literals import largest, number_in, text_in

MAX_GROWTH = 20_000
"""How many times over a text may be multiplied."""
MAX_COLLECTED = 200
"""The same, where texts or rows are collected into one value."""
MAX_ROWS = 1_000_000
"""Rows that a statement may make up."""
JOINING = frozenset({"concat", "concat_ws", "format", "overlay"})


def check_growth(tree: ast.SelectStmt) -> None:
    """Refuse a statement that could make endless text or rows. Raises UnboundedCall."""
    queries = [list(own_parts(select)) for select in selects_in(tree)]
    parts = [part for query in queries for part in query]
    rows = prod(rows_made(part) for part in parts)
    if rows > MAX_ROWS:
        raise UnboundedCall("generate_series", limit=MAX_ROWS)
    growth = prod(1 + sum(map(joined_texts, query)) for query in queries) * prod(map(times_over, parts))
    growth *= max((width_of(part) for part in parts), default=1)
    limit = MAX_COLLECTED if any(is_collecting(part) for part in parts) else MAX_GROWTH
    if growth > limit:
        raise UnboundedCall("||", limit=limit)


def selects_in(value: Any) -> Iterator[ast.SelectStmt]:
    """Every query of a statement."""
    if isinstance(value, ast.SelectStmt):
        yield value
    for child in children(value):
        yield from selects_in(child)


def own_parts(select: ast.SelectStmt) -> Iterator[ast.Node]:
    """The parts of a query without those of the queries within it."""
    waiting = children(select)
    while waiting:
        value = waiting.pop()
        if isinstance(value, ast.Node) and not isinstance(value, ast.SelectStmt):
            yield value
        if not isinstance(value, ast.SelectStmt):
            waiting += children(value)


def children(value: Any) -> list[Any]:
    """What a node, or a list of the parser, holds."""
    if isinstance(value, tuple):
        return list(value)
    return [getattr(value, name) for name in value] if isinstance(value, ast.Node) else []


def joined_texts(part: ast.Node) -> int:
    """How many texts a part adds to another one."""
    match part:
        case ast.A_Expr() if part.name[-1].sval == "||":
            return 1
        case ast.FuncCall() if part.funcname[-1].sval in JOINING:
            return len(part.args or ())
    return 0


def times_over(part: ast.Node) -> int:
    """How many times over a call may multiply a text."""
    match called(part):
        case ["repeat", _, count, *_]:
            return max(1, int(largest(count) or 1))
        case ["replace", _, sought, by]:
            return max(1, ceil(len(text_in(by) or "") / max(1, len(text_in(sought) or ""))))
        case ["regexp_replace", _, _, by, *_]:
            return 1 + len(text_in(by) or "")
    return 1


def width_of(part: ast.Node) -> int:
    """How many characters a part fills a text up to."""
    match called(part):
        case ["lpad" | "rpad", _, width, *_]:
            return max(1, int(largest(width) or 1))
    if isinstance(part, ast.TypeName) and part.names[-1].sval == "bpchar" and part.typmods:
        return max(1, int(number_in(part.typmods[0]) or 1))
    return 1


def rows_made(part: ast.Node) -> int:
    """How many rows a call of generate_series between numbers makes."""
    match called(part):
        case ["generate_series", start, stop, *step]:
            first, last = number_in(start), number_in(stop)
            by = (number_in(step[0]) if step else None) or Decimal(1)
            return 1 if first is None or last is None else max(1, int(abs(last - first) / abs(by)) + 1)
    return 1


def is_collecting(part: ast.Node) -> bool:
    """Whether a call keeps every text or row it gets."""
    return isinstance(part, ast.FuncCall) and part.funcname[-1].sval in COLLECTING and not part.over


def called(part: ast.Node) -> Sequence[Any]:
    """A call as its function's name and its arguments."""
    return [part.funcname[-1].sval, *(part.args or ())] if isinstance(part, ast.FuncCall) else []
