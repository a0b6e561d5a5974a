"""The shapes that a question may have, and which one it has."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from app.generators.builtin.accounting import require_all
from app.generators.builtin.asked import Asked
from app.generators.builtin.clarifying import ask_about
from app.generators.builtin.computing import AGGREGATES, base_of, computed, counted_groups, measured
from app.generators.builtin.deriving import derive
from app.generators.builtin.lexicon import RowAmount
from app.generators.builtin.listing import conditions_on, rows_or_count
from app.generators.builtin.placing import place
from app.generators.builtin.ranked import ranked
from app.generators.builtin.roles import Role
from app.generators.builtin.sentence import Unread, reference_of, table_of_fact
from app.generators.builtin.subject import Subject, subject_of
from app.generators.builtin.timing import Frame
from app.semantics.joins import reaches
from app.semantics.layer import Column, SemanticLayer, Table
from app.semantics.measures import measure_of
from app.semantics.reading import ColumnGroup, Group, MeasureUse, Reading, RowGroup, Sorting

ROW_ROLES = frozenset(
    (
        *(Role.LIST, Role.WHAT, Role.WHO, Role.WITH, Role.AND, Role.DISTINCT, Role.LATEST, Role.EARLIEST, Role.WHEN),
        *(Role.BUT, Role.BOTH, Role.TIMES, Role.AMOUNT, Role.ONLY, Role.ASCENDING, Role.DESCENDING),
    )
)
"""Words that listed rows make use of, or can do without."""


VALUES = (Role.LIST, Role.WHAT, Role.DISTINCT)
"""Words that ask for the values of a column; its name alone does as well."""


def build(asked: Asked, frame: Frame) -> Reading:
    """The reading of a question. Raises Unread where its parts don't fit together, and NeedsClarification."""
    if asked.says(Role.OR) and not any(len(named.filter.values) > 1 for named in asked.values):
        raise Unread("or")
    if asked.says(Role.RANK) and asked.nouns and not (asked.ranking or asked.ordering or asked.measures):
        ask_about(None, asked.nouns[0].table, frame)
    asked = per_one(since_they_came(without_first(without_how_much(asked))))
    for shape in SHAPES:
        reading = shape(asked, frame)
        if reading is not None:
            return finished(reading, asked, frame)
        if shape is ordered and asked.ordering is not None:
            raise Unread("sorted by that?")
    raise Unread("what is to be computed?")


def without_first(asked: Asked) -> Asked:
    """The parts without "first" and "rank" that say nothing of a ranking: «۱۰ تای اول», "rank our top 10"."""
    is_idle = asked.ranking is not None and asked.limit is not None
    return replace(asked, roles=asked.roles - {Role.EARLIEST, Role.RANK}) if is_idle else asked


def without_how_much(asked: Asked) -> Asked:
    """The parts without «چند» where it asks how much a fact is: «قیمت ایرفرایر چند است», «کمترین قیمت چند است»."""
    is_told = asked.values or asked.says(*AGGREGATES)
    is_idle = asked.facts and is_told and not (asked.nouns or asked.groups)
    return replace(asked, roles=asked.roles - {Role.COUNT}) if is_idle else asked


def since_they_came(asked: Asked) -> Asked:
    """The parts with the only date that rows have, where it is asked how their number rose: "cumulative customers"."""
    tables = [noun.table for noun in asked.nouns]
    times = [column for table in tables for column in table.visible_columns if column.kind == "time_dimension"]
    is_asked = asked.says(Role.RUNNING) and not (asked.time or asked.events or asked.measures)
    return replace(asked, time=times[0]) if is_asked and len(tables) == len(times) == 1 else asked


def per_one(asked: Asked) -> Asked:
    """The parts with what an average is for as its group: "how many units does an order contain on average"."""
    counted = asked.nouns[:1] if len(asked.nouns) > 1 else ()
    singles = [noun for noun in asked.nouns if not (noun.is_plural or noun.event or noun in counted)]
    is_asked = asked.says(Role.AVERAGE) and asked.says(Role.COUNT, Role.AMOUNT) and not (asked.groups or asked.ranking)
    if len(singles) != 1 or not is_asked or not (asked.measures or asked.events or len(asked.nouns) > 1):
        return asked
    nouns = tuple(noun for noun in asked.nouns if noun is not singles[0])
    return replace(asked, groups=(RowGroup(singles[0].table.name),), nouns=nouns)


def ordered(asked: Asked, frame: Frame) -> Reading | None:
    """Rows or values by a measure: "rank products by revenue", "list customers by number of orders"."""
    if not isinstance(asked.ordering, MeasureUse):
        return in_order(asked, frame) if asked.ordering else None
    columns = tuple(ColumnGroup(column.reference) for column in asked.columns if column.kind == "dimension")
    rows = tuple(RowGroup(noun.table.name) for noun in asked.nouns)
    if len(columns) + len(rows) != 1 or asked.measures or asked.facts or asked.limit:
        raise Unread("what is sorted?")
    return computed(asked, (asked.ordering,), (*asked.groups, *columns, *rows), frame)


def in_order(asked: Asked, frame: Frame) -> Reading | None:
    """Rows by a number of their own: "products by price"; None where they have none. Raises Unread.

    Unless the question says which come first, prices rise, and amounts fall.
    """
    is_more = asked.facts or asked.says(Role.COUNT) or (asked.columns and not asked.says(Role.WITH))
    if asked.ordering is None or isinstance(asked.ordering, MeasureUse) or len(asked.nouns) != 1 or is_more:
        return None
    table, owner = asked.nouns[0].table.name, table_of_fact(asked.ordering)
    order = frozenset((Role.ASCENDING, Role.DESCENDING))
    listed = replace(asked, ordering=None, roles=(asked.roles - order) | {Role.LIST})
    reading = rows_or_count(listed, frame) if reaches(frame.layer, table, owner) else None
    if reading is None or reading.rows != table or reading.sorting:
        return None
    is_amount = isinstance(asked.ordering, RowAmount) and not asked.says(Role.ASCENDING)
    return replace(reading, sorting=Sorting(reference_of(asked.ordering), asked.says(Role.DESCENDING) or is_amount))


def finished(reading: Reading, asked: Asked, frame: Frame) -> Reading:
    """The reading with what is made of its measure; every word must have been of use. Raises Unread."""
    if reading.measures:
        if any(is_each_row(reading, group, frame) for group in reading.groups):
            raise Unread("rows that are counted one by one")
        reading = derive(reading, asked, base_of(reading.measures, frame.layer), frame)
        require_all(reading, asked, frame.layer)
        return reading
    require_all(reading, asked, frame.layer)
    unused = asked.roles - ROW_ROLES
    if unused:
        raise Unread(f"what {', '.join(sorted(unused))} is to do")
    return reading


def is_each_row(reading: Reading, group: Group, frame: Frame) -> bool:
    """Whether the rows that are counted are the groups themselves, so that each would count as one."""
    measure = measure_of(frame.layer, reading.measures[0])
    is_count = measure.aggregate == "count" and measure.expression is None
    return is_count and isinstance(group, RowGroup) and group.table == measure.table


def dated(asked: Asked, frame: Frame) -> Reading | None:
    """The first or last date: "last order date of each customer", «تاریخ آخرین خرید»; None for any other question."""
    if not (asked.says(Role.LATEST, Role.EARLIEST) and (asked.says(Role.WHEN) or asked.time) and not asked.limit):
        return None
    subject = subject_of(asked, frame.layer)
    table = (subject.event or subject.table) if subject else None
    column = asked.time or (table.column(table.default_time) if table and table.default_time else None)
    if column is None or (asked.says(Role.WHO) and is_of_people(column, asked, frame)):
        return None
    others = [noun.table.name for noun in asked.nouns if noun.table.name != column.table]
    if not (asked.says(Role.WHEN) or others or asked.groups or asked.nouns == ()):
        return None
    use = MeasureUse(column.reference, "max" if asked.says(Role.LATEST) else "min")
    return computed(asked, (use,), (*asked.groups, *map(RowGroup, others)), frame)


def is_of_people(column: Column, asked: Asked, frame: Frame) -> bool:
    """Whether a date is that of people who are named: «کی» asks who they were, or when, and their rows tell both."""
    people = {name for table in frame.layer.tables for name in frame.layer.takers(table)}
    return column.table in people and any(noun.table.name == column.table for noun in asked.nouns)


def values(asked: Asked, frame: Frame) -> Reading | None:
    """The different values of a column, or their number: "what categories do we have"; None for other questions."""
    columns = [column for column in asked.columns if column.kind == "dimension"]
    if len(columns) != 1 or len(asked.columns) != 1 or asked.comparisons:
        return None
    column = columns[0]
    is_known = any(not value.is_pattern for value in column.values) and not asked.says(Role.WITH, Role.COUNT)
    is_told = is_known or asked.says(Role.DISTINCT)
    is_narrowed = any(named.filter.column == column.reference for named in asked.values)
    if is_narrowed or any(noun.table.name != column.table or not is_told for noun in asked.nouns):
        return None
    if events := events_told(asked, column, frame.layer):
        return values_of_event(replace(asked, events=events), column, frame)
    if asked.says(Role.COUNT):
        return computed(asked, (MeasureUse(column.reference, "count_distinct"),), asked.groups, frame)
    if asked.groups or asked.periods or not (asked.says(*VALUES) or not asked.roles):
        return None
    base = frame.layer.by_name[column.table]
    conditions = place(asked, base, None, frame.layer).own
    return Reading(frame.language, groups=(ColumnGroup(column.reference),), filters=conditions)


def events_told(asked: Asked, column: Column, layer: SemanticLayer) -> tuple[Table, ...]:
    """What happened to the rows that have a column: it is named, or told by its values, as in "were returned"."""
    tables = dict.fromkeys(layer.by_name[layer.column(named.filter.column).table] for named in asked.values)
    told = (table for table in tables if table.name != column.table and reaches(layer, table.name, column.table))
    return asked.events or tuple(told)


def values_of_event(asked: Asked, column: Column, frame: Frame) -> Reading | None:
    """The values of rows that something happened to, or their number: "which categories were sold yesterday".

    None where that is said in another way. That it did not happen is said of rows, and not of all with a value.
    """
    (event, *others) = asked.events
    is_plain = not (others or asked.negated or asked.groups or asked.roles - {*VALUES, Role.COUNT})
    if not is_plain or event.name == column.table or not reaches(frame.layer, event.name, column.table):
        return None
    subject = Subject(frame.layer.by_name[column.table], event)
    reading = Reading(frame.language, filters=conditions_on(replace(asked, columns=()), subject, frame))
    if asked.says(Role.COUNT):
        return replace(reading, measures=(MeasureUse(column.reference, "count_distinct"),))
    return replace(reading, groups=(ColumnGroup(column.reference),))


Shape = Callable[[Asked, Frame], Reading | None]
SHAPES: tuple[Shape, ...] = (ranked, ordered, dated, measured, counted_groups, values, rows_or_count)
