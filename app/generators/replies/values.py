"""Values in another writing than the database's: 'Delivered', «تحویل‌شده», '۲۰۲۶-۰۱-۰۵', a day of the Jalali calendar.

They would run and find nothing, or everything. Only a value that is not stored so is mended, and only into the one
that it names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from typing import Any

from pglast import ast
from pglast.parser import scan

from app.generators.replies.names import Fix, Scope, mended, scope_of, values_by_name
from app.generators.replies.parsing import Mended, comparisons_in, is_column, nodes_of
from app.generators.spelling import literal
from app.language.calendars import JALALI_YEARS, calendar_of_year, day_of, days_in_month
from app.language.folding import INVISIBLE, fold
from app.language.tokens import tokenise
from app.semantics.column_types import family_of
from app.semantics.layer import Column, SemanticLayer

DAY = re.compile(r"(\d{4})[-/](\d\d?)[-/](\d\d?)((?:[ T][\d:.]+)?)")
DAY_FIRST = re.compile(r"(\d\d?)[-/](\d\d?)[-/](\d{4})")
NUMBER = re.compile(r"\d{1,3}(?:[,٬،]\d{3})*(?:[.٫]\d+)?|\d+(?:[.٫]\d+)?")
SEPARATORS = re.compile(r"[,٬،]")
DAYS = {"date", "timestamp", "timestamptz"}
"""Types that hold days, as the parser calls them."""
WRAPPERS = {"btrim", "date", "initcap", "lower", "ltrim", "rtrim", "upper"}
"""Functions around a column that leave what it is about."""
CASES: dict[str, Callable[[str], str]] = {"lower": str.lower, "upper": str.upper}
BLANK = f" \t\n{INVISIBLE}"


def with_stored_values(sql: str, layer: SemanticLayer) -> Mended:
    """The SQL with its values as they are stored, and its days in the calendar that SQL knows."""
    scope = scope_of(sql, layer)
    meant = {id(text): value for text, value in chain(cast_days(sql), compared_values(sql, scope))}
    labels = {id(shown.val) for shown in nodes_of(sql, ast.ResTarget)}
    written = [node for node in nodes_of(sql, ast.A_Const) if is_text(node) and id(node) not in labels]
    texts = [(node.val.sval, meant.get(id(node))) for node in written]
    values = {text: {value for other, value in texts if other == text} for text, _ in texts}
    sure = {literal(text): literal(value) for text, (value, *others) in values.items() if value and not others}
    return mended(sql, list(literal_fixes(sql, sure)) if sure else [])


def literal_fixes(sql: str, values: Mapping[str, str]) -> Iterator[Fix]:
    """What to write for texts, wherever they stand; the parser does not tell the places of those that it means."""
    for token in scan(sql):
        value = values.get(sql[token.start : token.end + 1])
        if value:
            yield Fix(token.start, token.end + 1, value)


def cast_days(sql: str) -> Iterator[tuple[ast.A_Const, str]]:
    """Days that SQL would read otherwise than they are meant, and how they are: DATE '1405-08-01'."""
    for node in nodes_of(sql, ast.TypeCast):
        if node.typeName.names[-1].sval in DAYS and is_text(node.arg):
            day = day_meant(node.arg.val.sval)
            if day:
                yield node.arg, day


def compared_values(sql: str, scope: Scope) -> Iterator[tuple[ast.A_Const, str]]:
    """Texts that columns are compared with and that are not stored so, and how they are."""
    for sides in (*map(sides_of, comparisons_in(sql)), *map(sides_of_case, nodes_of(sql, ast.CaseExpr))):
        others = [side for side in sides if not is_text(unwrapped(side))]
        columns = [side for side in others if is_column(unwrapped(side))]
        if others and len(columns) <= 1:
            side = next(iter(columns), others[0])
            for text in filter(is_text, map(unwrapped, sides)):
                value = value_beside(side, column_of(unwrapped(side), scope), text.val.sval, scope.layer)
                if value:
                    yield text, value


def value_beside(side: Any, column: Column | None, text: str, layer: SemanticLayer) -> str | None:
    """What a text means beside a column, or what is computed from one: LOWER(category) = 'Clothing'."""
    if column is None:
        return day_meant(text)
    value = value_meant(text, column, layer)
    cased = in_case_of(side, value or text)
    return cased if cased != text else None


def in_case_of(side: Any, text: str) -> str:
    """A text as it has to be beside LOWER(...) or UPPER(...); beside anything else as it is."""
    case = CASES.get(side.funcname[-1].sval) if isinstance(side, ast.FuncCall) else None
    return case(text) if case else text


def sides_of(comparison: ast.A_Expr) -> list[Any]:
    """What is compared: a list, or an array, as its parts."""
    right = comparison.rexpr.elements if isinstance(comparison.rexpr, ast.A_ArrayExpr) else comparison.rexpr
    return [comparison.lexpr, *(right if isinstance(right, tuple) else (right,))]


def sides_of_case(case: ast.CaseExpr) -> list[Any]:
    """What CASE compares with its WHENs, if it does."""
    return [case.arg, *(when.expr for when in case.args)] if case.arg else []


def unwrapped(node: Any) -> Any:
    """What a cast, COALESCE or LOWER is about."""
    match node:
        case ast.TypeCast():
            return unwrapped(node.arg)
        case ast.CoalesceExpr():
            return unwrapped(node.args[0])
        case ast.FuncCall() if node.args and node.funcname[-1].sval in WRAPPERS:
            return unwrapped(node.args[0])
    return node


def is_text(node: Any) -> bool:
    """Whether a part is a text that is written out."""
    return isinstance(node, ast.A_Const) and isinstance(node.val, ast.String)


def column_of(node: Any, scope: Scope) -> Column | None:
    """The one column of a real table that a name stands for, also by a name that the statement gives it."""
    if not is_column(node):
        return None
    *qualifier, name = (field.sval for field in node.fields)
    table = scope.tables.get(qualifier[-1]) if qualifier else None
    if table is None and name in scope.own_names:
        return real_column(scope.own_names[name], scope)
    return real_column(node, scope)


def real_column(node: Any, scope: Scope) -> Column | None:
    """The one column of a real table that has a name."""
    if not is_column(node):
        return None
    *qualifier, name = (field.sval for field in node.fields)
    tables = [scope.tables.get(qualifier[-1])] if qualifier else list(scope.tables.values())
    found = [column for table in tables if table for column in table.visible_columns if column.name == name]
    return found[0] if len(found) == 1 else None


def value_meant(text: str, column: Column, layer: SemanticLayer) -> str | None:
    """The stored value that a text means for a column; None where it is stored so, or means no other."""
    family = family_of(column.type)
    if family in MEANT:
        return MEANT[family](text)
    named = values_by_name(column)
    if not named:
        return indexed_value(text, column, layer)
    meant = named.get(fold(text.strip(BLANK)), set())
    return next(iter(meant)) if len(meant) == 1 and text not in meant else None


def indexed_value(text: str, column: Column, layer: SemanticLayer) -> str | None:
    """The one value in the database that has the words of a text, written otherwise."""
    tokens = tokenise(text)
    named = (it for it in layer.values.current().found(tokens, 0) if it.last == len(tokens) and not it.is_heard)
    stored = [value for it in named if it.column == column.reference for value in it.stored]
    return stored[0] if len(stored) == 1 and stored[0] != text else None


def day_meant(text: str) -> str | None:
    """A day that is written in Persian digits or in the Jalali calendar, as SQL writes it; None for any other text.

    A day after a month's last one is its last: models end months so.
    """
    found, turned = DAY.fullmatch(text), DAY_FIRST.fullmatch(text)
    if found:
        year, month, day = map(int, found.groups()[:3])
    elif turned and int(turned[3]) in JALALI_YEARS:
        day, month, year = map(int, turned.groups())
    else:
        return None
    calendar = calendar_of_year(year)
    is_right = calendar == "gregorian" and text.isascii()
    if calendar is None or is_right or month not in range(1, 13) or day not in range(1, 32):
        return None
    meant = day_of(calendar, year, month, min(day, days_in_month(calendar, year, month)))
    return f"{meant.isoformat()}{found[4] if found else ''}"


def number_meant(text: str) -> str | None:
    """A number that is written with Persian digits or with separators, as SQL writes it; None for any other text."""
    if not NUMBER.fullmatch(text):
        return None
    plain = fold(SEPARATORS.sub("", text))
    return plain if plain != text else None


MEANT: dict[str, Callable[[str], str | None]] = {"date": day_meant, "number": number_meant}
"""How a text is read beside a column of a family whose values nobody lists."""
