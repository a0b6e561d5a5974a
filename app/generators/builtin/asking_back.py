"""Asking back before a question is put together: the same question with each reading of what may mean two things."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from app.contracts import Language
from app.errors import NeedsClarification
from app.generators.builtin.clarifying import MOST_CHOICES, ask_about
from app.generators.builtin.lexicon import GrainWord, Ordinal, Superlative, ValueOf
from app.generators.builtin.mentions import Mention
from app.generators.builtin.roles import Role
from app.generators.builtin.sentence import measure_named, table_of
from app.generators.builtin.timing import Frame
from app.language.formatting import format_date, format_number
from app.language.numbers import Number
from app.language.periods import Period
from app.semantics.layer import Column

PERIODS: dict[tuple[bool, bool], dict[Language, str]] = {
    (True, True): {"en": "from {start} to {end}", "fa": "از {start} تا {end}"},
    (True, False): {"en": "since {start}", "fa": "از {start}"},
    (False, True): {"en": "before {end}", "fa": "قبل از {end}"},
}
"""How a period is said, by whether it has a start and an end."""
AMOUNTS: dict[Language, tuple[str, str]] = {
    "en": ("{count} thousand toman", "{rials} rial"),
    "fa": ("{count} هزار تومان", "{rials} ریال"),
}
"""How an amount in toman is said with its thousands, and exactly."""
DEGREES = (Role.EACH, Role.HIGHEST, Role.LOWEST, Role.TOP)
"""Words beside which "cheap" is one that ranks."""
ROWS = (5, 10)
"""How many cheap ones may be meant."""
LEAST_TOMAN = 1000
"""Who says 500 toman mostly means 500 thousand."""
RIALS = 10


def ask_back(question: str, mentions: Sequence[Mention], frame: Frame) -> None:
    """Raise NeedsClarification, with clear questions to choose from, where a word leaves open what is asked."""
    for mention in mentions:
        choices = choices_for(mention, frame.language)
        if choices:
            raise NeedsClarification([question.replace(mention.text, said, 1) for said in choices[:MOST_CHOICES]])
        if is_bare_degree(mention) and not any(map(is_numbered, mentions)):
            raise NeedsClarification([with_number(question, mention, number, frame.language) for number in ROWS])
    if any(mention.has(Role.VAGUE) for mention in mentions) or is_bare_report(mentions) or is_bare_manner(mentions):
        measures = [measure for mention in mentions if (measure := measure_named(mention))]
        tables = [table for mention in mentions if (table := table_of(mention))]
        ask_about(measures[0] if measures else None, tables[0] if tables else None, frame)


def is_numbered(mention: Mention) -> bool:
    """Whether a mention says how many, which one, or the most of all."""
    return any(mention.one(kind) is not None for kind in (Number, Ordinal)) or mention.has(*DEGREES)


def is_bare_degree(mention: Mention) -> bool:
    """Whether a mention says that something is cheap, and not that it is the cheapest."""
    word = mention.one(Superlative)
    is_most = mention.text.lower().endswith(("est", "ترین", "tarin", "trin")) or mention.text.lower().startswith(
        ("most ", "least ")
    )
    return word is not None and isinstance(word.by, Column) and not is_most


def with_number(question: str, mention: Mention, number: int, language: Language) -> str:
    """The question with how many are wanted: "10 cheapest" for "cheap", «محصولات ارزان، ۱۰ تای اول»."""
    word = mention.one(Superlative)
    if word is None or language == "fa":
        return f"{question.rstrip(' ?؟.!')}، {format_number(number, language)} تای اول"
    words = word.by.lowest_superlatives if word.lowest else word.by.superlatives
    return question.replace(mention.text, f"{number} {words[language][0]}", 1)


def is_bare_report(mentions: Sequence[Mention]) -> bool:
    """Whether a report is asked for, and not of what: "sales report", but not "number of sales by category report"."""
    groups = (mention for mention in mentions if mention.has(Role.EACH, Role.COUNT) or is_adverb(mention))
    return any(mention.has(Role.REPORT) for mention in mentions) and not any(groups)


def is_bare_manner(mentions: Sequence[Mention]) -> bool:
    """Whether it is asked how something is, and not what of when: "how are sales", but not "how were sales in May"."""
    told = any(measure_named(mention) or happens(mention) for mention in mentions) and any(
        mention.has(Role.VERSUS, Role.GROWTH, Role.TREND, Role.EACH) or mention.one(Period) or is_adverb(mention)
        for mention in mentions
    )
    return any(mention.has(Role.MANNER) for mention in mentions) and not told


def happens(mention: Mention) -> bool:
    """Whether a mention names rows that happen at a time: orders."""
    table = table_of(mention)
    return table is not None and table.default_time is not None


def is_adverb(mention: Mention) -> bool:
    """Whether a mention groups by time by itself: "monthly"."""
    word = mention.one(GrainWord)
    return word is not None and word.alone


def choices_for(mention: Mention, language: Language) -> list[str]:
    """What a mention may be replaced by, where it can be read in several ways."""
    if (period := mention.one(Period)) and period.ambiguous:
        return [say(reading, language) for reading in period.alternatives]
    if (number := mention.one(Number)) and number.unit == "toman" and 0 < number.value < LEAST_TOMAN:
        count, rials = (format_number(value, language) for value in (number.value, number.value * RIALS))
        return [text.format(count=count, rials=rials) for text in AMOUNTS[language]]
    return several_values(mention, language)


def several_values(mention: Mention, language: Language) -> list[str]:
    """The labels of the values that a mention may mean, where it may mean several of one column."""
    values = [meaning for meaning in mention.meanings if isinstance(meaning, ValueOf)]
    if len(values) < 2 or len({value.column.reference for value in values}) > 1:
        return []
    labels = {stored.value: stored.label[language] for stored in values[0].column.values}
    return [labels.get(value.values[0], value.values[0]) for value in values]


def say(period: Period, language: Language) -> str:
    """The period so that it can be read in one way only."""
    last = period.end and (period.end - timedelta(days=1) if period.start else period.end)
    ends = {"start": period.start, "end": last}
    days = {name: format_date(day, language, period.calendar) for name, day in ends.items() if day}
    if days.get("start") == days.get("end"):
        return days["start"]
    return PERIODS["start" in days, "end" in days][language].format(**days)
