"""Readings about the rows of a table: counted, listed, or told apart by what other rows say of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from app.generators.builtin.asked import Asked
from app.generators.builtin.computing import computed, in_segment
from app.generators.builtin.counting import grouped_count, pieces_sold
from app.generators.builtin.lexicon import RowAmount
from app.generators.builtin.placing import Placed, place, related
from app.generators.builtin.roles import Role
from app.generators.builtin.sentence import Beyond, Unread, reference_of, table_of_fact
from app.generators.builtin.subject import Subject, only_event, subject_of
from app.generators.builtin.timing import Frame, one_period, with_dates
from app.semantics.joins import reaches
from app.semantics.layer import Column, SemanticLayer, Table
from app.semantics.measures import count_of, table_of_group
from app.semantics.reading import (
    ColumnGroup,
    Comparison,
    Condition,
    Filter,
    Missing,
    Reading,
    Related,
    RowGroup,
    Sorting,
)

LISTING = (Role.LIST, Role.WHAT, Role.WHO, Role.LATEST, Role.EARLIEST, Role.WHEN)
NEWEST = 10
"""Rows of "latest orders" where the question names no number."""


def rows_or_count(asked: Asked, frame: Frame) -> Reading | None:
    """The rows that the question is about, or their number; None where it names none."""
    subject = subject_of(asked, frame.layer) or subject_of_values(asked, frame.layer)
    if subject is None:
        return None
    if asked.groups:
        if is_latest_of_each(asked, subject, frame.layer):
            return replace(listed_rows(replace(asked, groups=()), subject, frame), within=asked.groups[0])
        if asked.events and not (asked.nouns or asked.says(Role.COUNT, Role.TIMES)):
            raise Unread("what of each?")
        return grouped_count(asked, subject, frame)
    subject = with_event(asked, subject, frame.layer)
    if use := pieces_sold(asked, subject, frame):
        return computed(asked, (use,), (), frame)
    conditions = conditions_on(asked, subject, frame)
    reading = Reading(frame.language, filters=conditions, unit=asked.unit)
    if not is_list(reading, asked, subject):
        reading = counted(reading, subject, frame)
        return with_dates(reading, asked, subject.table, frame) if is_own_date(asked, subject, frame.layer) else reading
    if is_own_date(asked, subject, frame.layer):
        reading = replace(reading, period=one_period(asked, subject.table, frame))
    return listed(reading, asked, subject, frame)


def is_latest_of_each(asked: Asked, subject: Subject, layer: SemanticLayer) -> bool:
    """Whether the first or last rows for each other row or value are asked for: "latest order of each customer"."""
    (group, *others) = asked.groups
    if others or asked.events or subject.event or not asked.nouns or asked.says(Role.COUNT, Role.WHEN, Role.WHO):
        return False
    is_several = asked.nouns[0].is_plural and asked.limit is None
    is_first = asked.says(Role.LATEST) != asked.says(Role.EARLIEST)
    is_theirs = isinstance(group, RowGroup | ColumnGroup) and table_of_group(group, layer) != subject.table.name
    return (
        is_first and is_theirs and not is_several and reaches(layer, subject.table.name, table_of_group(group, layer))
    )


def listed_rows(asked: Asked, subject: Subject, frame: Frame) -> Reading:
    """The rows of the subject, in the period that is named."""
    reading = Reading(frame.language, filters=conditions_on(asked, subject, frame), unit=asked.unit)
    return listed(replace(reading, period=one_period(asked, subject.table, frame)), asked, subject, frame)


def subject_of_values(asked: Asked, layer: SemanticLayer) -> Subject | None:
    """The table that a question without a noun is about: that of its date ("registrations") or of its values."""
    tables = {layer.column(named.filter.column).table for named in asked.values} | {
        layer.by_reference[key.reference].table for key in asked.keys
    }
    tables |= {compared.thing.table for compared in asked.comparisons if isinstance(compared.thing, Column)}
    tables |= {column.table for column in asked.columns if column.kind == "dimension"} if tables else set()
    if asked.time:
        tables = {asked.time.table}
    whole = [table for table in tables if all(reaches(layer, table, other) for other in tables)]
    return Subject(layer.by_name[whole[0]]) if len(whole) == 1 else None


def with_event(asked: Asked, subject: Subject, layer: SemanticLayer) -> Subject:
    """The subject with what happens to it, where only that has a date: "unique customers last month" have ordered."""
    is_dateless = asked.periods and asked.time is None and subject.table.default_time is None
    if subject.event or not (is_dateless and asked.says(Role.DISTINCT)):
        return subject
    return Subject(subject.table, only_event(layer, subject.table.name))


def is_own_date(asked: Asked, subject: Subject, layer: SemanticLayer) -> bool:
    """Whether a period is about the rows themselves, rather than about what is said of them."""
    return subject.event is None or bool(asked.time and reaches(layer, subject.table.name, asked.time.table))


def conditions_on(asked: Asked, subject: Subject, frame: Frame) -> tuple[Condition, ...]:
    """All conditions on the rows: their own, and what other rows say of them. Raises Unread."""
    segment = in_segment(asked, frame.layer)
    if subject.event is None:
        missing, negated = missing_columns(asked, subject.table)
        if negated and not missing:
            raise Unread("a «not» that belongs to nothing")
        return (*place(asked, subject.table, None, frame.layer).own, *segment, *missing)
    if asked.says(Role.ONLY) or is_beside_itself(asked, subject):
        raise Unread("nothing but that, or beside it?")
    if asked.says(Role.BUT) and not ((asked.periods or asked.time) and is_own_date(asked, subject, frame.layer)):
        return (*contrasted(asked, subject, frame), *segment)
    placed = place(one_value_each(asked), subject.table, subject.event, frame.layer)
    return (*placed.own, *segment, *told(asked, placed, subject, frame))


def is_beside_itself(asked: Asked, subject: Subject) -> bool:
    """Whether rows are asked for that something happened to together with one of them: "bought with Air Fryer"."""
    names = f"{subject.table.name}.{subject.table.name_column}"
    return asked.says(Role.WITH) and any(named.filter.column == names for named in asked.values)


def missing_columns(asked: Asked, table: Table) -> tuple[tuple[Missing, ...], bool]:
    """Columns that must have a value ("customers with an e-mail") or none, and whether the question says "not"."""
    columns = [column for column in asked.columns if column.kind == "dimension" and column.table == table.name]
    wanted = asked.negated or (asked.says(Role.WITH) and not asked.says(Role.LIST))
    if not wanted or any(named.filter.column == column.reference for named in asked.values for column in columns):
        return (), asked.negated
    return tuple(Missing(column.reference, not asked.negated) for column in columns), asked.negated


def one_value_each(asked: Asked) -> Asked:
    """The parts of the question; of two values joined by "and" it is not clear whether one row must have both."""
    if any(named.is_all for named in asked.values) and not asked.says(Role.BOTH):
        raise Unread("both, or either?")
    return asked


def told(asked: Asked, placed: Placed, subject: Subject, frame: Frame) -> Iterator[Related]:
    """What is said of the rows by rows of the event: one condition, or one for each of "both ... and"."""
    if subject.event is None or is_tangled(asked, placed):
        raise Unread("several things that are said of the rows")
    period = None if is_own_date(asked, subject, frame.layer) else one_period(asked, subject.event, frame)
    for theirs in apart(placed, asked):
        for condition in related(theirs, subject.event, subject.table, asked.negated):
            yield replace(condition, period=period)


def is_tangled(asked: Asked, placed: Placed) -> bool:
    """Whether it is not clear what a "not" denies; a date of the rows' own stands apart from it."""
    return asked.negated and bool(placed.amounts or (asked.says(Role.AND) and asked.time is None))


def apart(placed: Placed, asked: Asked) -> list[Placed]:
    """The conditions for each of the values of "both ... and", or all together."""
    if not asked.says(Role.BOTH):
        return [placed]
    several = [it for it in placed.theirs if isinstance(it, Filter) and len(it.values) > 1]
    if len(several) != 1 or asked.negated:
        raise Unread("both of what?")
    rest = tuple(it for it in placed.theirs if it is not several[0])
    return [replace(placed, theirs=(*rest, replace(several[0], values=(value,)))) for value in several[0].values]


def contrasted(asked: Asked, subject: Subject, frame: Frame) -> tuple[Condition, ...]:
    """Who bought in 2025 but not in 2026: there are rows of the one sort, and none of the other. Raises Unread."""
    if subject.event is None or not asked.negated or asked.comparisons:
        raise Unread("but what?")
    if len(asked.periods) == 2:
        halves = [replace(asked, periods=(period,)) for period in asked.periods]
    elif len(asked.values) == 2:
        halves = [replace(asked, values=(named,)) for named in asked.values]
    else:
        raise Unread("but what?")
    first, last = (place(half, subject.table, subject.event, frame.layer) for half in halves)
    if first.own != last.own or (first == last and len(asked.periods) != 2):
        raise Unread("but what?")
    periods = [one_period(half, subject.event, frame) for half in halves]
    event, of = subject.event.name, subject.table.name
    return (
        *first.own,
        Related(event, of, first.theirs, periods[0]),
        Related(event, of, last.theirs, periods[1], negated=True),
    )


def is_list(reading: Reading, asked: Asked, subject: Subject) -> bool:
    """Whether the rows themselves are asked for: they are listed, or narrowed down to some by more than a period.

    A noun with nothing but statuses and a period, as "orders this month", asks for their number.
    """
    if asked.says(Role.COUNT, Role.SHARE, Role.RATE, Role.AVERAGE, Role.SUM):
        return False
    is_named = any(noun.is_name for noun in asked.nouns) or is_of_kind(asked)
    has_columns = bool(asked.columns or asked.facts or asked.ordering)
    is_narrowed = bool(asked.values or asked.keys or asked.events)
    is_named |= asked.says(Role.WITH) and any(column.table != subject.table.name for column in asked.columns)
    if is_named or asked.says(*LISTING) or asked.limit or (has_columns and is_narrowed):
        return not asked.says(Role.DISTINCT) or bool(asked.limit)
    if asked.says(Role.DISTINCT):
        return False
    narrowed = (Related, Comparison, Missing)
    return any(isinstance(it, narrowed) or is_name(it) for it in reading.filters)


def is_of_kind(asked: Asked) -> bool:
    """Whether things that do not happen at a time are named by their values alone: "electronics products"."""
    things = [noun.table for noun in asked.nouns]
    is_plain = not (asked.periods or asked.time or asked.events or asked.negated)
    return is_plain and bool(asked.values) and len(things) == 1 and things[0].default_time is None


def is_name(condition: Condition) -> bool:
    """Whether a condition is on the name of a row."""
    return isinstance(condition, Filter) and condition.column.endswith(".name")


def listed(reading: Reading, asked: Asked, subject: Subject, frame: Frame) -> Reading:
    """The rows, sorted as the question says, else the newest first."""
    table = subject.table
    require_shown(asked, table, frame.layer)
    is_unclear = asked.limit is None or len(asked.nouns) > 1
    if subject.event and is_unclear and asked.says(Role.LATEST, Role.EARLIEST):
        raise Unread("the last of what?")
    earliest = asked.says(Role.EARLIEST)
    by_time = asked.says(Role.LATEST) or earliest
    limit = asked.limit or (newest(asked, table) if by_time else None)
    sorting = None
    if by_time:
        dated = asked.time or time_of(table)
        if dated is None or not reaches(frame.layer, table.name, dated.table):
            raise Unread("there is no date to sort by")
        sorting = Sorting(dated.reference, descending=not earliest)
    return replace(reading, rows=table.name, shown=asked_for(asked), sorting=sorting, limit=limit)


def require_shown(asked: Asked, table: Table, layer: SemanticLayer) -> None:
    """What is to be shown of rows must be theirs, or of rows that they refer to. Raises Unread, Beyond for a number."""
    for fact in asked.facts:
        if not reaches(layer, table.name, table_of_fact(fact)):
            raise Beyond(f"{table.name} have no {reference_of(fact)}")
    for column in asked.columns:
        if not reaches(layer, table.name, column.table):
            raise Unread(f"{table.name} have no {column.name}")


def asked_for(asked: Asked) -> tuple[str, ...]:
    """The columns and amounts that are asked for by name: "price of", "when did ... register"."""
    columns = [*asked.columns, *(fact for fact in asked.facts if isinstance(fact, Column))]
    amounts = [fact.measure.reference for fact in asked.facts if isinstance(fact, RowAmount)]
    if asked.time and not asked.periods and not asked.says(Role.LATEST, Role.EARLIEST):
        columns.append(asked.time)
    return (*(column.reference for column in columns if column.kind != "key"), *amounts)


def newest(asked: Asked, table: Table) -> int:
    """How many of the latest rows: one in the singular, some in the plural."""
    return NEWEST if any(noun.is_plural for noun in asked.nouns if noun.table is table) else 1


def time_of(table: Table) -> Column | None:
    """The date that rows of a table are older or newer by."""
    times = [column for column in table.visible_columns if column.kind == "time_dimension"]
    if table.default_time:
        return table.column(table.default_time)
    return times[0] if len(times) == 1 else None


def counted(reading: Reading, subject: Subject, frame: Frame) -> Reading:
    """The number of rows. Raises Unread where the layer has no measure for it."""
    count = count_of(frame.layer, subject.table.name)
    if count is None:
        raise Unread(f"{subject.table.name} can't be counted")
    return replace(reading, measures=(count,))
