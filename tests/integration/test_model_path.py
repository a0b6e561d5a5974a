"""A model's SQL is read by the guard; a rejected candidate goes back, and the next generator takes over."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import Any

import pytest
from flask import Flask

from app import create_app
from tests.conftest import dismantle, overrides_for
from tests.support.ollama import Reply, StandIn

Rows = Callable[[str], list[tuple[Any, ...]]]
QUESTION = "how many orders are there"
GOOD = "SELECT COUNT(*) AS orders FROM orders"


def ask(app: Flask, question: str = QUESTION, **fields: object) -> Any:
    return app.test_client().post("/api/query/", json={"question": question, **fields})


def attempts(rows: Rows, run_id: int) -> list[tuple[Any, ...]]:
    return rows(
        f"SELECT generator, sql, error->>'code' FROM querycraft.query_attempt WHERE run_id = {run_id} ORDER BY id"
    )


def test_a_models_sql_is_run_and_the_model_is_named(model_app: Flask, model: StandIn, rows: Rows):
    model.say(f"{GOOD};\n```\nThat counts the orders.")
    answer = ask(model_app).json
    assert answer["rows"] == [list(row) for row in rows(GOOD)]
    assert (answer["generator"], answer["model"], answer["sql"]) == ("ollama", "sqlcoder-7b-2", GOOD)
    assert answer["interpretation"] == []


def test_a_question_that_needs_no_repair_is_one_call_in_the_trained_format(model_app: Flask, model: StandIn):
    model.say(GOOD)
    ask(model_app)
    [request] = model.requests
    assert request["raw"] is True
    assert request["prompt"].startswith(f"### Task\nGenerate a SQL query to answer [QUESTION]{QUESTION}[/QUESTION]\n")
    assert request["prompt"].endswith("[SQL]\n")
    assert "CREATE TABLE orders (" in request["prompt"]
    assert request["options"]["temperature"] == 0


def test_the_reason_of_a_rejection_goes_back_to_the_model(model_app: Flask, model: StandIn, rows: Rows):
    model.say("DELETE FROM orders", "SELECT * FROM invoices", GOOD)
    answer = ask(model_app).json
    assert answer["outcome"] == "answered"
    assert "DELETE FROM orders" in model.requests[1]["prompt"]
    assert "reads the table «invoices»" in model.requests[2]["prompt"]
    assert attempts(rows, answer["id"]) == [
        ("ollama", "DELETE FROM orders", "NotOneSelect"),
        ("ollama", "SELECT * FROM invoices", "ForbiddenTable"),
        ("ollama", GOOD, None),
    ]


def test_a_database_error_goes_back_as_well(model_app: Flask, model: StandIn):
    model.say("SELECT sum(status) FROM orders", GOOD)
    answer = ask(model_app).json
    assert answer["outcome"] == "answered"
    assert "function sum(text) does not exist" in model.requests[1]["prompt"]


@pytest.mark.parametrize("reply", ["DELETE FROM orders", "I do not know", "", "SELECT * FROM invoices"])
def test_when_the_model_has_nothing_that_may_run_the_engine_answers(
    model_app: Flask, model: StandIn, rows: Rows, reply: str
):
    model.default = Reply(reply)
    answer = ask(model_app).json
    assert (answer["outcome"], answer["generator"]) == ("answered", "builtin")
    assert answer["rows"] == [list(row) for row in rows(GOOD)]


def test_a_number_that_the_model_has_made_up_is_no_answer(model_app: Flask, model: StandIn):
    model.say("SELECT 120 AS orders")
    answer = ask(model_app).json
    assert (answer["generator"], answer["rows"]) == ("builtin", [[3000]])
    assert answer["attempts"][0]["error"]["code"] == "Unanswerable"


def test_values_and_days_as_people_write_them_are_found(model_app: Flask, model: StandIn, rows: Rows):
    model.say(f"{GOOD} WHERE status = 'تحویل‌شده' AND order_date >= '1405-08-01'")
    answer = ask(model_app, "سفارش‌های تحویل‌شده از اول آبان").json
    assert answer["sql"] == f"{GOOD} WHERE status = 'delivered' AND order_date >= '2026-10-23'"
    assert answer["rows"] == [list(row) for row in rows(answer["sql"])]


@pytest.mark.parametrize(
    "condition",
    [
        "EXTRACT(YEAR FROM order_date) = 1405 AND EXTRACT(MONTH FROM order_date) = 8",
        "to_char(order_date, 'YYYY-MM') = '1405-08'",
        "DATE_TRUNC('month', order_date) = DATE '1405-08-01'",
    ],
)
def test_a_persian_month_finds_the_orders_of_its_days(model_app: Flask, model: StandIn, rows: Rows, condition: str):
    model.say(f"{GOOD} WHERE {condition}")
    answer = ask(model_app, "تعداد سفارش‌های آبان ۱۴۰۵").json
    in_days = f"{GOOD} WHERE order_date >= DATE '2026-10-23' AND order_date < DATE '2026-11-22'"
    assert (answer["sql"], answer["rows"]) == (in_days, [list(row) for row in rows(in_days)])
    assert answer["rows"] != [[0]]


def test_a_model_that_mixes_up_the_calendars_is_told_what_the_year_is(model_app: Flask, model: StandIn):
    model.say(f"{GOOD} WHERE EXTRACT(YEAR FROM order_date) - 621 = 1405", GOOD)
    answer = ask(model_app).json
    assert [attempt["error"] and attempt["error"]["code"] for attempt in answer["attempts"]] == ["OtherCalendar", None]
    told = "1405 is a year of the Persian calendar: write its days as column >= DATE '2026-03-21'"
    assert told in model.requests[1]["prompt"]


@pytest.mark.parametrize(
    "condition",
    [
        "status = 'Shipped'",
        "LOWER(status) = 'Shipped'",
        "status ILIKE '%ارسال شده%'",
        "status = ANY(ARRAY['ارسال‌شده'])",
        "status = ' \u200fshipped '",
    ],
)
def test_a_value_is_found_however_a_model_writes_it(model_app: Flask, model: StandIn, rows: Rows, condition: str):
    model.say(f"{GOOD} WHERE {condition}")
    shipped = rows(f"{GOOD} WHERE status = 'shipped'")
    assert ask(model_app).json["rows"] == [list(row) for row in shipped] != [[0]]


@pytest.mark.parametrize("pattern", ["%حسيني%", "%حسینی%"])
def test_a_persian_name_is_found_in_whichever_letters(model_app: Flask, model: StandIn, rows: Rows, pattern: str):
    model.say(f"SELECT COUNT(*) AS customers FROM customers WHERE name ILIKE '{pattern}'")
    found = rows("SELECT COUNT(*) FROM customers WHERE name LIKE '%حسینی%'")
    assert ask(model_app).json["rows"] == [list(row) for row in found] != [[0]]


def test_json_where_plain_sql_was_asked_for_is_read(model_app: Flask, model: StandIn):
    model.say(f'{{"sql": "{GOOD}"}}')
    assert ask(model_app).json["sql"] == GOOD
    assert len(model.requests) == 1


def test_the_attempts_are_bounded_also_when_every_one_differs(model_app: Flask, model: StandIn):
    model.say(*(f"SELECT {number} FROM invoices" for number in range(9)))
    assert ask(model_app, generator="ollama").json["outcome"] == "invalid_sql"
    assert len(model.requests) == 3


def test_a_model_that_repeats_itself_is_not_asked_again(model_app: Flask, model: StandIn):
    model.default = Reply("DELETE FROM orders")
    assert ask(model_app, generator="ollama").json["outcome"] == "invalid_sql"
    assert len(model.requests) == 2


def test_when_ollama_fails_the_engine_answers_and_says_so(model_app: Flask, model: StandIn):
    model.default = Reply("llama runner process has terminated", status=500)
    answer = ask(model_app).json
    assert answer["generator"] == "builtin"
    assert len(answer["warnings"]) == 1


def test_when_the_only_generator_fails_it_is_a_503(model_app: Flask, model: StandIn, rows: Rows):
    model.default = Reply("out of memory", status=500)
    response = ask(model_app, generator="ollama")
    assert response.status_code == 503
    assert (response.json["code"], response.json["outcome"]) == ("ModelBroken", "model_unavailable")
    assert rows(f"SELECT outcome FROM querycraft.query_run WHERE id = {response.json['id']}") == [
        ("model_unavailable",)
    ]


def test_an_automatic_chain_answers_without_any_ollama(shop_database_url: str):
    app = create_app({**overrides_for(shop_database_url), "generators": (), "ollama_host": "http://127.0.0.1:1"})
    assert ask(app).json["outcome"] == "answered"
    assert ask(app, "total profit").json["outcome"] == "unanswerable"
    assert app.test_client().get("/readyz").json["generators"] == {"builtin": True, "ollama": False}
    dismantle(app)


def test_a_model_that_needs_too_long_ends_in_time(shop_database_url: str, model: StandIn):
    release = Event()
    model.default = Reply(GOOD, release=release)
    app = create_app({**overrides_for(shop_database_url), "ollama_host": model.url, "ollama_timeout_seconds": 0.3})
    response = ask(app, generator="ollama")
    release.set()
    assert response.status_code == 504
    assert response.json["outcome"] == "timed_out"
    dismantle(app)


@pytest.mark.parametrize("odd", ["\x00", "\u202e"])
def test_a_reply_with_odd_characters_is_refused_and_recorded(model_app: Flask, model: StandIn, rows: Rows, odd: str):
    model.say(f"SELECT '{odd}'", f"I do not know {odd}")
    answer = ask(model_app).json
    assert answer["outcome"] == "answered"
    assert answer["generator"] == "builtin"
    refusals = [code for generator, _, code in attempts(rows, answer["id"]) if generator == "ollama"]
    assert refusals == ["OddCharacter", "Unanswerable"]
