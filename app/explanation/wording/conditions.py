"""Conditions in words: what must be true of a row, of a group, or of other rows."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from app.explanation.selections import PATTERNS
from app.explanation.wording.days import day_words, is_moment, is_weekday, weekday_words, written_day
from app.explanation.wording.words import Wording, words
from app.semantics.layer import Column
from app.translating import mark

COMPARISONS: dict[type[exp.Expr], str] = {
    exp.EQ: mark("{left} is {right}"),
    exp.NEQ: mark("{left} is not {right}"),
    exp.NullSafeEQ: mark("{left} is {right}"),
    exp.NullSafeNEQ: mark("{left} is not {right}"),
    exp.GT: mark("{left} is more than {right}"),
    exp.GTE: mark("{left} is at least {right}"),
    exp.LT: mark("{left} is less than {right}"),
    exp.LTE: mark("{left} is at most {right}"),
    exp.Like: mark("{left} is like {right}"),
    exp.ILike: mark("{left} is like {right}"),
}
DATE_COMPARISONS: dict[type[exp.Expr], str] = {
    exp.GTE: mark("{left} is {right} or later"),
    exp.GT: mark("{left} is after {right}"),
    exp.LT: mark("{left} is before {right}"),
    exp.LTE: mark("{left} is {right} or earlier"),
}
MISSING = {False: mark("{value} is missing"), True: mark("{value} is given")}
TRUTHS = {True: mark("{value} is true"), False: mark("{value} is false")}
NOT = mark("not ({condition})")


@words.register
def _(node: exp.And, wording: Wording) -> str:
    return wording.listed(parts_of(node))


@words.register
def _(node: exp.Or, wording: Wording) -> str:
    parts = (
        f"({wording.of(part)})" if isinstance(part, exp.And) else wording.of(part)
        for part in node.flatten(unnest=False)
    )
    return wording.voice.either(parts)


@words.register
def _(node: exp.Binary, wording: Wording) -> str:
    is_date = is_moment(node.right) or is_written_day(node.left, node.right, wording)
    template = ({**COMPARISONS, **DATE_COMPARISONS} if is_date else COMPARISONS).get(type(node))
    if template is None or isinstance(node.right, exp.Any | exp.All | exp.Tuple):
        return wording.quoted(node)
    return wording.say(template, left=node.left, right=value_words(node.left, node.right, wording))


@words.register(exp.Like)
@words.register(exp.ILike)
def _(node: exp.Binary, wording: Wording) -> str:
    pattern = node.right.name if isinstance(node.right, exp.Literal) else ""
    text = pattern.strip("%")
    is_known = pattern in known_values(node.left, wording)
    if is_known or not text or any(character in text for character in "%_\\"):
        right = value_words(node.left, node.right, wording)
        return wording.say(COMPARISONS[type(node)], left=node.left, right=right)
    return wording.say(PATTERNS[pattern.startswith("%"), pattern.endswith("%")], thing=node.left, text=text)


@words.register
def _(node: exp.Is, wording: Wording) -> str:
    is_negated = bool(node.args.get("negate"))
    if isinstance(node.expression, exp.Null):
        return wording.say(MISSING[is_negated], value=node.this)
    if not isinstance(node.expression, exp.Boolean):
        return wording.quoted(node)
    said = wording.say(TRUTHS[bool(node.expression.this)], value=node.this)
    return wording.say(NOT, condition=said) if is_negated else said


@words.register
def _(node: exp.Between, wording: Wording) -> str:
    if node.args.get("symmetric"):
        return wording.quoted(node)
    low, high = (value_words(node.this, node.args[end], wording) for end in ("low", "high"))
    return wording.say(mark("{value} is from {low} to {high}"), value=node.this, low=low, high=high)


def value_words(column: exp.Expr, value: exp.Expr, wording: Wording) -> str:
    """A value that something is compared with: what people call it, its day, or its weekday."""
    if isinstance(value, exp.Literal) and value.is_string:
        if day := is_written_day(column, value, wording) and written_day(value):
            return day_words(day, wording)
        label = known_values(column, wording).get(value.name)
        return label or wording.of(value)
    if isinstance(value, exp.Literal) and is_weekday(column.this if isinstance(column, exp.Cast) else column):
        return weekday_words(value.name, wording) or wording.of(value)
    return wording.of(value)


def known_values(node: exp.Expr, wording: Wording) -> dict[str, str]:
    """What people call the stored values of a column."""
    column = wording.origins.column(node)
    return {it.value: it.label[wording.voice.language] for it in column.values} if column else {}


def is_written_day(column: exp.Expr, value: exp.Expr, wording: Wording) -> bool:
    """Whether a text that a date is compared with is a day."""
    known: Column | None = wording.origins.column(column)
    return known is not None and known.kind == "time_dimension" and written_day(value) is not None


def parts_of(clause: exp.Expr | None) -> Iterator[exp.Expr]:
    """The conditions of a WHERE, a HAVING or an ON, if there is one."""
    condition = clause.this if isinstance(clause, exp.Where | exp.Having) else clause
    if condition is not None:
        parts = condition.flatten(unnest=False) if isinstance(condition, exp.And) else [condition]
        yield from (part if isinstance(part.unnest(), exp.Or) else part.unnest() for part in parts)
