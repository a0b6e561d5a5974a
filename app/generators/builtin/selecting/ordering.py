"""Orders: "sorted by age in descending order", "in alphabetical order of the name"."""

from __future__ import annotations

from app.generators.builtin.selecting.draft import Draft
from app.generators.builtin.selecting.extremes import is_end
from app.generators.builtin.selecting.linking import is_column, own_column, table_of
from app.generators.builtin.selecting.words import Word
from app.generators.builtin.sentence import Unread
from app.semantics.layer import Aggregate
from app.semantics.selection import Order, Value

DIRECTIONS = (Word.ORDERED, Word.ASCENDING, Word.DESCENDING, Word.AT, Word.OF, Word.LINK)


def read_order(draft: Draft) -> None:
    """Read an order: its direction before or behind what is sorted by. Raises Unread."""
    descending = skip_direction(draft)
    if draft.here and is_end(draft.here):
        return
    value = sorted_by(draft)
    descending = skip_direction(draft) or descending
    draft.order.append(Order(value, descending))
    draft.done()


def skip_direction(draft: Draft) -> bool:
    """Go past the words of an order; whether it descends."""
    descending = False
    while (span := draft.here) and span.is_word(*DIRECTIONS) and not (is_column(span) or table_of(span)):
        if span.is_word(Word.AT, Word.OF, Word.LINK) and not is_order_ahead(draft):
            break
        descending |= span.is_word(Word.DESCENDING)
        draft.at += 1
    return descending


def is_order_ahead(draft: Draft) -> bool:
    """Whether a preposition belongs to the order: what it sorts by, or its direction, follows."""
    following = draft.ahead(1)
    before = draft.ahead(-1)
    if following and following.is_word(Word.ORDERED, Word.ASCENDING, Word.DESCENDING):
        return True
    is_key = is_column(following) or table_of(following) or draft.is_ahead(1, Word.COUNT, Word.AVERAGE, Word.TOTAL)
    return bool(is_key and before and before.is_word(*DIRECTIONS))


def sorted_by(draft: Draft) -> Value:
    """What is sorted by: a column, an aggregate, a number of rows; without any, what is shown first. Raises Unread."""
    draft.skip(Word.OF, Word.ASK)
    span = draft.here
    if span and span.is_word(Word.COUNT):
        draft.at += 1
        return counted(draft)
    aggregate: Aggregate | None = None
    if span and span.is_word(Word.AVERAGE, Word.TOTAL):
        aggregate = "sum" if span.is_word(Word.TOTAL) else "avg"
        draft.at += 1
        span = draft.here
    table, following = table_of(span), draft.ahead(1)
    if table and following and is_column(following) and own_column(following, table.name, draft.layer):
        draft.at += 1
        draft.owner = table.name
        span = draft.here
    if span and is_column(span):
        draft.at += 1
        return Value(draft.column(span, draft.root.table).reference, aggregate)
    if not any(draft.is_ahead(by, Word.ASCENDING, Word.DESCENDING) for by in (0, -1, -2)):
        raise Unread("sorted by what?")
    return first_shown(draft)


def counted(draft: Draft) -> Value:
    """The number of rows that is shown, or of another table's. Raises Unread."""
    draft.skip(Word.OF)
    table = table_of(draft.here)
    counts = [item.value for item in draft.items if item.value.aggregate == "count"]
    column = own_column(draft.here, draft.root.table, draft.layer) if draft.here else None
    if column is not None and column.kind == "fact":
        draft.at += 1
        return Value(column.reference)
    if table is None:
        return counts[0] if counts else frequency(draft)
    draft.at += 1
    if all(value.table != table.name for value in counts):
        raise Unread("sorted by a number that is not shown")
    return Value(table.name, "count")


def frequency(draft: Draft) -> Value:
    """The number of rows that have what is shown. Raises Unread."""
    plain = [item.value for item in draft.items if item.value.aggregate is None]
    if not plain or draft.groups:
        raise draft.fail()
    draft.groups += plain
    return Value(draft.root.table, "count")


def first_shown(draft: Draft) -> Value:
    """What is shown first, or the name of the subject's rows. Raises Unread."""
    shown = [item.value for item in draft.items if item.value.aggregate is None]
    name = draft.layer.by_name[draft.root.table].name_column
    if not shown and name is None:
        raise Unread("sorted by what?")
    return shown[0] if shown else Value(f"{draft.root.table}.{name}")
