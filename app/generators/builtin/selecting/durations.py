"""Durations: the days from one date to another, "between the check-in and the check-out", or how long rows last."""

from __future__ import annotations

from collections.abc import Sequence

from app.generators.builtin.lexicon import Comparator
from app.generators.builtin.selecting.draft import Draft, Item
from app.generators.builtin.selecting.linking import candidates, columns_of, own_column, scaled, table_of
from app.generators.builtin.selecting.scanning import Span
from app.generators.builtin.selecting.senses import Moment, Scale
from app.generators.builtin.selecting.words import Word
from app.generators.builtin.sentence import Unread
from app.semantics.layer import Column, SemanticLayer
from app.semantics.selection import Value

BETWEEN = (Word.OF, Word.AT, Word.COUNT, Word.DAYS, Word.ASK, Word.LINK, Word.HAVE)
"""Words between the word for a duration and the first of its dates."""
BEGINNINGS = frozenset("start started begin beginning in admission admitted pickup borrowed opened from loan".split())
ENDS = frozenset("end ended finish finished out discharge discharged return returned closed to until".split())
LASTING = ("length", "duration")
"""What a column is called that says itself how long rows last."""


def is_duration(span: Span, draft: Draft) -> bool:
    """Whether the days between two dates of the subject's rows are spoken of, or how long they last."""
    is_count = span.is_word(Word.COUNT) and draft.is_ahead(1, Word.DAYS)
    if not (span.is_word(Word.DAYS) or is_count or is_long(span)):
        return False
    return dates_named(draft) is not None or (
        is_alone(span, draft) and lasting(draft.root.table, draft.layer) is not None
    )


def is_long(span: Span) -> bool:
    """Whether a span asks how long something lasts."""
    return any(LASTING[1] in scale.columns for scale in span.all(Scale))


def is_alone(span: Span, draft: Draft) -> bool:
    """Whether a word stands for how long rows last, of which no column says it."""
    is_word = is_long(span) or span.text.lower() in ("duration", "length of stay", "length", "average duration")
    is_column = own_column(span, draft.root.table, draft.layer) or scaled(LASTING, [draft.root.table], draft.layer)
    return is_word and not is_column and not any(candidates(span))


def dates_named(draft: Draft) -> tuple[Value, int] | None:
    """The days between the two dates that are named from here on, and where what is read ends."""
    by = 1
    while (span := draft.ahead(by)) and not is_date(span, draft) and (span.is_word(*BETWEEN) or is_between(span)):
        by += 1
    first, joining, last = (draft.ahead(by + more) for more in range(3))
    if not (first and joining and last and joining.is_word(Word.AND, Word.TO, Word.AT)):
        return None
    one, other = date_in(first, draft), date_in(last, draft)
    if one is None or other is None or one is other:
        return None
    return Value(other.reference, since=one.reference), draft.at + by + 3


def is_between(span: Span) -> bool:
    """Whether a span is "between"."""
    comparator = span.first(Comparator)
    return comparator is not None and comparator.operator is None


def is_date(span: Span, draft: Draft) -> bool:
    """Whether a span names a date of the subject's rows."""
    return date_in(span, draft) is not None


def date_in(span: Span, draft: Draft) -> Column | None:
    """The date of the subject's rows that a span names, if it names one."""
    if table_of(span):
        return None
    found = [it for it in columns_of(span, [draft.root.table], draft.layer) if it.table == draft.root.table]
    dates = [it for it in found if it.kind == "time_dimension" and not it.holds_years]
    dates = dates or [it.column for it in span.all(Moment) if it.column.table == draft.root.table]
    return dates[0] if len(dates) == 1 else None


def lasting(table: str, layer: SemanticLayer) -> Value | None:
    """The days from the date on which a table's rows begin to the one on which they end, where it has one of each."""
    dates = [it for it in layer.by_name[table].visible_columns if it.kind == "time_dimension" and not it.holds_years]
    first, last = ([it for it in dates if words & set(it.label["en"].split())] for words in (BEGINNINGS, ENDS))
    if len(first) != 1 or len(last) != 1 or first == last:
        return None
    return Value(last[0].reference, since=first[0].reference)


def is_lasting(span: Span, behind: Sequence[Span]) -> bool:
    """Whether a word is the verb at the end of "how long does it last"."""
    return span.text.lower() == "last" and (len(behind) == 1 or behind[1].is_after_pause)


def read_duration(draft: Draft) -> None:
    """Show the days between two dates, or an aggregate of them. Raises Unread."""
    span = draft.spans[draft.at]
    named = dates_named(draft)
    value, end = named or (lasting(draft.root.table, draft.layer), draft.at + 1)
    if value is None or len(draft.aggregates) > 1:
        raise Unread("how long?")
    draft.at, draft.counting = end, False
    aggregate = draft.aggregates.pop() if draft.aggregates else None
    draft.is_subject_asked |= aggregate is None and not draft.items
    draft.spans = [span for at, span in enumerate(draft.spans) if at < end or not is_lasting(span, draft.spans[at:])]
    draft.items.append(Item(Value(value.reference, aggregate, value.since), span))
    draft.done()
