"""The words of asking itself, in both languages, and how the layer's own words join them in one vocabulary."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from app.language.vocabulary import Vocabulary
from app.language.words import FILLER
from app.semantics.layer import Column, Measure, Names, SemanticLayer, StoredValue, Table, Words
from app.semantics.reading import Grain


class Role(StrEnum):
    """What a word does in a question, whatever it is about."""

    COUNT = "count"
    SUM = "sum"
    AVERAGE = "average"
    HIGHEST = "highest"
    BEST = "best"
    EACH = "each"
    AND = "and"
    NOT = "not"
    CHANGE = "change"
    FILLER = "filler"


@dataclass(frozen=True)
class ValueOf:
    """A stored value and the column that holds it."""

    column: Column
    stored: StoredValue


@dataclass(frozen=True)
class Superlative:
    """A word that ranks by a measure: «پرفروش‌ترین», "best-selling"."""

    measure: Measure


@dataclass(frozen=True)
class GrainWord:
    """A word for a span of time to group by: «ماهانه», "monthly", and "month" after "by"."""

    grain: Grain
    alone: bool
    """Whether it asks for grouping without a "by" before it."""


Meaning = Role | Table | Column | Measure | ValueOf | Superlative | GrainWord

ROLES: dict[Role, tuple[str, str]] = {
    Role.COUNT: (
        "how many|number of|count of|count|the number",
        "چند|چند تا|تعداد|شمار|چه تعداد|چقدر تعداد|چند عدد",
    ),
    Role.SUM: ("total|sum|sum of|overall|in total", "مجموع|جمع|جمع کل|کل|مجموعا|در مجموع|روی هم"),
    Role.AVERAGE: ("average|avg|mean|average of", "میانگین|متوسط|معدل|به طور متوسط"),
    Role.HIGHEST: ("top|highest|most|largest|biggest", "برتر|بیشترین|بالاترین|برترین"),
    Role.BEST: ("best", "بهترین"),
    Role.EACH: (
        "by|per|each|for each|in each|for every|every|grouped by|group by|broken down by|based on|in terms of",
        "به تفکیک|تفکیک|بر اساس|بر حسب|از نظر|از لحاظ|به ازای|به ازای هر|هر|برای هر|در هر|به تفکیک هر|بر مبنای",
    ),
    Role.AND: ("and", "و|همچنین"),
    Role.NOT: ("not|except|excluding|other than", "به جز|غیر از"),
    Role.CHANGE: (
        "delete|drop|truncate|insert into|update|alter|remove",
        "حذف کن|حذف کنید|پاک کن|پاک کنید|اضافه کن|تغییر بده|ویرایش کن|به روز کن|بروزرسانی کن",
    ),
    Role.FILLER: (
        "what|in|for|on|from|with|there|show|me|get|got|made|placed|come|came",
        "در|از|به|با|برای|بوده اند|نشان بده|نمایش بده|چه|چیست|چقدر|کدام|ایم|همه|تمام|ثبت شده|انجام شده",
    ),
}
GRAINS: dict[Grain, tuple[str, str]] = {
    "day": ("daily|day by day|روزانه|روز به روز", "day|روز"),
    "week": ("weekly|week by week|هفتگی|هفته به هفته", "week|هفته"),
    "month": ("monthly|month by month|ماهانه|ماهیانه|ماه به ماه", "month|ماه"),
    "quarter": ("quarterly|quarter by quarter|فصلی|فصل به فصل|سه ماهه", "quarter|season|فصل"),
    "year": ("yearly|annual|annually|year by year|سالانه|سالیانه|سال به سال", "year|سال"),
}


@lru_cache(maxsize=8)
def vocabulary_of(layer: SemanticLayer) -> Vocabulary[Meaning]:
    """Every phrase that the engine knows over a layer."""
    return Vocabulary([*role_phrases(), *layer_phrases(layer)])


def role_phrases() -> Iterator[tuple[str, Meaning]]:
    """The words of asking."""
    for role, said in ROLES.items():
        for phrase in "|".join(said).split("|"):
            yield phrase, role
    for word in FILLER:
        yield word, Role.FILLER
    for grain, (alone, after_each) in GRAINS.items():
        for phrase in alone.split("|"):
            yield phrase, GrainWord(grain, alone=True)
        for phrase in after_each.split("|"):
            yield phrase, GrainWord(grain, alone=False)


def layer_phrases(layer: SemanticLayer) -> Iterator[tuple[str, Meaning]]:
    """The words of the layer."""
    for table in layer.tables:
        yield from phrases(table, table.label, table.singular, table.synonyms)
        for column in table.columns:
            yield from phrases(column, column.label, column.synonyms)
            for stored in column.values:
                yield stored.value, ValueOf(column, stored)
                yield from phrases(ValueOf(column, stored), stored.label, stored.synonyms)
        for measure in table.measures:
            yield from phrases(measure, measure.synonyms)
            yield from phrases(Superlative(measure), measure.superlatives)


def phrases(meaning: Meaning, *sources: Names | Words) -> Iterator[tuple[str, Meaning]]:
    """A meaning's phrases in both languages, from labels and synonyms."""
    for source in sources:
        for said in source.values():
            for phrase in (said,) if isinstance(said, str) else said:
                yield phrase, meaning
