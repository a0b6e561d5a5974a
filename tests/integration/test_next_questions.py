"""Each question that an answer offers next is answered, in the same conversation or alone."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.support.statements import SHOP

OF_A_KIND = {(line["class"], line["lang"]): line["question"] for line in SHOP if "gold_sql" in line}
ASKED = list(OF_A_KIND.values())
"""A question of each class in each language."""


def ask(shop: FlaskClient, question: str, **fields: str | int) -> dict[str, Any]:
    response = shop.post("/api/query/", json={"question": question, **fields})
    assert response.status_code == 200, response.text
    return response.get_json()


def offered_after(shop: FlaskClient, question: str) -> list[str]:
    """What an answer offers; nothing without one, such as about a product that this shop does not have."""
    answer = ask(shop, question, conversation_id="offered")
    return answer["suggestions"] if answer["outcome"] == "answered" else []


@pytest.mark.parametrize("question", ASKED)
def test_what_is_offered_in_a_conversation_is_answered_there(shop: FlaskClient, question: str):
    for suggestion in offered_after(shop, question):
        before = ask(shop, question, conversation_id="offered")
        answer = ask(shop, suggestion, conversation_id="offered")
        assert answer["outcome"] == "answered", (suggestion, answer["answer"])
        assert answer["language"] == before["language"]


def test_most_answers_offer_something(shop: FlaskClient):
    offering = [question for question in ASKED if offered_after(shop, question)]
    assert len(offering) >= 0.9 * len(ASKED)


def test_what_is_offered_outside_conversations_stands_alone(shop: FlaskClient):
    offered = ask(shop, "revenue last month")["suggestions"]
    assert offered == ["revenue by status", "revenue by category"]
    assert [ask(shop, suggestion)["outcome"] for suggestion in offered] == ["answered", "answered"]


def test_sql_of_ones_own_offers_nothing(shop: FlaskClient):
    response = shop.post("/api/sql/", json={"sql": "SELECT count(*) FROM orders"})
    assert response.get_json()["suggestions"] == []
