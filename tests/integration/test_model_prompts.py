"""How a model is asked, from the settings to the record: its profile, its English, and what was mended in its reply."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask

from app import create_app
from tests.conftest import dismantle, overrides_for
from tests.support.ollama import Reply, StandIn

Rows = Callable[[str], list[tuple[Any, ...]]]
GOOD = "SELECT COUNT(*) AS orders FROM orders"
PERSIAN = "سود سفارش‌های تحویل‌شده چقدر بود؟"
ENGLISH = "What was the profit of delivered orders?"
TRANSLATION = json.dumps({"english": ENGLISH})


@contextmanager
def running(url: str, model: StandIn, **settings: object) -> Iterator[Flask]:
    """The application over the example shop, asking the model first."""
    overrides = {**overrides_for(url), "generators": ("ollama", "builtin"), "ollama_host": model.url, **settings}
    app = create_app(overrides)
    yield app
    dismantle(app)


def ask(app: Flask, question: str) -> Any:
    return app.test_client().post("/api/query/", json={"question": question}).json


def details(rows: Rows, answer: Any) -> list[dict[str, Any]]:
    """What the record keeps of each attempt."""
    found = rows(f"SELECT details FROM querycraft.query_attempt WHERE run_id = {answer['id']} ORDER BY id")
    return [row[0] for row in found]


def test_an_instruct_model_is_asked_in_a_chat_for_json(shop_database_url: str, model: StandIn, rows: Rows):
    model.names.add("qwen3:4b")
    model.say(json.dumps({"sql": f"{GOOD};", "assumptions": ["All orders."], "cannot_answer": ""}))
    with running(shop_database_url, model, ollama_model="qwen3:4b") as app:
        answer = ask(app, "how many orders are there")
    assert (answer["outcome"], answer["sql"], answer["model"]) == ("answered", GOOD, "qwen3:4b")
    [request] = model.requests
    assert [message["role"] for message in request["messages"]] == ["system", "user"]
    assert request["format"]["required"] == ["sql", "assumptions", "cannot_answer"]
    [kept] = details(rows, answer)
    assert (kept["profile"], kept["assumptions"]) == ("chat", ["All orders."])


def test_what_an_instruct_model_can_not_answer_goes_to_the_next_generator(
    shop_database_url: str, model: StandIn, rows: Rows
):
    model.say(json.dumps({"sql": "", "assumptions": [], "cannot_answer": "There is no profit."}))
    with running(shop_database_url, model, ollama_profile="chat") as app:
        answer = ask(app, "how many orders are there")
    assert (answer["outcome"], answer["generator"]) == ("answered", "builtin")
    [kept, _] = details(rows, answer)
    assert kept["profile"] == "chat"


def test_with_the_schema_first_a_prompt_begins_with_it(shop_database_url: str, model: StandIn):
    model.say(GOOD)
    with running(shop_database_url, model, prompt_order="schema_first") as app:
        ask(app, "how many orders are there")
    assert model.requests[0]["prompt"].startswith("### Database Schema\n")


def test_a_persian_question_is_told_word_by_word_in_english(shop_database_url: str, model: StandIn, rows: Rows):
    model.say(GOOD)
    with running(shop_database_url, model) as app:
        answer = ask(app, PERSIAN)
    assert "[QUESTION]سود orders delivered how much[/QUESTION]" in model.requests[0]["prompt"]
    [kept] = details(rows, answer)
    assert kept["gloss"] == "سود orders delivered how much"
    assert "\"تحویل‌شده\" means orders.status = 'delivered'" in kept["hints"]
    assert answer["interpretation"] == [
        {"kind": "english", "label": "مدل آن را چنین خواند", "value": "سود orders delivered how much"}
    ]


def test_a_translator_puts_it_into_english_once(shop_database_url: str, model: StandIn, rows: Rows):
    model.names.add("qwen3:4b")
    model.say(TRANSLATION, "SELECT * FROM invoices", GOOD)
    with running(shop_database_url, model, translate_model="qwen3:4b") as app:
        answer = ask(app, PERSIAN)
    assert [request["model"] for request in model.requests] == ["qwen3:4b", "sqlcoder-7b-2", "sqlcoder-7b-2"]
    assert all(f"[QUESTION]{ENGLISH}[/QUESTION]" in request["prompt"] for request in model.requests[1:])
    assert [kept["translation"] for kept in details(rows, answer)] == [ENGLISH, ENGLISH]
    first, repaired = (kept.get("translator", {}) for kept in details(rows, answer))
    assert first.keys() >= {"model", "ms", "prompt_tokens", "output_tokens"}
    assert repaired == {}
    assert [part["value"] for part in answer["interpretation"]] == [ENGLISH]


def test_an_english_question_is_not_translated(shop_database_url: str, model: StandIn):
    model.names.add("qwen3:4b")
    model.say(GOOD)
    with running(shop_database_url, model, translate_model="qwen3:4b") as app:
        ask(app, "how many orders are there")
    assert [request["model"] for request in model.requests] == ["sqlcoder-7b-2"]


def test_without_its_translator_the_question_is_told_word_by_word(shop_database_url: str, model: StandIn, rows: Rows):
    model.say(GOOD)
    with running(shop_database_url, model, translate_model="qwen3:4b") as app:
        answer = ask(app, PERSIAN)
    assert answer["outcome"] == "answered"
    [kept] = details(rows, answer)
    assert "translation" not in kept
    assert kept["translator"] == {"model": "qwen3:4b", "error": "ModelMissing"}


def test_what_was_mended_needs_no_second_call_and_is_recorded(shop_database_url: str, model: StandIn, rows: Rows):
    model.say("Sure:\n```sql\nSELECT COUNT(*) AS orders FROM `Orders` WHERE Orders.`Status` = 'shipped'\n```")
    with running(shop_database_url, model) as app:
        answer = ask(app, "how many shipped orders are there")
    assert answer["rows"] == [list(row) for row in rows("SELECT COUNT(*) FROM orders WHERE status = 'shipped'")]
    assert len(model.requests) == 1
    [kept] = details(rows, answer)
    assert kept["repaired"][0] == "translated from mysql"
    assert kept["reply"].startswith("Sure:")


def test_a_reply_without_tokens_left_is_never_run(shop_database_url: str, model: StandIn):
    model.reply(Reply("SELECT COUNT(*) AS orders FROM orders", done_reason="length"))
    with running(shop_database_url, model) as app:
        answer = ask(app, "how many shipped orders are there")
    assert (answer["outcome"], answer["generator"]) == ("answered", "builtin")


def test_a_text_that_nobody_filled_in_is_never_run(shop_database_url: str, model: StandIn, rows: Rows):
    unfilled = "SELECT COUNT(*) FROM orders WHERE status = '[YOUR STATUS]'"
    model.say(unfilled, unfilled)
    with running(shop_database_url, model) as app:
        answer = ask(app, "how many shipped orders are there")
    assert (answer["outcome"], answer["generator"]) == ("answered", "builtin")
    found = rows(f"SELECT sql, error->>'code' FROM querycraft.query_attempt WHERE run_id = {answer['id']} ORDER BY id")
    assert found[:2] == [(unfilled, "UnfilledPlaceholder")] * 2


def test_a_text_that_nobody_filled_in_goes_back_with_what_is_missing(shop_database_url: str, model: StandIn):
    model.say("SELECT COUNT(*) FROM orders WHERE status = '[YOUR STATUS]'", "SELECT COUNT(*) AS orders FROM orders")
    with running(shop_database_url, model) as app:
        answer = ask(app, "how many shipped orders are there")
    assert (answer["outcome"], answer["generator"]) == ("answered", "ollama")
    assert "Nobody fills in '[YOUR STATUS]': write the value itself" in model.requests[1]["prompt"]


def test_in_a_conversation_the_model_is_told_what_was_asked_before(shop_database_url: str, model: StandIn):
    model.default = Reply(GOOD)
    with running(shop_database_url, model, generators=("ollama",)) as app:
        client = app.test_client()
        for question in ("profit of shipped orders", "and by month?", "orders by status"):
            client.post("/api/query/", json={"question": question, "conversation_id": "told"})
    _, continued, whole = (request["prompt"] for request in model.requests)
    assert "The question may continue what was asked before: profit of shipped orders\n" in continued
    assert "orders.status = 'shipped'" in continued
    assert "asked before" not in whole


def test_tables_that_do_not_fit_are_said_and_the_next_generator_is_asked(
    shop_database_url: str, model: StandIn, rows: Rows
):
    with running(shop_database_url, model, ollama_context_tokens=700) as app:
        answer = ask(app, "how many orders are there")
    assert (answer["outcome"], answer["generator"]) == ("answered", "builtin")
    assert model.requests == []
    found = rows(f"SELECT error->>'code' FROM querycraft.query_attempt WHERE run_id = {answer['id']} ORDER BY id")
    assert found[0] == ("SchemaTooLarge",)
