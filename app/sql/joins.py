"""Whether the large relations of a query belong together: tables that are joined by nothing multiply their rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from pglast import ast
from pglast.enums import BoolExprType

from app.errors import CrossJoin
from app.sql.scopes import Relation


@dataclass
class Links:
    """Which relations of a query its conditions tie together."""

    leaders: dict[Relation, Relation] = field(default_factory=dict)

    def add(self, *tied: Relation) -> None:
        """Note that relations belong together."""
        for relation in tied[1:]:
            self.leaders[self.leader(relation)] = self.leader(tied[0])

    def leader(self, relation: Relation) -> Relation:
        """The relation that stands for all that belong together with this one."""
        while relation in self.leaders and self.leaders[relation] is not relation:
            relation = self.leaders[relation]
        return relation


def reject_cross_join(relations: Sequence[Relation], links: Links) -> None:
    """Refuse large relations that nothing ties together. Raises CrossJoin."""
    large = [relation for relation in relations if relation.is_large]
    for relation in large[1:]:
        if links.leader(relation) is not links.leader(large[0]):
            raise CrossJoin(large[0].alias or "", other=relation.alias or "")


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
