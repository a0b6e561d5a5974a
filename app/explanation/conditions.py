"""A reading's conditions in words, as they stand in an answer and among what was understood."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from app.explanation.voice import Voice
from app.language.formatting import WEEKDAYS, format_number
from app.semantics.layer import Column, Measure
from app.semantics.measures import measure_of, row_label
from app.semantics.reading import Bound, Comparison, Condition, Filter, Missing, Related, Weekdays
from app.translating import mark

BOUNDS: dict[str, str] = {
    "<": mark("less than {value}"),
    "<=": mark("at most {value}"),
    "=": mark("exactly {value}"),
    ">=": mark("at least {value}"),
    ">": mark("more than {value}"),
    "<>": mark("not {values}"),
}


def condition_label(condition: Condition, voice: Voice) -> str:
    """What a condition is about."""
    match condition:
        case Comparison():
            return row_label(voice.layer.by_reference[condition.reference])[voice.language]
        case Related():
            return voice.layer.by_name[condition.of].label[voice.language]
        case Weekdays():
            return voice.say(mark("Day of the week"))
        case Filter() | Missing():
            return voice.label(voice.layer.column(condition.column))


def condition_text(condition: Condition, voice: Voice) -> str:
    """What must be true of it."""
    match condition:
        case Filter():
            return values_text(condition, voice)
        case Missing():
            label = voice.label(voice.layer.column(condition.column))
            template = mark("with {thing}") if condition.negated else mark("without {thing}")
            return voice.say(template, thing=label)
        case Weekdays():
            names = voice.either(WEEKDAYS[voice.language][day - 1] for day in condition.days)
            return voice.say(mark("not {values}"), values=names) if condition.negated else names
        case Comparison():
            return bounds_text(condition.bounds, voice.layer.by_reference[condition.reference], voice)
        case Related():
            return related_text(condition, voice)


def condition_named(condition: Condition, voice: Voice) -> str:
    """What must be true, with what it is about where that does not speak for itself."""
    text = condition_text(condition, voice)
    return f"{condition_label(condition, voice)} {text}" if isinstance(condition, Comparison) else text


def values_text(item: Filter, voice: Voice) -> str:
    """The values that a column must, or must not, have; different spellings of one are one."""
    column = voice.layer.column(item.column)
    values = voice.either(dict.fromkeys(voice.value(column, value) for value in item.values))
    return voice.say(mark("not {values}"), values=values) if item.negated else values


def bounds_text(bounds: tuple[Bound, ...], thing: Column | Measure, voice: Voice) -> str:
    """The limits that a number must lie within, with its unit."""
    return voice.listed(bound_text(bound, thing, voice) for bound in bounds)


def bound_text(bound: Bound, thing: Column | Measure, voice: Voice) -> str:
    """One limit."""
    value = voice.say(mark("the average"))
    if bound.value is not None:
        number = format_number(Decimal(bound.value), voice.language)
        value = " ".join(filter(None, [number, voice.unit(thing)]))
    return voice.say(BOUNDS[bound.operator], value=value, values=value)


def related_text(condition: Related, voice: Voice) -> str:
    """What is said of a row: "without orders (October 2026)", "revenue more than 5 million"."""
    details = voice.say(mark(", ")).join(related_details(condition, voice))
    if condition.measure:
        measure = measure_of(voice.layer, condition.measure)
        said = f"{voice.label(measure)} {bounds_text(condition.bounds, measure, voice)}"
    else:
        template = mark("without {thing}") if condition.negated else mark("with {thing}")
        said = voice.say(template, thing=voice.layer.by_name[condition.table].counted(one=False)[voice.language])
    return f"{said} ({details})" if details else said


def related_details(condition: Related, voice: Voice) -> Iterator[str]:
    """Which of the other rows count."""
    if condition.period:
        yield condition.period.name
    for inner in condition.conditions:
        yield condition_named(inner, voice)
