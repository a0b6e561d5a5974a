"""A call of a model is heard as it comes, is bounded in time, ends when nobody wants it, and fails with a reason."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from threading import Timer
from typing import Any

import pytest

from app.cancellation import Cancellation
from app.errors import (
    Cancelled,
    ModelBroken,
    ModelBusy,
    ModelMissing,
    ModelTimedOut,
    ModelUnavailable,
    QueryCraftError,
    QuestionTimedOut,
)
from app.generators.ollama.breaker import Breaker
from app.generators.ollama.call import Patience
from app.generators.ollama.server import Ollama
from app.generators.prompts import Prompt
from app.progress import Progress
from tests.support.faults import happens_within
from tests.support.ollama import BUSY, PROMPT_TOKENS, REPEATED, Reply, StandIn, tokens_of

MODEL = "sqlcoder-7b-2"
SQL = "SELECT COUNT(*) AS orders FROM orders WHERE status = 'delivered'"
PROMPT = Prompt("completion", text="how many orders are there", stop=(";",))
CHAT = Prompt("chat", messages=({"role": "user", "content": "how many"},), format={"type": "object"})
PATIENCE = Patience(connect=0.5, silence=0.4, total=1.0)
NOBODY_LISTENS = "http://127.0.0.1:9"
RUNNER = "llama runner process has terminated"
UNREADABLE = f"{RUNNER}: error loading model: check_tensor_dims: tensor 'blk.0.attn_qkv.weight' not found"
QUICK = 3.0
"""Seconds within which each of these calls has to end; left alone, the slow ones would take five and more."""


@pytest.fixture
def pauses() -> list[float]:
    """How long was waited for a full queue, each time; the tests wait for nothing."""
    return []


@pytest.fixture
def make(pauses: list[float]) -> Iterator[Callable[..., Ollama]]:
    """Makes clients of an Ollama."""
    made: list[Ollama] = []

    def make(host: str, patience: Patience = PATIENCE, **options: Any) -> Ollama:
        made.append(Ollama(host, patience, 8192, wait=lambda seconds, _: pauses.append(seconds), **options))
        return made[-1]

    yield make
    for ollama in made:
        ollama.close()


@pytest.fixture
def ollama(make: Callable[..., Ollama], model: StandIn) -> Ollama:
    """A client of the stand-in."""
    return make(model.url)


def failing(ollama: Ollama, expected: type[QueryCraftError], **options: Any) -> QueryCraftError:
    """The error that a call ends with, which has to be of just that kind and in time."""
    started = time.monotonic()
    with pytest.raises(QueryCraftError) as caught:
        ollama.complete(options.pop("model", MODEL), PROMPT, options.pop("progress", None) or Progress(), **options)
    assert type(caught.value) is expected
    assert time.monotonic() - started < QUICK
    return caught.value


def test_the_text_is_heard_token_by_token_as_it_comes(ollama: Ollama, model: StandIn):
    model.default = Reply(SQL, token_seconds=0.01)
    heard: list[tuple[str, float]] = []
    completion = ollama.complete(MODEL, PROMPT, Progress(), lambda text: heard.append((text, time.monotonic())))
    assert completion.text == SQL
    assert [text for text, _ in heard if text] == tokens_of(SQL)
    assert heard[-1][1] - heard[0][1] >= 0.01 * (len(tokens_of(SQL)) - 1)


def test_a_completion_is_raw_and_has_the_same_options_every_time(ollama: Ollama, model: StandIn):
    ollama.complete(MODEL, PROMPT, Progress())
    ollama.load(MODEL)
    [request] = model.requests
    [load] = model.loads
    assert (request["prompt"], request["raw"], request["stream"]) == (PROMPT.text, True, True)
    assert request["options"] == {
        "temperature": 0,
        "seed": 1,
        "repeat_penalty": 1.0,
        "num_predict": 512,
        "num_ctx": 8192,
        "stop": [";"],
    }
    assert load["options"]["num_ctx"] == 8192
    assert load["keep_alive"] == request["keep_alive"] == -1


def test_a_chat_has_its_messages_and_the_schema_of_its_reply(ollama: Ollama, model: StandIn):
    model.say('{"sql": "SELECT 1"}')
    assert ollama.complete(MODEL, CHAT, Progress()).text == '{"sql": "SELECT 1"}'
    [request] = model.requests
    assert request["messages"] == [{"role": "user", "content": "how many"}]
    assert request["format"] == {"type": "object"}
    assert request["think"] is False


def test_a_model_that_can_not_but_think_is_to_think_little(ollama: Ollama, model: StandIn):
    model.names.add("gpt-oss:20b")
    ollama.complete("gpt-oss:20b", CHAT, Progress())
    assert model.requests[0]["think"] == "low"


def test_what_a_model_thinks_is_none_of_its_text_and_keeps_the_call_alive(make: Callable[..., Ollama], model: StandIn):
    model.reply(Reply('{"sql": "SELECT 1"}', thoughts="They want a number. " * 5, token_seconds=0.05))
    completion = make(model.url, Patience(connect=0.5, silence=0.4, total=5.0)).complete(MODEL, CHAT, Progress())
    assert completion.text == '{"sql": "SELECT 1"}'
    assert completion.ms > 400


def test_persian_arrives_as_it_was_said(ollama: Ollama, model: StandIn):
    said = "SELECT * FROM مشتریان WHERE نام <> 'می‌خواهم'"
    model.say(said)
    assert ollama.complete(MODEL, PROMPT, Progress()).text == said


def test_ollamas_figures_are_there_for_the_record(ollama: Ollama, model: StandIn):
    model.say(SQL)
    details = ollama.complete(MODEL, PROMPT, Progress()).details
    assert details["prompt_tokens"] == PROMPT_TOKENS
    assert details["output_tokens"] == len(tokens_of(SQL))
    assert (details["load_ms"], details["prompt_ms"]) == (2.0, 250.0)
    assert details["output_ms"] == len(tokens_of(SQL)) * 20
    assert "ended_by" not in details


def test_a_figure_that_ollama_leaves_out_is_missing_from_the_record_and_nothing_else(ollama: Ollama, model: StandIn):
    model.reply(Reply(SQL, prompt_tokens=0))
    completion = ollama.complete(MODEL, PROMPT, Progress())
    assert completion.text == SQL
    assert "prompt_tokens" not in completion.details
    assert completion.details["output_tokens"] == len(tokens_of(SQL))


def test_a_reply_that_was_too_long_says_so(ollama: Ollama, model: StandIn):
    model.reply(Reply(SQL, done_reason="length"))
    assert ollama.complete(MODEL, PROMPT, Progress()).details["ended_by"] == "length"


@pytest.mark.parametrize("reply", [Reply(SQL, breaks_off=True), Reply(SQL, error=REPEATED)])
def test_a_reply_of_a_model_that_repeats_itself_goes_as_far_as_ollama_let_it(
    ollama: Ollama, model: StandIn, reply: Reply
):
    model.reply(reply)
    completion = ollama.complete(MODEL, PROMPT, Progress())
    assert (completion.text, completion.details["ended_by"]) == (SQL, "break")


def test_an_empty_reply_is_a_reply(ollama: Ollama, model: StandIn):
    model.say("")
    assert ollama.complete(MODEL, PROMPT, Progress()).text == ""


@pytest.mark.parametrize(
    ("reply", "expected", "detail"),
    [
        (Reply(RUNNER, status=500), ModelBroken, RUNNER),
        (Reply(UNREADABLE, status=500), ModelBroken, "attn_qkv.weight"),
        (Reply("model 'sqlcoder-7b-2' not found", status=404), ModelMissing, "not found"),
        (Reply('model "sqlcoder-7b-2" not found, try pulling it first', status=404), ModelMissing, "pulling"),
        (Reply("405 method not allowed", status=405), ModelUnavailable, "not allowed"),
        (Reply("<html>Bad Gateway</html>", status=502), ModelUnavailable, "502"),
        (Reply("<html>Gateway Time-out</html>", status=504), ModelTimedOut, "504"),
        (Reply(SQL, tokens=3, error="an error was encountered"), ModelBroken, "an error was encountered"),
        (Reply(SQL, tokens=3, cut=True), ModelBroken, "incomplete chunked read"),
        (Reply(breaks_off=True), ModelBroken, "before it was complete"),
        (Reply(REPEATED, status=500), ModelBroken, "before it was complete"),
        (Reply(lines=b"<html>Bad gateway</html>\n"), ModelBroken, "Expecting value"),
        (Reply(lines=b'{"response": "SELECT", "done": fal\n'), ModelBroken, "Expecting value"),
        (Reply(lines=b"[1, 2]\n"), ModelBroken, "'list' object"),
        (Reply(lines=b'{"response": 7, "done": "perhaps"}\n'), ModelBroken, "validation error"),
        (Reply(SQL, think_seconds=9), ModelTimedOut, "timed out"),
        (Reply(SQL, tokens=3), ModelTimedOut, "timed out"),
        (Reply(SQL * 9, token_seconds=0.05), ModelTimedOut, "It was not done after 1 s."),
    ],
)
def test_each_failure_is_an_error_of_ours_in_time(
    ollama: Ollama, model: StandIn, reply: Reply, expected: type[QueryCraftError], detail: str
):
    model.reply(reply)
    assert detail in failing(ollama, expected).detail


def test_what_was_said_before_a_failure_is_there_for_the_record(ollama: Ollama, model: StandIn):
    model.reply(Reply(SQL, tokens=3, cut=True))
    details = failing(ollama, ModelBroken).details
    assert details["reply"] == "".join(tokens_of(SQL)[:3])
    assert details["first_token_ms"] > 0


def test_nobody_listening_is_noticed_at_once(make: Callable[..., Ollama]):
    assert "refused" in failing(make(NOBODY_LISTENS), ModelUnavailable).detail


def test_a_host_that_takes_no_connection_is_given_up_in_time(make: Callable[..., Ollama]):
    with closing(socket.socket()) as full, closing(socket.socket()) as waiting:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        waiting.connect(full.getsockname())
        host = f"http://127.0.0.1:{full.getsockname()[1]}"
        assert "timed out" in failing(make(host), ModelUnavailable).detail


@pytest.mark.parametrize("host", ["ftp://ollama", "http://no such host", "http://ollama.invalid"])
def test_a_wrong_address_is_an_ollama_that_can_not_be_reached(make: Callable[..., Ollama], host: str):
    failing(make(host), ModelUnavailable)


def test_an_address_that_leads_past_ollama_is_one_where_it_can_not_be_reached(
    make: Callable[..., Ollama], model: StandIn
):
    assert "404 page not found" in failing(make(f"{model.url}/v1"), ModelUnavailable).detail


def test_a_missing_model_comes_with_the_command_that_gets_it(ollama: Ollama):
    error = failing(ollama, ModelMissing, model="qwen3-coder:30b")
    assert str(error).endswith("gets it with: ollama pull qwen3-coder:30b")


def test_the_model_of_our_choice_is_not_the_one_of_that_name_in_ollamas_library(ollama: Ollama, model: StandIn):
    model.names.clear()
    published = "hf.co/MaziyarPanahi/sqlcoder-7b-2-GGUF:Q4_K_M"
    error = failing(ollama, ModelMissing)
    assert str(error).endswith(f"ollama pull {published} && ollama cp {published} sqlcoder-7b-2")


def test_a_full_queue_is_waited_for_a_little_longer_each_time(
    make: Callable[..., Ollama], model: StandIn, pauses: list[float]
):
    model.reply(Reply(BUSY, status=503), Reply(BUSY, status=503), Reply(SQL))
    assert make(model.url, Patience(1, 10, 10)).complete(MODEL, PROMPT, Progress()).text == SQL
    assert pauses == [0.5, 1.0]


def test_a_queue_that_stays_full_is_said_to_be(make: Callable[..., Ollama], model: StandIn, pauses: list[float]):
    model.default = Reply(BUSY, status=503)
    error = failing(make(model.url, Patience(1, 10, 10)), ModelBusy)
    assert (len(model.requests), pauses) == (4, [0.5, 1.0, 2.0])
    assert BUSY in error.detail


def test_nobody_waits_for_a_queue_longer_than_the_call_may_take(
    make: Callable[..., Ollama], model: StandIn, pauses: list[float]
):
    model.default = Reply(BUSY, status=503)
    failing(make(model.url, Patience(1, 0.9, 0.9)), ModelBusy)
    assert pauses == [0.5]


@pytest.mark.parametrize(
    "reply", [Reply(SQL, think_seconds=9), Reply(SQL, tokens=3), Reply(SQL * 99, token_seconds=0.01)]
)
def test_a_cancelled_question_hangs_up_on_the_model_at_once(make: Callable[..., Ollama], model: StandIn, reply: Reply):
    model.reply(reply)
    cancellation = Cancellation()
    Timer(0.2, cancellation.cancel).start()
    failing(make(model.url, Patience(5, 5, 5)), Cancelled, progress=Progress(cancellation))
    assert happens_within(0.5, lambda: model.departures == 1)


def test_a_question_that_is_cancelled_while_the_queue_is_full_ends_at_once(model: StandIn):
    model.default = Reply(BUSY, status=503)
    cancellation = Cancellation()
    Timer(0.2, cancellation.cancel).start()
    with closing(Ollama(model.url, Patience(5, 5, 5), 8192)) as ollama:
        failing(ollama, Cancelled, progress=Progress(cancellation))


def test_a_call_ends_with_its_question(make: Callable[..., Ollama], model: StandIn):
    model.reply(Reply(SQL * 99, token_seconds=0.01))
    error = failing(make(model.url), QuestionTimedOut, progress=Progress(deadline=time.monotonic() + 0.3))
    assert str(error.details["reply"]).startswith("SELECT")
    assert happens_within(0.5, lambda: model.departures == 1)


def test_a_question_without_time_does_not_reach_the_model(ollama: Ollama, model: StandIn):
    failing(ollama, QuestionTimedOut, progress=Progress(deadline=time.monotonic()))
    assert model.requests == []


def test_one_call_that_is_hung_up_on_does_not_disturb_the_next(ollama: Ollama, model: StandIn):
    model.reply(Reply(SQL, tokens=3), Reply(SQL))
    failing(ollama, ModelTimedOut)
    assert ollama.complete(MODEL, PROMPT, Progress()).text == SQL


def test_a_model_keeps_its_own_stop_words_where_the_prompt_brings_none(ollama: Ollama, model: StandIn):
    ollama.complete(MODEL, CHAT, Progress())
    ollama.load(MODEL)
    assert "stop" not in model.requests[0]["options"]
    assert "stop" not in model.loads[0]["options"]


def test_a_load_that_nobody_waits_for_has_longer_than_a_question_as_hanging_up_would_abort_it(
    ollama: Ollama, model: StandIn
):
    model.loading = Reply(think_seconds=PATIENCE.total + 0.2)
    ollama.load(MODEL)
    assert (len(model.loads), model.departures) == (1, 0)


class Clock:
    """A clock that a test sets."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_dead_ollama_is_not_asked_again_until_a_pause_is_over(make: Callable[..., Ollama], model: StandIn):
    clock = Clock()
    ollama = make(NOBODY_LISTENS, breaker=Breaker(clock=clock, pause_seconds=10))
    failing(ollama, ModelUnavailable)
    skipped = failing(ollama, ModelUnavailable)
    assert (skipped.details, skipped.detail) == ({"skipped": True}, "It did not answer, and is tried again in 10 s.")
    assert not ollama.has(MODEL)

    clock.now = 10.0
    ollama.client = make(model.url).client
    assert ollama.has(MODEL)
    assert ollama.complete(MODEL, PROMPT, Progress()).text == "SELECT 1 AS one"
    assert ollama.breaker.seconds_left == 0


def test_a_look_that_comes_to_nothing_keeps_no_question_from_being_tried(make: Callable[..., Ollama], model: StandIn):
    ollama = make(NOBODY_LISTENS)
    assert not ollama.has(MODEL)
    ollama.client = make(model.url).client
    assert ollama.complete(MODEL, PROMPT, Progress()).text == "SELECT 1 AS one"


def test_an_ollama_that_fails_time_and_again_is_left_alone_too(ollama: Ollama, model: StandIn):
    model.default = Reply("llama runner process has terminated", status=500)
    for _ in range(3):
        failing(ollama, ModelBroken)
    failing(ollama, ModelUnavailable)
    assert len(model.requests) == 3


@pytest.mark.parametrize("reply", [Reply(BUSY, status=503), Reply(SQL, think_seconds=9)])
def test_a_full_queue_and_a_cancelled_question_say_nothing_against_ollama(
    make: Callable[..., Ollama], model: StandIn, reply: Reply
):
    model.default = reply
    ollama = make(model.url, Patience(5, 5, 5))
    for _ in range(5):
        cancellation = Cancellation()
        Timer(0.01, cancellation.cancel).start()
        with pytest.raises((ModelBusy, Cancelled)):
            ollama.complete(MODEL, PROMPT, Progress(cancellation))
    assert ollama.breaker.seconds_left == 0


def test_whether_it_has_a_model_is_found_out_in_about_a_second(make: Callable[..., Ollama], model: StandIn):
    ollama = make(model.url)
    assert ollama.has(MODEL)
    assert not ollama.has("qwen3-coder:30b")
    with closing(socket.create_server(("127.0.0.1", 0))) as silent:
        started = time.monotonic()
        assert not make(f"http://127.0.0.1:{silent.getsockname()[1]}", Patience(5, 5, 5)).has(MODEL)
        assert time.monotonic() - started < QUICK


def test_it_has_a_model_too_of_whose_file_it_tells_no_facts(ollama: Ollama, model: StandIn):
    model.facts.clear()
    assert ollama.has(MODEL)


def test_a_client_is_made_once_and_only_when_it_is_needed(ollama: Ollama):
    assert "client" not in vars(ollama)
    ollama.has(MODEL)
    assert ollama.client is ollama.client
