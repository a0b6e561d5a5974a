"""A SELECT in the making: one table, what is joined to it, and what must hold of its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial

from sqlglot import exp

from app.generators.builtin.composing.terms import (
    aggregate,
    all_of,
    calendar_table,
    column,
    column_of,
    day_literal,
    name,
    named,
    needs_calendar,
    number,
    relation,
    row_value,
    source,
    weekday_number,
)
from app.semantics.column_types import family_of
from app.semantics.joins import path
from app.semantics.layer import Column, Measure, Relationship, SemanticLayer, Table
from app.semantics.measures import measure_of, tables_of_condition, tables_of_measure, tables_of_row
from app.semantics.reading import (
    CALENDAR,
    Bound,
    Comparison,
    Condition,
    Filter,
    Missing,
    PeriodUse,
    Reading,
    Related,
    TimeGroup,
    Weekdays,
)

TOTALS = "totals"
"""Name of the subquery that sums up what is said of each row."""
OPERATORS: dict[str, type[exp.Binary]] = {
    "<": exp.LT,
    "<=": exp.LTE,
    "=": exp.EQ,
    ">=": exp.GTE,
    ">": exp.GT,
    "<>": exp.NEQ,
}


@dataclass(frozen=True)
class Total:
    """A measure of related rows, beside each row: its name, and its value."""

    measure: Measure
    value: exp.Expr
    from_below: bool
    """Whether rows without any are among them, and count as 0."""


class Query:
    """A SELECT from a base table; joins are made as they are needed, each once."""

    def __init__(self, base: Table, layer: SemanticLayer) -> None:
        self.base = base
        self.layer = layer
        self.select = exp.Select(from_=exp.From(this=source(base)))
        self.reached: set[str] = {base.name}
        self.wanted: list[exp.Expr] = []
        self.totals: list[Total] = []

    def reach(self, *tables: str, side: str | None = None) -> None:
        """Join the rows that the base's rows refer to; with side LEFT, rows that refer to none stay."""
        for table in tables:
            for join in path(self.layer, self.base.name, table) or ():
                if join.right_table not in self.reached:
                    self.reached.add(join.right_table)
                    self.join(source(self.layer.by_name[join.right_table]), joined(join), side)

    def join(self, this: exp.Expr, on: exp.Expr, side: str | None = None) -> None:
        """Join something on a condition."""
        self.select.append("joins", exp.Join(this=this, on=on, side=side))

    def require(self, conditions: Sequence[Condition]) -> None:
        """Let only rows count that fulfil the conditions."""
        for condition in conditions:
            self.wanted.append(self.condition(condition))

    def during(self, *periods: PeriodUse | None) -> None:
        """Let only rows count that lie in the period; in the stretch from first to last of several."""
        known = [period for period in periods if period]
        if known:
            self.reach(self.layer.column(known[0].column).table)
            self.wanted += self.stretch(known)

    def stretch(self, periods: Sequence[PeriodUse]) -> list[exp.Expr]:
        """The half-open stretch that periods lie in: true for dates, for timestamps, and for years as numbers."""
        known = self.layer.column(periods[0].column)
        return list(stretch(periods, partial(year_literal, column=known) if known.holds_years else day_literal))

    def condition(self, condition: Condition) -> exp.Expr:
        """A condition, its tables joined."""
        self.reach(*tables_of_condition(condition, self.layer))
        match condition:
            case Filter():
                return value_condition(condition)
            case Missing():
                missing = exp.Is(this=column(condition.column), expression=exp.null())
                return exp.not_(missing) if condition.negated else missing
            case Weekdays():
                return weekday_condition(condition)
            case Comparison():
                return within(
                    condition.bounds, lambda: row_value(condition.reference, self.layer), self.average(condition)
                )
            case Related():
                return self.related(condition)

    def average(self, comparison: Comparison) -> exp.Expr | None:
        """The average that a comparison is with, over all rows."""
        if all(bound.value is not None for bound in comparison.bounds):
            return None
        tables = list(tables_of_row(comparison.reference, self.layer))
        inner = Query(self.layer.by_name[tables[0]], self.layer)
        inner.reach(*tables)
        inner.select.set("expressions", [exp.Avg(this=row_value(comparison.reference, self.layer))])
        return exp.Subquery(this=inner.finished())

    def related(self, condition: Related) -> exp.Expr:
        """Whether there are rows that refer to a row, or a comparison of their total."""
        inner, last = self.inner(condition)
        if condition.measure is None:
            inner.wanted.append(joined(last))
            inner.select.set("expressions", [number(1)])
            exists = exp.Exists(this=inner.finished())
            return exp.not_(exists) if condition.negated else exists
        total = self.add_total(condition, measure_of(self.layer, condition.measure), inner, last)
        return within(condition.bounds, total.value.copy)

    def inner(self, condition: Related) -> tuple[Query, Relationship]:
        """The related rows that count, and the join that leads from them to the row."""
        *_, last = path(self.layer, condition.table, condition.of) or ()
        inner = Query(self.layer.by_name[condition.table], self.layer)
        inner.reach(last.left_table)
        inner.require(condition.conditions)
        inner.during(condition.period)
        return inner, last

    def add_total(self, condition: Related, measure: Measure, inner: Query, last: Relationship) -> Total:
        """Join the total of the related rows beside each row; rows without any have 0 where 0 would do."""
        inner.reach(*tables_of_measure(measure))
        return self.join_total(measure, inner, last, from_below=is_from_below(condition.bounds, measure))

    def join_total(self, measure: Measure, inner: Query, last: Relationship, *, from_below: bool) -> Total:
        """Join a subquery that has the total for each row that the last join leads to."""
        alias = TOTALS if not self.totals else f"{TOTALS}_{len(self.totals) + 1}"
        key = column_of(last.left_table, last.left_column)
        inner.select.set("expressions", [key.copy(), named(aggregate(measure, self.layer), measure.name)])
        inner.select.set("group", exp.Group(expressions=[key]))
        beside = exp.Subquery(this=inner.finished(), alias=exp.TableAlias(this=name(alias)))
        on = exp.EQ(this=column_of(alias, last.left_column), expression=column_of(last.right_table, last.right_column))
        self.reach(last.right_table)
        self.join(beside, on, side="LEFT" if from_below else None)
        value: exp.Expr = column_of(alias, measure.name)
        total = Total(measure, exp.func("coalesce", value, number(0)) if from_below else value, from_below)
        self.totals.append(total)
        return total

    def join_calendar(self, group: TimeGroup | None, period: PeriodUse | None) -> None:
        """Join a calendar of a group's spans, from the beginning of the period to its end, where one is needed."""
        if group is None or not needs_calendar(group) or period is None or period.start is None or period.end is None:
            return
        day = column(group.column)
        first, following = column_of(CALENDAR, "first_day"), column_of(CALENDAR, "next_day")
        inside = exp.And(
            this=exp.GTE(this=day, expression=first), expression=exp.LT(this=day.copy(), expression=following)
        )
        self.join(relation(CALENDAR), inside)
        table = calendar_table(group.calendar, group.grain, period.start, period.end)
        self.select.with_(f"{CALENDAR}({group.grain}, first_day, next_day)", as_=table, copy=False)

    def finished(self) -> exp.Select:
        """The SELECT with its WHERE."""
        if self.wanted:
            self.select.set("where", exp.Where(this=all_of(self.wanted)))
        return self.select


def cut(select: exp.Select, reading: Reading) -> exp.Select:
    """As many rows as are asked for, from the place on that is asked for."""
    if reading.limit:
        select.set("limit", exp.Limit(expression=number(reading.limit)))
    if reading.place:
        select.set("offset", exp.Offset(expression=number(reading.place - 1)))
    return select


def joined(join: Relationship) -> exp.Expr:
    """The condition of a join."""
    left = column_of(join.left_table, join.left_column)
    return exp.EQ(this=column_of(join.right_table, join.right_column), expression=left)


def value_condition(item: Filter) -> exp.Expr:
    """A column equal to a value, or to one of several, or like a pattern; or not."""
    texts = [exp.Literal.string(value) for value in item.values]
    if item.is_pattern:
        likes: list[exp.Expr] = [exp.ILike(this=column(item.column), expression=text) for text in texts]
        either = likes[0] if len(likes) == 1 else exp.paren(exp.or_(*likes))
        return exp.not_(either) if item.negated else either
    if len(texts) > 1:
        condition = exp.In(this=column(item.column), expressions=texts)
        return exp.not_(condition) if item.negated else condition
    return (exp.NEQ if item.negated else exp.EQ)(this=column(item.column), expression=texts[0])


def weekday_condition(item: Weekdays) -> exp.Expr:
    """A date on one of some weekdays; or not."""
    days = [number(day) for day in item.days]
    day = weekday_number(item.column)
    condition = exp.In(this=day, expressions=days) if len(days) > 1 else exp.EQ(this=day, expression=days[0])
    return exp.not_(condition) if item.negated else condition


def within(bounds: Sequence[Bound], value: Callable[[], exp.Expr], average: exp.Expr | None = None) -> exp.Expr:
    """A number within bounds; `value` makes it, as a tree has each part once."""
    return all_of(
        [
            OPERATORS[bound.operator](
                this=value(),
                expression=average if bound.value is None else number(bound.value),
            )
            for bound in bounds
        ]
    )


def year_literal(value: date, column: Column) -> exp.Expr:
    """The year that a date begins, as the column has it: a number, or a text of its digits."""
    return figure(str(value.year), column)


def figure(digits: str, column: Column) -> exp.Expr:
    """A number as it is compared with a column, which may hold years as texts."""
    return exp.Literal.string(digits) if family_of(column.type) == "text" else number(digits)


def stretch(periods: Sequence[PeriodUse], literal: Callable[[date], exp.Expr]) -> Iterator[exp.Expr]:
    """The half-open stretch that periods lie in."""
    starts, ends = [period.start for period in periods], [period.end for period in periods]
    limits = (
        (exp.GTE, min(filter(None, starts)) if all(starts) else None),
        (exp.LT, max(filter(None, ends)) if all(ends) else None),
    )
    for comparison, limit in limits:
        if isinstance(limit, date):
            yield comparison(this=column(periods[0].column), expression=literal(limit))


def is_from_below(bounds: Sequence[Bound], measure: Measure) -> bool:
    """Whether a row of which nothing is said is within the bounds, as its total is 0."""
    holds = {"<": 1, "<=": 1, "=": 0, ">=": 0, ">": 0, "<>": 1}
    zeros = [
        (Decimal(bound.value or 0) == 0 and bound.operator in ("<=", "=", ">="))
        or (Decimal(bound.value or 0) > 0 and holds[bound.operator])
        for bound in bounds
    ]
    return measure.aggregate in ("sum", "count") and all(zeros)
