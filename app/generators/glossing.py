"""A Persian question word by word in English, for models that were trained on English alone.

It is no translation: the words keep their places. What the layer and the engine know is put in their English terms,
dates are written out, and what nobody knows stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import groupby
from typing import Any

from app.generators.builtin.comparators import AFTER_NUMBER, COMPARATORS
from app.generators.builtin.lexicon import (
    CalendarWord,
    Comparative,
    Comparator,
    EventOf,
    GrainWord,
    Occurrences,
    Participant,
    RowAmount,
    SegmentOf,
    Superlative,
    UnitWord,
    ValueOf,
    Weekday,
    WeekdayWord,
)
from app.generators.builtin.mentions import Found, Mention
from app.generators.builtin.roles import GRAINS, ROLES, WEEKDAY_WORDS, Role
from app.generators.hints import range_in_words
from app.language.folding import fold
from app.language.formatting import CALENDAR_NAMES, WEEKDAYS
from app.language.numbers import Number
from app.language.periods import Period
from app.semantics.layer import Column, Measure, StoredValue, Table

SAID = {
    fold(persian): english
    for english, said in {
        "in": "در|توی|تو|روی",
        "from": "از",
        "for": "برای",
        "to": "به",
        "all": "همه|همه ی|تمام|تمامی|همگی|کلیه",
        "now": "الان|در حال حاضر|هنوز",
        "increase": "افزایش|افزایش یافته|زیاد شده|بیشتر شده|بیشتر شد|بیشتر بوده",
        "decrease": "کاهش|کاهش یافته|کم شده|کمتر شده|کمتر شد|کمتر بوده",
        "change": "تغییر|تغییرات|تغییر کرده|تغییر کرد",
        "percentage": "درصد|چند درصد|درصدی|به درصد|چه درصد|چه درصدی",
        "ratio": "نسبت|ضریب",
        "active": "فعال",
        "inactive": "غیرفعال|غیر فعال",
        "popular": "محبوب|پرطرفدار",
        "valuable": "ارزشمند",
        "important": "مهم",
        "good": "خوب",
        "bad": "بد",
        "new": "جدید|تازه",
        "how is": "چطوره|چطور است|چطوریه|چگونه است|چطور|چگونه",
        "how was": "چطور بود|چطور بوده|چگونه بوده",
    }.items()
    for persian in said.split("|")
}
"""Persian words that the engine takes together with others of another meaning, or for nothing."""


def gloss(mentions: Iterable[Mention]) -> str:
    """The mentions in English, in their order; what two words after each other say is said once."""
    return " ".join(said for said, _ in groupby(filter(None, map(word, mentions))))


def word(mention: Mention) -> str:
    """A mention in English: its own words where nothing is known; of several meanings that differ, each."""
    said = SAID.get(fold(mention.text))
    if said:
        return said
    if not mention.meanings or mention.has(Role.VAGUE):
        return mention.text
    text = "/".join(dict.fromkeys(filter(None, (english(meaning, mention) for meaning in mention.meanings))))
    return f"not {text}" if mention.negated and text else text


def english(meaning: Found, mention: Mention) -> str:
    """One meaning in English; nothing for a word that only helps."""
    if isinstance(meaning, Table):
        return meaning.label["en"] if mention.is_plural else meaning.singular["en"]
    return ENGLISH[type(meaning)](meaning) if type(meaning) in ENGLISH else ""


def of_role(role: Role) -> str:
    """A word of asking."""
    return "" if role == Role.FILLER else first_of(ROLES[role][0])


def of_column(column: Column) -> str:
    """A column's label; of a date what people say to have happened then: "registered"."""
    return (column.kind == "time_dimension" and first(column.synonyms.get("en", ()))) or column.label["en"]


def of_superlative(word: Superlative) -> str:
    """A word that ranks: "best selling"."""
    words = word.by.lowest_superlatives if word.lowest else word.by.superlatives
    return first(words.get("en", ())) or f"{'lowest' if word.lowest else 'highest'} {word.by.label['en']}"


def of_comparator(word: Comparator) -> str:
    """A word beside a number: "more than"."""
    return first_of((AFTER_NUMBER if word.after else COMPARATORS)[word.operator][0]) if word.operator else "between"


def value_in_english(meaning: ValueOf) -> str:
    """A listed value by its English label, any other one as it is stored."""
    listed: dict[str, StoredValue] = {value.value: value for value in meaning.column.values}
    stored = meaning.values[0]
    return listed[stored].label["en"] if stored in listed else f"'{stored}'"


def first_of(phrases: str) -> str:
    """The first of some phrases that are separated by "|"."""
    return phrases.partition("|")[0]


def first(words: Iterable[str]) -> str:
    """The first word, if there is one."""
    return next(iter(words), "")


ENGLISH: dict[type, Callable[[Any], str]] = {
    Role: of_role,
    Column: of_column,
    Measure: lambda measure: measure.label["en"],
    ValueOf: value_in_english,
    Period: lambda period: range_in_words(period.start, period.end),
    Number: lambda number: " ".join(filter(None, (f"{number.value:f}", number.unit))),
    Superlative: of_superlative,
    Comparative: lambda word: f"{word.by.label['en']} {first_of(COMPARATORS[word.operator][0])}",
    Comparator: of_comparator,
    RowAmount: lambda word: (word.measure.row_label or word.measure.label)["en"],
    EventOf: lambda word: first(word.table.events.get("en", ())) or f"with {word.table.label['en']}",
    Participant: lambda word: first(word.relationship.participants.get("en", ())) or word.table.label["en"],
    SegmentOf: lambda word: word.segment.label["en"],
    Occurrences: lambda word: f"{word.count} times",
    GrainWord: lambda word: first_of(GRAINS[word.grain][not word.alone]),
    WeekdayWord: lambda word: first_of(WEEKDAY_WORDS[word.alone]),
    Weekday: lambda word: WEEKDAYS["en"][word.number - 1],
    CalendarWord: lambda word: CALENDAR_NAMES[word.calendar, "en"],
    UnitWord: lambda word: f"in {word.unit}",
}
"""How each kind of meaning is said."""
