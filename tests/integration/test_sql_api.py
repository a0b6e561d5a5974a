"""POST /api/sql/ runs an edited statement as if a generator had offered it: guarded, read-only, recorded once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from tests.conftest import dismantle

Rows = Callable[[str], list[tuple[Any, ...]]]

BY_CATEGORY = "SELECT category, count(*) AS products FROM products GROUP BY category ORDER BY products DESC, category"


def run(client: FlaskClient, sql: object, **fields: object) -> Any:
    return client.post("/api/sql/", json={"sql": sql, **fields})


def test_an_edited_statement_is_answered_like_a_question(shop: FlaskClient, rows: Rows):
    answer = run(shop, BY_CATEGORY, question="محصولات هر دسته", language="fa").json
    assert answer["outcome"] == "answered"
    assert answer["rows"] == [list(row) for row in rows(BY_CATEGORY)]
    assert [column["label"] for column in answer["columns"]] == ["دسته", "تعداد محصولات"]
    assert answer["generator"] == "sql"
    assert answer["explanation"]


def test_it_is_recorded_once_with_its_question_and_its_conversation(shop: FlaskClient, rows: Rows):
    run_id = run(shop, BY_CATEGORY, question="products by category", conversation_id="c1").json["id"]
    recorded = rows(
        "SELECT question, sql, generator, outcome, conversation_id, reading, position IS NOT NULL"
        f" FROM querycraft.query_run WHERE id = {run_id}"
    )
    attempts = rows(f"SELECT generator, sql, error FROM querycraft.query_attempt WHERE run_id = {run_id}")
    assert recorded == [("products by category", BY_CATEGORY, "sql", "answered", "c1", None, True)]
    assert attempts == [("sql", BY_CATEGORY, None)]


@pytest.mark.parametrize(
    ("sql", "english", "persian"),
    [
        ("SELECT DATE 'infinity' AS d", "D is infinity.", "D infinity است."),
        ("SELECT DATE '9999-12-31' AS d", "D is 9999-12-31.", "D 9999-12-31 است."),
        ("SELECT DATE '0044-03-15 BC' AS d", "D is 0044-03-15 BC.", "D 0044-03-15 BC است."),
        ("SELECT DATE '2025-03-20' AS d", "D is 20 March 2025.", "D ۳۰ اسفند ۱۴۰۳ است."),
        (
            "SELECT TIMESTAMP '2026-11-21 13:30' AS d",
            "D is 21 November 2026, 13:30.",
            "D ۳۰ آبان ۱۴۰۵، ۱۳:۳۰ است.",
        ),
        (
            "SELECT TIMESTAMPTZ '2026-11-20 21:30:15.5+00' AS d",
            "D is 21 November 2026, 01:00.",
            "D ۳۰ آبان ۱۴۰۵، ۰۱:۰۰ است.",
        ),
        ("SELECT 0.004 AS d", "D is 0.004.", "D ۰٫۰۰۴ است."),
        ("SELECT -12.345 AS d", "D is -12.35.", "D \u200e−۱۲٫۳۵ است."),
        ("SELECT 12345678901234567.5 AS d", "D is 12,345,678,901,234,567.5.", "D ۱۲٬۳۴۵٬۶۷۸٬۹۰۱٬۲۳۴٬۵۶۷٫۵ است."),
        ("SELECT 'NaN'::float8 AS d", "D is nan.", "D nan است."),
        ("SELECT 1 = 1 AS d", "D is yes.", "D بله است."),
    ],
)
def test_a_single_value_is_told_as_the_table_shows_it(shop: FlaskClient, sql: str, english: str, persian: str):
    assert (run(shop, sql, language="en").json["answer"], run(shop, sql, language="fa").json["answer"]) == (
        english,
        persian,
    )


@pytest.mark.parametrize("language", ["en", "fa"])
def test_days_that_no_calendar_has_do_not_lose_the_answer(shop: FlaskClient, language: str):
    sql = "SELECT order_date + CAST(id % 4 * 3000000 AS int) AS d, id AS units FROM orders ORDER BY id LIMIT 8"
    answer = run(shop, sql, language=language).json
    assert (answer["outcome"], answer["row_count"]) == ("answered", 8)


def test_without_a_question_the_statement_stands_for_it(shop: FlaskClient):
    answer = run(shop, BY_CATEGORY).json
    assert (answer["question"], answer["language"]) == (BY_CATEGORY, "en")


@pytest.mark.parametrize("pasted", [BY_CATEGORY, f"\n  {BY_CATEGORY.lower()} ;"])
def test_a_statement_that_is_asked_like_a_question_is_answered_as_such(shop: FlaskClient, rows: Rows, pasted: str):
    answer = shop.post("/api/query/", json={"question": pasted}).json
    assert (answer["outcome"], answer["generator"]) == ("answered", "sql")
    assert answer["rows"] == [list(row) for row in rows(BY_CATEGORY)]


@pytest.mark.parametrize(
    "pasted", ["SELECT * FROM pg_shadow", "DELETE FROM orders", "SELECT 1; SELECT 2", "select customers", "with orders"]
)
def test_one_that_may_not_run_is_no_statement_but_a_question_that_is_not_understood(shop: FlaskClient, pasted: str):
    answer = shop.post("/api/query/", json={"question": pasted}).json
    assert answer["generator"] != "sql"
    assert "pg_shadow" not in (answer["sql"] or "")


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        ("DELETE FROM orders", "NotOneSelect"),
        ("SELECT * FROM pg_shadow", "ForbiddenTable"),
        ("SELECT pg_sleep(9)", "ForbiddenFunction"),
        ("SELECT 1; SELECT 2", "NotOneSelect"),
        ("SELECT " + "1 + " * 4000 + "1", "TooLong"),
    ],
)
def test_the_guard_refuses_what_it_refuses_from_a_generator(shop: FlaskClient, rows: Rows, sql: str, code: str):
    answer = run(shop, sql).json
    assert (answer["outcome"], answer["error"]["code"], answer["rows"]) == ("invalid_sql", code, [])
    assert rows(f"SELECT outcome FROM querycraft.query_run WHERE id = {answer['id']}") == [("invalid_sql",)]


def test_the_databases_own_complaint_comes_with_the_answer(shop: FlaskClient):
    answer = run(shop, "SELECT 1 / (count(*) - count(*)) FROM orders").json
    assert answer["outcome"] == "execution_failed"
    assert "division by zero" in answer["error"]["detail"]


def test_a_question_that_the_engine_would_refuse_does_not_keep_its_statement_from_running(shop: FlaskClient):
    assert run(shop, BY_CATEGORY, question="delete all orders").json["outcome"] == "answered"


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"sql": ""},
        {"sql": "  "},
        {"sql": 5},
        {"sql": BY_CATEGORY, "generator": "builtin"},
        {"sql": BY_CATEGORY, "language": "de"},
        {"sql": BY_CATEGORY, "question": "x" * 1001},
        {"sql": BY_CATEGORY, "conversation_id": "x" * 65},
    ],
)
def test_wrong_fields_are_a_problem_document(shop: FlaskClient, body: Any):
    response = shop.post("/api/sql/", json=body, headers={"Accept-Language": "fa"})
    assert response.status_code == 422
    assert response.content_type == "application/problem+json"
    assert response.json["errors"]


def test_hidden_columns_stay_hidden(shop_database_url: str, overrides: dict[str, Any]):
    app: Flask = create_app({**overrides, "database_url": shop_database_url, "hidden_columns": ("customers.email",)})
    assert run(app.test_client(), "SELECT email FROM customers").json["error"]["code"] == "HiddenColumn"
    dismantle(app)
