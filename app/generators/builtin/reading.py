"""Reads a question: from what its words mean to what it asks. What does not fit together is never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from app.contracts import Language
from app.errors import NeedsClarification, NotOpen, Refused
from app.generators.builtin.asked import take_apart
from app.generators.builtin.asking_back import ask_back
from app.generators.builtin.clarifying import ask_about, ask_how_many, ask_which_date
from app.generators.builtin.lexicon import CalendarWord
from app.generators.builtin.mentions import Mention, find_mentions
from app.generators.builtin.roles import Role
from app.generators.builtin.selecting import read_selection
from app.generators.builtin.sentence import Beyond, ManyThings, Sentence, Unread, table_of
from app.generators.builtin.shapes import build
from app.generators.builtin.silent import WHOLE_WORDS
from app.generators.builtin.timing import Frame, NoDate
from app.language.calendars import Calendar, calendar_of_language
from app.language.numbers import Number
from app.language.words import POLITENESS
from app.semantics.layer import Column, SemanticLayer, Table
from app.semantics.measures import measure_of
from app.semantics.reading import Missing, Reading, Related
from app.semantics.values import Values

DERIVED = (Role.RATE, Role.GROWTH, Role.RUNNING, Role.TREND)
"""What no selection computes."""
RATIO = re.compile(r"\b(ratio|proportion|fraction)\b|نسبت", re.IGNORECASE)
"""Words for one number divided by another, which is no percentage."""
QUOTED = re.compile(r"(?<!\w)['\"«“‘„][^'\"»”’]+['\"»”’](?!\w)")
"""A text in quotation marks."""
JOINED = re.compile(r"\band\b|\bو\b", re.IGNORECASE)
"""Words that join two things that are asked for."""
HOW_MUCH = re.compile(r"\bhow much\b|چقدر", re.IGNORECASE)
"""Words that ask for an amount, which no number of rows is."""
COMMANDS = frozenset(("cancel", "refund", "ship", "deliver"))
"""Verbs that are nouns and values as well, where they do not begin a wish."""
DETERMINERS = frozenset(("all", "every", "this", "that", "my", "his", "her"))
QUOTATION_MARKS = frozenset("\"'«»“”„‘’")


def read(question: str, language: Language, layer: SemanticLayer, today: date) -> Reading:
    """The reading of a question.

    Raises Refused for a wish to change data or to see what is hidden, InvalidDate for a day that is none, and
    NeedsClarification.
    """
    return read_with(question, language, layer, layer.values.current(), today)


@lru_cache(maxsize=512)
def read_with(question: str, language: Language, layer: SemanticLayer, values: Values, today: date) -> Reading:
    """The reading, with the values that the database is known to hold; of a plain layer, listed rows are a selection's.

    There, the passes would list all columns, and ask back about words that a selection reads.
    """
    try:
        reading = read_parts(question, language, layer, values, today)
    except NeedsClarification:
        reading = selected(Reading(language), question, layer, values, today)
        if not (layer.is_plain and reading.selection):
            raise
    if not (layer.is_plain and reading.is_complete) or reading.selection:
        return reading
    if denies_flag(reading, layer) or (counts_only(reading, layer) and HOW_MUCH.search(question)):
        return selected(Reading(language, unread="a number, or something without one?"), question, layer, values, today)
    if reading.measures and not JOINED.search(question):
        return reading
    found = selected(reading, question, layer, values, today)
    return found if not reading.measures or tells_more(found, reading) else reading


def denies_flag(reading: Reading, layer: SemanticLayer) -> bool:
    """Whether rows without a yes or no are read where those with a "no" are rather meant."""
    missing = [test.column for test in reading.filters if isinstance(test, Missing)]
    return any(layer.column(column).type == "boolean" for column in missing)


def counts_only(reading: Reading, layer: SemanticLayer) -> bool:
    """Whether a reading computes nothing but numbers of rows."""
    return bool(reading.measures) and all(measure_of(layer, it).aggregate == "count" for it in reading.measures)


def tells_more(found: Reading, reading: Reading) -> bool:
    """Whether a selection has more columns than a reading by parts, which then leaves out one of several numbers."""
    return found.selection is not None and len(found.selection.outputs) > len(reading.measures) + len(reading.groups)


def read_parts(question: str, language: Language, layer: SemanticLayer, values: Values, today: date) -> Reading:
    """The reading of a question's parts, or where they make none, of its structure."""
    mentions = open_mentions(question, language, layer, values, today)
    unknown = tuple(mention.text for mention in mentions if not mention.meanings)
    if unknown:
        return selected(Reading(language, unexplained=unknown), question, layer, values, today)
    if RATIO.search(question) and (ratio := selected(Reading(language), question, layer, values, today)).selection:
        return ratio
    frame = Frame(language, layer, today)
    ask_back(question, mentions, frame)
    corrections = tuple((mention.text, mention.corrected) for mention in mentions if mention.corrected)
    try:
        told = [mention for mention in mentions if not mention.has(Role.REPORT, Role.MANNER)]
        sentence = Sentence(told, layer, calendar_said(mentions, language))
        reading = build(take_apart(sentence, language), frame)
        require_some(reading, mentions)
        return replace(reading, corrections=corrections)
    except Unread as problem:
        nouns = [(mention.text, table) for mention in mentions if (table := table_of(mention))]
        if isinstance(problem, NoDate):
            ask_which_date(question, nouns, frame)
        if isinstance(problem, ManyThings):
            ask_how_many(question, nouns, frame)
        if not nouns and is_bare(mentions):
            ask_about(None, None, frame)
        reading = Reading(language, unread=str(problem))
        is_told = isinstance(problem, Beyond) or any(mention.negated or is_derived(mention) for mention in mentions)
        return reading if is_told else selected(reading, question, layer, values, today)


def require_some(reading: Reading, mentions: Sequence[Mention]) -> None:
    """Raise Beyond where all rows of a kind must be there, and not only some: "whose orders were all delivered"."""
    about = next((at for at, mention in enumerate(mentions) if table_of(mention)), len(mentions))
    says_all = any(mention.text.lower() in WHOLE_WORDS for mention in mentions[about + 1 :])
    if says_all and any(isinstance(condition, Related) for condition in (*reading.filters, *reading.part)):
        raise Beyond("all of them?")


def is_derived(mention: Mention) -> bool:
    """Whether a mention asks for what no selection computes, and names no column: "rate" may be one."""
    return mention.has(*DERIVED) and not any(isinstance(meaning, Column) for meaning in mention.meanings)


def is_bare(mentions: Sequence[Mention]) -> bool:
    """Whether a question names nothing that there is: "top ones", «چقدر؟»."""
    return all(isinstance(meaning, Role) for mention in mentions for meaning in mention.meanings)


def selected(reading: Reading, question: str, layer: SemanticLayer, values: Values, today: date) -> Reading:
    """The reading of a question with structure, which the passes can't make; `reading` where it is none.

    Where people have named the measures, a word that the passes can't place is one that matters: there only ratios are
    read so, and texts in quotation marks.
    """
    is_structured = QUOTED.search(question) or (RATIO.search(question) and not reading.unexplained)
    if not (layer.is_plain or is_structured):
        return reading
    try:
        return read_selection(question, reading.language, layer, values, today)
    except Unread:
        return reading


def open_mentions(
    question: str, language: Language, layer: SemanticLayer, values: Values, today: date
) -> tuple[Mention, ...]:
    """The question's mentions. Raises Refused for a wish to change data, NotOpen to see what is hidden, InvalidDate."""
    mentions = find_mentions(question, language, layer, values, today)
    quoted = set(places_quoted(mentions))
    if any(mention.has(Role.CHANGE) and at not in quoted for at, mention in enumerate(mentions)):
        raise Refused()
    if is_command(mentions):
        raise Refused()
    hidden = [mention.text for mention in mentions if mention.is_hidden]
    if hidden:
        raise NotOpen(words=hidden[0])
    return mentions


def is_command(mentions: Sequence[Mention]) -> bool:
    """Whether it is wished that something happens to rows: "cancel order 12", but not "cancel rate of books"."""
    words = [mention for mention in mentions if mention.text.lower() not in POLITENESS]
    if len(words) < len(("cancel", "order")) or words[0].text.lower() not in COMMANDS:
        return False
    is_numbered = words[1].one(Table) is not None and any(mention.one(Number) for mention in words[2:3])
    return is_numbered or words[1].text.lower() in DETERMINERS


def places_quoted(mentions: Sequence[Mention]) -> Iterator[int]:
    """The places of what stands in quotation marks: words that are data, whatever they say."""
    marks = [at for at, mention in enumerate(mentions) if mention.text in QUOTATION_MARKS]
    for opening, closing in zip(marks[::2], marks[1::2], strict=False):
        yield from range(opening + 1, closing)


def calendar_said(mentions: Sequence[Mention], language: Language) -> Calendar:
    """The calendar that the question names, else its language's."""
    named = [word.calendar for mention in mentions if (word := mention.one(CalendarWord))]
    return named[0] if named else calendar_of_language(language)
