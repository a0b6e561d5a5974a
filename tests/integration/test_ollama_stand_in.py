"""The stand-in for Ollama speaks its protocol: ollama's official client finds nothing odd in it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from ollama import Client, ResponseError

from tests.support.ollama import CONTEXT_TOKENS, VERSION, Reply, StandIn, tokens_of

MODEL = "sqlcoder-7b-2"
SQL = "SELECT COUNT(*) AS orders FROM orders WHERE status = 'delivered'"
CHAT = [{"role": "user", "content": "how many orders are there"}]


@pytest.fixture
def client(model: StandIn) -> Iterator[Client]:
    """The official client of the stand-in."""
    with Client(host=model.url, timeout=5) as client:
        yield client


def test_a_completion_comes_in_one_piece_or_token_by_token(client: Client, model: StandIn):
    model.default = Reply(SQL)
    whole = client.generate(MODEL, "how many", raw=True)
    *parts, last = client.generate(MODEL, "how many", raw=True, stream=True)
    assert whole.response == SQL
    assert [part.response for part in parts] == tokens_of(SQL)
    assert not any(part.done for part in parts)
    assert (last.done, last.done_reason, last.response) == (True, "stop", "")
    assert last.eval_count == whole.eval_count == len(parts)
    assert min(last.prompt_eval_count, last.prompt_eval_duration, last.load_duration, last.total_duration) > 0


def test_so_does_a_chat(client: Client, model: StandIn):
    model.default = Reply(SQL)
    assert client.chat(MODEL, CHAT).message.content == SQL
    parts = list(client.chat(MODEL, CHAT, stream=True))
    assert "".join(part.message.content or "" for part in parts) == SQL
    assert parts[-1].done


def test_requests_are_kept_as_they_were_sent(client: Client, model: StandIn):
    client.generate(MODEL, "how many", raw=True, options={"num_ctx": 8192}, keep_alive=-1)
    [request] = model.requests
    assert (request["prompt"], request["raw"], request["keep_alive"]) == ("how many", True, -1)
    assert request["options"] == {"num_ctx": 8192}


def test_without_a_prompt_a_model_is_only_loaded(client: Client, model: StandIn):
    model.say(SQL)
    assert client.ps().models == []
    assert client.generate(MODEL, options={"num_ctx": 8192}).done_reason == "load"
    assert (len(model.loads), model.requests) == (1, [])
    [loaded] = client.ps().models
    assert (loaded.model, loaded.context_length) == (f"{MODEL}:latest", 8192)


def test_it_tells_of_itself_and_its_models(client: Client, model: StandIn):
    [entry] = client.list().models
    shown = client.show(MODEL)
    assert httpx.get(f"{model.url}/api/version").json() == {"version": VERSION}
    assert (entry.model, len(entry.digest or "")) == (f"{MODEL}:latest", 64)
    assert shown.details is not None
    assert shown.details.quantization_level == "Q4_K_M"
    assert (shown.modelinfo or {})["llama.context_length"] == CONTEXT_TOKENS


def test_texts_have_the_same_vectors_at_every_time(client: Client):
    first, second = client.embed(MODEL, ["orders", "customers"]).embeddings
    assert client.embed(MODEL, "orders").embeddings == [first]
    assert first != second


def test_a_model_is_pulled_with_progress_and_is_there_afterwards(client: Client, model: StandIn):
    model.progress = [{"status": "pulling 7307ed", "total": 10, "completed": 5}, {"status": "success"}]
    with pytest.raises(ResponseError):
        client.show("qwen3:4b")
    assert [state.completed for state in client.pull("qwen3:4b", stream=True)] == [5, None]
    assert client.show("qwen3:4b")


def test_a_model_is_made_of_a_file_that_was_sent(client: Client, model: StandIn, tmp_path: Path):
    file = tmp_path / "weights.gguf"
    file.write_bytes(b"GGUF and weights")
    digest = client.create_blob(file)
    assert client.create("own", files={file.name: digest}).status == "success"
    assert model.blobs == {digest: b"GGUF and weights"}
    assert client.show("own")


@pytest.mark.parametrize("status", [500, 503])
def test_an_error_is_a_status_with_a_reason(client: Client, model: StandIn, status: int):
    model.default = Reply("out of memory", status=status)
    for stream in (False, True):
        with pytest.raises(ResponseError, match="out of memory") as caught:
            list(client.generate(MODEL, "how many", stream=stream))
        assert caught.value.status_code == status


def test_a_model_that_is_not_there_is_a_404(client: Client):
    with pytest.raises(ResponseError, match="model 'qwen3:4b' not found") as caught:
        client.generate("qwen3:4b", "how many")
    assert caught.value.status_code == 404


def test_an_error_in_the_middle_of_a_reply_is_a_line_of_it(client: Client, model: StandIn):
    model.default = Reply(SQL, tokens=2, error="an error was encountered while running the model")
    with pytest.raises(ResponseError, match="while running the model"):
        list(client.generate(MODEL, "how many", stream=True))


def test_a_connection_that_is_cut_is_no_end_of_a_reply(client: Client, model: StandIn):
    model.default = Reply(SQL, tokens=2, cut=True)
    with pytest.raises(httpx.RemoteProtocolError):
        list(client.generate(MODEL, "how many", stream=True))


def test_a_reply_of_a_model_that_repeats_itself_has_no_last_line(client: Client, model: StandIn):
    model.default = Reply(SQL, breaks_off=True)
    parts = list(client.generate(MODEL, "how many", stream=True))
    assert "".join(part.response or "" for part in parts) == SQL
    assert not any(part.done for part in parts)


def test_what_a_model_thinks_comes_beside_its_text(client: Client, model: StandIn):
    model.default = Reply(SQL, thoughts="A number, then.")
    parts = [part.message for part in client.chat(MODEL, CHAT, stream=True)]
    assert "".join(part.thinking or "" for part in parts) == "A number, then."
    assert "".join(part.content or "" for part in parts) == SQL


def test_a_way_past_it_is_a_404_in_plain_text(model: StandIn):
    for answer in (httpx.get(f"{model.url}/v1"), httpx.post(f"{model.url}/v1/api/generate", json={})):
        assert (answer.status_code, answer.text) == (404, "404 page not found")


def test_it_takes_the_time_that_a_test_has_set(client: Client, model: StandIn):
    model.default = Reply(SQL, think_seconds=0.2, token_seconds=0.01)
    started = time.monotonic()
    parts = client.generate(MODEL, "how many", stream=True)
    next(parts)
    thought = time.monotonic() - started
    list(parts)
    spoke = time.monotonic() - started - thought
    assert thought >= 0.2
    assert spoke >= 0.01 * (len(tokens_of(SQL)) - 1)


def test_it_notices_when_its_client_leaves_in_the_middle(model: StandIn):
    model.default = Reply(SQL, tokens=2)
    with Client(host=model.url) as client:
        parts = client.generate(MODEL, "how many", stream=True)
        next(parts)
        parts.close()
    end = time.monotonic() + 2
    while not model.departures and time.monotonic() < end:
        time.sleep(0.01)
    assert model.departures == 1
