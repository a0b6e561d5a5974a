"""The job that makes Ollama serve the model: from the file if it is there, else from where it is published."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
from ollama import Client

from app.deploy import model
from app.deploy.model import MODEL, PUBLISHED, ModelNotServed, serve
from app.generators.ollama import OllamaGenerator
from tests.support.ollama import ollama_stand_in

NOBODY_LISTENS = "http://127.0.0.1:9"
GGUF = b"GGUF and four gigabytes of weights"


@dataclass
class Registry:
    """What an Ollama without models was asked to do; `answers` are its lines by path."""

    answers: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    blobs: dict[str, bytes] = field(default_factory=dict)

    def handle(self, request: httpx.Request) -> httpx.Response:
        """Answer one request as Ollama does."""
        path = request.url.path
        if path.startswith("/api/blobs/"):
            self.blobs[path.rpartition("/")[2]] = request.read()
            return httpx.Response(201)
        self.asked.append((path, json.loads(request.read())))
        lines = self.answers.get(path, [{"status": "success"}])
        return httpx.Response(200, text="\n".join(map(json.dumps, lines)))


@pytest.fixture
def registry() -> Registry:
    """A new one."""
    return Registry()


@pytest.fixture
def client(registry: Registry) -> Client:
    """A client that reaches the registry."""
    return Client(host="http://ollama", transport=httpx.MockTransport(registry.handle))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the weights may lie."""
    return tmp_path / "sqlcoder-7b-2.Q4_K_M.gguf"


def generator(name: str = MODEL, host: str = NOBODY_LISTENS) -> OllamaGenerator:
    """A generator that asks for a model of that name."""
    return OllamaGenerator(host, name, timeout=5, context_tokens=8192)


def test_the_file_is_handed_over_whole(registry: Registry, client: Client, file: Path) -> None:
    file.write_bytes(GGUF)
    digest = f"sha256:{hashlib.sha256(GGUF).hexdigest()}"

    serve(generator(), client, file)

    ((path, asked),) = registry.asked
    assert registry.blobs == {digest: GGUF}
    assert (path, asked["model"], asked["files"]) == ("/api/create", MODEL, {file.name: digest})


def test_without_the_file_the_published_model_is_pulled_and_named(
    registry: Registry, client: Client, file: Path
) -> None:
    serve(generator(), client, file)

    (pull, pulled), (create, created) = registry.asked
    assert (pull, pulled["model"]) == ("/api/pull", PUBLISHED)
    assert (create, created["model"], created["from"]) == ("/api/create", MODEL, PUBLISHED)


@pytest.mark.parametrize("is_there", [True, False])
def test_it_completes_the_bare_prompt_as_it_was_trained(
    registry: Registry, client: Client, file: Path, is_there: bool
) -> None:
    if is_there:
        file.write_bytes(GGUF)

    serve(generator(), client, file)

    _, created = registry.asked[-1]
    assert created["template"] == "{{ .Prompt }}"
    assert "system" not in created
    assert created["parameters"].items() >= {"temperature": 0, "repeat_penalty": 1.0, "num_ctx": 8192}.items()
    assert {"```", "[QUESTION]", "###"} <= set(created["parameters"]["stop"])


def test_another_name_is_one_of_ollamas_library(registry: Registry, client: Client, file: Path) -> None:
    file.write_bytes(GGUF)

    serve(generator("qwen3-coder:30b"), client, file)

    assert [(path, asked["model"]) for path, asked in registry.asked] == [("/api/pull", "qwen3-coder:30b")]


def test_a_model_that_is_served_is_left_alone(registry: Registry, client: Client, file: Path) -> None:
    with ollama_stand_in() as ollama:
        serve(generator(host=ollama.url), client, file)

    assert registry.asked == []


def test_a_download_is_told_in_a_few_lines(
    registry: Registry, client: Client, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    registry.answers["/api/pull"] = [
        {"status": "pulling manifest"},
        *({"status": "pulling 7307ed", "total": 4_081_096_320, "completed": part * 4_081_096} for part in range(1001)),
        {"status": "success"},
    ]

    serve(generator(), client, file)

    lines = capsys.readouterr().out.splitlines()
    assert lines[1:4] == [
        "pulling 7307ed: 0 % of 4.1 GB",
        "pulling 7307ed: 5 % of 4.1 GB",
        "pulling 7307ed: 10 % of 4.1 GB",
    ]
    assert len(lines) < 30


def test_what_ollama_refuses_is_said(registry: Registry, client: Client, file: Path) -> None:
    registry.answers["/api/pull"] = [{"status": "pulling manifest"}, {"error": "no route to host"}]

    with pytest.raises(ModelNotServed, match="no route to host"):
        serve(generator(), client, file)


def test_a_file_that_can_not_be_read_is_said(client: Client, file: Path) -> None:
    file.mkdir()

    with pytest.raises(ModelNotServed, match="Is a directory"):
        serve(generator(), client, file)


def test_the_job_fails_in_one_line_when_ollama_is_away(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OLLAMA_HOST", NOBODY_LISTENS)

    status = model.main()

    error = capsys.readouterr().err
    assert status == 1
    assert error.startswith("Ollama does not serve sqlcoder-7b-2 yet: ")
    assert error.count("\n") == 1
