"""Follow-ups of a selection: conditions, columns, an order or a number of rows take their place in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.contracts import Language
from app.generators.builtin.selecting import read_more
from app.generators.builtin.sentence import Unread
from app.semantics.joins import refers
from app.semantics.layer import SemanticLayer
from app.semantics.reading import Reading
from app.semantics.selection import Among, AnyOf, Compared, Selection, Test


def with_more(fragment: str, language: Language, layer: SemanticLayer, today: date, earlier: Selection) -> Reading:
    """The earlier selection with what a fragment says of its rows. Raises Unread for what has no place in it."""
    if earlier.ratio:
        raise Unread("two numbers, of each of which it may be said")
    more = read_more(fragment, language, layer, today, earlier.table)
    said = more.selection
    if said is None or not (said.tests or said.order or said.limit or said.outputs):
        raise Unread("it says nothing new")
    if said.groups:
        return replace(more, selection=grouped(earlier, said, layer))
    if said.outputs and (earlier.groups or earlier.distinct or any(it.aggregate for it in earlier.outputs)):
        raise Unread("columns beside numbers")
    order = said.order or earlier.order
    if said.limit and not order:
        raise Unread("the first by what?")
    if tested_inside(earlier.tests) & tested_inside(said.tests):
        raise Unread("instead of the others, or beside them?")
    tests = (*(test for test in earlier.tests if not is_replaced(test, said.tests)), *said.tests)
    shown = tuple(dict.fromkeys((*earlier.outputs, *said.outputs)))
    limit = said.limit or earlier.limit
    return replace(more, selection=replace(earlier, outputs=shown, tests=tests, order=order, limit=limit))


def grouped(earlier: Selection, said: Selection, layer: SemanticLayer) -> Selection:
    """The earlier selection for each value of further columns. Raises Unread where nothing is computed, or twice."""
    numbers = [value for value in earlier.outputs if value.aggregate]
    if not numbers or earlier.limit or said.tests or said.order:
        raise Unread("groups of rows of which nothing is computed")
    if not all(refers(layer, earlier.table, value.table) for value in said.outputs):
        raise Unread("numbers that would be counted twice")
    plain = [value for value in earlier.outputs if value not in numbers]
    outputs = tuple(dict.fromkeys((*plain, *said.outputs, *numbers)))
    return replace(earlier, outputs=outputs, groups=tuple(dict.fromkeys((*earlier.groups, *said.groups))))


def is_replaced(test: Test, by: tuple[Test, ...]) -> bool:
    """Whether a test is of a column of which another one says something else."""
    return column_of(test) in {column_of(other) for other in by} - {None}


def tested_inside(tests: tuple[Test, ...]) -> set[str]:
    """The columns of other rows that tests are about."""
    inner = [test.selection for test in tests if isinstance(test, Among)]
    found = {column for selection in inner for test in selection.tests if (column := column_of(test))}
    return found.union(*(tested_inside(selection.tests) for selection in inner))


def column_of(test: Test) -> str | None:
    """The column that a test is of; None for one of other rows, which others may stand beside."""
    match test:
        case Compared():
            return test.value.reference
        case AnyOf():
            columns = {column_of(one) for one in test.tests}
            return columns.pop() if len(columns) == 1 else None
    return None if isinstance(test, Among) else test.column
