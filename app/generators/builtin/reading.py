"""Reads a question: from what its words mean to what it asks. What does not fit together is never guessed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from app.contracts import Language
from app.errors import NotOpen, Refused
from app.generators.builtin.asking_back import ask_back
from app.generators.builtin.filtering import take_filters
from app.generators.builtin.grouping import take_groups
from app.generators.builtin.lexicon import Role
from app.generators.builtin.measuring import take_measure, take_time
from app.generators.builtin.mentions import find_mentions
from app.generators.builtin.ranking import Ranking, take_ranking
from app.generators.builtin.sentence import Sentence, Unread
from app.language.calendars import add_months, calendar_of_language
from app.language.formatting import format_period
from app.language.periods import Period
from app.semantics.joins import path
from app.semantics.layer import Column, SemanticLayer
from app.semantics.measures import measure_of, tables_in
from app.semantics.reading import Filter, MeasureUse, PeriodUse, Reading, TimeGroup

YEARS_BACK = 5
"""How far a grouping by Persian months reaches where the question names no beginning."""


@lru_cache(maxsize=512)
def read(question: str, language: Language, layer: SemanticLayer, today: date) -> Reading:
    """The reading of a question.

    Raises Refused for a wish to change data or to see what is hidden, InvalidDate for a day that is none, and
    NeedsClarification.
    """
    mentions = find_mentions(question, language, layer, today)
    if any(mention.has(Role.CHANGE) for mention in mentions):
        raise Refused()
    hidden = [mention.text for mention in mentions if mention.is_hidden]
    if hidden:
        raise NotOpen(words=hidden[0])
    unknown = tuple(mention.text for mention in mentions if not mention.meanings)
    if unknown:
        return Reading(language, unexplained=unknown)
    ask_back(question, mentions, language)
    corrections = tuple((mention.text, mention.corrected) for mention in mentions if mention.corrected)
    try:
        reading = put_together(Sentence(mentions, layer, calendar_of_language(language)), language, layer, today)
        return replace(reading, corrections=corrections)
    except Unread as problem:
        return Reading(language, unread=str(problem))


def put_together(sentence: Sentence, language: Language, layer: SemanticLayer, today: date) -> Reading:
    """Take every part of the question out of its sentence; a rest means that it was not understood."""
    groups, ordering = take_groups(sentence)
    filters = take_filters(sentence)
    period = sentence.take_at_most_one(Period)
    time = take_time(sentence)
    ranking = take_ranking(sentence, ordering)
    if ranking and groups:
        raise Unread("a ranking within groups")
    measure = measure_by(sentence, ranking, ordering, subject_of(time, filters, layer))
    if sentence.left:
        raise Unread(f"left over: {', '.join(mention.text for mention in sentence.left)}")
    base = measure_of(layer, measure).table
    reading = Reading(
        language,
        measure=measure,
        filters=filters,
        groups=(*groups, *((ranking.group,) if ranking else ())),
        ranking=ranking.order if ranking else None,
        limit=ranking.limit if ranking else None,
    )
    reading = on_dates(reading, period, time, time or default_time(layer, base), today)
    require_paths(reading, layer, base)
    return reading


def on_dates(
    reading: Reading, period: Period | None, named: Column | None, column: Column | None, today: date
) -> Reading:
    """The reading with its period and its grouping by time on a date; `named` if the question names the date itself.

    Raises Unread for a period without a date to lie in, and for a date ("registered") without any period.
    """
    if not (period or reading.time_group):
        if named:
            raise Unread(f"{named.name} without a period")
        return reading
    if column is None:
        raise Unread("there is no date that a period is about")
    groups = tuple(
        replace(group, column=column.reference) if isinstance(group, TimeGroup) else group for group in reading.groups
    )
    limits = limits_of(reading, period, today)
    return replace(reading, groups=groups, period=use(limits, column, reading.language) if limits else None)


def limits_of(reading: Reading, period: Period | None, today: date) -> Period | None:
    """The period; spans of the Persian calendar need a beginning and an end, and get some that the answer names."""
    group = reading.time_group
    if group is None or group.calendar == "gregorian":
        return period
    end = (period and period.end) or today + timedelta(days=1)
    start = (period and period.start) or add_months(group.calendar, end, -12 * YEARS_BACK)
    if period and (period.start, period.end) == (start, end):
        return period
    return Period(start, end, group.calendar, "range", first=0, last=0)


def measure_by(
    sentence: Sentence, ranking: Ranking | None, ordering: MeasureUse | None, subject: str | None
) -> MeasureUse:
    """The measure that is ranked by, or the one that the rest of the sentence names."""
    if ranking and ranking.measure:
        return ranking.measure
    if ranking or ordering:
        raise Unread("ranked by what?")
    return take_measure(sentence, subject)


def subject_of(time: Column | None, filters: tuple[Filter, ...], layer: SemanticLayer) -> str | None:
    """The table that a question without a noun is about: that of its date ("registrations") or its values."""
    if time:
        return time.table
    tables = {layer.column(item.column).table for item in filters}
    return tables.pop() if len(tables) == 1 else None


def default_time(layer: SemanticLayer, table: str) -> Column | None:
    """The date that a period is about where the question names none."""
    name = layer.by_name[table].default_time
    return layer.by_name[table].column(name) if name else None


def use(period: Period, column: Column, language: Language) -> PeriodUse:
    """A period as a limit of a time dimension."""
    return PeriodUse(column.reference, period.start, period.end, format_period(period, language), period.calendar)


def require_paths(reading: Reading, layer: SemanticLayer, base: str) -> None:
    """Raise Unread where a table can't be joined to the measure's without repeating its rows."""
    for table in tables_in(reading, layer):
        if path(layer, base, table) is None:
            raise Unread(f"{base} has no {table} to look at")
