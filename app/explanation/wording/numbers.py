"""Aggregates, arithmetic, rates and choices in words."""

from __future__ import annotations

from decimal import Decimal

from sqlglot import exp

from app.explanation.cells import moment_text
from app.explanation.wording.days import (
    constant_day,
    day_words,
    named_weekday,
    persian_week,
    place_in_week,
    written_time,
)
from app.explanation.wording.words import Wording, words
from app.translating import mark

AGGREGATES: dict[type[exp.Expr], str] = {
    exp.Sum: mark("the sum of {value}"),
    exp.Avg: mark("the average of {value}"),
    exp.Min: mark("the smallest {value}"),
    exp.Max: mark("the largest {value}"),
}
DATE_AGGREGATES: dict[type[exp.Expr], str] = {exp.Min: mark("the first {value}"), exp.Max: mark("the last {value}")}
COUNTED: dict[type[exp.Expr], str] = {
    exp.Star: mark("the number of {value}"),
    exp.Distinct: mark("the number of {value}"),
}
ARITHMETIC: dict[type[exp.Expr], str] = {exp.Mul: "×", exp.Div: "÷", exp.Add: "+", exp.Sub: "−"}
SHORT = (
    *(exp.Column, exp.Literal, exp.Paren, exp.Subquery, exp.Case),
    *(exp.Interval, exp.CurrentDate, exp.CurrentTimestamp),
)
"""Parts that are one word, or stand in brackets anyway."""
EXACT_TYPES = ("decimal", "double", "float", "text", "varchar", "date", "timestamp", "timestamptz", "bigdecimal")
"""Types that a value keeps its meaning in."""
WHOLE_TYPES = ("int", "bigint", "smallint")
ROUNDED = mark("{value} (rounded)")


@words.register
def _(node: exp.AggFunc, wording: Wording) -> str:
    is_date = (column := wording.origins.column(node.this)) is not None and column.kind == "time_dimension"
    template = ({**AGGREGATES, **DATE_AGGREGATES} if is_date else AGGREGATES).get(type(node))
    is_plain = isinstance(node.this, exp.Expr) and not node.expressions
    return wording.say(template, value=node.this) if template and is_plain else wording.quoted(node)


@words.register
def _(node: exp.Count, wording: Wording) -> str:
    if node.expressions or not isinstance(node.this, exp.Expr):
        return wording.quoted(node)
    return wording.say(COUNTED.get(type(node.this), mark("the number of rows with {value}")), value=node.this)


@words.register
def _(node: exp.Distinct, wording: Wording) -> str:
    return wording.say(mark("different values of {values}"), values=wording.listed(node.expressions))


@words.register
def _(node: exp.Filter, wording: Wording) -> str:
    return wording.say(mark("{value} (only where {condition})"), value=node.this, condition=node.expression.this)


@words.register
def _(node: exp.WithinGroup, wording: Wording) -> str:
    keys = node.expression.expressions
    is_median = isinstance(node.this, exp.PercentileCont) and node.this.this.name == "0.5" and len(keys) == 1
    return wording.say(mark("the median of {value}"), value=keys[0].this) if is_median else wording.quoted(node)


@words.register
def _(node: exp.Round, wording: Wording) -> str:
    return wording.say(ROUNDED, value=node.this)


@words.register
def _(node: exp.Nullif, wording: Wording) -> str:
    if node.expression.name == "0" and isinstance(node.parent, exp.Div):
        return wording.of(node.this)
    return wording.say(mark("{value} (nothing if it is {other})"), value=node.this, other=node.expression)


@words.register
def _(node: exp.Coalesce, wording: Wording) -> str:
    if len(node.expressions) != 1:
        return wording.quoted(node)
    return wording.say(mark("{value} ({other} if missing)"), value=node.this, other=node.expressions[0])


@words.register
def _(node: exp.Cast, wording: Wording) -> str:
    day = constant_day(node)
    if day:
        return day_words(day, wording)
    time = written_time(node)
    if time:
        return moment_text(time, wording.voice)
    if node.to.is_type(*EXACT_TYPES):
        return wording.say(ROUNDED, value=node.this) if node.to.expressions else wording.of(node.this)
    is_number = node.to.is_type(*WHOLE_TYPES)
    if is_number and isinstance(node.this, exp.Extract):
        return wording.of(node.this)
    return wording.say(ROUNDED, value=node.this) if is_number else wording.quoted(node)


@words.register
def _(node: exp.Case, wording: Wording) -> str:
    if named_weekday(node, wording):
        return wording.of(node.this)
    choices = [choice_words(node, choice, wording) for choice in node.args["ifs"]]
    if node.args.get("default") is not None:
        choices.append(wording.say(mark("otherwise {value}"), value=node.args["default"]))
    return f"({wording.say(mark('; ')).join(choices)})"


def choice_words(case: exp.Case, choice: exp.Expr, wording: Wording) -> str:
    """One value of several, and when it is taken."""
    when = exp.EQ(this=case.this.copy(), expression=choice.this.copy()) if case.this else choice.this
    when.parent = choice
    return wording.say(mark("{value} if {condition}"), value=choice.args["true"], condition=when)


@words.register
def _(node: exp.Neg, wording: Wording) -> str:
    return f"−{wording.of(node.this)}"


@words.register
def _(node: exp.Mod, wording: Wording) -> str:
    day = place_in_week(node)
    return wording.of(day) if day is not None else wording.quoted(node)


@words.register
def _(node: exp.Mul, wording: Wording) -> str:
    if is_number(node.left, 1):
        return wording.of(node.right)
    return arithmetic(node, wording)


@words.register
def _(node: exp.Div, wording: Wording) -> str:
    part = per_cent_of(node.left)
    if part is None:
        return arithmetic(node, wording)
    return wording.say(mark("{part} in per cent of {whole}"), part=part, whole=node.right)


@words.register
def _(node: exp.Add, wording: Wording) -> str:
    return arithmetic(node, wording)


@words.register
def _(node: exp.Sub, wording: Wording) -> str:
    day = persian_week(node)
    if day is not None:
        return wording.say(mark("{grain} of {value}"), grain=wording.say(mark("week")), value=day)
    rate = node.left
    now = per_cent_of(rate.left) if isinstance(rate, exp.Div) and is_number(node.right, 100) else None
    if now is None or not isinstance(rate, exp.Div):
        return arithmetic(node, wording)
    return wording.say(mark("the change from {before} to {now} in per cent"), before=rate.right, now=now)


def arithmetic(node: exp.Binary, wording: Wording) -> str:
    """A sum, a product and the like; a day that is reckoned from others as that day."""
    if day := constant_day(node):
        return day_words(day, wording)
    left, right = (operand_words(side, wording) for side in (node.left, node.right))
    return f"{left} {ARITHMETIC[type(node)]} {right}"


def operand_words(node: exp.Expr, wording: Wording) -> str:
    """One side of a sum or product; what has words of its own stands in brackets, so that they end where it does."""
    text = wording.of(node)
    is_short = isinstance(node, SHORT)
    return text if is_short or is_sum_or_product(node) else f"({text})"


def is_sum_or_product(node: exp.Expr) -> bool:
    """Whether a part is said with a sign between its two sides, which bind as they do in SQL."""
    is_rate = isinstance(node, exp.Div) and per_cent_of(node.left) is not None
    return type(node) in ARITHMETIC and not is_rate


def per_cent_of(node: exp.Expr) -> exp.Expr | None:
    """What a part is a hundred times of."""
    if not isinstance(node, exp.Mul):
        return None
    if is_number(node.left, 100):
        return node.right
    return node.left if is_number(node.right, 100) else None


def is_number(node: exp.Expr, number: int) -> bool:
    """Whether a part is that number, written out."""
    return isinstance(node, exp.Literal) and not node.is_string and Decimal(node.name) == number
