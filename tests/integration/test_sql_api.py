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


def test_without_a_question_the_statement_stands_for_it(shop: FlaskClient):
    answer = run(shop, BY_CATEGORY).json
    assert (answer["question"], answer["language"]) == (BY_CATEGORY, "en")


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
