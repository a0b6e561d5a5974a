"""What phrases may mean to the engine: the words of asking and the layer's own words, in one vocabulary."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

from app.generators.builtin.comparators import AFTER_NUMBER, BETWEEN, COMPARATORS, OCCURRENCES, SINGLE_PIECE
from app.generators.builtin.roles import GRAINS, ROLES, WEEKDAY_WORDS, Role
from app.generators.builtin.silent import OWN_PLACES, PLACES
from app.language.calendars import Calendar
from app.language.numerals import PLACES_BEHIND, UNITS, Unit
from app.language.period_words import CALENDARS, WEEKDAYS
from app.language.verbs import verb_forms
from app.language.vocabulary import Vocabulary
from app.language.words import FILLER
from app.semantics.layer import Column, Measure, Names, Relationship, Segment, SemanticLayer, Table, Words
from app.semantics.reading import Grain
from app.semantics.selection import Operator


@dataclass(frozen=True)
class ValueOf:
    """A stored value (in every spelling that is stored) or a pattern of values, and the column that holds it."""

    column: Column
    values: tuple[str, ...]
    is_pattern: bool = False


@dataclass(frozen=True)
class Superlative:
    """A word that ranks by a measure or a fact: «پرفروش‌ترین», "best-selling", "cheapest"."""

    by: Measure | Column
    lowest: bool = False


@dataclass(frozen=True)
class Comparative:
    """A word that compares a fact with the number after it: "cheaper than", «گران‌تر از»."""

    by: Measure | Column
    operator: Operator
    after: bool = False
    """Whether the number stands before it: «از میانگین گران‌تر»."""


@dataclass(frozen=True)
class RowAmount:
    """What a measure adds up, for one row: the value of an order."""

    measure: Measure


@dataclass(frozen=True)
class EventOf:
    """A verb that says that there is a row of a table: "bought"."""

    table: Table


@dataclass(frozen=True)
class Participant:
    """The rows that some row of another table refers to: "buyers"."""

    relationship: Relationship
    table: Table


@dataclass(frozen=True)
class SegmentOf:
    """A named part of a table's rows: "returning customers"."""

    table: Table
    segment: Segment


@dataclass(frozen=True)
class GrainWord:
    """A word for a span of time to group by: «ماهانه», "monthly", and "month" after "by"."""

    grain: Grain
    alone: bool
    """Whether it asks for grouping without a "by" before it."""


@dataclass(frozen=True)
class WeekdayWord:
    """A word for the days of the week, to group by."""

    alone: bool
    """Whether it asks for grouping without a "by" before it."""


@dataclass(frozen=True)
class Weekday:
    """A day of the week, 1 for Monday."""

    number: int


@dataclass(frozen=True)
class CalendarWord:
    """A word for a calendar: "Jalali month"."""

    calendar: Calendar


@dataclass(frozen=True)
class UnitWord:
    """A unit that amounts are asked for in: "in rial"."""

    unit: Unit


@dataclass(frozen=True)
class Comparator:
    """A word that compares with the number beside it; None stands for "between"."""

    operator: Operator | None
    after: bool = False
    """Whether the number stands before it: "3 or more"."""


@dataclass(frozen=True)
class Ordinal:
    """A place in an order that is not the first: "second", «دومین»."""

    place: int


@dataclass(frozen=True)
class Occurrences:
    """How many times, "once", or how many pieces there are in one row: "single-unit"."""

    count: int
    of_pieces: bool = False


Meaning = (
    Role
    | Table
    | Column
    | Measure
    | ValueOf
    | Superlative
    | Comparative
    | RowAmount
    | EventOf
    | Participant
    | SegmentOf
    | GrainWord
    | WeekdayWord
    | Weekday
    | CalendarWord
    | UnitWord
    | Comparator
    | Occurrences
    | Ordinal
)


ARTICLE = "the"


@lru_cache(maxsize=8)
def vocabulary_of(layer: SemanticLayer) -> Vocabulary[Meaning]:
    """Every phrase that the engine knows over a layer."""
    own = [*layer_phrases(layer)]
    pairs = [*asking_phrases(), *own, *place_phrases({phrase for phrase, _ in own})]
    return Vocabulary((without_article(phrase), meaning) for phrase, meaning in pairs)


def without_article(phrase: str) -> str:
    """The phrase without "the", which questions are read without as well."""
    return " ".join(word for word in phrase.split() if word != ARTICLE) or phrase


def asking_phrases() -> Iterator[tuple[str, Meaning]]:
    """The words of asking."""
    for role, said in ROLES.items():
        yield from each("|".join(said), role)
    for word in FILLER:
        yield word, Role.FILLER
    for phrase in "|".join(ROLES[Role.FILLER]).split("|"):
        yield from ((form, Role.FILLER) for form in verb_forms(phrase))
    yield from time_phrases()
    yield from comparing_phrases()
    yield from ((word, Ordinal(place)) for word, place in PLACES_BEHIND.items())


def place_phrases(known: Collection[str]) -> Iterator[tuple[str, Meaning]]:
    """Where all that can be asked about is, which says nothing: "in our shop"; not of a place that the layer knows."""
    for before, places in PLACES.items():
        for place in places.split("|"):
            if place not in known:
                yield from each("|".join(f"{word} {place}" for word in before.split("|")), Role.FILLER)
    yield from each(OWN_PLACES, Role.FILLER)


def time_phrases() -> Iterator[tuple[str, Meaning]]:
    """The words for spans of time, weekdays and calendars."""
    for grain, (alone, after_each) in GRAINS.items():
        yield from each(alone, GrainWord(grain, alone=True))
        yield from each(after_each, GrainWord(grain, alone=False))
    after, without = WEEKDAY_WORDS
    yield from each(after, WeekdayWord(alone=False))
    yield from each(without, WeekdayWord(alone=True))
    for number, names in enumerate(WEEKDAYS, start=1):
        yield from each(names, Weekday(number))
    for calendar, names in CALENDARS.items():
        yield from each(names, CalendarWord(calendar))


def comparing_phrases() -> Iterator[tuple[str, Meaning]]:
    """The words that stand beside numbers, and units."""
    for word, unit in UNITS.items():
        if unit != "percent":
            yield word, UnitWord(unit)
    for operator, said in COMPARATORS.items():
        yield from each("|".join(said), Comparator(operator))
    for operator, said in AFTER_NUMBER.items():
        yield from each("|".join(said), Comparator(operator, after=True))
    yield from each("|".join(BETWEEN), Comparator(None))
    for count, said_count in OCCURRENCES.items():
        yield from each(said_count, Occurrences(count))
    yield from each(SINGLE_PIECE, Occurrences(1, of_pieces=True))


def each(phrases: str, meaning: Meaning) -> Iterator[tuple[str, Meaning]]:
    """A meaning's phrases, which are separated by "|"."""
    for phrase in phrases.split("|"):
        yield phrase, meaning


def layer_phrases(layer: SemanticLayer) -> Iterator[tuple[str, Meaning]]:
    """The words of the layer."""
    for table in layer.tables:
        yield from table_phrases(table)
    for join in layer.relationships:
        if join.right_table in layer.by_name:
            yield from phrases(Participant(join, layer.by_name[join.right_table]), join.participants)


def table_phrases(table: Table) -> Iterator[tuple[str, Meaning]]:
    """The words of a table, its columns and its measures."""
    yield from phrases(table, table.label, table.singular, table.synonyms)
    yield from phrases(EventOf(table), table.events)
    for segment in table.segments:
        yield from phrases(SegmentOf(table, segment), segment.label, segment.synonyms)
    for column in table.columns:
        yield from phrases(column, column.label, column.synonyms)
        yield from value_phrases(column)
        yield from ranking_phrases(column)
    for measure in table.measures:
        yield from phrases(measure, measure.synonyms)
        yield from ranking_phrases(measure)
        if measure.row_label:
            yield from phrases(RowAmount(measure), measure.row_label, measure.row_synonyms)


def value_phrases(column: Column) -> Iterator[tuple[str, Meaning]]:
    """The words for the values of a column that the layer lists."""
    for stored in column.values:
        meaning = ValueOf(column, (stored.value,), stored.is_pattern)
        if not stored.is_pattern:
            yield stored.value, meaning
        yield from phrases(meaning, stored.label, stored.synonyms, stored.perhaps)


def ranking_phrases(by: Measure | Column) -> Iterator[tuple[str, Meaning]]:
    """The words that rank by something, and those that compare it with a number."""
    for lowest, words in ((False, by.superlatives), (True, by.lowest_superlatives)):
        for phrase, meaning in phrases(Superlative(by, lowest), words):
            yield phrase, meaning
            if not phrase.isascii():
                yield f"{phrase}ترین", meaning
            for comparative, after in comparatives(phrase):
                yield comparative, Comparative(by, "<" if lowest else ">", after)


def comparatives(superlative: str) -> Iterator[tuple[str, bool]]:
    """What a superlative is beside a number, and whether it follows: "cheaper than" for "cheapest", «گران‌تر»."""
    if not superlative.isascii():
        yield f"{superlative} تر از", False
        yield from ((f"{superlative} {ending}", True) for ending in ("تر", "تره", "ترن", "ترند"))
        return
    first, _, rest = superlative.partition(" ")
    if rest and first in {"most", "least"}:
        yield f"{'more' if first == 'most' else 'less'} {rest} than", False
    elif superlative.endswith("est"):
        yield f"{superlative.removesuffix('st')}r than", False


def phrases(meaning: Meaning, *sources: Names | Words) -> Iterator[tuple[str, Meaning]]:
    """A meaning's phrases in both languages, from labels and synonyms; those that end with a verb in all its forms.

    A verb alone has only the forms that are listed: «خرید» is a noun as well.
    """
    found: dict[str, None] = {}
    for source in sources:
        for said in source.values():
            for phrase in (said,) if isinstance(said, str) else said:
                found |= dict.fromkeys((phrase, *(verb_forms(phrase) if " " in phrase else ())))
    for phrase in found:
        yield phrase, meaning
