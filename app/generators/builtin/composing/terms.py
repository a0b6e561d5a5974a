"""The terms of the engine's SQL: names, literals, aggregates, spans of time."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache, reduce

from pglast.keywords import RESERVED_KEYWORDS, TYPE_FUNC_NAME_KEYWORDS
from sqlglot import exp, parse_one

from app.language.calendars import Calendar, buckets
from app.language.formatting import WEEKDAYS
from app.semantics.column_types import family_of
from app.semantics.layer import Column, Measure, SemanticLayer, Table
from app.semantics.measures import COLUMN, row_expression
from app.semantics.reading import CALENDAR, Grain, TimeGroup, WeekdayGroup

PLAIN = re.compile(r"[a-z_][a-z0-9_]*")
KEYWORDS = RESERVED_KEYWORDS | TYPE_FUNC_NAME_KEYWORDS
FORMATS = {"month": "YYYY-MM", "quarter": 'YYYY-"Q"Q'}
FACTORS = {("toman", "rial"): "10", ("rial", "toman"): "0.1"}
"""What an amount in the first unit is times in the second."""
SATURDAY = 6
FUNCTIONS: dict[str, type[exp.AggFunc]] = {"sum": exp.Sum, "avg": exp.Avg, "min": exp.Min, "max": exp.Max}


def name(text: str) -> exp.Identifier:
    """A name, in quotes where PostgreSQL would take it for another one or for a word of SQL."""
    return exp.to_identifier(text, quoted=not PLAIN.fullmatch(text) or text in KEYWORDS)


def column(reference: str) -> exp.Column:
    """`table.column` as a tree."""
    table, _, of_column = reference.partition(".")
    return column_of(table, of_column)


def column_of(table: str, of_column: str) -> exp.Column:
    """A table's column as a tree."""
    return exp.Column(this=name(of_column), table=name(table))


def output(of_column: str) -> exp.Column:
    """A column of the result, by its name."""
    return exp.Column(this=name(of_column))


def named(value: exp.Expr, alias: str) -> exp.Alias:
    """A value as a column of the result."""
    return exp.Alias(this=value, alias=name(alias))


def source(table: Table) -> exp.Table:
    """A table in FROM, known by its own name wherever it lies."""
    if table.schema == "public":
        return exp.Table(this=name(table.name))
    return exp.Table(this=name(table.name), db=name(table.schema), alias=exp.TableAlias(this=name(table.name)))


def relation(of_relation: str) -> exp.Table:
    """A query of WITH in FROM."""
    return exp.Table(this=name(of_relation))


def day_literal(value: date) -> exp.Expr:
    """DATE '2026-11-21'."""
    return exp.cast(exp.Literal.string(value.isoformat()), "date")


def number(value: str | int) -> exp.Expr:
    """A number."""
    return exp.Literal.number(value)


def all_of(conditions: list[exp.Expr]) -> exp.Expr:
    """Conditions that must all hold."""
    return reduce(lambda left, right: exp.And(this=left, expression=right), conditions)


@lru_cache(maxsize=1024)
def parsed(expression: str) -> exp.Expr:
    """A measure's expression as a tree, to be copied."""
    return parse_one(expression, dialect="postgres")


def row_value(reference: str, layer: SemanticLayer) -> exp.Expr:
    """What a column holds, or a measure adds up, in one row."""
    thing = layer.by_reference[reference]
    if isinstance(thing, Column):
        return column_of(thing.table, thing.name)
    return parsed(row_expression(layer, reference) or "").copy()


def expression_of(measure: Measure, layer: SemanticLayer) -> exp.Expr:
    """What a measure aggregates."""
    expression = measure.expression or ""
    known = layer.by_reference.get(expression)
    return column_of(known.table, known.name) if isinstance(known, Column) else parsed(expression).copy()


def in_unit_asked(value: exp.Expr, measure: Measure, unit: str | None) -> exp.Expr:
    """A value of a measure in the unit that it was asked for in."""
    factor = FACTORS.get((measure.unit or "", unit or ""))
    return exp.Mul(this=value, expression=number(factor)) if factor else value


def ordered(alias: str, *, desc: bool = False) -> exp.Ordered:
    """A result column to sort by."""
    return exp.Ordered(this=output(alias), desc=desc)


def aggregate(measure: Measure, layer: SemanticLayer) -> exp.Expr:
    """The measure's aggregate over its expression."""
    if measure.expression is None:
        return exp.Count(this=exp.Star())
    expression = expression_of(measure, layer)
    if measure.aggregate == "count_distinct":
        return exp.Count(this=exp.Distinct(expressions=[expression]))
    return exp.Count(this=expression) if measure.aggregate == "count" else FUNCTIONS[measure.aggregate](this=expression)


def rounded(value: exp.Expr, measure: Measure, layer: SemanticLayer) -> exp.Expr:
    """A number to two decimals; one of binary floating point becomes decimal first, as PostgreSQL wants it."""
    things = [
        layer.by_reference.get(f"{table}.{of_column}") for table, of_column in COLUMN.findall(measure.expression or "")
    ]
    is_binary = any(isinstance(it, Column) and it.type in ("double precision", "real", "float") for it in things)
    return exp.Round(this=exp.cast(value, "decimal") if is_binary else value, decimals=number(2))


def percent(value: exp.Expr, total: exp.Expr) -> exp.Expr:
    """What per cent one number is of another; nothing of nothing."""
    times = exp.Mul(this=number("100.0"), expression=value)
    return divided(times, total)


def divided(value: exp.Expr, by: exp.Expr) -> exp.Expr:
    """One number divided by another; nothing where that is 0."""
    return exp.Div(this=value, expression=exp.func("nullif", by, number(0)), typed=True, safe=False)


def span(group: TimeGroup) -> exp.Expr:
    """A span of time as text, a year as a number, or as its first day; Persian ones come from the calendar beside."""
    day = column(group.column)
    if group.grain == "day":
        return day
    if group.grain == "week":
        return week(day, group.calendar)
    if needs_calendar(group):
        return column_of(CALENDAR, group.grain)
    if group.grain == "year":
        return exp.cast(exp.Extract(this=exp.var("year"), expression=day), "int")
    return exp.func("to_char", day, exp.Literal.string(FORMATS[group.grain]))


def week(day: exp.Expr, calendar: Calendar) -> exp.Expr:
    """The first day of a week: a Monday, or, two days before one, a Saturday."""
    if calendar == "gregorian":
        return exp.cast(exp.func("date_trunc", exp.Literal.string("week"), day), "date")
    later = exp.Add(this=day, expression=exp.Interval(this=exp.Literal.string("2 days")))
    monday = exp.cast(exp.func("date_trunc", exp.Literal.string("week"), later), "date")
    return exp.Sub(this=monday, expression=number(2))


def needs_calendar(group: TimeGroup) -> bool:
    """Whether PostgreSQL has no function for the span: months and longer ones of the Persian calendar."""
    return group.calendar == "jalali" and group.grain not in ("day", "week")


def calendar_table(calendar: Calendar, grain: Grain, start: date, end: date) -> exp.Values:
    """VALUES (label, first day, next day) for each span of the calendar that touches the half-open period."""
    rows = [
        exp.tuple_(exp.Literal.string(bucket.label), day_literal(bucket.start), day_literal(bucket.end))
        for bucket in buckets(calendar, grain, start, end)
    ]
    return exp.Values(expressions=rows)


def weekday_number(reference: str) -> exp.Expr:
    """The day of the week of a date, 1 for Monday."""
    return exp.Extract(this=exp.var("isodow"), expression=column(reference))


def weekday_name(group: WeekdayGroup) -> exp.Expr:
    """The day of the week of a date in words."""
    case = exp.Case(this=weekday_number(group.column))
    for day, label in enumerate(WEEKDAYS[group.language], start=1):
        case = case.when(number(day), exp.Literal.string(label), copy=False)
    return case


def weekday_order(group: WeekdayGroup) -> exp.Expr:
    """The day's place in the week of its calendar, which may begin with Saturday."""
    day = weekday_number(group.column)
    if group.calendar == "gregorian":
        return day
    shifted = exp.Add(this=day, expression=number(7 - SATURDAY))
    return exp.Mod(this=exp.Paren(this=shifted), expression=number(7))


def is_day(thing: Column) -> bool:
    """Whether a column holds days or times."""
    return family_of(thing.type) == "date"
