"""Which tables a prompt describes: all of them, or where those don't fit, those that the question is about."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

from app.errors import SchemaTooLarge
from app.generators.prompts.schema import describe
from app.generators.prompts.tokens import estimate_tokens
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
    everything = frozenset(layer.by_name)
    if fits(layer, everything, tokens):
        return Described(describe(layer, everything))
    chosen = frozenset(connected(layer, linked))
    if not chosen or not fits(layer, chosen, tokens):
        raise SchemaTooLarge(f"more than {tokens} tokens; OLLAMA_CONTEXT_TOKENS sets the limit")
    for neighbour in neighbours(layer, chosen):
        if fits(layer, chosen | {neighbour}, tokens):
            chosen |= {neighbour}
    return Described(describe(layer, chosen), tuple(name for name in layer.by_name if name not in chosen))


def fits(layer: SemanticLayer, tables: frozenset[str], tokens: int) -> bool:
    """Whether the text of these tables takes no more tokens."""
    return tokens_of_schema(layer, tables) <= tokens


@lru_cache(maxsize=64)
def tokens_of_schema(layer: SemanticLayer, tables: frozenset[str]) -> int:
    """Tokens that the text of these tables takes."""
    return estimate_tokens(describe(layer, tables))


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
        for name in beside(layer, so_far[-1]):
            if name not in seen:
                seen.add(name)
                queue.append((*so_far, name))
    return {start, goal}


def beside(layer: SemanticLayer, table: str) -> Iterator[str]:
    """The tables that a table has a join with."""
    for join in layer.relationships:
        ends = (join.left_table, join.right_table)
        if table in ends:
            yield ends[ends[0] == table]


def neighbours(layer: SemanticLayer, tables: Collection[str]) -> list[str]:
    """The other tables that have a join with one of these, in the layer's order."""
    near = {name for table in tables for name in beside(layer, table)}
    return [name for name in layer.by_name if name in near and name not in tables]
