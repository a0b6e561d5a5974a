"""What is said of rows: by tests of their own, or of other rows that they belong to."""

from __future__ import annotations

from collections.abc import Sequence

from app.generators.builtin.selecting.draft import Draft, Said, parts_in
from app.generators.builtin.selecting.phrases import Child, Phrase, steps_between, ways
from app.generators.builtin.sentence import Unread
from app.semantics.layer import Column
from app.semantics.selection import Test


def shared_column(draft: Draft) -> Column:
    """The column that two rows must have in common: what is shown of them."""
    columns = [item.value for item in draft.items if item.value.aggregate is None]
    if len(columns) != 1 or columns[0].table != draft.root.table:
        raise Unread("what do they have in common?")
    draft.distinct = True
    return draft.layer.column(columns[0].reference)


def attach(draft: Draft, phrase: Phrase, said: Said) -> Phrase:
    """Say something of rows, by tests of their own or of rows that they belong to; the rows that were tested."""
    if phrase.table == said.table or (not said.negated and lies_between(draft, phrase, said.table)):
        for test in said.tests:
            draft.add(phrase, test)
        return phrase
    child = Phrase(said.table, list(said.tests), is_named=False)
    draft.add(phrase, Child(child, said.negated, via=draft.take_ways()))
    return child


def lies_between(draft: Draft, phrase: Phrase, table: str) -> bool:
    """Whether a table's rows are those by which other rows belong to those that were named before them.

    What is said of them is then said of the very rows that do: "who rented a van for more than 3 days".
    """
    outer = next((it for it in draft.stack if any(child.phrase is phrase for child in parts_in(it))), None)
    if outer is None or outer.table == phrase.table:
        return False
    child = next(child for child in parts_in(outer) if child.phrase is phrase)
    if child.negated or child.count:
        return False
    steps = steps_between(draft.layer, outer.table, phrase.table, ways(child, outer))
    return table in {step.table for step in steps[1:]}


def twins(draft: Draft, phrase: Phrase, each: Sequence[tuple[Test, ...]]) -> Phrase:
    """Let there be other rows for each of several tests that no single row passes; the rows that they belong to.

    Rows of the subject's own table have in common what is shown of them. Raises Unread where that is not one column.
    """
    if phrase is draft.root:
        common = shared_column(draft)
        phrase.tests += [Child(Phrase(phrase.table, list(tests)), common=common) for tests in each]
        return phrase
    parent, own = parent_of(draft, phrase)
    parent.tests.remove(own)
    for tests in each:
        parent.tests.append(
            Child(Phrase(phrase.table, [*phrase.tests, *tests]), own.negated, common=own.common, via=own.via)
        )
    return parent


def parent_of(draft: Draft, phrase: Phrase) -> tuple[Phrase, Child]:
    """The rows that other rows are said to belong to. Raises Unread where a row would have two values at once."""
    for outer in draft.stack:
        for part in outer.tests:
            if isinstance(part, Child) and part.phrase is phrase:
                return outer, part
    raise Unread("two values at once")
