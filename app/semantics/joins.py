"""The join graph: how the rows of one table find the one row of another that they refer to."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.semantics.layer import Relationship, SemanticLayer


@dataclass(frozen=True)
class Step:
    """A join in the direction that it is gone: from a table's column to another's."""

    table: str
    column: str
    other: str
    other_column: str
    to_one: bool
    """Whether each row finds one row at most."""
    further: tuple[tuple[str, str], ...] = ()
    """The other pairs of columns of a composite key, the table's first."""

    @property
    def reference(self) -> str:
        """The column that refers, `table.column`."""
        return f"{self.table}.{self.column}" if self.to_one else f"{self.other}.{self.other_column}"


class SeveralWays(Exception):
    """Rows belong together in more than one way, as a flight and the airports that it leaves and reaches."""


def path(layer: SemanticLayer, start: str, goal: str) -> tuple[Relationship, ...] | None:
    """The shortest chain of many-to-one joins from `start` to `goal`; None when there is none.

    Only such joins are followed: they add columns to a row and never repeat it, so that a sum stays true. Joins over
    several columns, or by one of several columns that refer to the same table, are not: they have to be chosen.
    """
    queue: deque[tuple[str, tuple[Relationship, ...]]] = deque([(start, ())])
    seen = {start}
    while queue:
        table, joins = queue.popleft()
        if table == goal:
            ends = {f"{join.left_table}.{join.left_column}" for join in joins}
            return None if ends & (alternatives(layer) | roles(layer)) else joins
        for join in references(layer).get(table, ()):
            if join.right_table not in seen:
                seen.add(join.right_table)
                queue.append((join.right_table, (*joins, join)))
    return None


@lru_cache(maxsize=8)
def references(layer: SemanticLayer) -> Mapping[str, Sequence[Relationship]]:
    """The joins by the table that refers; those over several columns are left out."""
    found = defaultdict(list)
    for join in layer.relationships:
        if not join.further:
            found[join.left_table].append(join)
    return dict(found)


def reaches(layer: SemanticLayer, start: str, goal: str) -> bool:
    """Whether each row of `start` finds one row of `goal`, and in one way only."""
    return path(layer, start, goal) is not None


@lru_cache(maxsize=4096)
def refers(layer: SemanticLayer, start: str, goal: str) -> bool:
    """Whether each row of `start` finds one row of `goal` in each of the ways that there are."""
    found, edge = {start}, [start]
    while edge:
        steps = [step for table in edge for step in steps_from(layer, table) if step.to_one and not step.further]
        edge = list({step.other for step in steps} - found)
        found |= set(edge)
    return goal in found


def referring(layer: SemanticLayer, *tables: str) -> tuple[str, ...]:
    """The other tables whose rows refer to a row of each of these."""
    return tuple(
        table.name
        for table in layer.tables
        if table.name not in tables and all(reaches(layer, table.name, goal) for goal in tables)
    )


def link(layer: SemanticLayer, start: str, goal: str, via: Collection[str] = ()) -> tuple[Step, ...] | None:
    """The shortest chain of joins in either direction; None when there is none. Raises SeveralWays.

    Where one table refers to another in several ways, or in a role, `via` names the column, `table.column`, that is
    meant.
    """
    queue: deque[tuple[str, tuple[Step, ...]]] = deque([(start, ())])
    seen = {start}
    while queue:
        table, steps = queue.popleft()
        if table == goal:
            require_one_between(layer, steps, via)
            return tuple(unequivocal(layer, step, via) for step in steps)
        for step in sorted(steps_from(layer, table), key=lambda step: step.reference not in via):
            is_meant = step.reference not in roles(layer) or step.reference in via
            if step.other not in seen and is_meant:
                seen.add(step.other)
                queue.append((step.other, (*steps, step)))
    return None


def require_one_between(layer: SemanticLayer, steps: Sequence[Step], via: Collection[str]) -> None:
    """Raise SeveralWays where rows of either of two tables join the ends of a chain: bought, or reviewed?"""
    if len(steps) != len(("to", "from")) or steps[0].to_one or not steps[1].to_one or via:
        return
    start, between, goal = steps[0].table, steps[0].other, steps[1].other
    others = set(referring(layer, start, goal)) - {between}
    if others and not is_pairing(layer, between):
        raise SeveralWays(f"{start} and {goal} by {between} or {', '.join(sorted(others))}")


def steps_from(layer: SemanticLayer, table: str) -> Sequence[Step]:
    """The joins that lead on from a table."""
    return steps_by_table(layer).get(table, ())


@lru_cache(maxsize=8)
def steps_by_table(layer: SemanticLayer) -> Mapping[str, Sequence[Step]]:
    """The joins in both directions, by the table that they lead on from."""
    found = defaultdict(list)
    for join in layer.relationships:
        pairs = tuple((right, left) for left, right in join.further)
        to = Step(join.left_table, join.left_column, join.right_table, join.right_column, True, join.further)
        back = Step(join.right_table, join.right_column, join.left_table, join.left_column, False, pairs)
        found[join.left_table].append(to)
        found[join.right_table].append(back)
    return {
        table: sorted(steps, key=lambda step: (not is_pairing(layer, step.other), step.to_one))
        for table, steps in found.items()
    }


def is_pairing(layer: SemanticLayer, table: str) -> bool:
    """Whether a table's rows only say which rows of others belong together, so that a way over it is meant first."""
    ends = {join.left_column for join in layer.relationships if join.left_table == table}
    known = layer.by_name.get(table)
    return known is not None and len(known.key) > 1 and ends.issuperset(known.key)


@lru_cache(maxsize=4096)
def distances(layer: SemanticLayer, start: str) -> Mapping[str, int]:
    """How many joins lie between a table and each of those that belong together with it."""
    found, edge, joins = {start: 0}, [start], 0
    while edge:
        joins += 1
        beyond = {step.other for table in edge for step in steps_from(layer, table)} - found.keys()
        found |= dict.fromkeys(beyond, joins)
        edge = list(beyond)
    return found


@lru_cache(maxsize=8)
def alternatives(layer: SemanticLayer) -> frozenset[str]:
    """The columns, `table.column`, by which a table refers to another one that it refers to by others too."""
    pairs = Counter((join.left_table, join.right_table) for join in layer.relationships)
    return frozenset(
        f"{join.left_table}.{join.left_column}"
        for join in layer.relationships
        if pairs[join.left_table, join.right_table] > 1
    )


LEADING = frozenset("lead leading head chief main primary principal responsible".split())
"""Words that tell the one of several rows that has a role."""


@lru_cache(maxsize=8)
def roles(layer: SemanticLayer) -> frozenset[str]:
    """The columns, `table.column`, that refer to a row in a role, where a third table says which rows belong together.

    A club's president is no member of it for that: the members are those that the table of memberships names.
    """
    ends = {(join.left_table, join.right_table) for join in layer.relationships}
    linked = {
        (one, other)
        for table in {left for left, _ in ends}
        for one in {right for left, right in ends if left == table}
        for other in {right for left, right in ends if left == table}
        if table not in (one, other) and one != other
    }
    return frozenset(
        f"{join.left_table}.{join.left_column}"
        for join in layer.relationships
        if (join.left_table, join.right_table) in linked and is_role(join, layer)
    )


def is_role(join: Relationship, layer: SemanticLayer) -> bool:
    """Whether a column that refers is called by another noun than the rows that it refers to."""
    words = set(layer.column(f"{join.left_table}.{join.left_column}").label["en"].split())
    named = layer.by_name[join.right_table]
    nouns = {*named.singular["en"].split(), *named.label["en"].split(), *join.right_column.split("_")[:-1]}
    return not words & nouns or bool(words & LEADING)


def belong(one: str, other: str, layer: SemanticLayer) -> bool:
    """Whether rows belong together where these columns, `table.column`, are equal: a reference and its key."""
    ends = {
        frozenset((f"{join.left_table}.{join.left_column}", f"{join.right_table}.{join.right_column}"))
        for join in layer.relationships
    }
    key = {f"{table.name}.{table.primary_key}" for table in layer.tables}
    return frozenset((one, other)) in ends or (one == other and one in key)


def unequivocal(layer: SemanticLayer, step: Step, via: Collection[str]) -> Step:
    """The step, or of several between the same tables the one over a column of `via`. Raises SeveralWays."""
    ways = [other for other in steps_from(layer, step.table) if other.other == step.other]
    chosen = [other for other in ways if other.reference in via] if len(ways) > 1 else ways
    if len(chosen) != 1:
        raise SeveralWays(f"{step.table} and {step.other}")
    return chosen[0]
