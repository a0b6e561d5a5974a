"""What a model can't know of a question: what its words stand for in the schema, and the dates that it means.

They come straight from the words, so that a question that the engine can't read as a whole has them too. What is
hidden is never told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import chain

from app.contracts import GenerationRequest, Language
from app.generators.builtin.lexicon import (
    CalendarWord,
    Comparative,
    EventOf,
    GrainWord,
    Participant,
    RowAmount,
    SegmentOf,
    Superlative,
    ValueOf,
    Weekday,
)
from app.generators.builtin.mentions import Found, Mention, find_mentions
from app.generators.neutral import is_plain
from app.generators.spelling import formula, is_visible, literal
from app.language.calendars import Calendar, add_months, buckets, calendar_of_language
from app.language.folding import fold
from app.language.formatting import CALENDAR_NAMES
from app.language.numbers import Number
from app.language.periods import Period
from app.semantics.layer import Column, Measure, SemanticLayer, Table
from app.semantics.measures import tables_of_measure
from app.semantics.reading import Grain

MOST_SPELLINGS = 5
"""Stored spellings of a value that a hint names."""
MOST_SPANS = 24
"""Months or quarters whose beginnings a hint lists."""
MOST_READINGS = 5
"""Tables, or groups of them, that a word may be about and still tell something beside words that name tables."""
FIRST_WEEKDAYS: dict[Calendar, str] = {"jalali": "Saturday", "gregorian": "Monday"}
RIALS = {"rial": Decimal("0.1"), "toman": Decimal(10)}
"""What one of the unit is in the other one."""
OTHER_UNIT = {"rial": "toman", "toman": "rial"}


@dataclass(frozen=True)
class Hints:
    """A question's mentions, the tables that they are about, and what to tell a model of them, a line each."""

    mentions: tuple[Mention, ...]
    tables: tuple[str, ...]
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Terms:
    """What mentions are told in: the layer, the date that periods are about, and where months come from."""

    layer: SemanticLayer
    time: Column | None
    calendar: Calendar
    range: tuple[date, date]


def hints_of(request: GenerationRequest) -> Hints:
    """The hints of a question. Raises InvalidDate for a day that does not exist."""
    layer = request.layer
    found = find_mentions(request.question, request.language, layer, layer.values.current(), request.today)
    mentions = tuple(open_part(mention, layer) for mention in found)
    tables = linked_tables(mentions, layer)
    terms = Terms(
        layer,
        time_column(request, mentions, tables),
        calendar_of(mentions, request.language),
        range_of(mentions, request.today),
    )
    lines = (line for mention in mentions for line in mention_lines(mention, terms))
    return Hints(mentions, tables, tuple(dict.fromkeys(lines)))


def open_part(mention: Mention, layer: SemanticLayer) -> Mention:
    """The mention without the meanings that are not open to questions."""
    meanings = tuple(it for it in mention.meanings if is_open(it, layer))
    return mention if len(meanings) == len(mention.meanings) else replace(mention, meanings=meanings)


def is_open(meaning: Found, layer: SemanticLayer) -> bool:
    """Whether a meaning needs no hidden column."""
    things = things_of(meaning, layer)
    is_hidden = any(isinstance(thing, Column) and thing.hidden for thing in things)
    return not is_hidden and all(is_visible(layer, thing) for thing in things if isinstance(thing, Measure))


def things_of(meaning: Found, layer: SemanticLayer) -> tuple[Table | Column | Measure, ...]:
    """The tables, columns and measures that a meaning is made of."""
    match meaning:
        case Table() | Column() | Measure():
            return (meaning,)
        case ValueOf(column=thing) | Superlative(by=thing) | Comparative(by=thing) | RowAmount(measure=thing):
            return (thing,)
        case EventOf():
            return (meaning.table,)
        case SegmentOf():
            return (meaning.table, layer.measure(meaning.segment.measure))
        case Participant():
            return (layer.by_name[meaning.relationship.left_table], meaning.table)
    return ()


def linked_tables(mentions: Sequence[Mention], layer: SemanticLayer) -> tuple[str, ...]:
    """The tables that the words may be about, in the layer's order.

    Where words name tables, a word of several tables is about those; one of many tells nothing else: hundreds of
    tables may have a column of its name.
    """
    said = [tables_said(mention, layer) for mention in mentions]
    named = set().union(*(tables for readings in said if len(readings) == 1 for tables in readings))
    linked = set(named)
    for readings in said:
        near = [tables for tables in readings if tables <= named]
        if near or not named or len(readings) <= MOST_READINGS:
            linked.update(*(near or readings))
    return tuple(name for name in layer.by_name if name in linked)


def tables_said(mention: Mention, layer: SemanticLayer) -> set[frozenset[str]]:
    """The tables of each meaning of a mention that has some."""
    things = (things_of(meaning, layer) for meaning in mention.meanings)
    return set(filter(None, (frozenset(chain.from_iterable(map(tables_of, found))) for found in things)))


def tables_of(thing: Table | Column | Measure) -> Iterable[str]:
    """The tables that a thing is of."""
    if isinstance(thing, Measure):
        return tables_of_measure(thing)
    return (thing.table if isinstance(thing, Column) else thing.name,)


def time_column(request: GenerationRequest, mentions: Sequence[Mention], tables: Sequence[str]) -> Column | None:
    """The date that periods are about: the reading's, the one that the question names, or else the tables' own."""
    period = request.reading.get("period")
    if period:
        return request.layer.column(period["column"])
    said = [it for mention in mentions for it in mention.meanings if isinstance(it, Column)]
    named = [column for column in said if column.kind == "time_dimension"]
    found = [request.layer.by_name[name] for name in tables]
    usual = [table.column(table.default_time) for table in found if table.default_time]
    columns = {column.reference: column for column in named or usual if not column.hidden}
    return next(iter(columns.values())) if len(columns) == 1 else None


def calendar_of(mentions: Iterable[Mention], language: Language) -> Calendar:
    """The calendar that the question names, else its language's."""
    named = (it.calendar for mention in mentions for it in mention.meanings if isinstance(it, CalendarWord))
    return next(named, calendar_of_language(language))


def range_of(mentions: Iterable[Mention], today: date) -> tuple[date, date]:
    """From when to when a question is: from the first of its periods to the last one, or the last twelve months."""
    periods = [it for mention in mentions for it in mention.meanings if isinstance(it, Period)]
    starts = [period.start for period in periods if period.start]
    ends = [period.end for period in periods if period.end]
    end = max(ends, default=today)
    return min(starts, default=add_months("gregorian", end, -12)), end


def mention_lines(mention: Mention, terms: Terms) -> Iterator[str]:
    """What to tell of one mention, if it needs telling."""
    told = [text for it in mention.meanings if not says_so(mention, it) and (text := told_of(it, terms))]
    if told:
        text = " or ".join(dict.fromkeys(told))
        yield f'"{mention.text}" means {f"NOT ({text})" if mention.negated else text}'


def says_so(mention: Mention, meaning: Found) -> bool:
    """Whether the words are the name of what they mean, or the number itself."""
    said = fold(mention.text).replace(" ", "_")
    if isinstance(meaning, Number):
        return said == f"{meaning.value:f}"
    return isinstance(meaning, Table | Column) and said.removesuffix("s") == meaning.name.lower().removesuffix("s")


def told_of(meaning: Found, terms: Terms) -> str | None:
    """One meaning in the terms of the schema; None where there is nothing to tell."""
    match meaning:
        case Table():
            return f"the rows of {meaning.name}"
        case Column():
            return meaning.reference
        case ValueOf():
            return value_told(meaning)
        case Measure():
            return amount_told(meaning, terms.layer)
        case EventOf():
            return f"there is a row of {meaning.table.name}"
    return time_told(meaning, terms) or derived_told(meaning, terms.layer)


def time_told(meaning: Found, terms: Terms) -> str | None:
    """A time or a number."""
    match meaning:
        case Period():
            return period_told(meaning, terms.time)
        case GrainWord():
            return spans_told(meaning.grain, terms)
        case Weekday() if terms.time:
            return f"EXTRACT(ISODOW FROM {terms.time.reference}) = {meaning.number}"
        case Number():
            return number_told(meaning, terms.layer)
    return None


def derived_told(meaning: Found, layer: SemanticLayer) -> str | None:
    """What is said with the help of a measure, a fact or a join."""
    match meaning:
        case Superlative():
            return f"the {'lowest' if meaning.lowest else 'highest'} by {amount_told(meaning.by, layer)}"
        case Comparative():
            return f"{amount_told(meaning.by, layer)} {meaning.operator}"
        case RowAmount():
            return f"{meaning.measure.expression} of each row of {meaning.measure.table}"
        case Participant():
            join = meaning.relationship
            return f"the rows of {join.right_table} that some row of {join.left_table} refers to by {join.left_column}"
        case SegmentOf():
            by = amount_told(layer.measure(meaning.segment.measure), layer)
            return f"the rows of {meaning.table.name} with {by} >= {meaning.segment.at_least}"
    return None


def value_told(meaning: ValueOf) -> str | None:
    """A condition on a column; None where the value can't be told as it is."""
    column = meaning.column.reference
    spellings = [literal(value) for value in filter(is_plain, meaning.values[:MOST_SPELLINGS])]
    if not spellings:
        return None
    if meaning.is_pattern:
        return f"{column} LIKE {spellings[0]}"
    return f"{column} = {spellings[0]}" if len(spellings) == 1 else f"{column} IN ({', '.join(spellings)})"


def amount_told(by: Measure | Column, layer: SemanticLayer) -> str:
    """A measure or a fact as SQL, with its unit."""
    expression = by.reference if isinstance(by, Column) else formula(layer, by)
    return expression + (f" in {by.unit}" if by.unit else "")


def period_told(period: Period, time: Column | None) -> str:
    """All readings of a period as half-open ranges of dates."""
    return " or ".join(range_told(reading, time) for reading in period.alternatives or (period,))


def range_told(period: Period, time: Column | None) -> str:
    """A half-open range of dates: a condition on the column that it is about, where that is known."""
    if time is None or time.holds_years:
        return range_in_words(period.start, period.end)
    limits = ((">=", period.start), ("<", period.end))
    return " AND ".join(f"{time.reference} {sign} DATE '{day.isoformat()}'" for sign, day in limits if day)


def range_in_words(start: date | None, end: date | None) -> str:
    """A half-open range of dates in words."""
    said = [f"from {start.isoformat()}" if start else "", f"to before {end.isoformat()}" if end else ""]
    return " ".join(filter(None, said))


def spans_told(grain: Grain, terms: Terms) -> str | None:
    """Where the spans of a calendar begin that SQL does not know."""
    name = CALENDAR_NAMES[terms.calendar, "en"]
    if grain == "week":
        return f"weeks that begin on {FIRST_WEEKDAYS[terms.calendar]}"
    if grain == "day" or terms.calendar == "gregorian":
        return None
    begins = [span.start.isoformat() for span in buckets(terms.calendar, grain, *terms.range)]
    if not 0 < len(begins) <= MOST_SPANS:
        return f"{grain}s of the {name} calendar"
    return f"{grain}s of the {name} calendar, which begin on {', '.join(begins)}"


def number_told(number: Number, layer: SemanticLayer) -> str:
    """A number in digits; an amount of money also in the unit that the layer keeps it in."""
    text = f"{number.value:f}{f' {number.unit}' if number.unit else ''}"
    units = {thing.unit for thing in layer.things()}
    other = OTHER_UNIT.get(number.unit or "")
    if other not in units or number.unit in units:
        return text
    return f"{text}, which is {(number.value * RIALS[number.unit or '']).normalize():f} {other}"
