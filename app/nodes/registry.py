"""How a node is declared, found and put in order.

A node is a function `(state, ctx) -> patch` with `@node(...)` above it, in a module of app/nodes or in an installed
package that names the module under the entry point group `querycraft.nodes`.
"""

from __future__ import annotations

import importlib
import pkgutil
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import entry_points
from typing import Any

from app.contracts import Patch, QueryState, RunContext
from app.errors import InvalidNode, QueryCraftError

Run = Callable[[QueryState, RunContext], Patch]

ENTRY_POINT_GROUP = "querycraft.nodes"
OWN_KEYS = frozenset({"trail"})
"""State keys that only the runner writes."""


@dataclass(frozen=True)
class NodeSpec:
    """A node's declaration: its name, what it runs after, what it writes, and where a failed attempt goes back to.

    A node fails by raising a QueryCraftError, or, where it has more to leave behind, by writing its record as `error`.
    An optional node becomes a step only where it is wanted by its name.
    """

    name: str
    run: Run
    after: str | None
    writes: frozenset[str]
    retry_to: str | None
    is_optional: bool = False

    def __call__(self, state: QueryState, ctx: RunContext) -> Patch:
        """Run the node, unless the question was cancelled: time it, turn our errors into state, refuse undeclared keys.

        The patch's `signal` says where to go on. Whoever watches is told when the node begins and when it has ended.
        """
        ctx.progress.tell("step", node=self.name, status="started")
        started = time.perf_counter()
        try:
            ctx.progress.check()
            patch = self.success(self.run(state, ctx))
        except QueryCraftError as error:
            patch = self.failure(state, ctx, error)
        ms = round((time.perf_counter() - started) * 1000, 3)
        ctx.progress.tell("step", node=self.name, status="finished", ms=ms)
        return {**patch, "trail": [{"node": self.name, "ms": ms}]}

    def success(self, patch: Patch) -> Patch:
        """The patch and where it leads, if it keeps to its declaration: LangGraph drops an undeclared key silently."""
        undeclared = patch.keys() - self.writes
        if undeclared:
            raise InvalidNode(name=self.name, problem=f"it writes {', '.join(sorted(undeclared))} without saying so")
        return {"error": None, **patch, "signal": "end" if patch.get("error") else "continue"}

    def failure(self, state: QueryState, ctx: RunContext, error: QueryCraftError) -> Patch:
        """The patch after an error: back to `retry_to` where another attempt may help, otherwise the end.

        A node that may go back works on an attempt: what becomes of that is recorded either way.
        """
        record = error.as_record()
        patch = {"signal": "retry" if self.retry_to and error.retryable else "end", "error": record}
        if not (self.retry_to and state.get("attempts")):
            return patch
        ctx.journal.attempt_failed(record)
        *earlier, last = state["attempts"]
        return {**patch, "attempts": [*earlier, {**last, "error": record}]}


def node(
    *, after: str | None = None, writes: Iterable[str] = (), retry_to: str | None = None, optional: bool = False
) -> Callable[[Run], NodeSpec]:
    """Declare the function below as a node; its name is the function's."""

    def declare(run: Run) -> NodeSpec:
        return NodeSpec(run.__name__, run, after, frozenset(writes), retry_to, optional)

    return declare


def discover(wanted: Collection[str] = ()) -> list[NodeSpec]:
    """Every node of app/nodes and of installed packages, in the order they run; of optional ones, the wanted."""
    package = importlib.import_module("app.nodes")
    own = [importlib.import_module(f"app.nodes.{module.name}") for module in pkgutil.iter_modules(package.__path__)]
    installed = [point.load() for point in entry_points(group=ENTRY_POINT_GROUP)]
    specs = [spec for module in [*own, *installed] for spec in nodes_of(module)]
    return in_order([spec for spec in specs if not spec.is_optional or spec.name in wanted])


def nodes_of(module: Any) -> list[NodeSpec]:
    """The nodes that a module declares."""
    return [value for value in vars(module).values() if isinstance(value, NodeSpec)]


def in_order(specs: Sequence[NodeSpec]) -> list[NodeSpec]:
    """The nodes as a line: each directly behind the one that it names.

    Where several name the same one, those that nothing follows come first, so that an added node never cuts the line.
    Raises InvalidNode for a name used twice, an unknown `after` or `retry_to`, an undeclared state key.
    """
    for spec in specs:
        check(spec, specs)
    line = [spec for spec in specs if spec.after is None]
    if len(line) != 1:
        raise InvalidNode(name=", ".join(spec.name for spec in line), problem="exactly one node runs after no other")
    for spec in line:
        followers = [follower for follower in specs if follower.after == spec.name]
        at = line.index(spec) + 1
        line[at:at] = sorted(followers, key=lambda follower: (has_followers(follower, specs), follower.name))
    missing = [spec for spec in specs if spec not in line]
    if missing:
        raise InvalidNode(name=missing[0].name, problem="it runs after itself")
    return line


def has_followers(spec: NodeSpec, specs: Sequence[NodeSpec]) -> bool:
    """Whether some node runs after this one."""
    return any(other.after == spec.name for other in specs)


def check(spec: NodeSpec, specs: Sequence[NodeSpec]) -> None:
    """Raise InvalidNode when the declaration can't be kept."""
    known = [other.name for other in specs]
    undeclared = spec.writes - (QueryState.__annotations__.keys() - OWN_KEYS)
    if known.count(spec.name) > 1:
        raise InvalidNode(name=spec.name, problem="another node has that name")
    for name in (spec.after, spec.retry_to):
        if name is not None and name not in known:
            raise InvalidNode(name=spec.name, problem=f"there is no node {name}")
    if undeclared:
        raise InvalidNode(name=spec.name, problem=f"the state has no {', '.join(sorted(undeclared))} to write")
