"""Values in another writing than the database's: 'Delivered', «تحویل‌شده», '۲۰۲۶-۰۱-۰۵', a day of the Jalali calendar.

They would run and find nothing, or everything. Only a value that is not stored so is mended, and only into the one
that it names.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from functools import lru_cache
from itertools import chain
from typing import Any

from pglast import ast
from pglast.parser import scan

from app.generators.replies.names import Fix, Scope, mended, scope_of
from app.generators.replies.parsing import Mended, comparisons_in, is_column, nodes_of
from app.generators.spelling import literal
from app.language.calendars import calendar_of_year, day_of, days_in_month
from app.language.folding import fold
from app.language.tokens import tokenise
from app.semantics.column_types import family_of
from app.semantics.layer import Column, SemanticLayer

DAY = re.compile(r"(\d{4})[-/](\d\d?)[-/](\d\d?)((?:[ T][\d:.]+)?)")
DAYS = {"date", "timestamp", "timestamptz"}
"""Types that hold days, as the parser calls them."""


def with_stored_values(sql: str, layer: SemanticLayer) -> Mended:
    """The SQL with its values as they are stored, and its days in the calendar that SQL knows."""
    meant = {id(text): value for text, value in chain(cast_days(sql), compared_values(sql, scope_of(sql, layer)))}
    texts = [(node.val.sval, meant.get(id(node))) for node in filter(is_text, nodes_of(sql, ast.A_Const))]
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
    for sides in map(sides_of, comparisons_in(sql)):
        columns = [column_of(side, scope) for side in sides if is_column(side)]
        if len(columns) == 1 and columns[0]:
            for text in filter(is_text, sides):
                value = value_meant(text.val.sval, columns[0], scope.layer)
                if value:
                    yield text, value


def sides_of(comparison: ast.A_Expr) -> list[Any]:
    """What is compared: a list as its parts."""
    sides = (side if isinstance(side, tuple) else (side,) for side in (comparison.lexpr, comparison.rexpr))
    return [*chain.from_iterable(sides)]


def is_text(node: Any) -> bool:
    """Whether a part is a text that is written out."""
    return isinstance(node, ast.A_Const) and isinstance(node.val, ast.String)


def column_of(node: ast.ColumnRef, scope: Scope) -> Column | None:
    """The one column of a real table that a name stands for."""
    *qualifier, name = (field.sval for field in node.fields)
    tables = [scope.tables.get(qualifier[-1])] if qualifier else list(scope.tables.values())
    found = [column for table in tables if table for column in table.visible_columns if column.name == name]
    return found[0] if len(found) == 1 and name not in scope.own_names else None


def value_meant(text: str, column: Column, layer: SemanticLayer) -> str | None:
    """The stored value that a text means for a column; None where it is stored so, or means no other."""
    if family_of(column.type) == "date":
        return day_meant(text)
    named = values_by_name(column)
    if not named:
        return indexed_value(text, column, layer)
    meant = named.get(fold(text), set())
    return next(iter(meant)) if len(meant) == 1 and text not in meant else None


@lru_cache(maxsize=1024)
def values_by_name(column: Column) -> Mapping[str, Set[str]]:
    """The values that the file lists for a column, by what people call them."""
    named: dict[str, set[str]] = defaultdict(set)
    for value in (value for value in column.values if not value.is_pattern):
        for name in chain([value.value], value.label.values(), *value.synonyms.values()):
            named[fold(name)].add(value.value)
    return dict(named)


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
    found = DAY.fullmatch(text)
    if found is None:
        return None
    year, month, day = map(int, found.groups()[:3])
    calendar = calendar_of_year(year)
    is_right = calendar == "gregorian" and text.isascii()
    if calendar is None or is_right or month not in range(1, 13) or day not in range(1, 32):
        return None
    meant = day_of(calendar, year, month, min(day, days_in_month(calendar, year, month)))
    return f"{meant.isoformat()}{found[4]}"
