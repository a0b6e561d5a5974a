"""Whatever is sent as a question, there is a clear outcome, recorded, and never an error of ours."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

CLEAR = {"answered", "unanswerable", "needs_clarification", "refused", "invalid_question"}
ODD = {
    "nothing": "",
    "spaces": "  \n\t ",
    "question marks": "؟" * 1000,
    "noise": "qzxv " * 200,
    "emoji": "🙂🛒📦?",
    "mixed scripts": "orders سفارش by دسته",
    "marks of direction": "\u202eorders by status\u202c \u200f\u200e",
    "nothing but marks": "\u200f\u202e\u2066\u2069",
    "a byte that PostgreSQL can't store": "orders\x00by status",
    "half of a character": "orders \ud83d",
    "SQL": "SELECT name FROM customers LIMIT 3",
    "SQL that changes data": "DROP TABLE orders; --",
    "German": "Wie viele Bestellungen gab es im letzten Monat?",
    "Arabic": "كم عدد الطلبات في الشهر الماضي؟",
    "Chinese": "上个月有多少订单？",
    "markup": "<script>alert(1)</script> orders",
    "a number": "42",
    "too long": "orders " * 500,
}


@pytest.mark.parametrize("question", ODD.values(), ids=ODD.keys())
@pytest.mark.parametrize("conversation", [None, "odd"], ids=["alone", "in a conversation"])
def test_there_is_a_clear_outcome(shop: FlaskClient, question: str, conversation: str | None):
    response = shop.post("/api/query/", json={"question": question, "conversation_id": conversation})
    body = response.get_json()
    assert response.status_code in {200, 422}
    assert body["outcome"] in CLEAR
    assert (body.get("answer") or body["detail"]).strip()
    assert body["id"] > 0
