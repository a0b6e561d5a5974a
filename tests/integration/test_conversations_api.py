"""/api/conversations/ shows a browser its own conversations, to be named and deleted; the record stays as it is."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from tests.conftest import dismantle
from tests.support.postgres import query

FIRST = "11111111-1111-4111-8111-111111111111"
SECOND = "22222222-2222-4222-8222-222222222222"


def ask(client: FlaskClient, question: str, conversation_id: str | None) -> Any:
    return client.post("/api/query/", json={"question": question, "conversation_id": conversation_id})


def listed(client: FlaskClient) -> list[tuple[str, str, int]]:
    items = client.get("/api/conversations/").json["items"]
    return [(item["id"], item["title"], item["questions"]) for item in items]


@pytest.fixture
def talks(client: FlaskClient) -> FlaskClient:
    """A browser with two conversations, of which the first went on last, and a question of its own."""
    ask(client, "چند سفارش داریم؟", FIRST)
    ask(client, "how many products are there", SECOND)
    ask(client, "how many customers are there", None)
    ask(client, "how many products are there", FIRST)
    return client


def test_a_conversation_is_called_by_its_first_question_and_the_latest_comes_first(talks: FlaskClient):
    assert listed(talks) == [(FIRST, "چند سفارش داریم؟", 2), (SECOND, "how many products are there", 1)]


def test_its_questions_come_in_their_order_with_their_ends(talks: FlaskClient):
    found = talks.get(f"/api/conversations/{FIRST}").json
    assert [(item["question"], item["outcome"]) for item in found["items"]] == [
        ("چند سفارش داریم؟", "answered"),
        ("how many products are there", "answered"),
    ]
    assert all(item["sql"] and item["answer"] for item in found["items"])


def test_a_conversation_can_be_named(talks: FlaskClient):
    named = talks.patch(f"/api/conversations/{SECOND}", json={"title": " محصول‌ها "})
    assert (named.status_code, named.json["title"]) == (200, "محصول‌ها")
    again = talks.patch(f"/api/conversations/{SECOND}", json={"title": "products"})
    assert again.json["title"] == "products"
    assert listed(talks)[1][1] == "products"


def test_a_deleted_conversation_is_gone_but_for_the_record(talks: FlaskClient, app: Flask, database_url: str):
    assert talks.delete(f"/api/conversations/{FIRST}").status_code == 204
    assert [item[0] for item in listed(talks)] == [SECOND]
    assert talks.get(f"/api/conversations/{FIRST}").status_code == 404
    assert query(database_url, f"SELECT count(*) FROM querycraft.query_run WHERE conversation_id = '{FIRST}'") == [(2,)]
    assert app.test_cli_runner().invoke(args=["audit", "verify"]).exit_code == 0


def test_what_is_asked_after_deleting_begins_anew(talks: FlaskClient):
    talks.patch(f"/api/conversations/{FIRST}", json={"title": "old"})
    talks.delete(f"/api/conversations/{FIRST}")
    ask(talks, "how many orders are there", FIRST)
    assert listed(talks)[0] == (FIRST, "how many orders are there", 1)


def test_a_question_continues_none_that_was_deleted(talks: FlaskClient, app: Flask):
    ask(talks, "how many orders last month", FIRST)
    assert ask(talks, "and last year?", FIRST).json["outcome"] == "answered"
    talks.delete(f"/api/conversations/{FIRST}")
    alone = ask(talks, "and last year?", None).json["outcome"]
    assert alone != "answered"
    assert ask(app.test_client(), "and last year?", FIRST).json["outcome"] == alone
    assert ask(talks, "and last year?", FIRST).json["outcome"] == alone
    ask(talks, "how many orders this month", FIRST)
    assert ask(talks, "and last year?", FIRST).json["outcome"] == "answered"


@pytest.mark.parametrize("method", ["get", "patch", "delete"])
def test_no_other_browser_sees_or_changes_it(talks: FlaskClient, app: Flask, method: str):
    other = app.test_client()
    ask(other, "how many orders are there", SECOND + "-mine")
    body = {"json": {"title": "mine"}} if method == "patch" else {}
    assert getattr(other, method)(f"/api/conversations/{FIRST}", **body).status_code == 404
    assert [item[0] for item in listed(other)] == [SECOND + "-mine"]
    assert len(listed(talks)) == 2


def test_two_browsers_that_use_one_id_each_have_their_own(talks: FlaskClient, app: Flask):
    other = app.test_client()
    ask(other, "how many orders are there", FIRST)
    other.delete(f"/api/conversations/{FIRST}")
    assert listed(other) == []
    assert len(listed(talks)) == 2


def test_a_browser_without_a_cookie_has_none_and_gets_none_by_looking(client: FlaskClient):
    response = client.get("/api/conversations/")
    assert response.json == {"items": []}
    assert "Set-Cookie" not in response.headers
    assert client.get(f"/api/conversations/{FIRST}").status_code == 404


def test_a_forged_cookie_is_no_browser(talks: FlaskClient, app: Flask):
    cookie = talks.get_cookie("querycraft")
    assert cookie
    other = app.test_client()
    content, _, signature = cookie.value.rpartition(".")
    other.set_cookie("querycraft", f"{content}.{'A' if signature[0] != 'A' else 'B'}{signature[1:]}")
    assert listed(other) == []


def test_the_cookie_is_for_this_site_and_no_script(client: FlaskClient):
    plain = ask(client, "how many orders are there", FIRST).headers["Set-Cookie"]
    assert "HttpOnly" in plain
    assert "SameSite=Lax" in plain
    assert "Secure" not in plain
    secure = client.application.test_client().post(
        "/api/query/", json={"question": "orders"}, base_url="https://localhost"
    )
    assert "Secure" in secure.headers["Set-Cookie"]


@pytest.mark.parametrize(
    "body", [{}, {"title": ""}, {"title": "  "}, {"title": "x" * 201}, {"title": 5}, {"colour": 1}]
)
def test_a_wrong_name_is_a_problem_document(talks: FlaskClient, body: Any):
    response = talks.patch(f"/api/conversations/{FIRST}", json=body)
    assert (response.status_code, response.content_type) == (422, "application/problem+json")


@pytest.mark.parametrize("conversation_id", ["%00", "x" * 500, "%F0%9F%99%82", "'; DROP TABLE orders; --"])
def test_no_address_makes_it_stumble(talks: FlaskClient, conversation_id: str):
    assert talks.get(f"/api/conversations/{conversation_id}").status_code == 404


def test_without_a_key_to_sign_with_there_are_no_browsers_and_questions_are_answered(overrides: dict[str, Any]):
    app = create_app({**overrides, "secret_key": ""})
    client = app.test_client()
    assert ask(client, "how many orders are there", FIRST).json["outcome"] == "answered"
    assert listed(client) == []
    dismantle(app)
