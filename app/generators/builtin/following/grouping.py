"""Other groups for an earlier reading, and how many of them: "by month", «و مشتریان؟», "top 5"."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Literal

from app.generators.builtin.asked import Asked
from app.generators.builtin.computing import base_of, require_path
from app.generators.builtin.following.measuring import about, base_table, computed_from_rows
from app.generators.builtin.ranking import DEFAULT_LIMIT, LOWEST, RANKING
from app.generators.builtin.roles import Role
from app.generators.builtin.sentence import Unread
from app.semantics.layer import SemanticLayer
from app.semantics.measures import count_of, table_of_group
from app.semantics.reading import ColumnGroup, Condition, Filter, Group, Reading, RowGroup, TimeGroup

MOST_GROUPS = 2
End = Literal["highest", "lowest"]


def with_groups(reading: Reading, asked: Asked, layer: SemanticLayer, *, adds: bool) -> Reading:
    """The reading for each of other groups: "by month", «به تفکیک دسته», "and customers?". Raises Unread."""
    found = groups_said(reading, asked, layer)
    if not found:
        return reading
    if reading.rows:
        count = count_of(layer, reading.rows)
        if count is None:
            raise Unread("the number of what?")
        reading = replace(computed_from_rows(reading), measures=(count,))
    groups = tuple(dict.fromkeys((*(reading.groups if adds else ()), *found)))
    require_groups(reading, groups)
    for group in groups:
        if isinstance(group, RowGroup) or group.column:
            require_path(base_of(reading.measures, layer), table_of_group(group, layer), layer)
    return replace(reading, groups=groups, filters=tuple(wider(reading.filters, found)))


def wider(filters: Sequence[Condition], groups: Sequence[Group]) -> Iterator[Condition]:
    """The conditions without those that would leave but one of the groups: "by category" after "only books"."""
    columns = {group.column for group in groups if isinstance(group, ColumnGroup)}
    for condition in filters:
        is_one = isinstance(condition, Filter) and not condition.negated and len(condition.values) == 1
        if not (is_one and about(condition) in columns):
            yield condition


def groups_said(reading: Reading, asked: Asked, layer: SemanticLayer) -> tuple[Group, ...]:
    """The groups that a fragment names; another table's rows are some where there were groups already."""
    ranked = (asked.ranking.group,) if asked.ranking else ()
    columns = tuple(ColumnGroup(column.reference) for column in asked.columns)
    if any(layer.column(group.column).kind != "dimension" for group in columns):
        raise Unread("what of that column?")
    base = base_table(reading, layer)
    others = [noun.table for noun in asked.nouns if noun.table is not base and not asked.says(Role.COUNT)]
    if others and not reading.groups:
        raise Unread(f"{others[0].name} beside {base.name}")
    return (*asked.groups, *asked.spans, *columns, *ranked, *(RowGroup(table.name) for table in others))


def require_groups(reading: Reading, groups: Sequence[Group]) -> None:
    """Raise Unread where what is made of the measure has no meaning for other groups."""
    times = [group for group in groups if isinstance(group, TimeGroup)]
    is_over_time = reading.derived in ("growth", "running") and not reading.compared
    if reading.within or reading.per or reading.derived == "rank" or (reading.derived == "share" and reading.part):
        raise Unread("other groups of that")
    if len(groups) > MOST_GROUPS or len(times) > 1 or (is_over_time and not times):
        raise Unread("too many groups, or none of time")
    if times and (reading.ranking or reading.compared):
        raise Unread("a ranking or a comparison by time")


def with_order(reading: Reading, asked: Asked) -> Reading:
    """The reading as a ranking: "top 5", "the lowest 3", and with another number of rows. Raises Unread."""
    said = set() if asked.facts else asked.roles & set(RANKING)
    if asked.ranking:
        said |= {asked.ranking.role} if asked.ranking.role else set()
        if asked.ranking.by is not None or asked.ranking.place:
            raise Unread("ranked by something else")
    if not (said or asked.limit):
        return reading
    limit = asked.limit or DEFAULT_LIMIT
    end = end_of(said)
    if reading.rows:
        return sorted_rows(reading, limit, end)
    if not reading.groups or reading.derived in ("growth", "running", "rank"):
        raise Unread("the first of what?")
    return replace(reading, ranking=end or reading.ranking or "highest", limit=limit, place=None)


def end_of(said: Collection[Role]) -> End | None:
    """The end that words rank from; "top" leaves it as it was."""
    if not said or said == {Role.TOP}:
        return None
    return "highest" if not set(LOWEST) & set(said) else "lowest"


def sorted_rows(reading: Reading, limit: int, end: End | None) -> Reading:
    """So many rows of a sorted list, from the end that is named. Raises Unread where it is not sorted."""
    if reading.sorting is None:
        raise Unread("sorted by what?")
    is_falling = reading.sorting.descending if end is None else end == "highest"
    return replace(reading, sorting=replace(reading.sorting, descending=is_falling), limit=limit, place=None)
