"""The guard: reads SQL with PostgreSQL's own parser and lets one plain SELECT over the allowed tables pass."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from app.errors import TooDeep, UnsafeSql
from app.sql.allowed import MAX_DEPTH
from app.sql.growth import check_growth
from app.sql.parsing import parse_one_select
from app.sql.parts import check_parts
from app.sql.policy import Policy, TableName
from app.sql.resolving import NOWHERE, Resolver
from app.sql.scopes import Assumptions

VERDICTS = 256
"""How many verdicts are remembered: validate and execute ask about the same text."""


@dataclass(frozen=True)
class VerifiedSql:
    """SQL that the guard has read; the reader takes nothing else. Only `SqlGuard.check` makes one.

    What only the database knows, it must confirm before the text may run: that the tables of `whole` have no columns
    but these, that the tables of `absent` don't have the column beside them, and that those of `present` do.
    """

    text: str
    whole: frozenset[tuple[TableName, frozenset[str]]] = frozenset()
    absent: frozenset[tuple[TableName, str]] = frozenset()
    present: frozenset[tuple[TableName, str]] = frozenset()
    made_per_row: int = 0
    """Characters that it makes up for each row, where it keeps all rows in one value."""


class SqlGuard:
    """Checks SQL against a policy."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.check = lru_cache(maxsize=VERDICTS)(self._check)

    def _check(self, sql: str) -> VerifiedSql:
        """The verdict, bound to the exact text. Raises UnsafeSql: which kind, and where, says what is wrong."""
        try:
            return self.verify(sql)
        except RecursionError:
            raise TooDeep(limit=MAX_DEPTH) from None

    def verify(self, sql: str) -> VerifiedSql:
        """Read the text, check its parts, resolve its names."""
        tree = parse_one_select(sql)
        counts = check_parts(tree)
        made = check_growth(tree)
        resolver = Resolver(self.policy)
        resolver.query(tree, NOWHERE)
        if any(resolver.resolved[kind] != counts[kind] for kind in ("ColumnRef", "RangeVar")):
            raise UnsafeSql()
        return verdict(sql, resolver.assumptions, self.policy, made)


def verdict(sql: str, assumptions: Assumptions, policy: Policy, made_per_row: int) -> VerifiedSql:
    """The text and what it rests on."""
    return VerifiedSql(
        sql,
        whole=frozenset((table, policy.tables[table].visible) for table in assumptions.whole),
        absent=frozenset(assumptions.absent),
        present=frozenset((table, name) for table, name in assumptions.present if name in policy.tables[table].visible),
        made_per_row=made_per_row,
    )
