"""Texts to be taken literally: values in quotes that are not known, and parts that a text must have."""

from __future__ import annotations

from app.generators.builtin.selecting.belonging import attach
from app.generators.builtin.selecting.draft import Draft, Said
from app.generators.builtin.selecting.foresight import PATTERNS
from app.generators.builtin.selecting.linking import is_column, table_of
from app.generators.builtin.selecting.senses import Quoted
from app.generators.builtin.selecting.words import Word
from app.generators.builtin.sentence import Unread
from app.semantics.column_types import family_of
from app.semantics.layer import Column
from app.semantics.selection import Like, OneOf

BETWEEN_THEM = (Word.AT, Word.OF, Word.WITH, Word.LINK)


def read_text(draft: Draft) -> None:
    """Read a text with the column behind it: "'Hey' in its name". Raises Unread."""
    pattern = take_pattern(draft)
    text = take_text(draft)
    while draft.is_ahead(0, *BETWEEN_THEM):
        draft.at += 1
    span = draft.here
    if pattern is None and name_before(draft) is not None and (span is None or not is_column(span)):
        add_text(draft, draft.layer.column(str(name_before(draft))), text, None)
        draft.done()
        return
    if span is None or not is_column(span):
        raise Unread(f"«{text}» in what?")
    draft.at += 1
    add_text(draft, draft.column(span), text, pattern or Word.CONTAINS)
    draft.done()


def name_before(draft: Draft) -> str | None:
    """The name of the rows whose noun stands right before a text: the cartoon "Robots"."""
    before = table_of(draft.ahead(-2))
    named = before is not None and before.name == draft.top.table and before.name_column is not None
    return f"{before.name}.{before.name_column}" if before and named else None


def say_text(draft: Draft, column: Column) -> None:
    """Read the text that a column before it must be or contain. Raises Unread."""
    pattern = take_pattern(draft)
    add_text(draft, column, take_text(draft), pattern)


def take_pattern(draft: Draft) -> Word | None:
    """The word that says where the text must be."""
    found = None
    while draft.is_ahead(0, *PATTERNS):
        span = draft.spans[draft.at]
        words = [word for word in PATTERNS if span.is_word(word)]
        found = found or words[0]
        draft.at += 1
    return found


def take_text(draft: Draft) -> str:
    """The text. Raises Unread where none stands here."""
    span = draft.here
    quoted = span.first(Quoted) if span else None
    if span is None or (quoted is None and (span.senses and len(span.text) > 1)):
        raise draft.fail()
    draft.at += 1
    return quoted.text if quoted else span.text


def add_text(draft: Draft, column: Column, text: str, pattern: Word | None) -> None:
    """Say of rows what a text of theirs must be, or contain. Raises Unread for what is no text."""
    if family_of(column.type) != "text":
        raise Unread(f"{column.name} is no text")
    negated = draft.take_denial()
    literal = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    shapes = {Word.CONTAINS: f"%{literal}%", Word.BEGINS: f"{literal}%", Word.ENDS: f"%{literal}"}
    test = Like(column.reference, shapes[pattern], negated) if pattern else OneOf(column.reference, (text,), negated)
    attach(draft, draft.nearest(column.table), Said(column.table, (test,)))
