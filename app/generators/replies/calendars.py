"""Years of the Persian calendar where SQL counts in the Gregorian one alone: EXTRACT(YEAR FROM order_date) = 1405.

That would find nothing, or everything. The days that are meant take its place; where they can't, the model is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from app.errors import OtherCalendar
from app.generators.replies.day_parts import (
    COMPARISONS,
    DAY_FORMAT,
    PARTS,
    Comparison,
    comparison_in,
    has_year,
    is_gregorian,
    is_jalali,
    limits_of,
    limits_written,
    literal_in,
    numbers_of,
    part_in,
)
from app.generators.replies.parsing import Mended, is_select
from app.language.calendars import JALALI_YEARS, Limits, months
from app.semantics.column_types import family_of
from app.semantics.layer import SemanticLayer
from app.sql.rendering import ReadablePostgres

YEAR = re.compile(r"(?<!\d)\d{4}(?!\d{3})")
"""What may be a year: also the beginning of 140508."""
MONTHS_IN = {"month": 1, "quarter": 3}


def with_gregorian_days(sql: str, layer: SemanticLayer) -> Mended:
    """The SQL with days in the place of years of the Persian calendar. Raises OtherCalendar where that can't be."""
    tree = tree_of(sql) if any(map(is_jalali, YEAR.findall(sql))) else None
    if tree is None:
        return Mended(sql)
    name_texts(tree, layer)
    counted = comparisons_of_years(tree)
    made = [node for node in tree.find_all(exp.Anonymous, exp.StrToDate) if day_made(node)]
    if not counted and not made:
        return Mended(sql)
    fragment = (counted or made)[0].sql(dialect=ReadablePostgres)
    replace_days(tree)
    if counted:
        replace_parts(tree)
    text = tree.sql(dialect=ReadablePostgres)
    is_left = counted and (comparisons_of_years(tree) or any(map(is_gregorian, tree.find_all(*PARTS))))
    if is_left or not is_select(text):
        raise OtherCalendar(sql, fragment)
    return Mended(text, (f"{fragment} was taken for days of the Persian calendar",))


def tree_of(sql: str) -> exp.Expr | None:
    """The syntax tree of a SELECT that sqlglot can read, too."""
    try:
        return sqlglot.parse_one(sql, read="postgres") if is_select(sql) else None
    except (SqlglotError, RecursionError):
        return None


def name_texts(tree: exp.Expr, layer: SemanticLayer) -> None:
    """Write order_date::text as what it is where it is compared, so that it is read as any other format."""
    days = {column.name for table in layer.tables for column in table.columns if family_of(column.type) == "date"}
    casts = [it for it in tree.find_all(exp.Cast) if it.to.is_type(*exp.DataType.TEXT_TYPES)]
    compared = [(it, it.this) for it in casts if it.find_ancestor(*COMPARISONS)]
    compared += [(it.this, it.this) for it in tree.find_all(exp.Like, exp.ILike)]
    for text, column in compared:
        if isinstance(column, exp.Column) and column.name in days:
            text.replace(exp.TimeToStr(this=column.copy(), format=exp.Literal.string("%Y-%m-%d")))


def comparisons_of_years(tree: exp.Expr) -> list[exp.Expr]:
    """Where a part of days, by a name or not, is compared with a year of the Persian calendar."""
    names = {named.alias for named in tree.find_all(exp.Alias) if any(map(has_year, named.find_all(*PARTS)))}
    return [node for node in tree.find_all(*COMPARISONS) if counts_years(node, names)]


def counts_years(node: exp.Expr, names: set[str]) -> bool:
    """Whether a comparison is one of a part of days with a year of the Persian calendar."""
    operands = [operand for operand in node.iter_expressions() if not literal_in(operand)]
    values = [text for operand in node.iter_expressions() if (text := literal_in(operand))]
    is_part = any(is_written(it) or any(map(has_year, it.find_all(*PARTS))) or it.name in names for it in operands)
    return is_part and any(map(is_jalali, values))


def is_written(node: exp.Expr) -> bool:
    """Whether an expression is a day as a text."""
    part = part_in(node)
    return bool(part and part.kind == "text")


def day_made(node: exp.Expr) -> date | None:
    """The day of the Persian calendar that a call makes: MAKE_DATE(1405, 8, 1), TO_DATE('1405/08/01', 'YYYY/MM/DD')."""
    if isinstance(node, exp.StrToDate):
        written, is_call = [literal_in(node.this) or ""], bool(DAY_FORMAT.fullmatch(node.text("format")))
    else:
        written, is_call = [literal_in(it) or "" for it in node.expressions], node.name.lower() == "make_date"
    limits = limits_written("-".join(written)) if is_call else None
    return limits[0] if limits else None


def replace_days(tree: exp.Expr) -> None:
    """Write days out that are made of years of the Persian calendar."""
    for node in list(tree.find_all(exp.Anonymous, exp.StrToDate)):
        day = day_made(node)
        if day:
            node.replace(day_literal(day))


def replace_parts(tree: exp.Expr) -> None:
    """Put days in the place of years, first of those that months stand beside."""
    for group in [it for it in tree.find_all(exp.And) if not isinstance(it.parent, exp.And)]:
        join_months(group)
    for node in list(tree.find_all(*COMPARISONS)):
        found = comparison_in(node)
        condition = condition_of(found) if found else None
        if condition:
            place(node, condition)


def join_months(group: exp.Expr) -> None:
    """Put days in the place of one year and of the months that stand beside it."""
    compared = [(part, found) for part in group.flatten(unnest=False) if (found := comparison_in(part))]
    years = [pair for pair in compared if pair[1].part.kind == "year"]
    others = [pair for pair in compared if pair[1].part.kind in MONTHS_IN]
    if len(years) != 1 or len(others) != 1 or years[0][1].part.day != others[0][1].part.day:
        return
    limits = limits_of_months(years[0][1], others[0][1])
    if limits:
        place(years[0][0], within(years[0][1].part.day, limits))
        leave(others[0][0])


def place(part: exp.Expr, condition: exp.Expr) -> None:
    """Put a condition in the place of another part, in parentheses where it needs them."""
    stands_free = isinstance(part.parent, exp.And | exp.Where) and not isinstance(condition, exp.Or)
    part.replace(condition if stands_free else exp.paren(condition, copy=False))


def leave(part: exp.Expr) -> None:
    """Take one part out of those that AND joins."""
    group = part.parent
    if isinstance(group, exp.And):
        group.replace(group.right if group.left is part else group.left)


def limits_of_months(its_year: Comparison, beside: Comparison) -> list[Limits]:
    """The months or quarters of years of the Persian calendar; none where they are not all known."""
    years, numbers, count = numbers_of(its_year), numbers_of(beside), MONTHS_IN[beside.part.kind]
    if not all(it in JALALI_YEARS for it in years) or not all(1 <= it <= 12 // count for it in numbers):
        return []
    return [months("jalali", it, (number - 1) * count + 1, count) for it in years for number in numbers]


def condition_of(compared: Comparison) -> exp.Expr | None:
    """What a comparison says, in days."""
    limits = [named for value in compared.values if (named := limits_of(compared.part, value))]
    if len(limits) < len(compared.values):
        return None
    day, (start, end) = compared.part.day, limits[0]
    match compared.kind:
        case exp.GTE | exp.LT:
            return compared.kind(this=day.copy(), expression=day_literal(start))
        case exp.GT:
            return exp.GTE(this=day.copy(), expression=day_literal(end))
        case exp.LTE:
            return exp.LT(this=day.copy(), expression=day_literal(end))
        case exp.Between:
            found = within(day, [(start, limits[1][1])])
        case _:
            found = within(day, limits)
    return exp.Not(this=exp.paren(found, copy=False)) if compared.is_denied else found


def within(day: exp.Expr, limits: Sequence[Limits]) -> exp.Expr:
    """That a day lies within one of these."""
    ranges = (
        exp.and_(
            exp.GTE(this=day.copy(), expression=day_literal(start)),
            exp.LT(this=day.copy(), expression=day_literal(end)),
        )
        for start, end in joined(limits)
    )
    return exp.or_(*ranges)


def joined(limits: Sequence[Limits]) -> Iterator[Limits]:
    """Stretches of days in order, those as one that follow each other."""
    start, end = min(limits)
    for first, after in sorted(limits):
        if first > end:
            yield start, end
            start = first
        end = max(end, after) if first <= end else after
    yield start, end


def day_literal(day: date) -> exp.Expr:
    """A day, written out."""
    return exp.cast(exp.Literal.string(day.isoformat()), "date")
