"""Periods: which date of which rows must lie in them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.generators.builtin.lexicon import EventOf
from app.generators.builtin.selecting.belonging import attach, twins
from app.generators.builtin.selecting.draft import Draft, Said, parts_in
from app.generators.builtin.selecting.linking import candidates, distance, holds_time, table_of
from app.generators.builtin.selecting.phrases import Either, Phrase
from app.generators.builtin.selecting.senses import Event
from app.generators.builtin.selecting.words import Word
from app.generators.builtin.sentence import Unread
from app.generators.builtin.timing import use
from app.language.periods import Period
from app.semantics.joins import refers
from app.semantics.layer import Column
from app.semantics.selection import During

STEM = 4
"""Letters that two forms of a verb have in common."""
GENERAL = frozenset("made make took take happ occu held hold plac reco crea regi".split())
"""Beginnings of verbs that say of anything that there is such a thing."""
IRREGULAR = {"born": "birth", "bought": "purchase", "built": "build", "sold": "sale", "died": "death", "won": "win"}
"""Verbs that share fewer letters with the nouns for what they say."""


def read_period(draft: Draft) -> None:
    """Read a period, or several, on a date of the innermost rows that have one. Raises Unread."""
    column = date_of(draft)
    require_verb(draft, column)
    say_period(draft, column)
    draft.done()


def require_verb(draft: Draft, column: Column) -> None:
    """Raise Unread where a verb before a period says that something else happened than what the date is of."""
    by = -1
    while draft.is_ahead(by, Word.AT) and not draft.is_ahead(by, Word.LINK):
        by -= 1
    span = draft.ahead(by)
    if span is None or not span.is_word(Word.LINK) or table_of(span):
        return
    names = (*column.label["en"].split(), *draft.layer.by_name[column.table].singular["en"].split())
    verb = span.text.lower().split()[0]
    stem = IRREGULAR.get(verb, verb)[:STEM]
    columns = [it.column for it in candidates(span)] + [it.column for it in span.all(Event)]
    is_told = column in columns or bool(span.all(EventOf))
    if not (is_told or stem in GENERAL or any(word.startswith(stem) for word in names)):
        raise Unread(f"«{span.text}» when?")


def date_of(draft: Draft) -> Column:
    """The date that a period is about where none is named before it. Raises Unread."""
    if draft.dated and draft.lead & {Word.AND, Word.BUT, Word.OR} and draft.dated.table != draft.top.table:
        earlier = [it for it in parts_in(draft.base) if it.phrase.table == draft.dated.table]
        if any(len(it.phrase.tests) > 1 for it in earlier):
            raise Unread("a period of which of them?")
        return draft.dated
    for phrase in reversed(draft.stack):
        if draft.happened and phrase is not draft.top:
            return draft.happened
        table = draft.layer.by_name[phrase.table]
        dates = [column for column in table.visible_columns if column.kind == "time_dimension"]
        if table.default_time:
            return table.column(table.default_time)
        if len(dates) == 1:
            return dates[0]
    if draft.happened:
        return draft.happened
    raise Unread("there is no date that a period is about")


def say_period(draft: Draft, column: Column) -> None:
    """Say of rows when their date must be: in a period, in one of several, or in each of both. Raises Unread."""
    if draft.qualifier and any(it.column is column for it in candidates(draft.qualifier)):
        draft.qualifier = None
    tests, words = take_periods(draft, column)
    draft.dated = column
    phrase = draft.nearest(column.table)
    if distance(draft.layer, phrase.table, column.table) > 1 and not refers(draft.layer, phrase.table, column.table):
        raise Unread(f"«{column.name}» of rows that nothing is said of")
    if len(tests) == 1:
        say_one(draft, phrase, column, tests[0])
    elif Word.BOTH in draft.lead | words:
        draft.return_to(twins(draft, phrase, [(test,) for test in tests]))
    elif phrase.table == column.table:
        phrase.tests.append(Either(list(tests)))
    else:
        raise Unread("several periods")


def say_one(draft: Draft, phrase: Phrase, column: Column, test: During) -> None:
    """Say of rows when their date must be; of other rows, there must be none in a period that is denied."""
    if test.negated and phrase.table != column.table:
        attach(draft, phrase, Said(column.table, (replace(test, negated=False),), negated=True))
    else:
        attach(draft, phrase, Said(column.table, (test,)))


def take_periods(draft: Draft, column: Column) -> tuple[list[During], set[Word]]:
    """The periods from here on, and the words between them."""
    tests, words = [], set[Word]()
    negated = draft.take_denial()
    while (span := draft.here) and (period := span.first(Period)):
        draft.at += 1
        tests.append(replace(during(opened(draft, period), column, draft), negated=negated))
        if (beyond := draft.ahead(1)) and beyond.first(Period) and draft.is_ahead(0, Word.AND, Word.OR, Word.BOTH):
            words |= {word for word in (Word.AND, Word.OR, Word.BOTH) if draft.is_ahead(0, word)}
            draft.at += 1
    return tests, words


def opened(draft: Draft, period: Period) -> Period:
    """The period, without an end if "or after" stands behind it, without a beginning after "or before"."""
    if draft.skip(Word.ONWARDS):
        return replace(period, end=None)
    return replace(period, start=None) if draft.skip(Word.EARLIER) else period


def during(period: Period, column: Column, draft: Draft) -> During:
    """A period as a test of a date. Raises Unread."""
    if period.alternatives or not holds_time(column) or not (period.start or period.end):
        raise Unread("which period?")
    if column.holds_years and period.kind == "rolling" and period.grain == "year" and period.start:
        period = replace(period, start=date(period.start.year, 1, 1), end=None)
    found = use(period, column, draft.language)
    return During(found.column, found.start, found.end, found.name, found.calendar)
