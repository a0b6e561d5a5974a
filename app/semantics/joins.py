"""The join graph: how the rows of one table find the one row of another that they refer to."""

from __future__ import annotations

from collections import deque

from app.semantics.layer import Relationship, SemanticLayer


def path(layer: SemanticLayer, start: str, goal: str) -> tuple[Relationship, ...] | None:
    """The shortest chain of many-to-one joins from `start` to `goal`; None when there is none.

    Only such joins are followed: they add columns to a row and never repeat it, so that a sum stays true. Joins over
    several columns are not: nothing composes them yet.
    """
    queue: deque[tuple[str, tuple[Relationship, ...]]] = deque([(start, ())])
    seen = {start}
    while queue:
        table, joins = queue.popleft()
        if table == goal:
            return joins
        for join in layer.relationships:
            if join.left_table == table and join.right_table not in seen and not join.further:
                seen.add(join.right_table)
                queue.append((join.right_table, (*joins, join)))
    return None


def reaches(layer: SemanticLayer, start: str, goal: str) -> bool:
    """Whether each row of `start` finds one row of `goal`."""
    return path(layer, start, goal) is not None


def referring(layer: SemanticLayer, *tables: str) -> tuple[str, ...]:
    """The other tables whose rows refer to a row of each of these."""
    return tuple(
        table.name
        for table in layer.tables
        if table.name not in tables and all(reaches(layer, table.name, goal) for goal in tables)
    )
