"""Whether the large relations of a query belong together: tables that are joined by nothing multiply their rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from pglast import ast
from pglast.enums import A_Expr_Kind, BoolExprType

from app.errors import CrossJoin
from app.sql.scopes import Relation


@dataclass
class Links:
    """Which relations of a query its conditions tie together, and of which they leave a single row."""

    leaders: dict[Relation, Relation] = field(default_factory=dict)
    single: set[Relation] = field(default_factory=set)

    def add(self, *tied: Relation) -> None:
        """Note that relations belong together."""
        for relation in tied[1:]:
            self.leaders[self.leader(relation)] = self.leader(tied[0])

    def leader(self, relation: Relation) -> Relation:
        """The relation that stands for all that belong together with this one."""
        while relation in self.leaders and self.leaders[relation] is not relation:
            relation = self.leaders[relation]
        return relation

    def large(self, relations: Sequence[Relation]) -> list[Relation]:
        """Those of the relations that may have as many rows as a table."""
        return [relation for relation in relations if relation.is_large and relation not in self.single]


def reject_cross_join(relations: Sequence[Relation], links: Links) -> None:
    """Refuse large relations that nothing ties together. Raises CrossJoin."""
    large = links.large(relations)
    for relation in large[1:]:
        if links.leader(relation) is not links.leader(large[0]):
            raise CrossJoin(large[0].alias or "", other=relation.alias or "")


def is_pinned(condition: Any, key: str | None) -> bool:
    """Whether a condition on one relation is `key = value`, with a value that is written out."""
    match condition:
        case ast.A_Expr(kind=A_Expr_Kind.AEXPR_OP, name=(ast.String(sval="="),), lexpr=ast.ColumnRef() as column):
            return column.fields[-1] == ast.String(key or "") and isinstance(condition.rexpr, ast.A_Const)
    return False


def conjuncts(condition: Any) -> Iterator[Any]:
    """The conditions that must all hold."""
    if isinstance(condition, ast.BoolExpr) and condition.boolop == BoolExprType.AND_EXPR:
        for part in condition.args:
            yield from conjuncts(part)
    elif condition is not None:
        yield condition


def alternatives(condition: Any) -> Sequence[Any]:
    """The conditions of which one must hold."""
    is_or = isinstance(condition, ast.BoolExpr) and condition.boolop == BoolExprType.OR_EXPR
    return condition.args if is_or else (condition,)
