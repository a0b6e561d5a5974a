"""Reads a question: from what its words mean to what it asks. What does not fit together is never guessed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from app.contracts import Language
from app.errors import NotOpen, Refused
from app.generators.builtin.asked import take_apart
from app.generators.builtin.asking_back import ask_back
from app.generators.builtin.clarifying import ask_how_many, ask_which_date
from app.generators.builtin.lexicon import CalendarWord
from app.generators.builtin.mentions import Mention, find_mentions
from app.generators.builtin.roles import Role
from app.generators.builtin.sentence import ManyThings, Sentence, Unread, table_of
from app.generators.builtin.shapes import build
from app.generators.builtin.timing import Frame, NoDate
from app.language.calendars import Calendar, calendar_of_language
from app.semantics.layer import SemanticLayer
from app.semantics.reading import Reading
from app.semantics.values import Values


def read(question: str, language: Language, layer: SemanticLayer, today: date) -> Reading:
    """The reading of a question.

    Raises Refused for a wish to change data or to see what is hidden, InvalidDate for a day that is none, and
    NeedsClarification.
    """
    return read_with(question, language, layer, layer.values.current(), today)


@lru_cache(maxsize=512)
def read_with(question: str, language: Language, layer: SemanticLayer, values: Values, today: date) -> Reading:
    """The reading, with the values that the database is known to hold."""
    mentions = find_mentions(question, language, layer, values, today)
    if any(mention.has(Role.CHANGE) for mention in mentions):
        raise Refused()
    hidden = [mention.text for mention in mentions if mention.is_hidden]
    if hidden:
        raise NotOpen(words=hidden[0])
    unknown = tuple(mention.text for mention in mentions if not mention.meanings)
    if unknown:
        return Reading(language, unexplained=unknown)
    frame = Frame(language, layer, today)
    ask_back(question, mentions, frame)
    corrections = tuple((mention.text, mention.corrected) for mention in mentions if mention.corrected)
    try:
        told = [mention for mention in mentions if not mention.has(Role.REPORT)]
        sentence = Sentence(told, layer, calendar_said(mentions, language))
        return replace(build(take_apart(sentence, language), frame), corrections=corrections)
    except Unread as problem:
        nouns = [(mention.text, table) for mention in mentions if (table := table_of(mention))]
        if isinstance(problem, NoDate):
            ask_which_date(question, nouns, frame)
        if isinstance(problem, ManyThings):
            ask_how_many(question, nouns, frame)
        return Reading(language, unread=str(problem))


def calendar_said(mentions: Sequence[Mention], language: Language) -> Calendar:
    """The calendar that the question names, else its language's."""
    named = [word.calendar for mention in mentions if (word := mention.one(CalendarWord))]
    return named[0] if named else calendar_of_language(language)
