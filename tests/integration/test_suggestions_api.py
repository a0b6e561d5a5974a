"""GET /api/suggestions/ completes questions that have an answer; GET /api/vocabulary/ names what is open."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from app import create_app
from app.suggesting import made
from tests.conftest import dismantle, overrides_for
from tests.support.postgres import execute


def suggested(client: FlaskClient, text: str, language: str) -> list[str]:
    items = client.get("/api/suggestions/", query_string={"text": text, "language": language}).json["items"]
    return [item["question"] for item in items]


def test_without_a_word_the_examples_of_the_layer_come(shop: FlaskClient):
    assert suggested(shop, "", "en")[0] == "top 5 products by revenue this year"
    assert suggested(shop, "", "fa")[0] == "در ماه گذشته چند کاربر جدید ثبت نام کرده‌اند؟"


def test_what_begins_like_the_text_comes_before_what_has_words_like_it(shop: FlaskClient):
    found = suggested(shop, "rev", "en")
    assert found[:2] == ["revenue by status", "revenue by category"]
    assert "top 5 products by revenue this year" in found[2:]


@pytest.mark.parametrize("text", ["درامد به", "درآمد به", "درآمدبه", "  درآمد  به"])
def test_spelling_does_not_matter(shop: FlaskClient, text: str):
    assert "درآمد به تفکیک وضعیت" in suggested(shop, text, "fa")


def test_what_nothing_begins_with_has_no_completion(shop: FlaskClient):
    assert suggested(shop, "unicorn", "en") == []


def test_an_approved_question_comes_first_and_is_marked(client: FlaskClient, database_url: str):
    execute(
        database_url,
        "INSERT INTO querycraft.verified_question (question, language, sql, status, as_of)"
        " VALUES ('zebras sold', 'en', 'SELECT count(*) AS n FROM orders', 'approved', DATE '2026-11-21')",
    )
    assert client.get("/api/suggestions/?language=en").json["items"][0] == {"question": "zebras sold", "verified": True}
    assert client.get("/api/suggestions/?language=en&text=top").json["items"][0]["verified"] is False
    assert "zebras sold" not in suggested(client, "", "fa")


@pytest.mark.parametrize("language", ["fa", "en"])
def test_every_question_that_is_put_together_has_an_answer(shop: FlaskClient, language: Any):
    services = shop.application.extensions["services"]
    questions = made(services.layer, language)
    assert len(questions) > 8
    for question in questions:
        answer = shop.post("/api/query/", json={"question": question}).json
        assert (answer["outcome"], question) == ("answered", question)


@pytest.mark.parametrize(("query", "status"), [("text=" + "x" * 201, 422), ("language=de", 422), ("text=%00", 200)])
def test_text_from_outside_is_bounded(shop: FlaskClient, query: str, status: int):
    assert shop.get(f"/api/suggestions/?{query}").status_code == status


def test_the_vocabulary_names_tables_columns_measures_and_values(shop: FlaskClient):
    tables = {table["name"]: table for table in shop.get("/api/vocabulary/?language=fa").json["tables"]}
    orders = tables["orders"]
    assert list(tables) == ["customers", "products", "orders"]
    assert orders["label"] == "سفارش‌ها"
    assert {"درآمد", "تعداد فروش"} <= {measure["label"] for measure in orders["measures"]}
    [status] = [column for column in orders["columns"] if column["name"] == "status"]
    assert status["label"] == "وضعیت"
    assert "تحویل‌شده" in status["values"]


def test_keys_are_no_vocabulary(shop: FlaskClient):
    tables = shop.get("/api/vocabulary/").json["tables"]
    assert not [column for table in tables for column in table["columns"] if column["name"].endswith("id")]


def test_hidden_columns_are_not_named(shop_database_url: str):
    hidden = ("customers.email", "products.price")
    app = create_app({**overrides_for(shop_database_url), "hidden_columns": hidden})
    text = app.test_client().get("/api/vocabulary/?language=en").text
    dismantle(app)
    for word in ("e-mail", "Gmail", '"price"', '"revenue"'):
        assert word not in text
    assert '"units sold"' in text
