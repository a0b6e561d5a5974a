"""Changes of one part of an answered question: others of its kind in its place, each of which the engine reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice

from app.contracts import Earlier, Language
from app.generators.builtin.following import context_of
from app.generators.builtin.following.measuring import base_table
from app.generators.builtin.following.offering import BY_COLUMN, WHAT_ABOUT, found_in, group_columns, measures_beside
from app.language.calendars import Calendar, calendar_of_language
from app.semantics.joins import reaches
from app.semantics.layer import SemanticLayer
from app.semantics.parts import Part, is_replaced_alone, parts_of
from app.semantics.reading import Filter, MeasureUse, PeriodUse, Reading, TimeGroup, WeekdayGroup

MOST_CHANGES = 5
PERIODS: dict[Language, tuple[str, ...]] = {
    "en": ("this month", "last month", "this year", "last year", "last 30 days", "last week"),
    "fa": ("این ماه", "ماه گذشته", "امسال", "پارسال", "۳۰ روز گذشته", "هفتهٔ گذشته"),
}
IN_CALENDAR: dict[tuple[Language, Calendar], str] = {
    ("en", "jalali"): "{period} in Jalali",
    ("fa", "gregorian"): "{period} میلادی",
}
"""How a period is called in a calendar that is not the language's own."""
SPANS: dict[Language, tuple[str, ...]] = {"en": ("month", "week", "day", "year"), "fa": ("ماه", "هفته", "روز", "سال")}


@dataclass(frozen=True)
class Change:
    """What may take a part's place, and the question that puts it there, in the conversation of the answer."""

    label: str
    question: str


def changes_of(earlier: Earlier, name: str, layer: SemanticLayer, today: date) -> tuple[Change, ...]:
    """What may take the place of the part of that name; nothing where there is no such part."""
    context = context_of(earlier, layer)
    part = parts_of(context.reading, layer).get(name) if context else None
    if context is None or part is None:
        return ()
    asked = (Change(label, question) for label, question in others(part, context.reading, layer))
    read = (it for it in asked if is_change(it.question, part, earlier, context.reading, layer, today))
    return tuple(islice(read, MOST_CHANGES))


def is_change(question: str, part: Part, earlier: Earlier, reading: Reading, layer: SemanticLayer, today: date) -> bool:
    """Whether the engine reads a question as the earlier one with something else in a part's place, and no more."""
    found = found_in(question, reading.language, layer, today, earlier)
    return found is not None and bool(found.continues) and is_replaced_alone(part, reading, found)


def others(part: Part, reading: Reading, layer: SemanticLayer) -> Iterator[tuple[str, str]]:
    """What may take a part's place, as people call it, and the question that puts it there."""
    language = reading.language
    match part:
        case PeriodUse():
            template, things = WHAT_ABOUT, other_periods(part, language)
        case Filter():
            stored = layer.column(part.column).values
            template, things = WHAT_ABOUT, (it.label[language] for it in stored if it.value not in part.values)
        case MeasureUse():
            template, things = WHAT_ABOUT, measures_beside(reading, base_table(reading, layer), layer)
        case _:
            template, things = BY_COLUMN, other_groups(part, reading, layer)
    return ((thing, template[language].format(thing=thing)) for thing in things)


def other_periods(period: PeriodUse, language: Language) -> Iterator[str]:
    """Periods that end today or lately, in the same calendar."""
    is_own = period.calendar == calendar_of_language(language)
    template = "{period}" if is_own else IN_CALENDAR[language, period.calendar]
    return (template.format(period=name) for name in PERIODS[language])


def other_groups(group: Part, reading: Reading, layer: SemanticLayer) -> Iterator[str]:
    """Spans of time after one, before them otherwise: columns with few values, and tables whose rows have names."""
    language, base = reading.language, base_table(reading, layer)
    columns = (column.label[language] for column in group_columns(reading, base, layer))
    named = (table for table in layer.tables if table.name_column and reaches(layer, base.name, table.name))
    rows = (table.label[language] for table in named)
    if isinstance(group, TimeGroup | WeekdayGroup):
        return chain(SPANS[language], columns, rows)
    return chain(columns, rows, SPANS[language])
