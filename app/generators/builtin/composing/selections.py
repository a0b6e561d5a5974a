"""Selections as SELECTs: tables joined as far as they are named, and one SELECT inside another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from sqlglot import exp

from app.generators.builtin.composing.query import OPERATORS, figure, year_literal
from app.generators.builtin.composing.ratios import compose_ratio, is_of_one_table, is_within
from app.generators.builtin.composing.terms import (
    all_of,
    column,
    column_of,
    day_literal,
    name,
    named,
    number,
    source,
    span,
)
from app.semantics.joins import Step, link
from app.semantics.layer import SemanticLayer
from app.semantics.outputs import is_span, output_names
from app.semantics.reading import TimeGroup
from app.semantics.selection import (
    Among,
    AnyOf,
    Compared,
    During,
    Empty,
    Like,
    OneOf,
    Order,
    Selection,
    Test,
    Value,
)

AGGREGATES: dict[str, type[exp.AggFunc]] = {"sum": exp.Sum, "avg": exp.Avg, "min": exp.Min, "max": exp.Max}


def compose_selection(selection: Selection, layer: SemanticLayer) -> exp.Select:
    """The SELECT of a selection."""
    select = inner(selection, layer)
    names = output_names(selection, layer)
    select.set("expressions", [named(it, name) for it, name in zip(list(select.expressions), names, strict=True)])
    return select


def inner(selection: Selection, layer: SemanticLayer) -> exp.Select:
    """The SELECT as it stands inside another one, its columns without names of their own."""
    select = exp.Select()
    if is_within(selection):
        select.set("from_", exp.From(this=source(layer.by_name[selection.table])))
        select.set("joins", [joined(step, layer, side_of(selection)) for step in steps(selection, layer)])
    select.set("expressions", [shown(it, selection, layer) for it in selection.outputs])
    if selection.ratio:
        ratio = compose_ratio(selection.ratio, selection, layer, partial(inner, layer=layer))
        select.append("expressions", ratio)
    narrow(select, selection, layer)
    if selection.order:
        select.set("order", exp.Order(expressions=[sort_key(it, selection, layer) for it in selection.order]))
    if selection.limit:
        select.set("limit", exp.Limit(expression=number(selection.limit)))
    if selection.distinct:
        select.set("distinct", exp.Distinct())
    return select


def narrow(select: exp.Select, selection: Selection, layer: SemanticLayer) -> None:
    """Add what rows are kept, how they are grouped, and what groups are kept."""
    if selection.tests:
        select.set("where", exp.Where(this=all_of([condition(test, layer) for test in selection.tests])))
    if selection.groups:
        keys = [shown(Value(reference), selection, layer) for reference in selection.groups]
        select.set("group", exp.Group(expressions=keys))
    if selection.having:
        select.set("having", exp.Having(this=all_of([condition(test, layer) for test in selection.having])))


def steps(selection: Selection, layer: SemanticLayer) -> Iterator[Step]:
    """The joins that reach every table that the selection names, each once."""
    seen = {selection.table}
    for table in tables_in(selection):
        for step in link(layer, selection.table, table, selection.via) or ():
            if step.other not in seen:
                seen.add(step.other)
                yield step


def tables_in(selection: Selection) -> Iterator[str]:
    """The tables of everything that stands in the selection itself, not in another one inside it."""
    for it in (*selection.outputs, *(order.value for order in selection.order)):
        yield it.via.partition(".")[0] if it.via else it.table
    for reference in selection.groups:
        yield reference.partition(".")[0]
    if selection.ratio and selection.groups:
        yield from (selection.ratio.top.table, selection.ratio.bottom.table)
    for test in (*selection.tests, *selection.having):
        yield from tables_of(test)


def tables_of(test: Test) -> Iterator[str]:
    """The tables of a test."""
    match test:
        case AnyOf():
            for one in test.tests:
                yield from tables_of(one)
        case Compared():
            yield test.value.table
        case _:
            yield test.column.partition(".")[0]


def side_of(selection: Selection) -> str | None:
    """LEFT for the sides of a ratio that are of other tables than its groups, which stay where there are none."""
    return None if is_of_one_table(selection) else "LEFT"


def joined(step: Step, layer: SemanticLayer, side: str | None = None) -> exp.Join:
    """A join."""
    pairs = ((step.column, step.other_column), *step.further)
    equal: list[exp.Expr] = [
        exp.EQ(this=column_of(step.table, it), expression=column_of(step.other, other)) for it, other in pairs
    ]
    return exp.Join(this=source(layer.by_name[step.other]), on=all_of(equal), side=side)


def shown(it: Value, selection: Selection, layer: SemanticLayer) -> exp.Expr:
    """A value, that of another row which a row refers to, or the span of time that a date stands for."""
    if it.via:
        return referred(it, it.via, layer)
    if not is_span(it, selection, layer) or selection.grain is None:
        return value(it)
    return span(TimeGroup(it.reference, selection.grain, "gregorian"))


def value(it: Value) -> exp.Expr:
    """A value as an expression."""
    if it.since:
        return days(it)
    if it.aggregate == "count":
        return exp.Count(this=exp.Star())
    if it.aggregate == "count_distinct":
        return exp.Count(this=exp.Distinct(expressions=[column(it.reference)]))
    return AGGREGATES[it.aggregate](this=column(it.reference)) if it.aggregate else column(it.reference)


def referred(it: Value, via: str, layer: SemanticLayer) -> exp.Expr:
    """What the row of the same table has that a column refers to; nothing where it refers to none."""
    join = next(join for join in layer.relationships if f"{join.left_table}.{join.left_column}" == via)
    select = exp.Select(expressions=[column(it.reference)], from_=exp.From(this=source(layer.by_name[it.table])))
    apart = known_apart(select, it.table, layer)
    same = exp.EQ(this=column_of(f"other_{it.table}", join.right_column), expression=column(via))
    return exp.Subquery(this=apart.where(same, copy=False))


def days(it: Value) -> exp.Expr:
    """The days from one date to another, or an aggregate of them."""
    ends = [exp.cast(column(reference), "date") for reference in (it.reference, it.since or "")]
    between = exp.Sub(this=ends[0], expression=ends[1])
    return AGGREGATES[it.aggregate](this=between) if it.aggregate else between


def sort_key(order: Order, selection: Selection, layer: SemanticLayer) -> exp.Ordered:
    """A sort key; what has no value comes last in either direction."""
    return exp.Ordered(this=shown(order.value, selection, layer), desc=order.descending, nulls_first=False)


def condition(test: Test, layer: SemanticLayer) -> exp.Expr:
    """A test as a condition."""
    match test:
        case OneOf():
            return one_of(test)
        case Compared():
            return OPERATORS[test.operator](this=value(test.value), expression=compared_to(test, layer))
        case Among():
            return among(test, layer)
        case AnyOf():
            return exp.paren(exp.or_(*(condition(one, layer) for one in test.tests)))
    return unless(test.negated, held(test, layer))


def held(test: Like | Empty | During, layer: SemanticLayer) -> exp.Expr:
    """What a test wants, or denies, of a column."""
    match test:
        case Like():
            return exp.ILike(this=column(test.column), expression=text(test.pattern))
        case Empty():
            return exp.Is(this=column(test.column), expression=exp.null())
        case During():
            return during(test, layer)


def one_of(test: OneOf) -> exp.Expr:
    """A column equal to a value, or to one of several; or not."""
    if len(test.values) == 1:
        operator = exp.NEQ if test.negated else exp.EQ
        return operator(this=column(test.column), expression=text(test.values[0]))
    return unless(test.negated, exp.In(this=column(test.column), expressions=list(map(text, test.values))))


def during(test: During, layer: SemanticLayer) -> exp.Expr:
    """A date within its period; years as numbers are compared with years."""
    known = layer.column(test.column)

    def limit(day: date) -> exp.Expr:
        return year_literal(day, known) if known.holds_years else day_literal(day)

    ends = [(exp.GTE, test.start), (exp.LT, test.end)]
    return all_of([operator(this=column(test.column), expression=limit(day)) for operator, day in ends if day])


def compared_to(test: Compared, layer: SemanticLayer) -> exp.Expr:
    """A number, the one that a selection gives, or that of the row which a row refers to."""
    if isinstance(test.to, Selection):
        select = inner(test.to, layer)
        return exp.Subquery(this=in_common(select, test.to, layer) if test.to.same else select)
    if isinstance(test.to, Value):
        return referred(test.to, test.to.via or "", layer)
    if test.value.aggregate or test.value.since:
        return number(test.to)
    return figure(test.to, layer.column(test.value.reference))


def in_common(select: exp.Select, selection: Selection, layer: SemanticLayer) -> exp.Select:
    """The SELECT of those rows that have columns in common with the row around it, by a name of their own."""
    known_apart(select, selection.table, layer)
    other = f"other_{selection.table}"
    pairs = [(column_of(other, it.partition(".")[2]), column(it)) for it in selection.same]
    return select.where(*(exp.EQ(this=inside, expression=around) for inside, around in pairs), copy=False)


def known_apart(select: exp.Select, table: str, layer: SemanticLayer) -> exp.Select:
    """The SELECT with the rows of its table by another name than those around it."""
    other = name(f"other_{table}")
    for found in select.find_all(exp.Column):
        if found.table == table and found.parent_select is select:
            found.set("table", other.copy())
    of_others = source(layer.by_name[table])
    of_others.set("alias", exp.TableAlias(this=other))
    select.set("from_", exp.From(this=of_others))
    return select


def among(test: Among, layer: SemanticLayer) -> exp.Expr:
    """A column among what a selection gives; NOT IN would hold for nothing if that had a row without a value."""
    select = inner(test.selection, layer)
    if test.negated:
        present = exp.not_(exp.Is(this=select.expressions[0].copy(), expression=exp.null()))
        select = select.where(present, copy=False)
    found = exp.In(this=column(test.column), query=exp.Subquery(this=select))
    if not test.negated or not refers(test.column, layer):
        return unless(test.negated, found)
    return exp.paren(exp.or_(exp.Is(this=column(test.column), expression=exp.null()), exp.not_(found)))


def refers(reference: str, layer: SemanticLayer) -> bool:
    """Whether a column refers to rows of another table: without a value, it refers to none."""
    table = layer.by_name[reference.partition(".")[0]]
    ends = {f"{join.left_table}.{join.left_column}" for join in layer.relationships}
    return reference in ends and table.key != (reference.partition(".")[2],)


def unless(negated: bool, condition: exp.Expr) -> exp.Expr:
    """The condition, or that it does not hold."""
    return exp.not_(condition) if negated else condition


def text(of: str) -> exp.Expr:
    """A text."""
    return exp.Literal.string(of)
