"""Nodes are declared, found and put in order; a wrong declaration is refused at the start."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from app.errors import InvalidNode
from app.nodes import registry
from app.nodes.registry import NodeSpec, discover, in_order, node


def spec(name: str, after: str | None = None, **options: object) -> NodeSpec:
    def run(state: object, ctx: object) -> dict[str, object]:
        return {}

    run.__name__ = name
    return node(after=after, **options)(run)  # type: ignore[arg-type]


def names(specs: list[NodeSpec]) -> list[str]:
    return [spec.name for spec in specs]


def test_the_products_nodes_stand_in_the_order_of_a_questions_way():
    assert names(discover()) == ["understand", "generate", "validate", "execute", "explain"]


def test_a_node_stands_directly_behind_the_one_that_it_names():
    line = in_order([spec("c", "b"), spec("a"), spec("b", "a"), spec("tag", "a")])
    assert names(line) == ["a", "tag", "b", "c"]


def test_two_added_nodes_behind_the_same_one_stand_by_name():
    assert names(in_order([spec("a"), spec("z", "a"), spec("y", "a")])) == ["a", "y", "z"]


def test_an_installed_package_adds_a_node_by_its_entry_point(monkeypatch: pytest.MonkeyPatch):
    module = SimpleNamespace(audit_cost=spec("audit_cost", "validate"))
    asked: list[str] = []

    def installed(*, group: str) -> list[SimpleNamespace]:
        asked.append(group)
        return [SimpleNamespace(load=lambda: module)]

    monkeypatch.setattr(registry, "entry_points", installed)
    assert names(discover()) == ["understand", "generate", "validate", "audit_cost", "execute", "explain"]
    assert asked == ["querycraft.nodes"]


@pytest.mark.parametrize(
    ("specs", "problem"),
    [
        ([spec("a"), spec("a", "a")], "another node has that name"),
        ([spec("a"), spec("b", "nowhere")], "there is no node nowhere"),
        ([spec("a"), spec("b", "a", retry_to="nowhere")], "there is no node nowhere"),
        ([spec("a"), spec("b", "c"), spec("c", "b")], "runs after itself"),
        ([spec("a"), spec("b")], "exactly one node"),
        ([spec("a", writes={"colour"})], "the state has no colour to write"),
        ([spec("a", writes={"trail"})], "the state has no trail to write"),
    ],
)
def test_a_declaration_that_can_not_be_kept_is_refused(specs: list[NodeSpec], problem: str):
    with pytest.raises(InvalidNode, match=problem):
        in_order(specs)
