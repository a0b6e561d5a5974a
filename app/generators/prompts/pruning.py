"""Which tables a prompt describes: all of them, or where those don't fit, those that the question is about."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.errors import SchemaTooLarge
from app.generators.prompts.schema import Part, describe, parts_of_schema, parts_within, tokens_of
from app.semantics.layer import SemanticLayer


@dataclass(frozen=True)
class Described:
    """The text of a schema, and the tables that it leaves out."""

    text: str
    left_out: tuple[str, ...] = ()


def fit(layer: SemanticLayer, linked: Collection[str], tokens: int) -> Described:
    """The schema in so many tokens: all tables, else the linked ones, those between them, and neighbours that fit.

    Raises SchemaTooLarge when not even the linked tables fit, or none is known.
    """
    if tokens_of_all(layer) <= tokens:
        return Described(describe(layer, frozenset(layer.by_name)))
    chosen = connected(layer, linked)
    parts = parts_within(layer, chosen)
    if not chosen or tokens_of(parts) > tokens:
        raise SchemaTooLarge(f"more than {tokens} tokens; OLLAMA_CONTEXT_TOKENS sets the limit")
    for neighbour in neighbours(layer, chosen):
        more = [part for part in parts_about(layer)[neighbour] if part.tables <= chosen | {neighbour}]
        if tokens_of([*parts, *more]) <= tokens:
            chosen.add(neighbour)
            parts += more
    return Described(describe(layer, frozenset(chosen)), tuple(name for name in layer.by_name if name not in chosen))


@lru_cache(maxsize=8)
def tokens_of_all(layer: SemanticLayer) -> int:
    """Tokens that the whole schema takes."""
    return tokens_of(parts_of_schema(layer))


@lru_cache(maxsize=8)
def parts_about(layer: SemanticLayer) -> Mapping[str, Sequence[Part]]:
    """The parts of the schema that need each table."""
    about: dict[str, list[Part]] = defaultdict(list)
    for part in parts_of_schema(layer):
        for name in part.tables:
            about[name].append(part)
    return about


def connected(layer: SemanticLayer, linked: Collection[str]) -> set[str]:
    """The linked tables with those that lie between them."""
    ordered = [name for name in layer.by_name if name in linked]
    return set(ordered).union(*(way(layer, ordered[0], other) for other in ordered[1:]))


def way(layer: SemanticLayer, start: str, goal: str) -> set[str]:
    """The tables on a shortest way along joins, in whichever direction; both ends alone where there is none."""
    queue: deque[tuple[str, ...]] = deque([(start,)])
    seen = {start}
    while queue:
        so_far = queue.popleft()
        if so_far[-1] == goal:
            return set(so_far)
        for name in joined(layer)[so_far[-1]]:
            if name not in seen:
                seen.add(name)
                queue.append((*so_far, name))
    return {start, goal}


@lru_cache(maxsize=8)
def joined(layer: SemanticLayer) -> Mapping[str, Sequence[str]]:
    """The tables that each table has a join with."""
    beside: dict[str, list[str]] = {name: [] for name in layer.by_name}
    for join in layer.relationships:
        if {join.left_table, join.right_table} <= beside.keys():
            beside[join.left_table].append(join.right_table)
            beside[join.right_table].append(join.left_table)
    return beside


def neighbours(layer: SemanticLayer, tables: Collection[str]) -> list[str]:
    """The other tables that have a join with one of these, in the layer's order."""
    near = {name for table in tables for name in joined(layer)[table]}
    return [name for name in layer.by_name if name in near and name not in tables]
