"""Whether a reading makes use of all that a question names: what it left out would make its answer a wrong one."""

from __future__ import annotations

from collections.abc import Iterator

from app.generators.builtin.asked import Asked
from app.generators.builtin.roles import Role
from app.generators.builtin.sentence import Unread, reference_of, table_of_fact
from app.semantics.layer import SemanticLayer
from app.semantics.measures import measure_of
from app.semantics.reading import (
    ColumnGroup,
    Comparison,
    Condition,
    Missing,
    Reading,
    Related,
    RowGroup,
    TimeGroup,
    WeekdayGroup,
)


def require_all(reading: Reading, asked: Asked, layer: SemanticLayer) -> None:
    """Raise Unread for the first thing that is named and left out."""
    for problem in left_out(reading, asked, layer):
        raise Unread(problem)


def left_out(reading: Reading, asked: Asked, layer: SemanticLayer) -> Iterator[str]:
    """What the reading leaves out."""
    yield from unused_words(reading, asked, layer)
    yield from unused_things(reading, asked, set(references(reading)), layer)
    for span in asked.spans:
        if type(span) not in {type(group) for group in all_groups(reading)}:
            yield "a span of time that nothing is done for"
    for event in asked.events:
        if event.name not in tables(reading, layer):
            yield f"{event.name} that nothing is said of"


def unused_words(reading: Reading, asked: Asked, layer: SemanticLayer) -> Iterator[str]:
    """A number, a date, a segment or a "not" that the reading leaves out."""
    used = set(references(reading))
    if asked.limit != reading.limit and asked.limit is not None:
        yield f"the number {asked.limit}"
    if asked.time and asked.time.reference not in used and not is_looked_up(reading, asked):
        yield f"{asked.time.name} without a period"
    measured = [measure_of(layer, use).unit for use in reading.measures]
    if asked.unit and not any(measured):
        yield f"{asked.unit} of what?"
    if asked.segment and not any(isinstance(it, Related) for it in (*reading.filters, *reading.part)):
        yield f"{asked.segment.name} rows"
    if asked.negated and not any(is_negative(it) for it in (*reading.filters, *reading.part)):
        yield "a «not» that belongs to nothing"


def unused_things(reading: Reading, asked: Asked, used: set[str], layer: SemanticLayer) -> Iterator[str]:
    """Columns, facts and measures that are named and not used; rows show all that they have or refer to."""
    for column in asked.columns:
        if column.reference not in {*used, *reading.shown} and not is_shown(column.table, reading, layer):
            yield f"{column.reference} that is left out"
    for fact in asked.facts:
        if reference_of(fact) not in {*used, *reading.shown} and not is_shown(table_of_fact(fact), reading, layer):
            yield f"{reference_of(fact)} that is left out"
    for measure in asked.measures:
        if measure.reference not in used:
            yield f"{measure.reference} that is left out"


def is_shown(table: str, reading: Reading, layer: SemanticLayer) -> bool:
    """Whether listed rows show a table's columns."""
    return reading.rows == table


def is_looked_up(reading: Reading, asked: Asked) -> bool:
    """Whether the date is what is asked of some rows ("when did Ali Rezaei register"), or is one that all have.

    Who "registered but never ordered" is everybody who never ordered, and as many "have signed up" as there are.
    """
    if asked.says(Role.COUNT) and not (asked.is_new or reading.derived or reading.groups):
        return True
    if asked.says(Role.BUT) and asked.negated:
        return True
    return reading.rows is not None and bool(asked.values or asked.keys or asked.says(Role.WHEN))


def is_negative(condition: Condition) -> bool:
    """Whether a condition denies something."""
    return isinstance(condition, Related | Missing) and (condition.negated or isinstance(condition, Missing))


def all_groups(reading: Reading) -> Iterator[ColumnGroup | RowGroup | TimeGroup | WeekdayGroup]:
    """The groups, and those that something is computed per or within."""
    yield from (group for group in (*reading.groups, reading.per, reading.within) if group)


def references(reading: Reading) -> Iterator[str]:
    """Every column and measure that a reading names."""
    yield from (use.reference for use in reading.measures)
    for group in all_groups(reading):
        if not isinstance(group, RowGroup):
            yield group.column
    for period in (reading.period, reading.compared):
        if period:
            yield period.column
    if reading.sorting:
        yield reading.sorting.reference
    for condition in (*reading.filters, *reading.part):
        yield from references_of(condition)


def references_of(condition: Condition) -> Iterator[str]:
    """The columns and measures of a condition."""
    match condition:
        case Related():
            if condition.measure:
                yield condition.measure.reference
            if condition.period:
                yield condition.period.column
            for inner in condition.conditions:
                yield from references_of(inner)
        case Comparison():
            yield condition.reference
        case _:
            yield condition.column


def tables(reading: Reading, layer: SemanticLayer) -> set[str]:
    """The tables whose rows are listed, computed from, or said of others."""
    found = {measure_of(layer, use).table for use in reading.measures}
    found |= {it.table for it in (*reading.filters, *reading.part) if isinstance(it, Related)}
    return found | ({reading.rows} if reading.rows else set())
