"""Readings that count: rows in each group, and things that were sold."""

from __future__ import annotations

from app.generators.builtin.asked import Asked
from app.generators.builtin.computing import computed
from app.generators.builtin.placing import measure_use
from app.generators.builtin.roles import Role
from app.generators.builtin.sentence import ManyThings, Unread
from app.generators.builtin.subject import Subject
from app.generators.builtin.timing import Frame, date_of
from app.semantics.joins import reaches, referring
from app.semantics.layer import SemanticLayer, Table
from app.semantics.measures import count_of, table_of_group
from app.semantics.reading import Group, MeasureUse, Reading, RowGroup


def pieces_sold(asked: Asked, subject: Subject, frame: Frame) -> MeasureUse | None:
    """What "how many iPhone 15 were sold" counts: pieces. Raises NeedsClarification for "how many products"."""
    event = subject.event or subject.table
    use = measure_use(event.default_quantity, frame.layer)
    is_counted = (
        asked.says(Role.COUNT) and not asked.says(Role.DISTINCT, Role.TIMES, Role.WHO) and asked.events == (event,)
    )
    if use is None or not is_counted or asked.negated or asked.comparisons or asked.groups:
        return None
    things = [noun.table for noun in asked.nouns]
    told = {frame.layer.column(named.filter.column).table for named in asked.values} - {event.name}
    if {*told, *(table.name for table in things)} & set(frame.layer.takers(event)):
        return None
    if asked.pieces or asked.says(Role.SUM) or not things:
        return use
    if len(things) == 1:
        raise ManyThings("pieces, or different ones?")
    return None


def require_one_count(asked: Asked, subject: Subject, frame: Frame) -> None:
    """Raise where rows that take part in something are named with groups, and it is not said what is counted.

    "How many products were sold by status" may be pieces or different ones (ManyThings); "who ordered every month"
    did so in all of them (Unread).
    """
    event = subject.event
    if event is None or asked.comparisons or asked.says(Role.DISTINCT, Role.TIMES):
        return
    if subject.table.name in frame.layer.takers(event):
        if not asked.says(Role.COUNT):
            raise Unread("in every one of them?")
    elif event in asked.events and is_in_pieces(asked, event, frame.layer):
        raise ManyThings("pieces, or different ones?")


def is_in_pieces(asked: Asked, event: Table, layer: SemanticLayer) -> bool:
    """Whether things that something happened to may be counted in pieces, and not only in different ones."""
    return measure_use(event.default_quantity, layer) is not None and not (asked.negated or asked.says(Role.WHO))


def grouped_count(asked: Asked, subject: Subject, frame: Frame) -> Reading:
    """The number of rows in each group; of rows that meet the groups only in others, the number of different ones."""
    require_one_count(asked, subject, frame)
    if use := pieces_of_event(asked, subject, frame.layer):
        return computed(asked, (use,), asked.groups, frame)
    table, event, layer = subject.table, subject.event, frame.layer
    groups = asked.groups
    if use := pieces_in(table, groups, layer):
        return computed(asked, (use,), groups, frame)
    wanted = [table_of_group(group, layer) for group in groups if isinstance(group, RowGroup) or group.column]
    count = count_of(layer, table.name)
    is_dated = not asked.periods or date_of(asked, table, layer) is not None
    if event is None and count and is_dated and all(reaches(layer, table.name, name) for name in wanted):
        return computed(asked, (count,), groups, frame)
    if event is None and asked.says(Role.COUNT, Role.DISTINCT):
        event = event_between(layer, table, wanted)
    if event is None:
        raise Unread(f"{table.name} have no such groups")
    return computed(asked, (counted_in(layer, event, table),), groups, frame)


def pieces_of_event(asked: Asked, subject: Subject, layer: SemanticLayer) -> MeasureUse | None:
    """What "how many were sold per month" counts, where nothing is named that was: pieces."""
    is_plain = subject.table in asked.events and not (asked.nouns or asked.comparisons or asked.negated)
    if not is_plain or not asked.says(Role.COUNT) or asked.says(Role.DISTINCT, Role.TIMES):
        return None
    return measure_use(subject.table.default_quantity, layer)


def pieces_in(table: Table, groups: tuple[Group, ...], layer: SemanticLayer) -> MeasureUse | None:
    """What counts things in rows that refer to them: the items of each order are its pieces."""
    if len(groups) != 1 or not isinstance(groups[0], RowGroup) or groups[0].table == table.name:
        return None
    holder = layer.by_name[groups[0].table]
    return measure_use(holder.default_quantity, layer) if reaches(layer, holder.name, table.name) else None


def event_between(layer: SemanticLayer, table: Table, wanted: list[str]) -> Table | None:
    """The one table whose rows refer to both the rows that are counted and the groups."""
    found = referring(layer, table.name, *(name for name in wanted if name != table.name))
    return layer.by_name[found[0]] if len(found) == 1 else None


def counted_in(layer: SemanticLayer, event: Table, table: Table) -> MeasureUse:
    """The number of different rows of a table that rows of the event refer to. Raises Unread."""
    keys = [
        f"{join.left_table}.{join.left_column}"
        for join in layer.relationships
        if (join.left_table, join.right_table) == (event.name, table.name) and not join.further
    ]
    if len(keys) != 1:
        raise Unread(f"{event.name} do not tell which {table.name}")
    return MeasureUse(keys[0], "count_distinct")
