"""Periods: which date of which rows must lie in them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.generators.builtin.selecting.draft import Draft, Said, parts_in
from app.generators.builtin.selecting.linking import candidates, holds_time
from app.generators.builtin.selecting.phrases import Either, Phrase
from app.generators.builtin.selecting.rows import attach, twins
from app.generators.builtin.selecting.words import Word
from app.generators.builtin.sentence import Unread
from app.generators.builtin.timing import use
from app.language.periods import Period
from app.semantics.layer import Column
from app.semantics.selection import During


def read_period(draft: Draft) -> None:
    """Read a period, or several, on a date of the innermost rows that have one. Raises Unread."""
    column = date_of(draft)
    say_period(draft, column)
    draft.done()


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
