"""Columns, tables, names and literals in words."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from functools import lru_cache

from sqlglot import exp

from app.explanation.labels import GRAINS
from app.explanation.trees import named_columns
from app.explanation.voice import Voice
from app.explanation.wording.days import persian_week
from app.explanation.wording.words import Wording, ltr, own_words, words
from app.language.formatting import format_number, rounded
from app.semantics.layer import Column, Measure
from app.semantics.reading import CALENDAR
from app.translating import mark

SIMPLE = (exp.Column, exp.TimeToStr, exp.TimestampTrunc, exp.Extract, exp.Literal)
"""What a name stands for and is said instead of it; what is computed is said once and then called by its name."""


@words.register
def _(node: exp.Alias, wording: Wording) -> str:
    return wording.of(node.this)


@words.register
def _(node: exp.Paren, wording: Wording) -> str:
    return f"({wording.of(node.this)})"


@words.register
def _(node: exp.Column, wording: Wording) -> str:
    if isinstance(node.this, exp.Star):
        source = wording.origins.source_named(node.table, node)
        table = source_words(source, wording) if source is not None else name_words(node.table, wording.voice)
        return wording.say(mark("every column of {table}"), table=table)
    known = wording.origins.column(node)
    if known:
        return column_words(known, node, wording)
    meant = wording.origins.meant(node)
    return wording.of(meant) if meant is not None and is_simple(meant) else name_words(node.name, wording.voice)


@words.register
def _(node: exp.Star, wording: Wording) -> str:
    return wording.say(mark("rows") if isinstance(node.parent, exp.Count) else mark("every column"))


@words.register
def _(node: exp.Literal, wording: Wording) -> str:
    return own_words(node.name, wording.voice) if node.is_string else number_words(node, wording)


def number_words(node: exp.Literal, wording: Wording) -> str:
    """A number in the language's digits; one with more of them than people read, as it is written."""
    try:
        value = Decimal(node.name)
    except InvalidOperation:
        return wording.quoted(node)
    is_short = value == rounded(value)
    return format_number(value, wording.voice.language) if is_short else ltr(node.name, wording.voice)


def column_words(column: Column, node: exp.Column, wording: Wording) -> str:
    """A column's label, with whose it is where that is not clear."""
    label = wording.voice.label(column)
    table = wording.voice.layer.by_name[column.table]
    if node.table and table in wording.origins.repeated:
        return wording.say(mark("{column} of {table}"), column=label, table=name_words(node.table, wording.voice))
    if wording.is_shared(label) and column.kind != "key":
        return wording.say(mark("{column} of {table}"), column=label, table=table.label[wording.voice.language])
    return label


def source_words(source: exp.Expr, wording: Wording) -> str:
    """A table by its label; the engine's calendar as one; a query by its name; a function as it is."""
    if table := wording.origins.table(source):
        label = table.label[wording.voice.language]
        if table not in wording.origins.repeated:
            return label
        return f"{label} ({name_words(source.alias_or_name, wording.voice)})"
    if is_calendar(source, wording):
        return wording.say(mark("a calendar"))
    if isinstance(source, exp.Table) and not isinstance(source.this, exp.Identifier):
        name = f" ({name_words(source.alias, wording.voice)})" if source.alias else ""
        return f"{wording.quoted(source.this)}{name}"
    cte = wording.origins.cte(source)
    name = cte.alias if cte else source.alias_or_name
    return name_words(name, wording.voice) if name else wording.quoted(source)


def is_calendar(source: exp.Expr, wording: Wording) -> bool:
    """Whether a source is the list of spans that the engine writes out."""
    cte = source if isinstance(source, exp.CTE) else wording.origins.cte(source)
    columns = [column.name for column in named_columns(cte)] if cte and cte.alias == CALENDAR else []
    return columns[1:] == ["first_day", "next_day"] and columns[0] in GRAINS


def name_words(name: str, voice: Voice) -> str:
    """A name that the statement gives; one that the engine gives by what it calls."""
    return own_words(output_labels(voice).get(name, name), voice)


@lru_cache(maxsize=4)
def output_labels(voice: Voice) -> dict[str, str]:
    """Names that the engine gives to what it computes: measures, also of a period before, and spans of time."""
    measures = {thing.name: voice.label(thing) for thing in voice.layer.things() if isinstance(thing, Measure)}
    before = {f"{name}_before": voice.say(mark("{measure} before"), measure=it) for name, it in measures.items()}
    return {**measures, **before, **{grain: voice.say(label) for grain, label in GRAINS.items()}}


def is_simple(node: exp.Expr) -> bool:
    """Whether a part is said again wherever its name is: a column, or a span of its time."""
    if isinstance(node, exp.Sub):
        return persian_week(node) is not None
    return isinstance(node, SIMPLE) or (isinstance(node, exp.Cast) and is_simple(node.this))
