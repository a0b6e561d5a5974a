"""Composes a reading into PostgreSQL: a syntax tree, rendered at the end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache, reduce

from sqlglot import exp, parse_one

from app.generators.builtin.calendar_table import calendar_table, day_literal
from app.semantics.joins import path
from app.semantics.layer import Measure, Relationship, SemanticLayer
from app.semantics.measures import measure_of, tables_in
from app.semantics.reading import (
    CALENDAR,
    ColumnGroup,
    Filter,
    Group,
    MeasureUse,
    PeriodUse,
    Reading,
    RowGroup,
    TimeGroup,
)
from app.sql.rendering import render

FORMATS = {"month": "YYYY-MM", "quarter": 'YYYY-"Q"Q', "year": "YYYY"}


@lru_cache(maxsize=512)
def compose(reading: Reading, use: MeasureUse, layer: SemanticLayer) -> str:
    """The SQL of a complete reading and its measure."""
    measure = measure_of(layer, use)
    query = exp.Select(
        expressions=list(outputs(reading, measure, layer)),
        from_=exp.From(this=exp.to_table(measure.table)),
        joins=[
            exp.Join(this=exp.to_table(join.right_table), on=joined(join)) for join in joins(reading, measure, layer)
        ],
    )
    join_calendar(query, reading)
    add_conditions(query, reading)
    add_groups(query, reading, measure, layer)
    if reading.limit:
        query.set("limit", exp.Limit(expression=exp.Literal.number(reading.limit)))
    return render(query)


def add_conditions(query: exp.Select, reading: Reading) -> None:
    """WHERE, if there is anything to ask for."""
    wanted = list(conditions(reading))
    if wanted:
        query.set("where", exp.Where(this=reduce(lambda left, right: exp.And(this=left, expression=right), wanted)))


def add_groups(query: exp.Select, reading: Reading, measure: Measure, layer: SemanticLayer) -> None:
    """GROUP BY and ORDER BY, if there is anything to group by."""
    if reading.groups:
        grouped = [key for group in reading.groups for key in keys(group, layer)]
        query.set("group", exp.Group(expressions=grouped))
        query.set("order", exp.Order(expressions=list(order(reading, measure, layer))))


def outputs(reading: Reading, measure: Measure, layer: SemanticLayer) -> Iterator[exp.Expr]:
    """The columns: one for each group, then the measure."""
    for group in reading.groups:
        yield exp.Alias(this=shown(group, layer), alias=exp.to_identifier(alias_of(group, layer)))
    yield exp.Alias(this=aggregate(measure), alias=exp.to_identifier(measure.name))


def aggregate(measure: Measure) -> exp.Expr:
    """The measure's aggregate over its expression."""
    if measure.expression is None:
        return exp.Count(this=exp.Star())
    function = {"sum": exp.Sum, "avg": exp.Avg, "min": exp.Min, "max": exp.Max, "count": exp.Count}[measure.aggregate]
    return function(this=parsed(measure.expression).copy())


@lru_cache(maxsize=1024)
def parsed(expression: str) -> exp.Expr:
    """A measure's expression as a tree, to be copied."""
    return parse_one(expression, dialect="postgres")


def column(reference: str) -> exp.Column:
    """`table.column` as a tree."""
    table, _, name = reference.partition(".")
    return exp.column(name, table)


def shown(group: Group, layer: SemanticLayer) -> exp.Expr:
    """What a group is shown as: its value, its row's name, its span of time."""
    match group:
        case TimeGroup():
            return span(group)
        case RowGroup():
            table = layer.by_name[group.table]
            return exp.column(table.name_column or table.primary_key, table.name)
        case ColumnGroup():
            return column(group.column)


def span(group: TimeGroup) -> exp.Expr:
    """A span of time as text, or as its first day; Persian spans come from the calendar beside the query."""
    day = column(group.column)
    if group.grain == "day":
        return day
    if needs_calendar(group):
        return exp.column(group.grain, CALENDAR)
    if group.grain == "week":
        return exp.cast(exp.func("date_trunc", exp.Literal.string("week"), day), "date")
    return exp.func("to_char", day, exp.Literal.string(FORMATS[group.grain]))


def needs_calendar(group: TimeGroup) -> bool:
    """Whether PostgreSQL has no function for the span: those of the Persian calendar, and weeks from Saturday."""
    return group.calendar == "jalali" and group.grain != "day"


def join_calendar(query: exp.Select, reading: Reading) -> None:
    """Join a calendar of the group's spans, from the beginning of the period to its end, where one is needed."""
    group, period = reading.time_group, reading.period
    if group is None or not needs_calendar(group) or period is None or period.start is None or period.end is None:
        return
    day = column(group.column)
    table = calendar_table(group.calendar, group.grain, period.start, period.end)
    within = exp.And(this=day >= exp.column("first_day", CALENDAR), expression=day < exp.column("next_day", CALENDAR))
    query.append("joins", exp.Join(this=exp.to_table(CALENDAR), on=within))
    query.with_(f"{CALENDAR}({group.grain}, first_day, next_day)", as_=table, copy=False)


def alias_of(group: Group, layer: SemanticLayer) -> str:
    """The result column's name: the span, the table's noun or the column."""
    match group:
        case TimeGroup():
            return group.grain
        case RowGroup():
            return layer.by_name[group.table].row_alias
        case ColumnGroup():
            return layer.column(group.column).name


def keys(group: Group, layer: SemanticLayer) -> Iterator[exp.Expr]:
    """What rows of a group have in common; a table's rows by their key, as two may bear one name."""
    if isinstance(group, RowGroup):
        yield exp.column(layer.by_name[group.table].primary_key, group.table)
    yield shown(group, layer)


def joins(reading: Reading, measure: Measure, layer: SemanticLayer) -> list[Relationship]:
    """The joins that lead from the measure's table to every other one, each once."""
    found: dict[Relationship, None] = {}
    for table in tables_in(reading, layer):
        found |= dict.fromkeys(path(layer, measure.table, table) or ())
    return list(found)


def joined(join: Relationship) -> exp.Expr:
    """The condition of a join."""
    left = exp.column(join.left_column, join.left_table)
    return exp.EQ(this=exp.column(join.right_column, join.right_table), expression=left)


def conditions(reading: Reading) -> Iterator[exp.Expr]:
    """The filters and the period."""
    for item in reading.filters:
        yield value_condition(item)
    if reading.period:
        yield from date_conditions(reading.period)


def value_condition(item: Filter) -> exp.Expr:
    """A column equal to a value, or to one of several; or not."""
    if len(item.values) > 1:
        condition = column(item.column).isin(*item.values)
        return exp.not_(condition) if item.negated else condition
    value = exp.Literal.string(item.values[0])
    return (exp.NEQ if item.negated else exp.EQ)(this=column(item.column), expression=value)


def date_conditions(period: PeriodUse) -> Iterator[exp.Expr]:
    """A half-open period: true for dates and for timestamps."""
    for limit, comparison in ((period.start, exp.GTE), (period.end, exp.LT)):
        if isinstance(limit, date):
            yield comparison(this=column(period.column), expression=day_literal(limit))


def order(reading: Reading, measure: Measure, layer: SemanticLayer) -> Iterator[exp.Expr]:
    """Time runs forward, everything else from the largest; ties by key, so that an answer is stable."""
    if reading.time_group:
        yield exp.Ordered(this=exp.column(alias_of(reading.time_group, layer)))
    if len(reading.groups) > 1 or not reading.time_group:
        yield exp.Ordered(this=exp.column(measure.name), desc=True)
    for group in reading.groups:
        if not isinstance(group, TimeGroup):
            yield exp.Ordered(this=next(keys(group, layer)))
