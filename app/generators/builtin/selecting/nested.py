"""Comparisons with other rows: "above the average age of French singers", "larger than Spain", "the same city as"."""

from __future__ import annotations

from app.generators.builtin.lexicon import ValueOf
from app.generators.builtin.selecting.draft import Draft, Said
from app.generators.builtin.selecting.linking import own_column, table_of
from app.generators.builtin.selecting.rows import attach
from app.generators.builtin.selecting.scanning import Span
from app.generators.builtin.selecting.words import Word
from app.generators.builtin.sentence import Unread
from app.semantics.layer import Aggregate, Column
from app.semantics.selection import Among, OneOf, Selection, Value

AGGREGATES: dict[Word, Aggregate] = {Word.AVERAGE: "avg", Word.HIGHEST: "max", Word.LOWEST: "min"}
ENDING = (Word.AND, Word.OR, Word.BUT, Word.ORDERED, Word.ASCENDING, Word.DESCENDING)
"""Words that end what is said of the rows of an average."""


def read_same(draft: Draft) -> None:
    """Read that rows have a value in common with one that is named: "in the same city as Rovers". Raises Unread."""
    draft.at += 1
    span = draft.here
    if span is None:
        raise draft.fail()
    draft.at += 1
    column = draft.column(span)
    draft.skip(Word.AT, Word.THAT, Word.OF)
    test = row_named(draft, column)
    if test is None:
        raise Unread("the same as which?")
    draft.at += 1
    negated = draft.take_denial()
    others = Selection(column.table, (Value(column.reference),), (test,))
    attach(draft, draft.nearest(column.table), Said(column.table, (Among(column.reference, others, negated),)))
    draft.done()


def row_named(draft: Draft, column: Column) -> OneOf | None:
    """The row of the column's table that is named here, whose value is compared with: "larger than that of Spain"."""
    name = draft.layer.by_name[column.table].name_column
    values = (
        [it for it in draft.here.all(ValueOf) if it.column.reference == f"{column.table}.{name}"] if draft.here else []
    )
    return OneOf(values[0].column.reference, values[0].values) if len(values) == 1 else None


def aggregated(draft: Draft, column: Column, aggregate: Aggregate) -> Selection:
    """An aggregate of a column, of all rows or of those that are said next: "the average age of French singers"."""
    by = 0
    while draft.is_ahead(by, Word.OF, Word.COUNT):
        by += 1
    again = draft.ahead(by)
    if again and own_column(again, column.table, draft.layer) is column:
        draft.at += by + 1
    rest = take_clause(draft)
    nouns = [span for span in rest if not span.is_word(Word.OF, Word.AT, Word.EACH)]
    table = table_of(nouns[0]) if len(nouns) == 1 else None
    if not nouns or (table and table.name == column.table):
        return Selection(column.table, (Value(column.reference, aggregate),))
    if table:
        raise Unread("the average of each of them")
    word = next(word for word, known in AGGREGATES.items() if known == aggregate)
    found = draft.read([Span(word, (word,)), Span(column.name, (column,)), *rest])
    if found.outputs != (Value(column.reference, aggregate),) or found.groups or found.order or found.limit:
        raise Unread("compared with several numbers")
    return found


def take_clause(draft: Draft) -> list[Span]:
    """What is said of the rows of an average, up to what is said of others again."""
    start = draft.at
    if not draft.is_ahead(0, Word.OF, Word.AT, Word.EACH):
        return []
    while (span := draft.here) and not (span.is_after_pause or span.is_word(*ENDING)):
        draft.at += 1
    return list(draft.spans[start : draft.at])
