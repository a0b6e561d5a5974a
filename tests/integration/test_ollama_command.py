"""`flask ollama status` says whether the model is there and how fast; `flask ollama setup` makes Ollama serve it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from app import create_app
from app.generators.ollama.publication import PUBLISHED
from tests.conftest import dismantle, overrides_for
from tests.support.ollama import VERSION, Reply, StandIn

MODEL = "sqlcoder-7b-2"
TRANSLATOR = "qwen3:4b"
LIBRARY_MODEL = "qwen3-sqlcoder:4b"
Run = Callable[..., Result]


@pytest.fixture
def run(shop_database_url: str, model: StandIn) -> Iterator[Run]:
    """Runs a command of `flask ollama` with settings of the test's own."""
    made: list[Flask] = []

    def run(*arguments: str | Path, **overrides: object) -> Result:
        made.append(create_app({**overrides_for(shop_database_url), "ollama_host": model.url, **overrides}))
        return made[-1].test_cli_runner().invoke(args=["ollama", *map(str, arguments)])

    yield run
    for app in made:
        dismantle(app)


def test_the_status_is_a_few_lines_about_ollama_the_model_and_its_speed(run: Run, model: StandIn):
    result = run("status")
    lines = result.output.splitlines()
    assert result.exit_code == 0
    assert lines[0] == f"Ollama {VERSION} answers at {model.url}."
    assert lines[1].startswith(f"It has the model {MODEL} (4.08 GB, digest ")
    assert lines[2] == "Questions use a context of 8,192 tokens (OLLAMA_CONTEXT_TOKENS)."
    assert lines[3] == "It is not in memory yet: the next call loads it first."
    assert lines[4].startswith("A test completion took 0")
    assert lines[5:] == ["The model writes 50 tokens a second."]
    assert len(model.requests) == 1


def test_it_tells_what_the_model_is_in_memory_with(run: Run, model: StandIn):
    run("status")
    assert "It is in memory.\n" in run("status").output
    again = run("status", ollama_context_tokens=4096).output
    assert "It is in memory with 8,192 tokens: the next call loads it anew.\n" in again


def test_it_is_in_memory_too_where_ollama_is_too_old_to_tell_its_context(run: Run, model: StandIn):
    model.tells_context = False
    run("status")
    assert "It is in memory.\n" in run("status").output


def test_a_model_of_whose_file_ollama_tells_no_facts_has_a_status(run: Run, model: StandIn):
    model.facts.clear()
    result = run("status")
    assert result.exit_code == 0
    assert "The model was made for" not in result.output


def test_a_context_that_the_model_was_not_made_for_is_said(run: Run):
    output = run("status", ollama_context_tokens=32768).output
    assert "The model was made for 16,384 at most: lower OLLAMA_CONTEXT_TOKENS.\n" in output
    assert "It is in memory.\n" in run("status", ollama_context_tokens=32768).output


def test_without_ollama_the_status_fails_with_what_to_check(run: Run):
    result = run("status", ollama_host="http://127.0.0.1:9")
    assert result.exit_code == 1
    assert result.output.startswith("Error: The language model can't be reached just now.")
    assert result.output.endswith("Check that Ollama runs, and that OLLAMA_HOST is right: http://127.0.0.1:9\n")


def test_an_address_that_leads_past_ollama_fails_the_status_with_what_to_check(run: Run, model: StandIn):
    result = run("status", ollama_host=f"{model.url}/v1")
    assert result.exit_code == 1
    assert result.output.endswith(f"OLLAMA_HOST is right: {model.url}/v1\n")


def test_without_the_model_the_status_fails_with_the_command_that_gets_it(run: Run):
    result = run("status", ollama_model=LIBRARY_MODEL)
    assert result.exit_code == 1
    assert f"ollama pull {LIBRARY_MODEL}\nOr run: flask --app wsgi ollama setup\n" in result.output


def test_a_model_that_fails_its_test_fails_the_status(run: Run, model: StandIn):
    model.default = Reply("llama runner process has terminated", status=500)
    result = run("status")
    assert result.exit_code == 1
    assert "It has the model" in result.output
    assert "llama runner process has terminated" in result.output


@pytest.mark.parametrize(("overrides", "exit_code"), [({}, 0), ({"ollama_host": "http://127.0.0.1:9"}, 1)])
def test_the_status_is_told_in_persian_too(run: Run, overrides: dict[str, object], exit_code: int):
    result = run("status", "--language", "fa", **overrides)
    assert result.exit_code == exit_code
    for line in result.output.splitlines():
        assert any("آ" <= letter <= "ی" for letter in line), line


def test_the_status_tells_of_the_model_that_translates_too(run: Run, model: StandIn):
    model.names.add(TRANSLATOR)
    lines = run("status", translate_model=TRANSLATOR).output.splitlines()
    told = [line.partition(" (")[0] for line in lines if line.startswith("It has the model")]
    assert told == [f"It has the model {MODEL}", f"It has the model {TRANSLATOR}"]
    assert [request["model"] for request in model.requests] == [MODEL, TRANSLATOR]


def test_without_the_model_that_translates_the_status_fails(run: Run):
    result = run("status", translate_model=TRANSLATOR)
    assert result.exit_code == 1
    assert f"ollama pull {TRANSLATOR}\n" in result.output


def test_setup_pulls_the_model_that_translates_even_beside_a_file(run: Run, model: StandIn, tmp_path: Path):
    file = tmp_path / "weights.gguf"
    file.write_bytes(b"GGUF and weights")
    result = run("setup", "--file", file, translate_model=TRANSLATOR)
    assert result.output.splitlines()[-1] == f"Ollama serves {TRANSLATOR}."
    assert [(path, order["model"]) for path, order in model.orders] == [
        ("/api/create", MODEL),
        ("/api/pull", TRANSLATOR),
    ]


def test_setup_pulls_a_model_of_the_library_and_tells_how_far_it_is(run: Run, model: StandIn):
    model.progress = [
        {"status": "pulling 7307ed", "total": 2_500_000_000, "completed": 1_250_000_000},
        {"status": "success"},
    ]
    result = run("setup", ollama_model=LIBRARY_MODEL)
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "pulling 7307ed: 2.5 GB, 50%",
        "success",
        f"Ollama serves {LIBRARY_MODEL}.",
    ]
    assert run("status", ollama_model=LIBRARY_MODEL).exit_code == 0


def test_setup_tells_in_persian_how_far_it_is(run: Run, model: StandIn):
    model.progress = [{"status": "pulling", "total": 2_500_000_000, "completed": 1_250_000_000}, {"status": "success"}]
    result = run("setup", "--language", "fa", ollama_model=LIBRARY_MODEL)
    assert result.output.splitlines()[0] == "pulling: ۵۰٪ از ۲٫۵ گیگابایت"


def test_setup_pulls_the_model_of_our_choice_from_where_it_is_published(run: Run, model: StandIn):
    model.names.clear()
    assert run("setup").exit_code == 0
    assert [order["model"] for _, order in model.orders] == [PUBLISHED, MODEL]


def test_setup_makes_the_model_of_a_file(run: Run, model: StandIn, tmp_path: Path):
    model.names.clear()
    file = tmp_path / "weights.gguf"
    file.write_bytes(b"GGUF and weights")
    result = run("setup", "--file", file)
    assert result.exit_code == 0
    assert result.output.splitlines()[0] == "Handing weights.gguf to Ollama, which takes a while ..."
    assert list(model.blobs.values()) == [b"GGUF and weights"]
    assert run("status").exit_code == 0


@pytest.mark.parametrize("name", ["weights", "sqlcoder:q4.gguf"])
def test_ollama_takes_a_file_for_a_model_whatever_its_name_is(run: Run, model: StandIn, tmp_path: Path, name: str):
    model.names.clear()
    (tmp_path / name).write_bytes(b"GGUF and weights")
    result = run("setup", "--file", tmp_path / name)
    assert result.exit_code == 0
    assert result.output.splitlines()[-1] == f"Ollama serves {MODEL}."


def test_a_model_that_chats_keeps_the_template_of_its_file(run: Run, model: StandIn, tmp_path: Path):
    file = tmp_path / "weights.gguf"
    file.write_bytes(b"GGUF and weights")
    assert run("setup", "--file", file, ollama_model="own-chat").exit_code == 0
    [(_, order)] = model.orders
    assert order.keys() & {"template", "parameters", "system"} == set()


def test_setup_leaves_a_model_alone_that_is_there_already(run: Run, model: StandIn):
    result = run("setup")
    assert (result.exit_code, result.output) == (0, f"Ollama serves {MODEL}.\n")
    assert model.orders == []


def test_a_download_that_breaks_off_fails_setup_with_the_reason(run: Run, model: StandIn):
    model.progress = [{"status": "pulling manifest"}, {"error": "no space left on device"}]
    result = run("setup", ollama_model=LIBRARY_MODEL)
    assert result.exit_code == 1
    assert "no space left on device" in result.output
    assert result.output.endswith("so run this again to go on.\n")


def test_a_file_of_another_kind_is_refused(run: Run, model: StandIn, tmp_path: Path):
    file = tmp_path / "weights.zip"
    file.write_bytes(b"PK")
    result = run("setup", "--file", file)
    assert result.exit_code == 1
    assert f"{file} is not a GGUF file" in result.output
    assert model.blobs == {}


def test_without_ollama_setup_fails_at_once(run: Run):
    result = run("setup", ollama_host="http://127.0.0.1:9")
    assert result.exit_code == 1
    assert "Check that Ollama runs" in result.output
