"""Rows beside those of the same table that they refer to: "employees and their managers"."""

from __future__ import annotations

from app.generators.builtin.selecting.draft import Draft, Item
from app.generators.builtin.selecting.foresight import is_said
from app.generators.builtin.selecting.linking import candidates, own_column, table_of
from app.generators.builtin.selecting.phrases import display
from app.generators.builtin.selecting.scanning import Span
from app.generators.builtin.selecting.words import Word
from app.semantics.layer import Column
from app.semantics.selection import Value

SHOWING = frozenset((Word.ASK, Word.AND, Word.OF))
IDS = ("id", "ids", "number", "numbers", "code", "codes")


def is_superior(span: Span, draft: Draft) -> bool:
    """Whether a row that the subject's refer to is to be shown, or its name: "and the name of their manager"."""
    is_asked = draft.lead <= SHOWING and (bool(draft.items) or draft.is_subject_named)
    if not is_asked or draft.counting or draft.aggregates or draft.groups or table_of(span):
        return False
    return (reference_in(span, draft) is not None and not is_said(draft)) or is_name_of(span, draft)


def is_name_of(span: Span, draft: Draft) -> bool:
    """Whether a column stands before "of their manager"."""
    behind = draft.ahead(2)
    is_own = own_column(span, draft.root.table, draft.layer) is not None or span.is_word(Word.NAME)
    return is_own and draft.is_ahead(1, Word.OF) and behind is not None and reference_in(behind, draft) is not None


def reference_in(span: Span, draft: Draft) -> str | None:
    """The column of the subject's rows by which they refer to others of their own kind, if a span names such rows."""
    table = draft.root.table
    ends = {
        f"{join.left_table}.{join.left_column}"
        for join in draft.layer.relationships
        if join.left_table == join.right_table == table and not join.further
    }
    found = {it.column.reference for it in candidates(span)} & ends
    is_id = span.text.lower().split()[-1:] and span.text.lower().split()[-1] in IDS
    return found.pop() if len(found) == 1 and not is_id else None


def read_superior(draft: Draft) -> None:
    """Show the row that the subject's refer to, by its name or by the column that is named. Raises Unread."""
    span = draft.spans[draft.at]
    reference = reference_in(span, draft)
    shown = list(display(draft.layer.by_name[draft.root.table]))
    if reference is None:
        name = None if span.is_word(Word.NAME) else own_column(span, draft.root.table, draft.layer)
        shown = [Value(name.reference)] if name else shown
        draft.at += 2
        reference = reference_in(draft.spans[draft.at], draft)
    draft.at += 1
    if reference and (here := draft.here) and not here.is_after_pause and here.is_word(Word.NAME):
        draft.at += 1
    draft.items += [Item(Value(value.reference, via=reference)) for value in shown]
    draft.done()


def take_superior(draft: Draft, column: Column) -> str | None:
    """The column by which rows refer to the one that they are compared with: "their manager", "their manager's age"."""
    is_first = is_again(draft, 0, column) and draft.is_ahead(1, Word.OF)
    span = draft.ahead(2 if is_first else 0)
    reference = reference_in(span, draft) if span and column.table == draft.root.table else None
    if reference:
        draft.at += 3 if is_first else 1
        by = 1 if draft.is_ahead(0, Word.OF) else 0
        draft.at += by + 1 if is_again(draft, by, column) else 0
    return reference


def is_again(draft: Draft, by: int, column: Column) -> bool:
    """Whether a span further on names the column again."""
    span = draft.ahead(by)
    return span is not None and not span.is_after_pause and own_column(span, column.table, draft.layer) is column
