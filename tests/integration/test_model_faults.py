"""Whatever a model or its Ollama does, a question ends in time with a fitting outcome, and the record says why."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask

from app import create_app
from app.errors import ModelBroken, ModelBusy, ModelMissing, ModelTimedOut, ModelUnavailable, QueryCraftError
from app.translating import translate
from tests.conftest import dismantle, overrides_for
from tests.support.ollama import BUSY, PROMPT_TOKENS, REPEATED, Reply, StandIn, tokens_of

Rows = Callable[[str], list[tuple[Any, ...]]]
Make = Callable[..., Flask]

ENGLISH = "how many orders are there"
PERSIAN = "چند سفارش داریم؟"
UNREADABLE = "error loading model: check_tensor_dims: tensor 'blk.0.attn_qkv.weight' not found"
GOOD = "SELECT COUNT(*) AS orders FROM orders"
WRONG = "SELECT COUNT(order_number) AS orders FROM orders"
UNFILLED = "SELECT COUNT(*) FROM orders WHERE status = '<status>'"
QUICK = 5.0
"""Seconds; for what takes no time of its own."""
SILENCE, TOTAL = 1.0, 3.0
"""Seconds that the model may be silent, and take altogether."""


@dataclass(frozen=True)
class Case:
    """A model's replies, what becomes of the question, why each candidate was left, and within which time."""

    replies: tuple[Reply, ...]
    outcome: str
    reasons: tuple[str | None, ...]
    seconds: float = QUICK


def says(*texts: str) -> tuple[Reply, ...]:
    """Replies that are texts."""
    return tuple(map(Reply, texts))


CASES = {
    "good answer": Case(says(GOOD), "answered", (None,)),
    "fenced": Case(says(f"```sql\n{GOOD};\n```"), "answered", (None,)),
    "chatty": Case(says(f"Sure! Here it is:\n```sql\n{GOOD};\n```\nIt counts the orders."), "answered", (None,)),
    "refusal": Case(says("I do not know"), "unanswerable", ("Unanswerable",)),
    "empty": Case(says(""), "unanswerable", ("Unanswerable",)),
    "placeholder, repaired": Case(says(UNFILLED, GOOD), "answered", ("UnfilledPlaceholder", None)),
    "placeholder, twice": Case(says(UNFILLED, UNFILLED), "unanswerable", ("UnfilledPlaceholder",) * 2),
    "hallucinated column, repaired": Case(says(WRONG, GOOD), "answered", ("UnknownColumn", None)),
    "DELETE, twice": Case(says("DELETE FROM orders", "DELETE FROM orders"), "invalid_sql", ("NotOneSelect",) * 2),
    "slow first token": Case((Reply(GOOD, think_seconds=9),), "timed_out", ("ModelTimedOut",), SILENCE + QUICK),
    "stall in mid-stream": Case((Reply(GOOD, tokens=3),), "timed_out", ("ModelTimedOut",), SILENCE + QUICK),
    "endless": Case((Reply(GOOD * 99, token_seconds=0.02),), "timed_out", ("ModelTimedOut",), TOTAL + QUICK),
    "slow, but in time": Case((Reply(GOOD, think_seconds=0.2, token_seconds=0.01),), "answered", (None,), TOTAL),
    "prompt in Ollama's cache": Case((Reply(GOOD, prompt_tokens=0),), "answered", (None,)),
    "cut connection": Case((Reply(GOOD, tokens=3, cut=True),), "model_unavailable", ("ModelBroken",)),
    "repeats itself": Case((Reply(GOOD, breaks_off=True),), "unanswerable", ("ReplyCut",)),
    "repeats itself, newer Ollama": Case((Reply(GOOD, error=REPEATED),), "unanswerable", ("ReplyCut",)),
    "error in mid-stream": Case((Reply(GOOD, tokens=3, error="no"),), "model_unavailable", ("ModelBroken",)),
    "500": Case((Reply("out of memory", status=500),), "model_unavailable", ("ModelBroken",)),
    "503, once": Case((Reply(BUSY, status=503), Reply(GOOD)), "answered", (None,), 0.5 + QUICK),
    "503, again and again": Case((Reply(BUSY, status=503),) * 4, "model_unavailable", ("ModelBusy",), TOTAL + QUICK),
    "model's file unreadable": Case((Reply(UNREADABLE, status=500),), "model_unavailable", ("ModelBroken",)),
    "garbage": Case((Reply(lines=b"<html>\n"),), "model_unavailable", ("ModelBroken",)),
    "half a line": Case((Reply(lines=b'{"response": "SEL'),), "model_unavailable", ("ModelBroken",)),
}


@pytest.fixture
def asking(shop_database_url: str, model: StandIn) -> Iterator[Make]:
    """Makes applications that ask the model alone, with little patience."""
    made: list[Flask] = []

    def make(*generators: str, **overrides: object) -> Flask:
        settings = {
            **overrides_for(shop_database_url),
            "generators": generators or ("ollama",),
            "ollama_host": model.url,
            "ollama_first_token_seconds": SILENCE,
            "ollama_timeout_seconds": TOTAL,
        }
        made.append(create_app({**settings, **overrides}))
        return made[-1]

    yield make
    for app in made:
        dismantle(app)


def ask(app: Flask, question: str = ENGLISH) -> Any:
    """The whole answer, or the problem document."""
    return app.test_client().post("/api/query/", json={"question": question}).json


def recorded(rows: Rows, run_id: int) -> list[tuple[Any, ...]]:
    """Each candidate's SQL, why it was left, and what it was made with."""
    record = f"querycraft.query_attempt WHERE run_id = {run_id} ORDER BY id"
    return rows(f"SELECT sql, error->>'code', details FROM {record}")


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_the_question_ends_in_time_and_the_record_says_how(asking: Make, model: StandIn, rows: Rows, case: Case):
    app = asking()
    model.reply(*case.replies)
    started = time.monotonic()
    answer = ask(app)
    took = time.monotonic() - started

    assert answer["outcome"] == case.outcome
    assert took < case.seconds
    assert [code for _, code, _ in recorded(rows, answer["id"])] == list(case.reasons)
    assert rows(f"SELECT outcome FROM querycraft.query_run WHERE id = {answer['id']}") == [(case.outcome,)]


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_with_the_engine_behind_it_the_question_is_answered_whatever_the_model_does(
    asking: Make, model: StandIn, case: Case
):
    app = asking("ollama", "builtin")
    model.reply(*case.replies)
    answer = ask(app, PERSIAN)
    assert answer["outcome"] == "answered"
    assert answer["generator"] == ("ollama" if case.outcome == "answered" else "builtin")


def test_the_record_has_ollamas_figures_of_a_good_answer(asking: Make, model: StandIn, rows: Rows):
    app = asking()
    model.say(GOOD)
    [(sql, _, details)] = recorded(rows, ask(app)["id"])
    assert sql == GOOD
    assert (
        details.items()
        >= {
            "profile": "sqlcoder",
            "prompt_tokens": PROMPT_TOKENS,
            "output_tokens": len(tokens_of(GOOD)),
            "load_ms": 2.0,
            "prompt_ms": 250.0,
            "output_ms": len(tokens_of(GOOD)) * 20.0,
        }.items()
    )


def test_the_record_has_them_of_a_refusal_too(asking: Make, model: StandIn, rows: Rows):
    app = asking()
    model.say("I do not know")
    [(_, _, details)] = recorded(rows, ask(app)["id"])
    assert details["output_tokens"] == len(tokens_of("I do not know"))


def test_the_record_has_what_was_said_before_a_failure(asking: Make, model: StandIn, rows: Rows):
    app = asking()
    model.reply(Reply(GOOD, tokens=3))
    [(_, _, details)] = recorded(rows, ask(app)["id"])
    assert details["reply"] == "".join(tokens_of(GOOD)[:3])
    assert details["first_token_ms"] > 0


@pytest.mark.parametrize(
    ("replies", "error"),
    [
        ((Reply(GOOD, think_seconds=9),), ModelTimedOut()),
        ((Reply(lines=b"<html>\n"),), ModelBroken()),
        ((Reply(BUSY, status=503),) * 4, ModelBusy()),
    ],
    ids=["timed out", "broken", "busy"],
)
def test_each_failure_is_said_in_the_askers_language(
    asking: Make, model: StandIn, replies: tuple[Reply, ...], error: QueryCraftError
):
    app = asking()
    model.reply(*replies, *replies)
    assert ask(app, ENGLISH)["detail"] == str(error)
    persian = ask(app, PERSIAN)["detail"]
    assert persian == translate("fa", error.template()) != str(error)


def test_a_missing_model_is_said_with_its_command_in_the_askers_language(asking: Make, rows: Rows):
    app = asking(ollama_model="qwen3-coder:30b-sqlcoder")
    answer = ask(app, ENGLISH)
    command = "ollama pull qwen3-coder:30b-sqlcoder"
    assert answer["detail"].endswith(command)
    persian = ask(app, PERSIAN)["detail"]
    assert persian.endswith(command)
    assert persian != answer["detail"]
    assert (answer["outcome"], answer["code"]) == ("model_unavailable", ModelMissing.__name__)
    assert [code for _, code, _ in recorded(rows, answer["id"])] == [ModelMissing.__name__]


def test_an_ollama_that_is_away_costs_the_first_question_little_and_the_next_ones_nothing(asking: Make, rows: Rows):
    app = asking("ollama", "builtin", ollama_host="http://127.0.0.1:9")
    first, second = ask(app), ask(app)
    assert (first["outcome"], second["outcome"]) == ("answered", "answered")
    assert [code for _, code, _ in recorded(rows, second["id"])] == [ModelUnavailable.__name__, None]
    [(_, _, details), _] = recorded(rows, second["id"])
    assert details["skipped"] is True
    assert app.test_client().get("/readyz").json["generators"]["ollama"] is False
