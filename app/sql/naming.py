"""The names of a query's columns, as PostgreSQL gives them where the query itself does not."""

from __future__ import annotations

from typing import Any

from pglast import ast
from pglast.enums import A_Expr_Kind, MinMaxOp, SubLinkType


def name_of(target: ast.ResTarget) -> str | None:
    """The name of a column of the result; None where PostgreSQL calls it ?column?, case or by its type, or may do so.

    A name that a column does not have in truth would hide another one from the guard.
    """
    return target.name or derived_name(target.val)


def derived_name(value: Any) -> str | None:
    """The name that an expression lends its column, even through a cast (FigureColname in parse_target.c)."""
    match value:
        case ast.ColumnRef(fields=(*_, ast.String() as last)):
            return str(last.sval)
        case ast.A_Indirection() | ast.CollateClause() | ast.TypeCast():
            return derived_name(value.arg)
        case ast.CaseExpr():
            return derived_name(value.defresult)
        case ast.SubLink():
            return subquery_name(value)
    return call_name(value)


def call_name(value: Any) -> str | None:
    """The name of a function, or of what SQL writes like one."""
    match value:
        case ast.FuncCall():
            return str(value.funcname[-1].sval)
        case ast.A_Expr(kind=A_Expr_Kind.AEXPR_NULLIF):
            return "nullif"
        case ast.MinMaxExpr():
            return "greatest" if value.op == MinMaxOp.IS_GREATEST else "least"
    return FIXED.get(type(value))


def subquery_name(link: ast.SubLink) -> str | None:
    """The name that comes from a subquery."""
    match link.subLinkType:
        case SubLinkType.EXISTS_SUBLINK:
            return "exists"
        case SubLinkType.ARRAY_SUBLINK:
            return "array"
        case SubLinkType.EXPR_SUBLINK if link.subselect.targetList:
            return name_of(link.subselect.targetList[0])
    return None


FIXED = {ast.A_ArrayExpr: "array", ast.CoalesceExpr: "coalesce", ast.GroupingFunc: "grouping", ast.RowExpr: "row"}
