"""Rows beside those of the same table that they refer to: "employees and their managers"."""

from __future__ import annotations

from app.generators.builtin.selecting.draft import Draft, Item
from app.generators.builtin.selecting.foresight import is_said
from app.generators.builtin.selecting.linking import candidates, own_column, table_of
from app.generators.builtin.selecting.phrases import display
from app.generators.builtin.selecting.scanning import Span
from app.generators.builtin.selecting.senses import Way
from app.generators.builtin.selecting.words import Word
from app.semantics.layer import Column, Relationship, SemanticLayer
from app.semantics.selection import Value

SHOWING = frozenset((Word.ASK, Word.AND, Word.OF))
IDS = ("id", "ids", "number", "numbers", "code", "codes")


def is_superior(span: Span, draft: Draft) -> bool:
    """Whether a row that the subject's refer to is to be shown, or its name: "and the name of their manager"."""
    is_first = draft.is_ahead(1, Word.OF) and not draft.is_both
    is_asked = draft.lead <= SHOWING and (bool(draft.items) or draft.is_subject_named or is_first)
    if not is_asked or draft.counting or draft.aggregates or draft.groups or table_of(span):
        return False
    return (role_in(span, draft) is not None and not is_said(draft)) or is_name_of(span, draft)


def is_name_of(span: Span, draft: Draft) -> bool:
    """Whether a column stands before "of their manager"."""
    behind = draft.ahead(2)
    role = role_in(behind, draft) if behind and draft.is_ahead(1, Word.OF) else None
    return role is not None and (span.is_word(Word.NAME) or own_column(span, role.right_table, draft.layer) is not None)


def role_in(span: Span, draft: Draft) -> Relationship | None:
    """The reference of the subject's rows to others that have names, if a span names the role of these."""
    if table_of(span) or is_id(span):
        return None
    found = {it.column.reference for it in candidates(span)} | {way.column.reference for way in span.all(Way)}
    noun = span.text.lower().split()[-1].removesuffix("s")
    joins = [
        join
        for join in draft.layer.relationships
        if f"{join.left_table}.{join.left_column}" in found
        and join.left_table == draft.root.table
        and (noun in join.left_column.lower().split("_") or any(candidates(span)))
        and not join.further
        and is_named_apart(join, draft.layer)
    ]
    return joins[0] if len(joins) == 1 else None


def is_named_apart(join: Relationship, layer: SemanticLayer) -> bool:
    """Whether what rows refer to has a name besides the key that they refer to it by."""
    shown = {value.reference for value in display(layer.by_name[join.right_table])}
    return f"{join.right_table}.{join.right_column}" not in shown


def is_id(span: Span) -> bool:
    """Whether a span names a number rather than what has it: "manager id"."""
    return span.text.lower().split()[-1:] != [] and span.text.lower().split()[-1] in IDS


def reference_in(span: Span, draft: Draft) -> str | None:
    """The column of the subject's rows by which they refer to others of their own kind, if a span names such rows."""
    table = draft.root.table
    ends = {
        f"{join.left_table}.{join.left_column}"
        for join in draft.layer.relationships
        if join.left_table == join.right_table == table and not join.further
    }
    found = {it.column.reference for it in candidates(span)} & ends
    return found.pop() if len(found) == 1 and not is_id(span) else None


def read_superior(draft: Draft) -> None:
    """Show the row that the subject's refer to, by its name or by the column that is named. Raises Unread."""
    span = draft.spans[draft.at]
    role, column = role_in(span, draft), None
    if role is None:
        draft.at += 2
        role = role_in(draft.spans[draft.at], draft)
        column = own_column(span, role.right_table, draft.layer) if role and not span.is_word(Word.NAME) else None
    if role is None:
        raise draft.fail()
    shown = [Value(column.reference)] if column else list(display(draft.layer.by_name[role.right_table]))
    reference = f"{role.left_table}.{role.left_column}"
    draft.at += 1
    if (here := draft.here) and not here.is_after_pause and here.is_word(Word.NAME):
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
