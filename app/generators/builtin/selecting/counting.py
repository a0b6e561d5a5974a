"""Words that count, average or add up what is named next."""

from __future__ import annotations

from app.generators.builtin.selecting.draft import Draft, Item
from app.generators.builtin.selecting.linking import own_column
from app.generators.builtin.selecting.words import Word
from app.semantics.layer import Aggregate, Column
from app.semantics.selection import Value

COMPUTED = (Word.AVERAGE, Word.TOTAL, Word.HIGHEST, Word.LOWEST)
INSIDE = frozenset((Word.WITH, Word.HAVE, Word.THAT))


def read_count(draft: Draft) -> None:
    """Let the next thing be counted; a number that nothing follows is the one that is shown already."""
    if amount := amount_of(draft):
        draft.items += [Item(Value(amount, aggregate)) for aggregate in draft.aggregates]
        draft.aggregates = []
        draft.at += 1
        return
    draft.at += 1
    if draft.is_ahead(0, Word.DAYS) and draft.ahead(1) is None and any(item.value.since for item in draft.items):
        draft.at += 1
    if draft.here is None and any(item.value.aggregate for item in draft.items):
        draft.done()
        return
    if draft.is_ahead(0, Word.AND) and draft.is_ahead(1, *COMPUTED) and not draft.is_subject_named:
        draft.items.append(Item(Value(draft.root.table, "count")))
        draft.is_root_counted = True
        return
    draft.skip(Word.OF)
    draft.counting = not is_number_itself(draft)


def amount_of(draft: Draft) -> str | None:
    """The column that "amount of" names where it is averaged or added up, `table.column`."""
    name = draft.spans[draft.at].text.lower().removesuffix(" of")
    columns = draft.layer.by_name[draft.root.table].visible_columns
    found = [it.reference for it in columns if it.kind == "fact" and it.label["en"] == name]
    return found[0] if found and draft.aggregates else None


def is_number_itself(draft: Draft) -> bool:
    """Whether a column of the rows is itself the number that is asked for: "minimum number of products"."""
    column = own_column(draft.here, draft.root.table, draft.layer) if draft.here else None
    if column is None or column.kind != "fact":
        return False
    return bool(
        draft.aggregates or [item for item in draft.items if item.value.aggregate is None] or draft.lead & INSIDE
    )


def read_aggregate(draft: Draft) -> None:
    """Let the next column be averaged or added up; at the end, show what groups are compared by."""
    span = draft.here
    draft.at += 1
    aggregate: Aggregate = "sum" if span and span.is_word(Word.TOTAL) else "avg"
    compared = [it.value for it in draft.having if it.value.aggregate == aggregate]
    if draft.here is None and compared:
        draft.items.append(Item(compared[0]))
        draft.done()
    else:
        draft.aggregates.append(aggregate)


def shared_aggregate(draft: Draft, column: Column) -> Aggregate | None:
    """The average or sum that is asked of a number as of the one before it: "average height and width"."""
    before = draft.items[-1].value.aggregate if draft.items else None
    is_joined = draft.lead == {Word.AND} and column.kind == "fact"
    return before if is_joined and before in ("avg", "sum") else None
