"""Comparisons with other rows: "above the average age of French singers", "larger than Spain", "the same city as"."""

from __future__ import annotations

from collections.abc import Sequence

from app.generators.builtin.lexicon import ValueOf
from app.generators.builtin.selecting.belonging import attach
from app.generators.builtin.selecting.draft import Draft, Said
from app.generators.builtin.selecting.linking import candidates, own_column, table_of
from app.generators.builtin.selecting.scanning import Span
from app.generators.builtin.selecting.words import Word
from app.generators.builtin.sentence import Unread
from app.semantics.layer import Aggregate, Column, SemanticLayer
from app.semantics.selection import Among, OneOf, Operator, Selection, Value

AGGREGATES: dict[Word, Aggregate] = {Word.AVERAGE: "avg", Word.HIGHEST: "max", Word.LOWEST: "min"}
BEFORE_OWN = (Word.OF, Word.AT, Word.SAME, Word.THAT, Word.HAVE, Word.LINK, Word.ASK)
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


def aggregated(draft: Draft, column: Column, aggregate: Aggregate, *, is_begun: bool = False) -> Selection:
    """An aggregate of a column, of all rows or of those that are said next: "the average age of French singers"."""
    by, before = 0, draft.ahead(-1)
    while draft.is_ahead(by, Word.OF, Word.COUNT):
        by += 1
    again = draft.ahead(by)
    if again and own_column(again, column.table, draft.layer) is column:
        draft.at += by + 1
        before = again
    is_begun |= before is not None and before.text.lower().endswith(" of")
    rest = take_clause(draft, is_begun=is_begun or is_joined_to(draft, column))
    nouns = [span for span in rest if not span.is_word(Word.OF, Word.AT, Word.EACH)]
    table = table_of(nouns[0]) if len(nouns) == 1 else None
    if not nouns or (table and table.name == column.table):
        return Selection(column.table, (Value(column.reference, aggregate),))
    if own := common_column(rest, column, draft.layer):
        return Selection(column.table, (Value(column.reference, aggregate),), same=(own,))
    if table:
        raise Unread("the average of each of them")
    word = next(word for word, known in AGGREGATES.items() if known == aggregate)
    joining = [] if rest[0].is_word(Word.OF, Word.AT, Word.EACH) else [Span("of", (Word.OF,))]
    found = draft.read([Span(word, (word,)), Span(column.name, (column,)), *joining, *rest])
    if found.outputs != (Value(column.reference, aggregate),) or found.groups or found.order or found.limit:
        raise Unread("compared with several numbers")
    return found


def is_joined_to(draft: Draft, column: Column) -> bool:
    """Whether what rows have in common stands right behind the column, as Persian says it without an "of"."""
    span = draft.here
    return draft.language == "fa" and span is not None and common_column([span], column, draft.layer) is not None


def common_column(clause: Sequence[Span], of: Column, layer: SemanticLayer) -> str | None:
    """The column that rows have in common with the one that is compared: "of their department", "in the same city".

    Only what is named as one, and has no such number itself, is meant so.
    """
    nouns = [it for it in clause if not (it.is_word(*BEFORE_OWN) and not any(candidates(it)) and not table_of(it))]
    nouns = nouns[1:] if nouns and (first := table_of(nouns[0])) and first.name == of.table else nouns
    if len(nouns) != 1 or any(span.is_word(Word.EACH) for span in clause):
        return None
    table, own = table_of(nouns[0]), own_column(nouns[0], of.table, layer)
    if table is None:
        return own.reference if own and own.kind != "fact" and own is not of else None
    is_one = nouns[0].text.lower() != table.label["en"]
    keys = [join for join in layer.relationships if (join.left_table, join.right_table) == (of.table, table.name)]
    has_it = any(it.label["en"] == of.label["en"] for it in table.columns)
    if not is_one or has_it or len(keys) != 1 or keys[0].further:
        return None
    return f"{of.table}.{keys[0].left_column}"


def take_clause(draft: Draft, *, is_begun: bool) -> list[Span]:
    """What is said of the rows of an average, up to what is said of others again."""
    start = draft.at
    if not (is_begun or draft.is_ahead(0, Word.OF, Word.AT, Word.EACH)):
        return []
    while (span := draft.here) and not (span.is_after_pause or span.is_word(*ENDING)):
        draft.at += 1
    return list(draft.spans[start : draft.at])


def beyond_all(draft: Draft, column: Column, operator: Operator) -> Selection:
    """The highest or lowest value of the rows that are named here, all of which are compared with. Raises Unread."""
    if draft.here is None or (table_of(draft.here) and draft.ahead(1) is None):
        raise Unread("than all rows, of which it is one")
    return aggregated(draft, column, "max" if operator in (">", ">=") else "min", is_begun=True)
