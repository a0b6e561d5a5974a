"""SQL of another database: what PostgreSQL can't read or has no function for is put in its terms, as a proposal."""

from __future__ import annotations

import re

import sqlglot
from pglast import ast
from sqlglot.errors import ErrorLevel, SqlglotError

from app.generators.replies.parsing import Mended, is_select, nodes_of
from app.semantics.layer import SemanticLayer
from app.sql.allowed import FUNCTIONS

TEXTS = re.compile(r"'(?:[^']|'')*'")
CLUES: dict[str, re.Pattern[str]] = {
    dialect: re.compile(clue, re.IGNORECASE | re.VERBOSE)
    for dialect, clue in {
        "tsql": r"""\btop\s*\(?\d | \[[a-z_][\w\ ]*\] | \b(?:getdate|dateadd|datepart|isnull|len|eomonth)\s*\(
            | \bdatediff\s*\(\s*\w+\s*,[^,()]+,""",
        "oracle": r"\b(?:sysdate|rownum)\b | \b(?:nvl2?|add_months|to_yminterval)\s*\(",
        "sqlite": r"\b(?:strftime|julianday|ifnull)\s*\((?![^)]*`)",
        "bigquery": r"""`[\w-]+\.[\w.-]+` | \b(?:safe_divide|countif|safe_cast|date_diff|parse_date|format_date)\s*\(
            | \b(?:date|timestamp)_trunc\s*\([^'(),]+,""",
        "snowflake": r"\bqualify\b | \b(?:iff|zeroifnull|div0|monthname)\s*\(",
        "mysql": r"""` | \blimit\s+\d+\s*,\s*\d | \binterval\s+\d+\s+\w | \b(?:date_sub|date_add|str_to_date|date_format
            |curdate|year|month|day|quarter|week|ifnull|if|group_concat|datediff|timestampdiff|unix_timestamp)\s*\(""",
    }.items()
}
"""What tells each dialect, outside of texts; the first that fits is tried first."""


def from_other_dialect(sql: str, layer: SemanticLayer) -> Mended:
    """The SQL in PostgreSQL's terms, where it is another dialect's and PostgreSQL can read what becomes of it."""
    if not is_foreign(sql):
        return Mended(sql)
    bare = TEXTS.sub("''", sql)
    for dialect in (name for name, clue in CLUES.items() if clue.search(bare)):
        translated = translate(sql, dialect)
        if translated and not is_foreign(translated):
            return Mended(translated, (f"translated from {dialect}",))
    return Mended(sql)


def is_foreign(sql: str) -> bool:
    """Whether PostgreSQL can't read the SQL, or it calls what the guard would not let pass anyway."""
    return not is_select(sql) or any(map(is_foreign_call, nodes_of(sql, ast.FuncCall)))


def is_foreign_call(call: ast.FuncCall) -> bool:
    """Whether a function is another database's, or called as that has it: DATE_TRUNC(order_date, MONTH)."""
    name = call.funcname[-1].sval
    return name not in FUNCTIONS or (
        name == "date_trunc" and isinstance(next(iter(call.args or ()), None), ast.ColumnRef)
    )


def translate(sql: str, dialect: str) -> str | None:
    """One SELECT as PostgreSQL has it; None where that can't be said."""
    try:
        statements = sqlglot.transpile(sql, read=dialect, write="postgres", unsupported_level=ErrorLevel.RAISE)
    except (SqlglotError, RecursionError):
        return None
    return statements[0] if len(statements) == 1 and is_select(statements[0]) else None
