"""The job that makes Ollama serve the model: from the file if it is there, else from where it is published."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.deploy import model as job
from app.deploy.model import serve
from app.errors import ModelNotServed, NotGguf
from app.generators.ollama.call import Patience
from app.generators.ollama.publication import MODEL, PUBLISHED
from app.generators.ollama.server import Ollama
from tests.support.ollama import StandIn, ollama_stand_in

NOBODY_LISTENS = "http://127.0.0.1:9"
GGUF = b"GGUF and four gigabytes of weights"


@pytest.fixture
def bare() -> Iterator[StandIn]:
    """An Ollama without models."""
    with ollama_stand_in(models=set()) as stand_in:
        yield stand_in


@pytest.fixture
def ollama(bare: StandIn) -> Iterator[Ollama]:
    """A client of it."""
    ollama = Ollama(bare.url, Patience(1, 1, 1), 8192)
    yield ollama
    ollama.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the weights may lie."""
    return tmp_path / "sqlcoder-7b-2.Q4_K_M.gguf"


def test_the_file_is_handed_over_whole(bare: StandIn, ollama: Ollama, file: Path) -> None:
    file.write_bytes(GGUF)
    digest = f"sha256:{hashlib.sha256(GGUF).hexdigest()}"

    serve(ollama, MODEL, file)

    ((path, ordered),) = bare.orders
    assert bare.blobs == {digest: GGUF}
    assert (path, ordered["model"], list(ordered["files"].values())) == ("/api/create", MODEL, [digest])
    assert ollama.has(MODEL)


def test_without_the_file_the_published_model_is_pulled_and_named(bare: StandIn, ollama: Ollama, file: Path) -> None:
    serve(ollama, MODEL, file)

    (pull, pulled), (create, created) = bare.orders
    assert (pull, pulled["model"]) == ("/api/pull", PUBLISHED)
    assert (create, created["model"], created["from"]) == ("/api/create", MODEL, PUBLISHED)
    assert ollama.has(MODEL)


@pytest.mark.parametrize("is_there", [True, False])
def test_it_completes_the_bare_prompt_as_it_was_trained(
    bare: StandIn, ollama: Ollama, file: Path, is_there: bool
) -> None:
    if is_there:
        file.write_bytes(GGUF)

    serve(ollama, MODEL, file)

    _, created = bare.orders[-1]
    assert created["template"] == "{{ .Prompt }}"
    assert "system" not in created
    assert created["parameters"].items() >= {"temperature": 0, "repeat_penalty": 1.0, "num_ctx": 8192}.items()
    assert {"```", "[QUESTION]", "###"} <= set(created["parameters"]["stop"])


def test_another_name_is_one_of_ollamas_library(bare: StandIn, ollama: Ollama, file: Path) -> None:
    file.write_bytes(GGUF)

    serve(ollama, "qwen3-coder:30b", file)

    assert [(path, ordered["model"]) for path, ordered in bare.orders] == [("/api/pull", "qwen3-coder:30b")]


def test_a_model_that_is_served_is_left_alone(bare: StandIn, ollama: Ollama, file: Path) -> None:
    bare.names.add(MODEL)

    serve(ollama, MODEL, file)

    assert bare.orders == []


def test_a_download_is_told_in_a_few_lines(
    bare: StandIn, ollama: Ollama, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bare.progress = [
        {"status": "pulling manifest"},
        *({"status": "pulling 7307ed", "total": 4_081_096_320, "completed": part * 4_081_096} for part in range(1001)),
        {"status": "success"},
    ]

    serve(ollama, MODEL, file)

    lines = capsys.readouterr().out.splitlines()
    assert lines[1:4] == [
        "pulling 7307ed: 4.1 GB, 0%",
        "pulling 7307ed: 4.1 GB, 5%",
        "pulling 7307ed: 4.1 GB, 10%",
    ]
    assert len(lines) < 30


def test_what_ollama_refuses_is_said(bare: StandIn, ollama: Ollama, file: Path) -> None:
    bare.progress = [{"status": "pulling manifest"}, {"error": "no route to host"}]

    with pytest.raises(ModelNotServed, match="yet: no route to host\\. What"):
        serve(ollama, MODEL, file)


def test_a_file_that_can_not_be_read_is_said(ollama: Ollama, file: Path) -> None:
    file.mkdir()

    with pytest.raises(ModelNotServed, match="Is a directory"):
        serve(ollama, MODEL, file)


def test_a_file_of_another_kind_is_not_handed_over(bare: StandIn, ollama: Ollama, file: Path) -> None:
    file.write_bytes(b"<html>Not found</html>")

    with pytest.raises(NotGguf, match=file.name):
        serve(ollama, MODEL, file)

    assert bare.blobs == {}


def test_the_job_fails_in_one_line_when_ollama_is_away(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OLLAMA_HOST", NOBODY_LISTENS)

    status = job.main()

    error = capsys.readouterr().err
    assert status == 1
    assert error.startswith("Ollama does not serve sqlcoder-7b-2 yet: ")
    assert error.count("\n") == 1
