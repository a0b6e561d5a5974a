"""POST /api/query/ answers with the right number, or says what is missing; and every question is recorded once."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support.postgres import execute

Rows = Callable[[str], list[tuple[Any, ...]]]

NEW_USERS = "در ماه گذشته چند کاربر جدید ثبت نام کرده‌اند؟"
TOP_FIVE = "top 5 products by revenue this year"


def ask(client: FlaskClient, question: object, **fields: object) -> Any:
    return client.post("/api/query/", json={"question": question, **fields})


def recorded(rows: Rows, run_id: int) -> tuple[Any, ...]:
    [row] = rows(
        f"SELECT outcome, question, language, generator, error->>'code' FROM querycraft.query_run WHERE id = {run_id}"
    )
    return row


def test_new_users_of_last_month_are_those_of_the_persian_month(shop: FlaskClient, rows: Rows):
    answer = ask(shop, NEW_USERS).json
    # Today is 30 Aban 1405, so last month is Mehr: 23 September to 22 October.
    expected = rows(
        "SELECT count(*) FROM customers WHERE registration_date >= '2026-09-23' AND registration_date < '2026-10-23'"
    )
    assert answer["outcome"] == "answered"
    assert answer["rows"] == [list(row) for row in expected]
    assert expected[0][0] > 0
    assert answer["language"] == "fa"
    assert "مهر ۱۴۰۵" in answer["answer"]
    assert any("مهر ۱۴۰۵" in understood["value"] for understood in answer["interpretation"])


def test_the_top_products_of_the_year_come_by_revenue(shop: FlaskClient, rows: Rows):
    answer = ask(shop, TOP_FIVE).json
    expected = rows(
        "SELECT p.name, sum(o.quantity * p.price) FROM orders o JOIN products p ON p.id = o.product_id"
        " WHERE o.order_date >= '2026-01-01' AND o.order_date <= '2026-11-21'"
        " GROUP BY p.id, p.name ORDER BY 2 DESC, p.id LIMIT 5"
    )
    assert answer["rows"] == [[name, int(revenue)] for name, revenue in expected]
    assert [column["label"] for column in answer["columns"]] == ["product", "revenue"]
    assert answer["columns"][1]["unit"] == "toman"
    assert answer["sql"].startswith("SELECT")
    assert "products" in answer["explanation"]
    assert answer["timings_ms"].keys() == {"understand", "generate", "validate", "execute", "explain", "total"}


def test_the_record_holds_the_question_its_sql_and_who_asked(shop: FlaskClient, rows: Rows):
    body = {"question": TOP_FIVE, "conversation_id": "a-talk"}
    response = shop.post("/api/query/", json=body, headers={"User-Agent": "a test"})
    [row] = rows(
        "SELECT conversation_id, outcome, question, language, sql, generator, row_count, truncated, host(ip),"
        " user_agent, error,"
        f" closed_at >= created_at, timings ? 'execute' FROM querycraft.query_run WHERE id = {response.json['id']}"
    )
    sql = response.json["sql"]
    assert row == (
        "a-talk",
        "answered",
        TOP_FIVE,
        "en",
        sql,
        "builtin",
        5,
        False,
        "127.0.0.1",
        "a test",
        None,
        True,
        True,
    )
    attempts = rows(f"SELECT generator, sql, error FROM querycraft.query_attempt WHERE run_id = {response.json['id']}")
    assert attempts == [("builtin", sql, None)]


def test_a_word_that_nothing_explains_is_named_and_nothing_runs(shop: FlaskClient, rows: Rows):
    answer = ask(shop, "total profit last month").json
    assert answer["outcome"] == "unanswerable"
    assert "«profit»" in answer["answer"]
    assert answer["suggestions"]
    assert answer["sql"] is None
    assert recorded(rows, answer["id"])[0] == "unanswerable"


@pytest.mark.parametrize("question", ["delete all orders", "همه سفارش‌ها را پاک کن"])
def test_a_wish_to_change_data_is_refused(shop: FlaskClient, question: str):
    assert ask(shop, question).json["outcome"] == "refused"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"question": ""}, 422),
        ({"question": "   "}, 422),
        ({"question": "x" * 1001}, 422),
        ({"question": "orders", "colour": "red"}, 422),
        ({"question": "orders", "language": "de"}, 422),
        ({"question": "orders", "generator": "oracle"}, 422),
    ],
)
def test_a_question_with_wrong_fields_is_refused_and_recorded(shop: FlaskClient, rows: Rows, body: Any, status: int):
    response = shop.post("/api/query/", json=body)
    assert response.status_code == status
    assert response.content_type == "application/problem+json"
    assert recorded(rows, response.json["id"])[:2] == ("invalid_question", body["question"])


@pytest.mark.parametrize(
    ("data", "content_type", "status"),
    [
        ("question=orders", "application/x-www-form-urlencoded", 415),
        ('{"question": ', "application/json", 400),
        ("[]", "application/json", 422),
        ("{}", "application/json", 422),
        ('{"question": 5}', "application/json", 422),
        ('{"question": null}', "application/json", 422),
        ('{"question": "' + "x" * 300_000 + '"}', "application/json", 413),
    ],
)
def test_a_request_without_a_question_is_a_problem_document(
    shop: FlaskClient, data: str, content_type: str, status: int
):
    response = shop.post("/api/query/", data=data, content_type=content_type)
    assert response.status_code == status
    assert response.content_type == "application/problem+json"
    assert response.json["status"] == status
    assert response.json["detail"]


@pytest.mark.parametrize(
    "text", ["\ud800 orders", "a\x00b", "\u202eorders\u202c", "🙂", "{0} %s", "<script>alert(1)</script>"]
)
@pytest.mark.parametrize("field", ["question", "conversation_id", "generator", "language", "no such field"])
def test_no_text_from_outside_makes_it_stumble(shop: FlaskClient, field: str, text: str):
    body = json.dumps({"question": "orders", field: text})
    assert shop.post("/api/query/", data=body, content_type="application/json").status_code in (200, 422)


def test_problems_are_told_in_the_askers_language(shop: FlaskClient):
    errors = ask(shop, "سفارش" * 300).json["errors"]
    assert errors == {"question": ["پرسش بیش از اندازه بلند است؛ لطفاً کوتاه‌تر بپرسید."]}


def test_the_answer_is_in_the_language_that_was_wished(shop: FlaskClient):
    answer = ask(shop, TOP_FIVE, language="fa").json
    assert [column["label"] for column in answer["columns"]] == ["محصول", "درآمد"]


def test_nothing_runs_when_the_question_can_not_be_recorded(client: FlaskClient, app: Flask):
    execute(app.extensions["settings"].database_url, "ALTER TABLE querycraft.query_run RENAME TO gone")
    response = ask(client, "how many orders are there")
    assert response.status_code == 500
    assert response.json["code"] == "InternalServerError"


def test_a_bug_is_closed_as_an_internal_error_and_shows_nothing_of_itself(
    shop_app: Flask, shop: FlaskClient, rows: Rows, monkeypatch: pytest.MonkeyPatch
):
    def stumble(*_: object) -> None:
        raise RuntimeError("secret: /etc/passwd")

    monkeypatch.setattr(type(shop_app.extensions["services"].reader), "run", stumble)
    response = ask(shop, "how many orders are there")
    assert response.status_code == 500
    assert "secret" not in response.text
    assert recorded(rows, response.json["id"])[0] == "internal_error"


def test_probes_say_what_can_be_reached(shop: FlaskClient):
    assert shop.get("/healthz").json == {"status": "ok"}
    ready = shop.get("/readyz").json
    assert ready.pop("files").keys() == {"charts", "font"}
    assert ready == {
        "status": "ready",
        "checks": {"record": True, "data": True},
        "generators": {"builtin": True},
    }


def test_the_openapi_page_and_all_its_files_come_from_this_host(shop: FlaskClient):
    page = shop.get("/api/docs/")
    assert page.status_code == 200
    assert "https://" not in page.text
    assert "//" not in page.text.replace("<!--", "")
    addresses = re.findall(r'(?:href|src)="(/[^"]+\.(?:css|js))"', page.text)
    assert any(address.endswith("/swagger-ui.css") for address in addresses)
    assert {shop.get(address).status_code for address in addresses} == {200}
    assert "/api/query/" in shop.get("/api/openapi.json").json["paths"]
