"""Words that say by which of several columns rows refer to others: "departing from", "arriving", "attending"."""

from __future__ import annotations

from collections import Counter

from app.generators.builtin.lexicon import EventOf, ValueOf
from app.generators.builtin.selecting.draft import Draft
from app.generators.builtin.selecting.linking import candidates, table_of
from app.generators.builtin.selecting.scanning import Span
from app.generators.builtin.selecting.senses import Way
from app.generators.builtin.selecting.words import Word


def is_way(span: Span, draft: Draft) -> bool:
    """Whether a word says how what follows belongs to other rows, and is no column that is asked for itself."""
    ways = [way for way in span.all(Way) if not way.is_plain]
    following = tables_behind(draft)
    is_noun_ahead = any({way.column.table, way.target} & following for way in ways)
    return bool(ways) and (is_noun_ahead or not any(candidates(span)))


def tables_behind(draft: Draft) -> set[str]:
    """The tables whose rows are named behind a word, by their noun or a value: "president of the Chess Club"."""
    by = 1
    while draft.is_ahead(by, Word.OF) and not table_of(draft.ahead(by)):
        by += 1
    following = draft.ahead(by)
    table = table_of(following)
    values = following.all(ValueOf) if following and by > 1 else []
    return {it.column.table for it in values} | ({table.name} if table else set())


def read_way(draft: Draft) -> None:
    """Read how what follows belongs to other rows, or at the end, what was named last."""
    span = draft.spans[draft.at]
    draft.at += 1
    if draft.here is None and any(way.target == draft.top.table for way in span.all(Way)) and not draft.top.via:
        draft.top.via += [way.column.reference for way in span.all(Way) if way.target == draft.top.table]
        draft.done()
        return
    note_ways(span, draft)
    draft.lead.add(Word.LINK)


def note_ways(span: Span, draft: Draft) -> None:
    """Note how what follows belongs to other rows; a preposition says it only of rows that refer to others so."""
    if span.is_word(Word.ASK) and span.is_after_pause:
        return
    draft.ways += [way for way in span.all(Way) if not way.is_plain or way.column.table in draft.tables]


def note_verbs(span: Span, draft: Draft) -> None:
    """Note that what follows belongs to other rows by those of the table that a verb stands for: "borrowed"."""
    tables = {verb.table.name for verb in span.all(EventOf)} - set(draft.tables)
    ends = Counter((join.left_table, join.right_table) for join in draft.layer.relationships)
    draft.ways += [
        Way(draft.layer.column(f"{join.left_table}.{join.left_column}"), join.right_table, is_plain=True)
        for join in draft.layer.relationships
        if join.left_table in tables and ends[join.left_table, join.right_table] == 1
    ]


def read_way_behind(draft: Draft) -> None:
    """Read how the rows that were just named belong to others, where that stands behind them: "Oslo as origin"."""
    span = draft.ahead(1)
    if draft.is_ahead(0, Word.AT) and span and any(not way.is_plain for way in span.all(Way)):
        note_ways(span, draft)
        draft.at += 2
