"""The guard: reads SQL with PostgreSQL's own parser and lets one plain SELECT over the allowed tables pass."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pglast import ast
from pglast.enums import SQLValueFunctionOp
from pglast.parser import ParseError, parse_sql

from app.errors import UnsafeSql
from app.sql.policy import FUNCTIONS, NODES, OPERATORS, PREFIXES, TYPES, Policy

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
        try:
            visit_select(parse_one_select(sql), frozenset(), self.policy)
        except RecursionError:
            raise UnsafeSql("nested too deeply") from None
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
    except ParseError as error:
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
    """Check a part of the tree and everything below it; what is not known is refused."""
    match value:
        case ast.SelectStmt():
            visit_select(value, ctes, policy)
        case ast.RangeVar():
            check_relation(value, ctes, policy)
            visit_parts(value, ctes, policy)
        case ast.Node():
            check_node(value)
            visit_parts(value, ctes, policy)
        case tuple():
            for item in value:
                visit(item, ctes, policy)


def visit_parts(node: ast.Node, ctes: frozenset[str], policy: Policy) -> None:
    """Check what a node holds."""
    for name in node:
        visit(getattr(node, name), ctes, policy)


def check_node(node: ast.Node) -> None:
    """Let a known kind of node pass, if what it names may be used."""
    if type(node).__name__ not in NODES:
        raise UnsafeSql(type(node).__name__)
    match node:
        case ast.FuncCall():
            check_name("the function", node.funcname, FUNCTIONS)
        case ast.TypeName():
            check_name("the type", node.names, TYPES)
        case ast.CollateClause() if len(node.collname or ()) != 1:
            raise UnsafeSql("a qualified COLLATE")
        case ast.A_Expr():
            check_operator(node)
        case ast.SQLValueFunction() if (node.op or 0) > SQLValueFunctionOp.SVFOP_LOCALTIMESTAMP_N:
            raise UnsafeSql("who is connected to what")


def check_relation(relation: ast.RangeVar, ctes: frozenset[str], policy: Policy) -> None:
    """Let a CTE in scope or an allowed table pass."""
    if relation.schemaname is None and relation.relname in ctes:
        return
    if relation.catalogname or not policy.allows_table(relation.schemaname, relation.relname or ""):
        raise UnsafeSql(f"the table {relation.schemaname + '.' if relation.schemaname else ''}{relation.relname}")


def check_name(kind: str, parts: tuple[Any, ...] | None, known: frozenset[str]) -> None:
    """Let a known name of PostgreSQL's own pass."""
    *schema, name = (part.sval for part in parts or ())
    if schema not in ([], ["pg_catalog"]) or name not in known:
        raise UnsafeSql(f"{kind} {'.'.join([*schema, name])}")


def check_operator(expression: ast.A_Expr) -> None:
    """Let a known operator pass where it may stand."""
    names = [part.sval for part in expression.name or ()]
    known = OPERATORS if expression.lexpr is not None else PREFIXES
    if len(names) != 1 or names[0] not in known:
        raise UnsafeSql(f"the operator {'.'.join(names)}")
