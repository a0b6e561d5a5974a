"""The graph runs the nodes in line, goes back for another attempt, and ends at the first error that nothing mends."""

from __future__ import annotations

from typing import Any

import pytest

from app.contracts import ErrorRecord, RunContext
from app.errors import Refused, UnsafeSql
from app.graph import build_graph
from app.nodes.registry import NodeSpec, in_order, node
from app.progress import Progress


class Journal:
    """Keeps what would be written to the audit."""

    def __init__(self) -> None:
        self.failed: list[str] = []

    def attempt_failed(self, error: ErrorRecord) -> None:
        self.failed.append(error["code"])


class Context:
    """As much of a run's context as these nodes need."""

    def __init__(self) -> None:
        self.journal = Journal()
        self.progress = Progress()


@node(writes={"attempts", "sql"})
def offer(state: Any, ctx: RunContext) -> dict[str, Any]:
    attempts = state.get("attempts", [])
    return {"sql": f"candidate {len(attempts)}", "attempts": [*attempts, {"sql": f"candidate {len(attempts)}"}]}


@node(after="offer", retry_to="offer")
def judge(state: Any, ctx: RunContext) -> dict[str, Any]:
    if state["sql"] != "candidate 2":
        raise UnsafeSql("not the third")
    return {}


@node(after="judge", writes={"answer"})
def tell(state: Any, ctx: RunContext) -> dict[str, Any]:
    return {"answer": state["sql"]}


def run(*nodes: NodeSpec) -> tuple[dict[str, Any], Context]:
    context = Context()
    return build_graph(in_order(nodes)).invoke({}, {"recursion_limit": 50}, context=context), context


def test_a_rejected_candidate_goes_back_and_the_next_one_is_tried():
    state, context = run(offer, judge, tell)
    assert state["answer"] == "candidate 2"
    assert context.journal.failed == ["UnsafeSql", "UnsafeSql"]
    assert [attempt.get("error", {}).get("code") for attempt in state["attempts"]] == ["UnsafeSql", "UnsafeSql", None]
    assert [step["node"] for step in state["trail"]] == ["offer", "judge"] * 3 + ["tell"]


def test_an_error_that_no_attempt_mends_ends_the_run():
    @node(after="offer")
    def refuse(state: Any, ctx: RunContext) -> dict[str, Any]:
        raise Refused()

    @node(after="refuse", writes={"answer"})
    def never(state: Any, ctx: RunContext) -> dict[str, Any]:
        return {"answer": "reached"}

    state, _ = run(offer, refuse, never)
    assert state["error"]["code"] == "Refused"
    assert "answer" not in state


def test_a_node_may_not_write_what_it_has_not_declared():
    @node(after="offer")
    def smuggle(state: Any, ctx: RunContext) -> dict[str, Any]:
        return {"sql": "DROP TABLE customers"}

    state, _ = run(offer, smuggle)
    assert state["error"]["code"] == "InvalidNode"
    assert state["sql"] == "candidate 0"


def test_a_cancelled_run_stops_before_its_next_step():
    @node(after="offer")
    def leave(state: Any, ctx: RunContext) -> dict[str, Any]:
        ctx.progress.cancellation.cancel()
        return {}

    @node(after="leave", writes={"answer"}, retry_to="offer")
    def never(state: Any, ctx: RunContext) -> dict[str, Any]:
        return {"answer": "reached"}

    state, _ = run(offer, leave, never)
    assert (state["error"]["code"], state["error"]["outcome"]) == ("Cancelled", "cancelled")
    assert [step["node"] for step in state["trail"]] == ["offer", "leave", "never"]
    assert "answer" not in state


def test_a_bug_in_a_node_is_not_swallowed():
    @node(after="offer")
    def stumble(state: Any, ctx: RunContext) -> dict[str, Any]:
        raise KeyError("nothing")

    with pytest.raises(KeyError):
        run(offer, stumble)
