"""Measures for each of some groups: totals, rankings, comparisons of periods, shares, growth, running totals, ranks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlglot import exp

from app.generators.builtin.composing.keys import aliases, keys, shown, time_keys
from app.generators.builtin.composing.lowest import compose_lowest, is_from_below
from app.generators.builtin.composing.query import Query, cut, within
from app.generators.builtin.composing.terms import (
    aggregate,
    all_of,
    column_of,
    divided,
    in_unit_asked,
    name,
    named,
    number,
    ordered,
    output,
    percent,
    rounded,
    span,
)
from app.semantics.joins import path
from app.semantics.layer import Measure, SemanticLayer
from app.semantics.measures import measure_of, tables_in
from app.semantics.reading import Group, PeriodUse, Reading, RowGroup, TimeGroup, WeekdayGroup

BEFORE = "{}_before"
"""Name of the column with a measure in the earlier period."""
CHANGE, SHARE, RANK, PLACE = "change", "share", "rank", "place"
"""Names of columns that are made of a measure."""


def compose_groups(reading: Reading, layer: SemanticLayer) -> exp.Select:
    """The SELECT of measures."""
    if is_from_below(reading, layer):
        return compose_lowest(reading, layer)
    return Grouped(reading, layer).composed()


class Grouped:
    """A SELECT of measures for each of some groups."""

    def __init__(self, reading: Reading, layer: SemanticLayer) -> None:
        self.reading = reading
        self.layer = layer
        self.measures = [measure_of(layer, use) for use in reading.measures]
        self.measure = self.measures[0]
        self.query = Query(layer.by_name[self.measure.table], layer)
        self.aliases = aliases(reading.groups, layer, {measure.name for measure in self.measures})

    def composed(self) -> exp.Select:
        """The finished SELECT."""
        query, reading = self.query, self.reading
        query.reach(*tables_in(reading, self.layer))
        query.require(reading.filters)
        query.during(reading.period, reading.compared)
        query.join_calendar(reading.time_group, reading.period)
        query.select.set("expressions", [*self.shown(), *self.values()])
        select = query.finished()
        self.add_groups(select)
        if reading.within and reading.derived != "rank":
            return self.best_of_each(select)
        return cut(select, reading)

    def shown(self) -> Iterator[exp.Expr]:
        """One column for each group."""
        for group, alias in zip(self.reading.groups, self.aliases, strict=True):
            yield named(shown(group, self.layer), alias)

    def values(self) -> Iterator[exp.Expr]:
        """The measures, and what is made of the first one."""
        if self.reading.compared and self.reading.period:
            yield from self.compared(self.reading.period, self.reading.compared)
        elif self.reading.part:
            yield named(self.rounded(percent(self.filtered(self.part()), self.total())), SHARE)
        elif self.reading.per:
            yield named(self.rounded(self.per_row(self.reading.per)), self.measure.name)
        else:
            yield from (named(self.total(measure), measure.name) for measure in self.measures)
            yield from self.derived()

    def derived(self) -> Iterator[exp.Expr]:
        """What is made of the measure, beside it."""
        match self.reading.derived:
            case "share":
                everything = exp.Window(this=exp.Sum(this=self.total()))
                yield named(self.rounded(percent(self.total(), everything)), SHARE)
            case "growth":
                before = self.over(exp.Lag(this=self.total()), order=[self.time()])
                yield named(self.rounded(change(self.total(), before)), CHANGE)
            case "running":
                so_far = self.over(exp.Sum(this=self.total()), order=[self.time()])
                yield named(so_far, f"running_{self.measure.name}")
            case "rank":
                yield named(self.ranked(exp.Anonymous(this="RANK")), RANK)

    def total(self, measure: Measure | None = None) -> exp.Expr:
        """A measure in the unit that was asked for."""
        measure = measure or self.measure
        return in_unit_asked(aggregate(measure, self.layer), measure, self.reading.unit)

    def filtered(self, condition: exp.Expr) -> exp.Expr:
        """The measure over the rows that fulfil a condition."""
        value = exp.Filter(this=aggregate(self.measure, self.layer), expression=exp.Where(this=condition))
        return in_unit_asked(value, self.measure, self.reading.unit)

    def part(self) -> exp.Expr:
        """The conditions that make the part of a share."""
        return all_of([self.query.condition(condition) for condition in self.reading.part])

    def compared(self, period: PeriodUse, other: PeriodUse) -> Iterator[exp.Expr]:
        """The measure in the later period, in the earlier one, and how much it changed, in per cent."""
        yield named(self.during(period), self.measure.name)
        yield named(self.during(other), BEFORE.format(self.measure.name))
        yield named(self.rounded(change(self.during(period), self.during(other))), CHANGE)

    def during(self, period: PeriodUse) -> exp.Expr:
        """The measure in a period."""
        return self.filtered(all_of(self.query.stretch([period])))

    def per_row(self, group: Group) -> exp.Expr:
        """The measure, for each row (or span) that there is any of."""
        key = next(keys(group, self.layer))
        if isinstance(group, RowGroup):
            key = self.key_in_base(group) or key
        counted = exp.Count(this=exp.Distinct(expressions=[key]))
        times = exp.Mul(this=number("1.0"), expression=self.total())
        return divided(times, counted)

    def key_in_base(self, group: RowGroup) -> exp.Expr | None:
        """The base's own column that refers to the rows of the group."""
        joins = path(self.layer, self.measure.table, group.table) or ()
        return column_of(joins[0].left_table, joins[0].left_column) if len(joins) == 1 else None

    def rounded(self, value: exp.Expr) -> exp.Expr:
        """A number to two decimals."""
        return rounded(value, self.measure, self.layer)

    def time(self) -> exp.Expr:
        """The span that the group by time shows."""
        group = self.reading.time_group
        return span(group) if group else exp.null()

    def over(
        self, function: exp.Expr, order: Sequence[exp.Expr], partition: Sequence[exp.Expr] | None = None
    ) -> exp.Expr:
        """A window function."""
        keys = [key if isinstance(key, exp.Ordered) else exp.Ordered(this=key) for key in order]
        return exp.Window(this=function, partition_by=list(partition or ()), order=exp.Order(expressions=keys))

    def ranked(self, function: exp.Expr, ties: Sequence[exp.Expr] = ()) -> exp.Expr:
        """A rank by the measure, in each of the group that it starts anew in."""
        within_group = self.reading.within
        partition = list(keys(within_group, self.layer)) if within_group else None
        by = exp.Ordered(this=self.total(), desc=self.reading.ranking != "lowest")
        return self.over(function, [by, *ties], partition)

    def add_groups(self, select: exp.Select) -> None:
        """GROUP BY, HAVING and ORDER BY, if there is anything to group by."""
        groups = self.reading.groups
        if not groups:
            return
        grouped = [key for group in groups for key in keys(group, self.layer)]
        select.set("group", exp.Group(expressions=grouped))
        if self.reading.having:
            select.set("having", exp.Having(this=within(self.reading.having, self.total)))
        if not self.reading.within:
            select.set("order", exp.Order(expressions=list(self.order())))
        elif self.reading.derived == "rank":
            select.set("order", exp.Order(expressions=[*map(ordered, self.aliases[:1]), ordered(RANK)]))

    def order(self) -> Iterator[exp.Expr]:
        """Time runs forward unless it is ranked, everything else from the largest; ties by key, for a stable answer."""
        ranking = self.reading.ranking
        pairs = list(zip(self.reading.groups, self.aliases, strict=True))
        times = [time_keys(it, alias) for it, alias in pairs if isinstance(it, TimeGroup | WeekdayGroup)]
        if not ranking:
            yield from (exp.Ordered(this=key) for key in times)
        if ranking or len(times) != 1 or len(pairs) > 1:
            yield ordered(self.sorted_by(), desc=ranking != "lowest")
        for group, _ in pairs:
            if not isinstance(group, TimeGroup | WeekdayGroup):
                yield exp.Ordered(this=next(keys(group, self.layer)))
        if ranking:
            yield from (exp.Ordered(this=key) for key in times)

    def sorted_by(self) -> str:
        """The result column that groups are sorted by."""
        return SHARE if self.reading.part else self.measure.name

    def best_of_each(self, select: exp.Select) -> exp.Select:
        """The first rows of each group, by a place that is counted within it."""
        ranked = self.reading.groups[-1]
        ties = [exp.Ordered(this=next(keys(ranked, self.layer)))]
        select.append("expressions", named(self.ranked(exp.RowNumber(), ties), PLACE))
        names = [*self.aliases, *(measure.name for measure in self.measures)]
        return first_of_each(select, names, self.aliases[0], self.reading.limit or 1)


def first_of_each(select: exp.Select, names: list[str], group: str, limit: int) -> exp.Select:
    """The rows of a query whose place is among the first, without the place."""
    inner = exp.Subquery(this=select, alias=exp.TableAlias(this=name("ranked")))
    return exp.Select(
        expressions=[output(it) for it in names],
        from_=exp.From(this=inner),
        where=exp.Where(this=exp.LTE(this=output(PLACE), expression=number(limit))),
        order=exp.Order(expressions=[ordered(group), ordered(PLACE)]),
    )


def change(now: exp.Expr, before: exp.Expr) -> exp.Expr:
    """How many per cent more a number is than another."""
    return exp.Sub(this=percent(now, before), expression=number(100))
