"""A day in the place of today: the server's clock knows nothing of a day that was fixed."""

from __future__ import annotations

import re
from datetime import date

from pglast import ast
from pglast.enums import SQLValueFunctionOp as Asked
from pglast.parser import scan

from app.errors import UnsafeSql
from app.sql.parsing import parse_one_select
from app.sql.parts import parts_of

CLOCKS = frozenset({"clock_timestamp", "now", "statement_timestamp", "transaction_timestamp"})
KEYWORDS = {
    Asked.SVFOP_CURRENT_DATE: "DATE '{day}'",
    Asked.SVFOP_CURRENT_TIMESTAMP: "TIMESTAMPTZ '{day} 12:00'",
    Asked.SVFOP_CURRENT_TIMESTAMP_N: "TIMESTAMPTZ '{day} 12:00'",
    Asked.SVFOP_LOCALTIMESTAMP: "TIMESTAMP '{day} 12:00'",
    Asked.SVFOP_LOCALTIMESTAMP_N: "TIMESTAMP '{day} 12:00'",
}
SPOKEN = re.compile(r"current_|local|now|timestamp|\bage\b", re.IGNORECASE)
"""What stands in every SQL that asks what day it is; most does not."""
Change = tuple[int, int, str]
"""Where a text begins, where it ends, and what takes its place."""


def on_day(sql: str, day: date) -> str:
    """The SQL with a day in the place of today, and with its noon in that of now; what can't be read stays as it is."""
    if not SPOKEN.search(sql):
        return sql
    try:
        tree = parse_one_select(sql)
    except UnsafeSql:
        return sql
    ends = {token.start: token.end + 1 for token in scan(sql)}
    changes = (change for node, _, _ in parts_of(tree) if (change := change_of(node, sql, ends, day)))
    for start, end, text in sorted(changes, reverse=True):
        sql = sql[:start] + text + sql[end:]
    return sql


def change_of(node: ast.Node, sql: str, ends: dict[int, int], day: date) -> Change | None:
    """What to change about a part of a statement, if it asks what day it is."""
    match node:
        case ast.SQLValueFunction() if template := KEYWORDS.get(Asked(node.op or 0)):
            return node.location, end_of_call(node.location, sql, ends), template.format(day=day)
        case ast.FuncCall() if node.funcname[-1].sval in CLOCKS:
            return node.location, sql.index(")", node.location) + 1, f"TIMESTAMPTZ '{day} 12:00'"
        case ast.FuncCall() if node.funcname[-1].sval == "age" and len(node.args or ()) == 1:
            start = sql.index("(", node.location) + 1
            return start, start, f"DATE '{day}', "
    return None


def end_of_call(start: int, sql: str, ends: dict[int, int]) -> int:
    """Where a keyword ends, with its precision in parentheses if it has one."""
    following = next((at for at in sorted(ends) if at > start), None)
    has_precision = following is not None and sql[following] == "("
    return sql.index(")", start) + 1 if has_precision else ends[start]
