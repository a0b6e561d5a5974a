"""Every part of a statement, wherever it stands, must be of a known kind and name known things."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from pglast import ast
from pglast.enums import SQLValueFunctionOp

from app.errors import (
    ForbiddenFunction,
    ForbiddenOperator,
    ForbiddenSyntax,
    ForbiddenType,
    TooComplex,
    TooDeep,
    UnsafeSql,
)
from app.sql.allowed import FUNCTIONS, LIMITS, MAX_DEPTH, NODES, OPERATORS, PREFIXES, TYPES
from app.sql.bounds import REGEX_OPERATORS, check_call, check_instant, check_literal, check_operands, check_typmods
from app.sql.literals import place_of

SPELLINGS = {
    "A_Indirection": "(...).name",
    "DeleteStmt": "DELETE",
    "InsertStmt": "INSERT",
    "IntoClause": "SELECT INTO",
    "LockingClause": "FOR UPDATE",
    "MergeStmt": "MERGE",
    "ParamRef": "$1",
    "RangeTableSample": "TABLESAMPLE",
    "UpdateStmt": "UPDATE",
    "XmlExpr": "XML",
}
"""What people call some of the parser's nodes."""


def check_parts(tree: ast.Node) -> Counter[str]:
    """Check every part of a tree; how many there are of each kind. Raises UnsafeSql where one may not be."""
    counts: Counter[str] = Counter()
    parts = list(parts_of(tree))
    for node, depth, place in parts:
        kind = type(node).__name__
        if kind not in NODES:
            raise ForbiddenSyntax(SPELLINGS.get(kind, kind), place)
        if depth > MAX_DEPTH:
            raise TooDeep(position=place, limit=MAX_DEPTH)
        counts[kind] += 1
    check_counts(counts)
    for check in (LITERALS, CHECKS):
        for node, _, place in parts:
            if type(node).__name__ in check:
                check[type(node).__name__](node, place)
    return counts


def check_counts(counts: Counter[str]) -> None:
    """Refuse a statement that has too many parts of a kind."""
    for kind, (limit, word) in LIMITS.items():
        if counts[kind] > limit:
            raise TooComplex(word, limit=limit)


def parts_of(tree: ast.Node) -> Iterator[tuple[ast.Node, int, int | None]]:
    """Every node of a tree, how deep it stands, and where it, or what holds it, begins (counted from 1)."""
    waiting: list[tuple[Any, int, int | None]] = [(tree, 0, None)]
    while waiting:
        value, depth, place = waiting.pop()
        if isinstance(value, tuple):
            waiting += [(item, depth, place) for item in reversed(value)]
        elif isinstance(value, ast.Node):
            place = place_of(value) or place
            yield value, depth, place
            waiting += [(getattr(value, name), depth + 1, place) for name in reversed(list(value))]


def check_function(call: ast.FuncCall, place: int | None) -> None:
    """Let a known function pass whose arguments can't make it endless."""
    name = known_name(call.funcname, FUNCTIONS, ForbiddenFunction, place)
    if call.func_variadic:
        raise ForbiddenSyntax("VARIADIC", place)
    check_call(name, call.args or (), place)


def check_type(named: ast.TypeName, place: int | None) -> None:
    """Let a known type pass."""
    name = known_name(named.names, TYPES, ForbiddenType, place)
    if named.setof or named.pct_type:
        raise ForbiddenType(name, place)
    check_typmods(name, named.typmods or (), place)


def check_operator(expression: ast.A_Expr, place: int | None) -> None:
    """Let a known operator pass where it may stand."""
    known = OPERATORS if expression.lexpr is not None else PREFIXES
    check_operands(known_name(expression.name, known, ForbiddenOperator, place), expression, place)


def check_sublink(link: ast.SubLink, place: int | None) -> None:
    """Let a comparison with a subquery pass whose operator is known, and takes no patterns from there."""
    if link.operName:
        known_name(link.operName, OPERATORS - REGEX_OPERATORS, ForbiddenOperator, place)


def check_sort(sort: ast.SortBy, place: int | None) -> None:
    """Let an order pass that names no operator."""
    if sort.useOp:
        raise ForbiddenSyntax("ORDER BY ... USING", place)


def check_collation(clause: ast.CollateClause, place: int | None) -> None:
    """Let an unqualified collation pass."""
    if len(clause.collname or ()) != 1:
        raise ForbiddenSyntax("COLLATE schema.name", place)


def check_value_function(value: ast.SQLValueFunction, place: int | None) -> None:
    """Let dates and times pass, not who is connected to what."""
    if (value.op or 0) > SQLValueFunctionOp.SVFOP_LOCALTIMESTAMP_N:
        raise ForbiddenSyntax("CURRENT_USER", place)


def check_with(clause: ast.WithClause, place: int | None) -> None:
    """Let a WITH pass that ends."""
    if clause.recursive:
        raise ForbiddenSyntax("WITH RECURSIVE", place)


def check_indirection(value: ast.A_Indirection, place: int | None) -> None:
    """Let an element of an array pass, not a field of a row, which may be a function in disguise."""
    if not all(isinstance(step, ast.A_Indices) for step in value.indirection or ()):
        raise ForbiddenSyntax(SPELLINGS["A_Indirection"], place)


def known_name(
    parts: tuple[Any, ...] | None, known: frozenset[str], refusal: type[UnsafeSql], place: int | None
) -> str:
    """A name of PostgreSQL's own that is known. Raises `refusal`."""
    *schema, name = (part.sval for part in parts or ())
    if schema not in ([], ["pg_catalog"]) or name not in known:
        raise refusal(".".join([*schema, name]), place)
    return str(name)


LITERALS: dict[str, Callable[[Any, int | None], None]] = {"A_Const": check_literal}
"""What is checked first, so that everything else works with numbers of a moderate size."""
CHECKS: dict[str, Callable[[Any, int | None], None]] = {
    "A_Expr": check_operator,
    "A_Indirection": check_indirection,
    "CollateClause": check_collation,
    "FuncCall": check_function,
    "SQLValueFunction": check_value_function,
    "SortBy": check_sort,
    "SubLink": check_sublink,
    "TypeCast": check_instant,
    "TypeName": check_type,
    "WithClause": check_with,
}
"""What is checked of a kind, beyond that it is known."""
