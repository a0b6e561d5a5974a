"""What two tables, or rows of two kinds, have in common: "cities with both a branch and a member"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from app.generators.builtin.lexicon import ValueOf
from app.generators.builtin.selecting.draft import Draft
from app.generators.builtin.selecting.linking import candidates, own_column, table_of
from app.generators.builtin.selecting.scanning import Span
from app.generators.builtin.selecting.words import Word
from app.generators.builtin.sentence import Unread
from app.semantics.layer import SemanticLayer, Table
from app.semantics.selection import Among, Selection, Value

BESIDE = (Word.ASK, Word.HAVE, Word.WITH, Word.THAT, Word.AT, Word.OF, Word.DISTINCT, Word.LINK)
DENIALS = (Word.NOT, Word.WITHOUT)
JOINING = (Word.AND, Word.BUT, Word.HAVE, *DENIALS)
Read = Callable[[list[Span]], Selection]


def in_common(spans: Sequence[Span], layer: SemanticLayer, read: Read) -> Selection | None:
    """What is found for both of two things, or for one but not the other; None where nothing of the kind is asked.

    Raises Unread.
    """
    both = next((at for at, span in enumerate(spans) if span.is_word(Word.BOTH)), None)
    if both is not None:
        return values_of_two(spans[:both], spans[both + 1 :], layer) or rows_in_common(spans, both, read)
    have = next((at for at, span in enumerate(spans) if span.is_word(Word.HAVE, Word.WITH)), None)
    if have is None or not any(span.is_word(*DENIALS) for span in spans):
        return None
    return values_of_two(spans[:have], spans[have + 1 :], layer)


def values_of_two(head: Sequence[Span], tail: Sequence[Span], layer: SemanticLayer) -> Selection | None:
    """The values of a column that both of two tables have, or only the first; None where more is asked, or other."""
    named = [span for span in head if not span.is_word(*BESIDE) or any(candidates(span))]
    tables = [(at, table) for at, span in enumerate(tail) if (table := table_of(span))]
    rest = [span for span in tail if not (table_of(span) or span.is_word(*JOINING))]
    denied = [at for at, span in enumerate(tail) if span.is_word(*DENIALS) and not table_of(span)]
    if len(named) != 1 or table_of(named[0]) or len(tables) != len(("one", "other")) or rest:
        return None
    (first, one_table), (_, other_table) = tables
    one, other = (own_column(named[0], table.name, layer) for table in (one_table, other_table))
    if one is None or other is None or one.kind == "fact" or (denied and denied[0] < first):
        return None
    test = Among(one.reference, Selection(other.table, (Value(other.reference),)), negated=bool(denied))
    return Selection(one.table, (Value(one.reference),), (test,), distinct=True)


def rows_in_common(spans: Sequence[Span], both: int, read: Read) -> Selection | None:
    """The values that rows of one kind have, and others of the same table: "both shops with … and shops with …"."""
    noun = table_of(spans[both + 1]) if both + 1 < len(spans) else None
    parts = [
        at for at in range(both + 2, len(spans) - 1) if spans[at].is_word(Word.AND) and table_of(spans[at + 1]) is noun
    ]
    if noun is None or len(parts) != 1:
        return None
    head, (middle,) = list(spans[:both]), parts
    one = read([*head, *spans[both + 1 : middle]])
    other = read([*head, spans[both + 1], *spans[middle + 2 :]])
    if one.outputs != other.outputs or len(one.outputs) != 1 or any(map(is_computed, (one, other))):
        raise Unread("both of what?")
    test = Among(one.outputs[0].reference, replace(other, distinct=False))
    return replace(one, tests=(*one.tests, test), distinct=True)


def is_computed(selection: Selection) -> bool:
    """Whether a selection is more than rows that pass tests."""
    value = selection.outputs[0]
    return bool(value.aggregate or selection.groups or selection.order or selection.limit or selection.ratio)


def take_both(draft: Draft, table: Table) -> None:
    """Let rows of two tables belong to each row: "both a loan and an account". Raises Unread for one table alone."""
    others = [at for at in range(1, len(draft.spans)) if draft.spans[at - 1].is_word(Word.AND)]
    nouns = [other for at in others if (other := noun_from(draft, at)) and at >= draft.at]
    if len(nouns) != 1 or nouns[0].name == table.name or not draft.is_subject_named:
        raise Unread("both of what?")
    draft.lead.remove(Word.BOTH)
    draft.is_both = True


def noun_from(draft: Draft, at: int) -> Table | None:
    """The table whose noun stands at a place, or behind a value there: "a savings account"."""
    is_value = table_of(draft.spans[at]) is None and draft.spans[at].first(ValueOf) is not None
    return table_of(draft.spans[at + 1]) if is_value and at + 1 < len(draft.spans) else table_of(draft.spans[at])
