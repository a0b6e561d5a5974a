"""A selection in words: what is shown of which rows, what must be true of them, and in which order they come."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from app.contracts import Understood
from app.explanation.conditions import BOUNDS
from app.explanation.voice import Voice
from app.language.formatting import format_number
from app.semantics.joins import alternatives, belong
from app.semantics.layer import Column
from app.semantics.measures import AGGREGATE_LABELS, aggregate_label
from app.semantics.outputs import counted_table, is_span, output_names, role_of
from app.semantics.selection import (
    Among,
    AnyOf,
    Compared,
    During,
    Empty,
    Like,
    OneOf,
    Order,
    Ratio,
    Selection,
    Test,
    Value,
)
from app.translating import mark

PATTERNS: dict[tuple[bool, bool], str] = {
    (True, True): mark("{thing} contains «{text}»"),
    (False, True): mark("{thing} begins with «{text}»"),
    (True, False): mark("{thing} ends with «{text}»"),
    (False, False): mark("{thing} is «{text}»"),
}
"""What a pattern asks for, by whether anything may stand before and behind the text."""


def interpret_selection(selection: Selection, voice: Voice) -> Iterator[Understood]:
    """One entry for each thing that was understood."""
    if selection.outputs:
        label = voice.layer.by_name[selection.table].label[voice.language]
        yield part("rows", voice.say(mark("List of")), label)
    shown = [shown_label(it, selection, voice) for it in selection.outputs]
    shown += [ratio_label(selection.ratio, voice)] if selection.ratio else []
    yield part("shown", voice.say(mark("Shown")), voice.listed(shown))
    for reference in selection.via:
        yield part("way", voice.say(mark("Belong together by")), voice.label(voice.layer.column(reference)))
    for test in (*selection.tests, *selection.having):
        yield part("filter", voice.say(mark("Only where")), test_text(test, voice))
    if selection.groups:
        groups = voice.listed(shown_label(Value(it), selection, voice) for it in selection.groups)
        yield part("group", voice.say(mark("For each")), groups)
    if selection.order:
        sorting = voice.listed(order_text(order, voice) for order in selection.order)
        yield part("sorting", voice.say(mark("Sorted by")), sorting)
    if selection.limit:
        count = format_number(selection.limit, voice.language)
        yield part("limit", voice.say(mark("Rows")), voice.say(mark("the first {count}"), count=count))


def part(kind: str, label: str, value: str) -> Understood:
    """One thing that was understood."""
    return {"kind": kind, "label": label, "value": value}


def selection_scope(selection: Selection, voice: Voice) -> list[str]:
    """What the rows of an answer are limited to."""
    said = [test_text(test, voice) for test in (*selection.tests, *selection.having)]
    return said + [voice.say(mark("the same {thing}"), thing=common_label(it, voice)) for it in selection.same]


def common_label(reference: str, voice: Voice) -> str:
    """What rows have in common: a column, or the row of another table that it refers to."""
    column = voice.layer.column(reference)
    tables = [
        join.right_table
        for join in voice.layer.relationships
        if (join.left_table, join.left_column) == (column.table, column.name)
    ]
    return voice.layer.by_name[tables[0]].singular[voice.language] if tables else voice.label(column)


def selection_labels(selection: Selection, voice: Voice) -> Iterator[tuple[str, tuple[str, str | None]]]:
    """The label and unit of each result column, by its name."""
    names = output_names(selection, voice.layer)
    if selection.ratio:
        unit = voice.say(mark("%")) if selection.ratio.is_percent else None
        yield names[-1], (ratio_label(selection.ratio, voice), unit)
    for name, output in zip(names, selection.outputs, strict=False):
        thing = voice.layer.by_reference.get(output.reference)
        is_amount = isinstance(thing, Column) and output.aggregate not in ("count", "count_distinct")
        is_amount = is_amount and output.since is None
        yield name, (shown_label(output, selection, voice), voice.unit(thing) if thing and is_amount else None)


def ratio_label(ratio: Ratio, voice: Voice) -> str:
    """What is divided by what."""
    template = mark("{part} as a percentage of {whole}") if ratio.is_percent else mark("{part} divided by {whole}")
    return voice.say(template, part=number_label(ratio.top, voice), whole=number_label(ratio.bottom, voice))


def number_label(side: Selection, voice: Voice) -> str:
    """The one number of a selection, and what it is limited to."""
    scope = selection_scope(side, voice)
    label = value_label(side.outputs[0], voice)
    return f"{label} ({voice.say(mark(', ')).join(scope)})" if scope else label


def shown_label(value: Value, selection: Selection, voice: Voice) -> str:
    """What a value is called where it is shown: "month of the check-in" for the spans of time of a date."""
    label = value_label(value, voice)
    if selection.grain is None or not is_span(value, selection, voice.layer):
        return label
    return voice.say(mark("{span} of {thing}"), span=voice.say(selection.grain), thing=label)


def days_label(start: str, value: Value, voice: Voice) -> str:
    """What the days between two dates, or an aggregate of them, are called."""
    ends = {"start": voice.label(voice.layer.column(start)), "end": voice.label(voice.layer.column(value.reference))}
    days = voice.say(mark("days from {start} to {end}"), **ends)
    return AGGREGATE_LABELS[value.aggregate][voice.language].format(fact=days) if value.aggregate else days


def value_label(value: Value, voice: Voice) -> str:
    """What a value is called."""
    if value.via:
        owner = role_of(value.via, voice.layer)
        return voice.say(mark("{thing} of the {owner}"), thing=value_label(Value(value.reference), voice), owner=owner)
    if value.since:
        return days_label(value.since, value, voice)
    if value.aggregate in ("count", "count_distinct") and (table := counted_table(value, voice.layer)):
        noun = voice.layer.by_name[table].counted(one=False)[voice.language]
        return voice.say(mark("number of {things}"), things=noun)
    column = voice.layer.column(value.reference)
    return aggregate_label(column, value.aggregate)[voice.language] if value.aggregate else voice.label(column)


def order_text(order: Order, voice: Voice) -> str:
    """What rows are sorted by, and from which end."""
    template = mark("{value} from the largest") if order.descending else mark("{value} from the smallest")
    return voice.say(template, value=value_label(order.value, voice))


def test_text(test: Test, voice: Voice) -> str:
    """What must be true of a row."""
    match test:
        case Compared():
            return f"{value_label(test.value, voice)} {bound_text(test, voice)}"
        case Among():
            return among_text(test, voice)
        case AnyOf():
            return voice.either(test_text(one, voice) for one in test.tests)
        case Like():
            return like_text(test, voice)
    return column_text(test, voice)


def column_text(test: OneOf | Empty | During, voice: Voice) -> str:
    """What a column must hold."""
    column = voice.layer.column(test.column)
    match test:
        case Empty():
            template = mark("with {thing}") if test.negated else mark("without {thing}")
            return voice.say(template, thing=voice.label(column))
        case During():
            said = test.name
        case OneOf():
            said = voice.either(voice.value(column, value) for value in test.values)
    said = voice.say(mark("not {values}"), values=said) if test.negated else said
    return f"{voice.label(column)} {said}"


def like_text(test: Like, voice: Voice) -> str:
    """What a text must contain, or begin or end with."""
    text = test.pattern.strip("%").replace("\\", "")
    template = PATTERNS[test.pattern.startswith("%"), test.pattern.endswith("%")]
    said = voice.say(template, thing=voice.label(voice.layer.column(test.column)), text=text)
    return voice.say(mark("not {values}"), values=said) if test.negated else said


def bound_text(test: Compared, voice: Voice) -> str:
    """The limit that a value is compared with."""
    match test.to:
        case str():
            value = format_number(Decimal(test.to), voice.language)
        case Value():
            value = value_label(test.to, voice)
        case Selection(outputs=(Value(aggregate="avg"),), tests=(), same=()):
            value = voice.say(mark("the average"))
        case _:
            value = number_label(test.to, voice)
    return voice.say(BOUNDS[test.operator], value=value, values=value)


def among_text(test: Among, voice: Voice) -> str:
    """What other rows there must, or must not, be."""
    inner = test.selection
    template = mark("without {thing}") if test.negated else mark("with {thing}")
    noun = voice.layer.by_name[inner.table].counted(one=False)[voice.language]
    ways = dict.fromkeys((test.column, inner.outputs[0].reference, *inner.via))
    named = [voice.label(voice.layer.column(it)) for it in ways if it in alternatives(voice.layer)]
    noun = voice.say(mark("{things} by {way}"), things=noun, way=voice.listed(named)) if named else noun
    said = voice.say(template, thing=noun)
    if not belong(test.column, inner.outputs[0].reference, voice.layer):
        said = f"{voice.label(voice.layer.column(test.column))} {said}"
    details = [*selection_scope(inner, voice), *(order_text(order, voice) for order in inner.order if inner.limit)]
    if inner.limit:
        count = format_number(inner.limit, voice.language)
        details.append(voice.say(mark("the first {count}"), count=count))
    return f"{said} ({voice.say(mark(', ')).join(details)})" if details else said
