"""GET /api/history/<id>/changes offers what may take the place of a part; asked, it changes that part alone."""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.integration.test_next_questions import ASKED, ask

NAMES = count(1)
FIELDS = {"period": "period", "measure": "measures", "group": "groups"}
"""Where a reading holds the parts that are no conditions."""
SAYS_HOW = {"continues", "corrections"}
"""Fields of a reading that say how it was asked, and not what."""


@pytest.fixture
def conversation() -> str:
    """The name of a new conversation."""
    return f"changes-{next(NAMES)}"


def parts_of(answer: dict[str, Any]) -> list[str]:
    """The parts of an answer that may be changed."""
    return [chip["part"] for chip in answer["interpretation"] if "part" in chip]


def changes_of(shop: FlaskClient, answer: dict[str, Any], part: str) -> list[dict[str, str]]:
    """What is offered in a part's place."""
    response = shop.get(f"/api/history/{answer['id']}/changes", query_string={"part": part})
    assert response.status_code == 200, response.text
    return response.get_json()["items"]


def reading_of(shop: FlaskClient, answer: dict[str, Any]) -> dict[str, Any]:
    """What the record says was understood."""
    return shop.get(f"/api/history/{answer['id']}").get_json()["reading"]


def others(conditions: list[dict[str, Any]], column: str) -> list[dict[str, Any]]:
    """The conditions that are not about a column."""
    return [condition for condition in conditions if condition.get("column") != column]


@pytest.mark.parametrize("question", ASKED)
def test_each_change_is_answered_and_changes_that_part_alone(shop: FlaskClient, conversation: str, question: str):
    answer = ask(shop, question, conversation_id=conversation)
    before = reading_of(shop, answer) if answer["outcome"] == "answered" else {}
    for part in parts_of(answer):
        for change in changes_of(shop, answer, part):
            asked = {"conversation_id": conversation, "continues": answer["id"]}
            changed = ask(shop, change["question"], **asked)
            assert changed["outcome"] == "answered", (change, changed["answer"])
            after = reading_of(shop, changed)
            differing = {name for name in before if before[name] != after[name]} - SAYS_HOW
            assert differing == {FIELDS.get(part, "filters")}, change
            assert part in FIELDS or others(before["filters"], part) == others(after["filters"], part), change


def test_most_parts_may_be_something_else(shop: FlaskClient, conversation: str):
    answers = [ask(shop, question, conversation_id=conversation) for question in ASKED]
    offered = [changes_of(shop, answer, part) for answer in answers for part in parts_of(answer)]
    assert sum(map(bool, offered)) >= 0.95 * len(offered)
    assert max(map(len, offered)) == 5


def test_a_change_is_one_of_the_answer_that_it_names(shop: FlaskClient, conversation: str):
    first = ask(shop, "revenue last month", conversation_id=conversation)
    ask(shop, "number of products", conversation_id=conversation)
    changed = ask(shop, "by status", conversation_id=conversation, continues=first["id"])
    assert changed["rows"] == ask(shop, "revenue by status last month")["rows"]


def test_an_answer_of_another_conversation_is_not_changed(shop: FlaskClient, conversation: str):
    other = ask(shop, "revenue last month", conversation_id="another")
    changed = ask(shop, "by status", conversation_id=conversation, continues=other["id"])
    assert changed["outcome"] == "unanswerable"


def test_an_answer_of_another_browser_is_not_changed(shop: FlaskClient, conversation: str):
    other = ask(shop, "revenue last month", conversation_id=conversation)
    shop.delete_cookie("querycraft")
    ask(shop, "number of products", conversation_id=conversation)
    changed = ask(shop, "by status", conversation_id=conversation, continues=other["id"])
    assert changed["outcome"] == "unanswerable"


@pytest.mark.parametrize("part", ["group", "orders.status", "glorp", ""])
def test_a_part_that_the_question_does_not_have_has_no_changes(shop: FlaskClient, conversation: str, part: str):
    answer = ask(shop, "revenue last month", conversation_id=conversation)
    assert changes_of(shop, answer, part) == []


def test_outside_of_conversations_nothing_can_be_changed(shop: FlaskClient):
    assert changes_of(shop, ask(shop, "revenue last month"), "period") == []


def test_sql_of_ones_own_has_no_changes(shop: FlaskClient, conversation: str):
    body = {"sql": "SELECT count(*) FROM orders", "conversation_id": conversation}
    answer = shop.post("/api/sql/", json=body).get_json()
    assert parts_of(answer) == []
    assert changes_of(shop, answer, "measure") == []


def test_what_was_not_answered_has_no_changes(shop: FlaskClient, conversation: str):
    answer = ask(shop, "total profit last month", conversation_id=conversation)
    assert changes_of(shop, answer, "period") == []


def test_an_unknown_question_is_not_found(shop: FlaskClient):
    assert shop.get("/api/history/999999999/changes?part=period").status_code == 404


@pytest.mark.parametrize(("language", "said"), [("en", "This field is missing."), ("fa", "این بخش فرستاده نشده است.")])
def test_the_part_must_be_named(shop: FlaskClient, language: str, said: str):
    response = shop.get("/api/history/1/changes", headers={"Accept-Language": language})
    assert response.status_code == 422
    assert response.get_json()["errors"] == {"part": [said]}
