"""A question that is no whole one changes what the one before it asked, in the same conversation of the same asker."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.support.ollama import Reply, StandIn

Talk = Callable[..., dict[str, Any]]
NAMES = count(1)

CONTINUED = [
    ("revenue by category this year", "and by month?", "revenue by month this year"),
    ("revenue by category this year", "also by status", "revenue by category and status this year"),
    ("how many orders last month", "only delivered ones", "how many delivered orders last month"),
    ("how many orders last month", "what about electronics?", "how many orders of electronics last month"),
    ("revenue by category this year", "same for last year", "revenue by category last year"),
    ("revenue by category this year", "last year?", "revenue by category last year"),
    ("how many orders last month", "by category", "number of orders by category last month"),
    ("how many orders last month", "and revenue?", "revenue last month"),
    ("revenue by product this year", "top 5", "top 5 products by revenue this year"),
    ("top 5 products by revenue this year", "and customers?", "top 5 customers by revenue this year"),
    ("top 5 products by revenue this year", "by units", "top 5 products by units this year"),
    ("how many cancelled orders last month", "and returned?", "how many returned orders last month"),
    ("orders last month", "how many of them were cancelled?", "how many cancelled orders last month"),
    ("customers who ordered last month", "and last year?", "customers who ordered last year"),
    ("revenue last month", "in rial", "revenue last month in rial"),
    (
        "revenue by category last month",
        "only above 1 billion toman",
        "categories with revenue above 1 billion last month",
    ),
    ("share of cancelled orders this year", "what about returned?", "share of returned orders this year"),
    ("cheapest products", "top 3", "3 cheapest products"),
    ("درآمد به تفکیک دسته امسال", "و به تفکیک ماه؟", "درآمد به تفکیک ماه امسال"),
    ("تعداد سفارش‌های ماه گذشته", "فقط تحویل‌شده‌ها", "تعداد سفارش‌های تحویل‌شده ماه گذشته"),
    ("تعداد سفارش‌های ماه گذشته", "الکترونیک چطور؟", "تعداد سفارش‌های الکترونیک ماه گذشته"),
    ("درآمد به تفکیک دسته امسال", "همین برای پارسال", "درآمد به تفکیک دسته پارسال"),
    ("درآمد به تفکیک دسته امسال", "پارسال چی؟", "درآمد به تفکیک دسته پارسال"),
    ("تعداد سفارش‌های ماه گذشته", "به تفکیک دسته", "تعداد سفارش‌های ماه گذشته به تفکیک دسته"),
    ("تعداد سفارش‌های ماه گذشته", "و درآمد؟", "درآمد ماه گذشته"),
    ("درآمد هر محصول امسال", "۵ تای برتر", "۵ محصول برتر از نظر درآمد امسال"),
    ("تعداد سفارش‌های لغو شده ماه گذشته", "و مرجوعی؟", "تعداد سفارش‌های مرجوعی ماه گذشته"),
    ("سفارش‌های ماه گذشته", "چند تا از آن‌ها لغو شده؟", "تعداد سفارش‌های لغو شده ماه گذشته"),
    ("درآمد ماه گذشته", "به ریال", "درآمد ماه گذشته به ریال"),
]
"""A question, what continues it, and the two in one."""


@pytest.fixture
def talk(shop: FlaskClient) -> Talk:
    """Say something in a conversation, a new one unless it is named."""
    new = f"conversation-{next(NAMES)}"

    def say(question: str, conversation: str | None = new, **environ: str) -> dict[str, Any]:
        fields = {"question": question} | ({"conversation_id": conversation} if conversation else {})
        response = shop.post("/api/query/", json=fields, environ_overrides=environ)
        body: dict[str, Any] = response.get_json()
        return body

    return say


def continued(answer: dict[str, Any]) -> list[str]:
    """The questions that an answer says it continues."""
    return [part["value"] for part in answer["interpretation"] if part["kind"] == "continues"]


@pytest.mark.parametrize(("first", "then", "together"), CONTINUED)
def test_a_fragment_changes_the_question_before_it(talk: Talk, first: str, then: str, together: str):
    assert talk(first)["outcome"] == "answered"
    answer = talk(then)
    assert answer["outcome"] == "answered"
    assert continued(answer) == [first]
    assert answer["rows"] == talk(together, None)["rows"]


def test_fragments_follow_one_another(talk: Talk):
    for question in ("revenue by category this year", "only delivered ones", "same for last year"):
        answer = talk(question)
    assert answer["rows"] == talk("revenue of delivered orders by category last year", None)["rows"]
    assert continued(answer) == ["only delivered ones"]


def test_the_language_may_change_on_the_way(talk: Talk):
    talk("revenue by category last month")
    answer = talk("فقط تحویل‌شده‌ها")
    period = next(part["value"] for part in answer["interpretation"] if part["kind"] == "period")
    assert answer["language"] == "fa"
    assert "اکتبر ۲۰۲۶" in period


@pytest.mark.parametrize(
    "whole",
    ["how many customers are there", "revenue", "and how many orders were delivered last year?", "top 3 products"],
)
def test_a_question_that_is_complete_by_itself_continues_none(talk: Talk, whole: str):
    talk("revenue by category last month")
    answer = talk(whole)
    assert answer["rows"] == talk(whole, None)["rows"]
    assert not continued(answer)


@pytest.mark.parametrize("fragment", ["by month", "same for last year", "همین برای پارسال", "only delivered ones"])
def test_a_fragment_that_follows_nothing_is_read_alone(talk: Talk, fragment: str):
    answer, alone = talk(fragment), talk(fragment, None)
    assert (answer["outcome"], answer["rows"]) == (alone["outcome"], alone["rows"])
    assert not continued(answer)


def test_another_conversation_is_not_continued(talk: Talk):
    talk("revenue this year", "one")
    assert talk("by month", "another")["outcome"] == "unanswerable"


def test_another_asker_s_conversation_is_not_continued(talk: Talk, shop: FlaskClient):
    talk("revenue this year")
    shop.delete_cookie("querycraft")
    assert talk("by month", REMOTE_ADDR="192.0.2.7")["outcome"] == "unanswerable"


def test_a_browser_with_a_name_of_its_own_continues_no_other_that_is_alike(talk: Talk, shop: FlaskClient):
    talk("revenue this year")
    shop.delete_cookie("querycraft")
    talk("orders by status", "another")
    assert talk("by month")["outcome"] == "unanswerable"


def test_a_program_that_keeps_no_cookie_continues_its_conversation(talk: Talk, shop: FlaskClient):
    talk("revenue this year")
    shop.delete_cookie("querycraft")
    assert continued(talk("by month")) == ["revenue this year"]


def test_what_was_not_answered_is_passed_over(talk: Talk):
    talk("revenue this year")
    assert talk("total profit")["outcome"] == "unanswerable"
    assert continued(talk("by month")) == ["revenue this year"]


@pytest.mark.parametrize("fragment", ["and delete them", "و پاکشان کن", "now drop the table"])
def test_a_fragment_can_not_change_data_either(talk: Talk, fragment: str):
    talk("orders last month")
    assert talk(fragment)["outcome"] in {"refused", "unanswerable"}


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("how many customers registered last year", "only delivered ones"),
        ("growth of revenue this month compared to last month", "and last year?"),
        ("top 5 products by revenue", "by month"),
        ("what categories do we have", "by month"),
        ("cheapest products", "how many of them"),
    ],
)
def test_what_does_not_fit_is_not_guessed(talk: Talk, first: str, then: str):
    assert talk(first)["outcome"] == "answered"
    assert talk(then)["outcome"] == "unanswerable"


def test_an_unknown_word_of_a_fragment_is_named_without_the_words_that_tie_it(talk: Talk):
    talk("revenue this year")
    answer = talk("same for Tehran")
    assert answer["outcome"] == "unanswerable"
    assert "«Tehran»" in answer["answer"]
    assert "same" not in answer["answer"]


def test_an_answer_of_a_model_that_the_engine_does_not_understand_is_not_continued(model_app: Any, model: StandIn):
    model.default = Reply("SELECT count(*) FROM orders")
    client = model_app.test_client()
    for question in ("what became of the things", "by month"):
        fields = {"question": question, "conversation_id": "modelled", "generator": "ollama"}
        answer = client.post("/api/query/", json=fields).get_json()
    assert not continued(answer)


def test_a_reading_of_an_earlier_release_is_not_continued(talk: Talk, shop_app: Any, monkeypatch: pytest.MonkeyPatch):
    recorder = shop_app.extensions["services"].recorder
    monkeypatch.setattr(recorder, "answered_before", lambda *_: {"question": "old", "reading": {"rows": "orders"}})
    assert talk("by month")["outcome"] == "unanswerable"
