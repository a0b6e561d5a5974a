"""The graph: the nodes in a line, with a way back for another attempt and a way to the end for a failure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from langgraph.graph import END, START, StateGraph
from langgraph.graph.state import CompiledStateGraph
from langgraph.runtime import Runtime
from langgraph.types import Command

from app.contracts import QueryState, RunContext
from app.nodes.registry import NodeSpec

RECURSION_LIMIT = 50
"""Steps that one run may take; the attempts are bounded long before, LangGraph's own limit is 10,007."""

Graph = CompiledStateGraph[Any, RunContext, Any, Any]


def build_graph(nodes: Sequence[NodeSpec]) -> Graph:
    """Compile the nodes, in the order given, into a LangGraph graph."""
    graph = StateGraph(QueryState, context_schema=RunContext)
    graph.add_edge(START, nodes[0].name)
    for spec, following in zip(nodes, [*(other.name for other in nodes[1:]), END], strict=True):
        ways = ways_from(spec, following)
        graph.add_node(spec.name, step(spec, ways), destinations=tuple(dict.fromkeys(ways.values())))
    return graph.compile()


def ways_from(spec: NodeSpec, following: str) -> dict[str, str]:
    """Where each signal of a node leads: on, to the end, or back for another attempt."""
    back = {"retry": spec.retry_to} if spec.retry_to else {}
    return {"continue": following, "end": END, **back}


def step(spec: NodeSpec, ways: dict[str, str]) -> Any:
    """A node as LangGraph runs it: its patch, and the edge that its signal chooses.

    An edge that the node chooses itself costs half of a conditional edge, which reads the whole state anew.
    """

    def run(state: QueryState, runtime: Runtime[RunContext]) -> Command[str]:
        patch = spec(state, runtime.context)
        return Command(update=patch, goto=ways[patch.pop("signal")])

    return run
