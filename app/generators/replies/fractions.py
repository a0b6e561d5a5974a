"""Shares and averages of whole numbers: COUNT(*) FILTER (...) / COUNT(*) is 0 to PostgreSQL, without a remainder."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pglast import ast
from pglast.enums import A_Expr_Kind

from app.generators.replies.names import QUALIFIED, Fix, Scope, mended, scope_of
from app.generators.replies.parsing import Mended, nodes_of
from app.generators.replies.values import column_of
from app.semantics.column_types import full_name
from app.semantics.layer import SemanticLayer

WHOLE = {"smallint", "integer", "bigint"}


def with_fractions(sql: str, layer: SemanticLayer) -> Mended:
    """The SQL whose divisions of counts and sums of whole numbers keep what is behind the point."""
    scope = scope_of(sql, layer)
    return mended(sql, [fix for node in nodes_of(sql, ast.A_Expr) for fix in fixes_of(sql, node, scope)])


def fixes_of(sql: str, node: ast.A_Expr, scope: Scope) -> Iterator[Fix]:
    """What makes a division one of fractions, where it is one of whole numbers."""
    if node.name[-1].sval != "/" or not (is_whole(node.lexpr, scope) and is_whole(node.rexpr, scope)):
        return
    call = first_call(node.lexpr)
    name = QUALIFIED.match(sql, call.location) if call else None
    if name:
        yield Fix(name.start(), name.end(), f"1.0 * {name.group()}")


def is_whole(node: Any, scope: Scope) -> bool:
    """Whether an expression can be but a whole number: a count, a sum of such, a product of both."""
    if isinstance(node, ast.A_Const):
        return isinstance(node.val, ast.Integer)
    if isinstance(node, ast.FuncCall) and node.funcname[-1].sval == "count":
        return True
    parts = parts_of_number(node)
    if parts:
        return all(is_whole(part, scope) for part in parts)
    column = column_of(node, scope)
    return bool(column and full_name(column.type) in WHOLE)


def parts_of_number(node: Any) -> list[Any]:
    """The expressions that make a number whole if they are."""
    match node:
        case ast.FuncCall() if node.funcname[-1].sval == "sum":
            return list(node.args or ())
        case ast.CaseExpr():
            return [*(when.result for when in node.args), *([node.defresult] if node.defresult else [])]
        case ast.A_Expr(kind=A_Expr_Kind.AEXPR_NULLIF):
            return [node.lexpr]
        case ast.A_Expr() if node.name[-1].sval == "*":
            return [node.lexpr, node.rexpr]
    return []


def first_call(node: Any) -> ast.FuncCall | None:
    """The first count or sum of a product."""
    if isinstance(node, ast.A_Expr):
        return first_call(node.lexpr) or first_call(node.rexpr)
    return node if isinstance(node, ast.FuncCall) else None
