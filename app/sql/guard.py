"""The guard: reads SQL with PostgreSQL's own parser and lets one plain SELECT over the allowed tables pass."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pglast import ast
from pglast.parser import ParseError, parse_sql

from app.errors import UnsafeSql
from app.sql.policy import FUNCTIONS, Policy

MAX_LENGTH = 10_000
VERDICTS = 256
"""How many verdicts are remembered: validate and execute ask about the same text."""


@dataclass(frozen=True)
class VerifiedSql:
    """SQL that the guard has read; the reader takes nothing else. Only `SqlGuard.check` makes one."""

    text: str


class SqlGuard:
    """Checks SQL against a policy."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.check = lru_cache(maxsize=VERDICTS)(self._check)

    def _check(self, sql: str) -> VerifiedSql:
        """The verdict, bound to the exact text. Raises UnsafeSql with the reason as its detail."""
        reject_odd_text(sql)
        visit_select(parse_one_select(sql), frozenset(), self.policy)
        return VerifiedSql(sql)


def reject_odd_text(sql: str) -> None:
    """Refuse what PostgreSQL reads differently from people: control and invisible characters, endless text."""
    if len(sql) > MAX_LENGTH:
        raise UnsafeSql(f"longer than {MAX_LENGTH} characters")
    for character in sql:
        if not (character.isprintable() or character in "\n\t\u200c"):
            raise UnsafeSql(f"the character U+{ord(character):04X}")


def parse_one_select(sql: str) -> ast.SelectStmt:
    """The statement's tree, if there is exactly one and it is a SELECT."""
    try:
        statements = parse_sql(sql)
    except (ParseError, RecursionError) as error:
        raise UnsafeSql(f"syntax: {error}") from error
    if len(statements) != 1 or not isinstance(statements[0].stmt, ast.SelectStmt):
        raise UnsafeSql("not exactly one SELECT")
    return statements[0].stmt


def visit_select(select: ast.SelectStmt, ctes: frozenset[str], policy: Policy) -> None:
    """Check a SELECT; the names of a WITH are known to what comes after them, and nowhere else."""
    if select.intoClause or select.lockingClause:
        raise UnsafeSql("SELECT INTO or FOR UPDATE")
    if select.withClause:
        ctes = visit_ctes(select.withClause, ctes, policy)
    for name in select:
        if name != "withClause":
            visit(getattr(select, name), ctes, policy)


def visit_ctes(clause: ast.WithClause, ctes: frozenset[str], policy: Policy) -> frozenset[str]:
    """Check the queries of a WITH, each of which knows those before it; the names that are known after them."""
    if clause.recursive:
        raise UnsafeSql("WITH RECURSIVE")
    for cte in clause.ctes or ():
        visit(cte.ctequery, ctes, policy)
        ctes |= {cte.ctename}
    return ctes


def visit(value: Any, ctes: frozenset[str], policy: Policy) -> None:
    """Check a part of the tree and everything below it."""
    match value:
        case ast.SelectStmt():
            visit_select(value, ctes, policy)
        case ast.RangeVar():
            check_relation(value, ctes, policy)
        case ast.FuncCall():
            check_function(value)
            visit_parts(value, ctes, policy)
        case ast.Node():
            if type(value).__name__.endswith("Stmt"):
                raise UnsafeSql(type(value).__name__)
            visit_parts(value, ctes, policy)
        case tuple():
            for item in value:
                visit(item, ctes, policy)


def visit_parts(node: ast.Node, ctes: frozenset[str], policy: Policy) -> None:
    """Check what a node holds."""
    for name in node:
        visit(getattr(node, name), ctes, policy)


def check_relation(relation: ast.RangeVar, ctes: frozenset[str], policy: Policy) -> None:
    """Let a CTE in scope or an allowed table pass."""
    if relation.schemaname is None and relation.relname in ctes:
        return
    if relation.catalogname or not policy.allows_table(relation.schemaname, relation.relname or ""):
        raise UnsafeSql(f"the table {relation.schemaname + '.' if relation.schemaname else ''}{relation.relname}")


def check_function(call: ast.FuncCall) -> None:
    """Let a known function of PostgreSQL's own pass."""
    *schema, name = (part.sval for part in call.funcname or ())
    if schema not in ([], ["pg_catalog"]) or name not in FUNCTIONS:
        raise UnsafeSql(f"the function {'.'.join([*schema, name])}")
