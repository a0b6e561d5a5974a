"""What the two READMEs say is true: their settings, outcomes, graph and code."""

from __future__ import annotations

import dataclasses
import importlib
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

import app.generators
import app.nodes
from app import create_app
from app.contracts import Outcome
from app.graph import build_graph
from app.nodes.registry import discover
from app.settings import PROJECT, Settings
from tests.conftest import dismantle, overrides_for

READMES = ["README.md", "README.fa.md"]


def text_of(readme: str) -> str:
    return (PROJECT / readme).read_text(encoding="utf-8")


def code_blocks(readme: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", text_of(readme), re.DOTALL)


def shown(default: Any) -> str:
    default = int(default) if isinstance(default, bool) else default
    text = ",".join(default) if isinstance(default, tuple) else "" if default is None else str(default)
    return f"`{text}`" if text else ""


@pytest.mark.parametrize("readme", READMES)
@pytest.mark.parametrize("setting", dataclasses.fields(Settings), ids=lambda field: field.name)
def test_every_setting_stands_in_the_table_with_its_default(readme: str, setting: Any):
    [row] = [line for line in text_of(readme).splitlines() if line.startswith(f"| `{setting.name.upper()}` |")]
    _, _, default, help_text, _ = (cell.strip() for cell in row.split("|"))
    assert default == (shown(setting.default) or ("empty" if readme == "README.md" else "خالی"))
    assert help_text == setting.metadata["help"] if readme == "README.md" else re.search("[آ-ی]", help_text)


@pytest.mark.parametrize("readme", READMES)
def test_no_setting_is_described_that_does_not_exist(readme: str):
    described = re.findall(r"^\| `([A-Z_]+)` \|", text_of(readme), re.MULTILINE)
    assert described == [field.name.upper() for field in dataclasses.fields(Settings)]


@pytest.mark.parametrize("readme", READMES)
@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_outcome_is_named(readme: str, outcome: Outcome):
    assert f"`{outcome}`" in text_of(readme)


@pytest.mark.parametrize("readme", READMES)
def test_the_drawn_graph_is_the_graph(readme: str):
    [drawing] = code_blocks(readme, "mermaid")
    drawn = {
        (source.removesuffix("((question))"), target.removesuffix("((answer))"))
        for source, target in re.findall(r"^ +([\w()]+) -[-.].*?-?> ([\w()]+)$", drawing, re.MULTILINE)
    }
    edges = {(edge.source.strip("_"), edge.target.strip("_")) for edge in build_graph(discover()).get_graph().edges}
    real = {(source, "finish" if target == "end" else target) for source, target in edges}
    # Every step may end the run; the drawing shows the two where it is the everyday thing, and explain's own end.
    assert drawn <= real
    assert {(source, target) for source, target in real if target != "finish"} <= drawn


def test_both_languages_show_the_same_code():
    assert code_blocks(READMES[0], "python") == code_blocks(READMES[1], "python")


@pytest.fixture
def dropped_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Lets a README's code stand as a file in a package of the application."""

    def drop(package: Any, name: str, code: str) -> None:
        (tmp_path / f"{name}.py").write_text(code, encoding="utf-8")
        monkeypatch.setattr(package, "__path__", [*package.__path__, str(tmp_path)])
        importlib.invalidate_caches()
        monkeypatch.delitem(sys.modules, f"{package.__name__}.{name}", raising=False)

    return drop


def answer_of(overrides: dict[str, Any], question: str) -> Any:
    application: Flask = create_app(overrides)
    body = application.test_client().post("/api/query/", json={"question": question}).json
    dismantle(application)
    return body


def test_the_example_of_a_node_becomes_a_step_of_the_graph(shop_database_url: str, dropped_in: Any):
    node, _ = code_blocks("README.md", "python")
    dropped_in(app.nodes, "count_words", node)
    body = answer_of(overrides_for(shop_database_url), "how many orders are there")
    assert body["extras"] == {"words": 5}
    assert "count_words" in body["timings_ms"]
    sys.modules.pop("app.nodes.count_words")


def test_the_example_of_a_generator_answers(shop_database_url: str, dropped_in: Any, monkeypatch: pytest.MonkeyPatch):
    _, generator = code_blocks("README.md", "python")
    dropped_in(app.generators, "counter", generator)
    monkeypatch.setitem(app.generators.MODULES, "counter", "app.generators.counter")
    overrides = {**overrides_for(shop_database_url), "generators": ("counter",)}
    assert answer_of(overrides, "how many orders are there")["rows"] == [[3000]]
    assert answer_of(overrides, "how many customers are there")["outcome"] == "unanswerable"
    sys.modules.pop("app.generators.counter")
