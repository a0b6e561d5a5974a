"""SQL of another database: what PostgreSQL can't read or has no function for is put in its terms, as a proposal."""

from __future__ import annotations

import re

import sqlglot
from pglast import ast
from sqlglot import exp
from sqlglot.errors import ErrorLevel, SqlglotError

from app.generators.replies.parsing import Mended, is_column, is_select, nodes_of
from app.semantics.layer import SemanticLayer
from app.sql.allowed import FUNCTIONS

TEXTS = re.compile(r"'(?:[^']|'')*'")
CLUES: dict[str, re.Pattern[str]] = {
    dialect: re.compile(clue, re.IGNORECASE | re.VERBOSE)
    for dialect, clue in {
        "tsql": r"""\btop\s*\(?\d | \[[a-z_][\w\ ]*\]
            | \b(?:getdate|dateadd|datepart|datename|isnull|len|charindex|eomonth)\s*\(
            | \bconvert\s*\(\s*\w+(?:\s*\([\d,\s]+\))?\s*, | \bformat\s*\(\s*[\w.]+\s*,\s*''
            | \bdatediff\s*\(\s*\w+\s*,[^,()]+,""",
        "oracle": r"\b(?:sysdate|rownum)\b | \b(?:nvl2?|add_months|to_yminterval|decode)\s*\(",
        "sqlite": r"\b(?:strftime|julianday|ifnull)\s*\((?![^)]*`)",
        "bigquery": r"""`[\w-]+\.[\w.-]+` | \b(?:safe_divide|countif|safe_cast|date_diff|parse_date|format_date)\s*\(
            | \b(?:date|timestamp)_trunc\s*\([^'(),]+,""",
        "snowflake": r"\bqualify\b | \b(?:iff|zeroifnull|div0|monthname)\s*\(",
        "mysql": r"""` | \b(?:regexp|rlike|div)\b | \blimit\s+\d+\s*,\s*\d | \binterval\s+\d+\s+\w
            | \b(?:date_sub|date_add|str_to_date|date_format|curdate
            |year|month|day|quarter|week|ifnull|if|group_concat|datediff|timestampdiff|unix_timestamp)\s*\(""",
    }.items()
}
"""What tells each dialect, outside of texts; the first that fits is tried first."""
QUOTE_TEXTS = {"bigquery", "mysql"}
"""Dialects that take what stands in double quotes for a text."""
QUOTED = re.compile(r"'(?:[^']|'')*'|\"(?P<name>[^\"`]+)\"")
GIVEN_NAME = re.compile(r"\bas\s+\"([^\"`]+)\"", re.IGNORECASE)
FOREIGN_COLUMNS = {"rownum", "sysdate", "systimestamp"}
"""What Oracle knows without any table."""
TEXT_FIRST = {"date_trunc", "format"}
"""Functions that PostgreSQL gives a text first."""
ROUNDED_TO = {"DD": "DAY", "MM": "MONTH", "MON": "MONTH", "Q": "QUARTER", "YY": "YEAR", "YYYY": "YEAR"}
"""Oracle's words for what a day is rounded to."""


def from_other_dialect(sql: str, layer: SemanticLayer) -> Mended:
    """The SQL in PostgreSQL's terms, where it is another dialect's and PostgreSQL can read what becomes of it."""
    if not is_foreign(sql):
        return Mended(sql)
    bare = TEXTS.sub("''", sql)
    for dialect in (name for name, clue in CLUES.items() if clue.search(bare)):
        translated = translate(with_marked_names(sql, layer) if dialect in QUOTE_TEXTS else sql, dialect)
        if translated and not is_foreign(translated):
            return Mended(translated, (f"translated from {dialect}",))
    return Mended(sql)


def with_marked_names(sql: str, layer: SemanticLayer) -> str:
    """The SQL with backticks around what is a name all the same: models mix both kinds of quotes."""
    names = {*layer.by_name, *(column.name for table in layer.tables for column in table.columns)}
    names |= set(GIVEN_NAME.findall(sql))
    return QUOTED.sub(lambda found: f"`{found['name']}`" if found["name"] in names else found.group(), sql)


def is_foreign(sql: str) -> bool:
    """Whether PostgreSQL can't read the SQL, or it calls what the guard would not let pass anyway."""
    columns = (node.fields[-1].sval for node in nodes_of(sql, ast.ColumnRef) if is_column(node))
    return (
        not is_select(sql)
        or any(map(is_foreign_call, nodes_of(sql, ast.FuncCall)))
        or not FOREIGN_COLUMNS.isdisjoint(columns)
    )


def is_foreign_call(call: ast.FuncCall) -> bool:
    """Whether a function is another database's, or called as that has it: FORMAT(order_date, 'yyyy-MM')."""
    name = call.funcname[-1].sval
    return name not in FUNCTIONS or (
        name in TEXT_FIRST and isinstance(next(iter(call.args or ()), None), ast.ColumnRef)
    )


def translate(sql: str, dialect: str) -> str | None:
    """One SELECT as PostgreSQL has it; None where that can't be said."""
    try:
        [tree] = sqlglot.parse(sql, read=dialect)
        text = with_days_counted(tree).sql("postgres", unsupported_level=ErrorLevel.RAISE) if tree else ""
    except (SqlglotError, RecursionError, ValueError):
        return None
    return text if is_select(text) else None


def with_days_counted(tree: exp.Expr) -> exp.Expr:
    """The tree in which days are counted from today as PostgreSQL can: SYSDATE - 30, TRUNC(SYSDATE, 'MM')."""
    for node in list(tree.find_all(exp.Add, exp.Sub)):
        if isinstance(node.left, exp.CurrentTimestamp) and node.right.is_int:
            node.left.replace(exp.CurrentDate())
    for rounded in tree.find_all(exp.TimestampTrunc, exp.DateTrunc):
        unit = ROUNDED_TO.get(rounded.text("unit").upper())
        if unit:
            rounded.set("unit", exp.Literal.string(unit))
    return tree
