"""How much a statement can make of little: texts that are multiplied, rows that are made up and then collected.

PostgreSQL does not stop in the middle of some functions, so that no time limit ends what works on a text of megabytes;
and each row of a collected text stays in memory. What is bounded here is what a statement makes by itself: texts and
rows of the tables are as large as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil, prod
from typing import Any

from pglast import ast
from pglast.enums import SubLinkType

from app.errors import UnboundedCall
from app.sql.allowed import COLLECTING
from app.sql.literals import largest, number_in, text_in
from app.sql.series import rows_of_series

MAX_MADE = 200_000
"""Characters that a statement may make of a text that is written out."""
MAX_COLLECTED = 5_000
"""The same, where texts or rows are collected into one value."""
A_VALUE = 20
"""Characters that a column's value is counted as."""
SHORT = 100
"""Characters that a row may be given without being weighed, and of what is searched for in a text of any length."""
MAX_ROWS = 200_000
"""Rows that a statement may make up."""
JOINING = frozenset(
    """
    array_append array_cat array_prepend array_to_string concat concat_ws json_build_array json_build_object
    jsonb_build_array jsonb_build_object overlay
    """.split()
)
"""Functions whose result is as long as their arguments together."""
QUOTING = frozenset({"array_to_json", "row_to_json", "to_json", "to_jsonb"})
"""Functions that may double a text by quoting what is in it."""
NEEDLES = {"position": 1, "replace": 1, "split_part": 1, "string_to_array": 1, "string_to_table": 1, "strpos": 1}
"""Functions that search a text for another one, and which argument that is."""
LIKES = frozenset({"~~", "!~~", "~~*", "!~~*"})


def check_growth(tree: ast.SelectStmt) -> int:
    """Refuse a statement that could make endless text or rows. Raises UnboundedCall.

    Returns the characters that it makes up for each row that it collects; 0 where these are few or none.
    """
    queries = [list(own_parts(select)) for select in selects_in(tree)]
    parts = [part for query in queries for part in query]
    if prod(map(rows_made, parts)) * prod(rows_written(select) for select in selects_in(tree)) > MAX_ROWS:
        raise UnboundedCall("generate_series", limit=MAX_ROWS)
    growth = prod(1 + sum(map(joined_texts, query)) for query in queries) * prod(map(times_over, parts))
    made = growth * max([A_VALUE, *map(width_of, parts)])
    is_collected = any(map(is_collecting, parts))
    if growth > 1 or is_collected:
        limit = MAX_COLLECTED if is_collected else MAX_MADE
        if made > limit:
            raise UnboundedCall("||", limit=limit)
    if is_collected or made > MAX_COLLECTED:
        check_searches(parts)
    return made if is_collected and made > SHORT else 0


def check_searches(parts: Sequence[ast.Node]) -> None:
    """Refuse to search long texts for anything but short ones that are written out, or to normalise them."""
    for part in parts:
        name, *arguments = called(part) or [None]
        if name in NEEDLES and not is_short(arguments[NEEDLES[name] : NEEDLES[name] + 1]):
            raise UnboundedCall(name, limit=SHORT)
        if name in {"normalize", "is_normalized"}:
            raise UnboundedCall(name, limit=SHORT)
        if isinstance(part, ast.A_Expr) and part.name[-1].sval in LIKES and not is_short([part.rexpr]):
            raise UnboundedCall("LIKE", limit=SHORT)


def is_short(texts: Sequence[Any]) -> bool:
    """Whether all that is searched for is written out and short."""
    for text in texts:
        patterns = text.elements or () if isinstance(text, ast.A_ArrayExpr) else [text]
        if any(text_in(pattern) is None or len(text_in(pattern) or "") > SHORT for pattern in patterns):
            return False
    return True


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
        if isinstance(value, ast.SelectStmt):
            continue
        if isinstance(value, ast.Node):
            yield value
        waiting += children(value)


def children(value: Any) -> list[Any]:
    """What a node, or a list of the parser, holds."""
    if isinstance(value, tuple):
        return list(value)
    return [getattr(value, name) for name in value] if isinstance(value, ast.Node) else []


def joined_texts(part: ast.Node) -> int:
    """How many texts a part adds to another one; those that are written out are weighed by their length."""
    match part:
        case ast.A_Expr() if part.name[-1].sval == "||":
            return 1
        case ast.FuncCall() if part.funcname[-1].sval in JOINING:
            return computed(part.args)
        case ast.A_ArrayExpr():
            return computed(part.elements)
        case ast.RowExpr():
            return computed(part.args)
    return 0


def computed(values: Sequence[Any] | None) -> int:
    """How many values are not written out."""
    return sum(not isinstance(value, ast.A_Const) for value in values or ())


def times_over(part: ast.Node) -> int:
    """How many times over a part may multiply a text."""
    match called(part):
        case ["repeat", _, count, *_]:
            return max(1, int(largest(count) or 1))
        case ["replace", _, sought, by]:
            return max(1, ceil(len(text_in(by) or "") / max(1, len(text_in(sought) or ""))))
        case ["regexp_replace", _, _, by, *_]:
            return 1 + len(text_in(by) or "")
        case ["format", template, *_]:
            return max(1, (text_in(template) or "").count("%"))
        case [name, *_] if name in QUOTING:
            return 2
    return 2 if isinstance(part, ast.TypeCast) and isinstance(part.arg, ast.RowExpr | ast.A_ArrayExpr) else 1


def width_of(part: ast.Node) -> int:
    """How many characters a part writes out, or fills a text up to."""
    match called(part):
        case ["lpad" | "rpad", _, width, *_]:
            return max(1, int(largest(width) or 1))
    if isinstance(part, ast.TypeName) and part.names[-1].sval == "bpchar" and part.typmods:
        return max(1, int(number_in(part.typmods[0]) or 1))
    return len(text_in(part) or "") if isinstance(part, ast.A_Const) else 1


def rows_made(part: ast.Node) -> int:
    """How many rows a call of generate_series makes."""
    name, *arguments = called(part) or [None]
    return rows_of_series(arguments) if name == "generate_series" else 1


def rows_written(select: ast.SelectStmt) -> int:
    """How many rows a VALUES writes out."""
    return max(1, len(select.valuesLists or ()))


def is_collecting(part: ast.Node) -> bool:
    """Whether a part keeps every text or row it gets in one value."""
    if isinstance(part, ast.SubLink):
        return bool(part.subLinkType == SubLinkType.ARRAY_SUBLINK)
    return isinstance(part, ast.FuncCall) and part.funcname[-1].sval in COLLECTING


def called(part: ast.Node) -> Sequence[Any]:
    """A call as its function's name and its arguments."""
    return [part.funcname[-1].sval, *(part.args or ())] if isinstance(part, ast.FuncCall) else []
