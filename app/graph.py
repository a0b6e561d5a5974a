"""The graph: the nodes in a line, with an edge back for another attempt and an edge to the end for a failure."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

from langgraph.graph import END, START, StateGraph
from langgraph.graph.state import CompiledStateGraph

from app.contracts import QueryState, RunContext
from app.nodes.registry import NodeSpec

RECURSION_LIMIT = 50
"""Steps that one run may take; the attempts are bounded long before, LangGraph's own limit is 10,007."""

Graph = CompiledStateGraph[Any, RunContext, Any, Any]


def build_graph(nodes: Sequence[NodeSpec]) -> Graph:
    """Compile the nodes, in the order given, into a LangGraph graph."""
    graph = StateGraph(QueryState, context_schema=RunContext)
    for spec in nodes:
        graph.add_node(spec.name, spec)
    graph.add_edge(START, nodes[0].name)
    for spec, following in zip(nodes, [*(other.name for other in nodes[1:]), END], strict=True):
        graph.add_conditional_edges(spec.name, signal, targets(spec, following))
    return graph.compile()


def signal(state: QueryState) -> str:
    """Which edge to take: the node that just ran has said so."""
    return state["signal"]


def targets(spec: NodeSpec, following: str) -> dict[Hashable, str]:
    """Where each signal leads from a node."""
    back: dict[Hashable, str] = {"retry": spec.retry_to} if spec.retry_to else {}
    return {"continue": following, "end": END, **back}
