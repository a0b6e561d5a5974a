"""Verbs that say what happened to rows, and when: "never flown", "hired in 2015", "that are not returned"."""

from __future__ import annotations

from app.generators.builtin.lexicon import Comparator, EventOf
from app.generators.builtin.selecting.belonging import attach
from app.generators.builtin.selecting.draft import Draft, Said, shared
from app.generators.builtin.selecting.linking import distance, table_of
from app.generators.builtin.selecting.phrases import Child, Phrase
from app.generators.builtin.selecting.scanning import Span
from app.generators.builtin.selecting.senses import Event
from app.generators.builtin.selecting.words import Word
from app.generators.builtin.sentence import Unread
from app.language.periods import Period
from app.semantics.selection import Empty

HAPPENING = frozenset((Word.NOT, Word.HAVE, Word.THAT))
"""Words before a verb that says of rows what happened to them."""


BEFORE_STATE = frozenset((Word.ASK, Word.OF, Word.WITH, Word.AND))
"""Words before a verb that says of the rows named next what happened to them, rather than who did it."""
PLANNED = frozenset("start started begin end ended finish expire expired expiry expiration due".split())
"""Days that are known before they come, so that a row with such a day may still have it before it."""


def is_near(table: str, draft: Draft) -> bool:
    """Whether rows of a table belong to the subject's directly."""
    return distance(draft.layer, draft.root.table, table) <= 1


def is_dated(span: Span, draft: Draft) -> bool:
    """Whether a verb says which date the period behind it is about: "hired in 2015"."""
    by = 1
    while draft.is_ahead(by, Word.AT, Word.LINK) or is_before_period(draft.ahead(by)):
        by += 1
    following = draft.ahead(by)
    return bool(span.all(Event)) and following is not None and following.first(Period) is not None


def is_denied_event(span: Span, draft: Draft) -> bool:
    """Whether the day of a verb is said not to have come: "that are not returned"."""
    return bool(span.all(Event)) and Word.NOT in draft.lead and ends_clause(draft)


def is_state(span: Span, draft: Draft) -> bool:
    """Whether a verb without a period says that the day of it came, or did not: "closed accounts", "are not closed"."""
    columns = [event.column for event in span.all(Event)]
    before, noun = draft.ahead(-1), table_of(draft.ahead(1))
    if len(columns) != 1 or table_of(span) or (before and shared(before, span)):
        return False
    is_behind = before is not None and before is draft.last and columns[0].table == draft.root.table
    is_before = noun is not None and noun.name == columns[0].table and draft.lead <= BEFORE_STATE
    is_last = ends_clause(draft) and draft.is_subject_named and columns[0].table in draft.tables
    return is_before or is_behind or is_last


def read_state(draft: Draft) -> None:
    """Read that rows have a day on which what a verb says came, or have none. Raises Unread for days to come."""
    span = draft.spans[draft.at]
    (event,) = span.all(Event)
    column, denied = event.column, draft.take_denial() is not event.negated
    if not denied and set(column.label["en"].split()) & PLANNED:
        raise Unread(f"«{span.text}» by now?")
    said = Said(column.table, (Empty(column.reference, negated=not denied),))
    draft.at += 1
    if table_of(draft.here):
        draft.premodifiers.append(said)
    else:
        attach(draft, draft.nearest(column.table), said)
        draft.done()


def ends_clause(draft: Draft) -> bool:
    """Whether nothing more is said behind the verb here."""
    following = draft.ahead(1)
    return following is None or following.is_after_pause or following.is_word(Word.AND, Word.ORDERED, Word.BUT)


def is_happening(span: Span, draft: Draft) -> bool:
    """Whether a verb at the end of its clause says that there are rows of a table, or are none: "never flown"."""
    return bool(span.all(EventOf)) and ends_clause(draft) and bool(draft.lead & HAPPENING)


def read_happening(draft: Draft) -> None:
    """Read that there are rows of the table that a verb stands for, or are none. Raises Unread for several tables."""
    tables = [verb.table for verb in draft.spans[draft.at].all(EventOf)]
    parent = draft.nearest(tables[0].name)
    if len(tables) != 1 or parent.table == tables[0].name:
        raise draft.fail()
    draft.at += 1
    draft.add(parent, Child(Phrase(tables[0].name), draft.take_denial(), via=draft.take_ways()))
    draft.done()


def is_before_period(span: Span | None) -> bool:
    """Whether a word compares with a day behind it: "before", "after"."""
    return span is not None and span.first(Comparator) is not None


def happening(draft: Draft) -> str:
    """The table with a row for each time that something happens to the rows spoken of. Raises Unread for several."""
    joins = draft.layer.relationships
    tables = {join.left_table for join in joins if join.right_table == draft.top.table and not join.further}
    named = {verb.table.name for span in draft.spans[: draft.at] for verb in span.all(EventOf)} & tables
    if len(named or tables) != 1:
        raise Unread("how many times what?")
    return (named or tables).pop()
