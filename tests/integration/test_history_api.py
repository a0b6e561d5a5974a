"""GET /api/history/ shows the record, newest first, filtered and page by page."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from app import create_app
from tests.conftest import dismantle


@pytest.fixture
def asked(client: FlaskClient) -> list[int]:
    """The ids of four questions in an otherwise empty record."""
    questions = ["how many orders are there", "چند سفارش داریم", "total profit", "how many products are there"]
    return [client.post("/api/query/", json={"question": question}).json["id"] for question in questions]


def ids(client: FlaskClient, **query: object) -> list[int]:
    return [item["id"] for item in client.get("/api/history/", query_string=query).json["items"]]


def test_the_newest_question_comes_first(client: FlaskClient, asked: list[int]):
    assert ids(client) == asked[::-1]


def test_pages_follow_each_other_without_gap_or_repetition(client: FlaskClient, asked: list[int]):
    first = client.get("/api/history/?limit=3").json
    second = client.get(f"/api/history/?limit=3&before={first['next']}").json
    assert [item["id"] for item in first["items"] + second["items"]] == asked[::-1]
    assert second["next"] is None


def test_a_page_that_ends_with_the_record_is_the_last(client: FlaskClient, asked: list[int]):
    assert client.get("/api/history/?limit=4").json["next"] is None


def test_the_record_can_be_filtered(client: FlaskClient, asked: list[int]):
    assert ids(client, outcome="unanswerable") == [asked[2]]
    assert ids(client, language="fa") == [asked[1]]
    assert ids(client, text="PRODUCTS") == [asked[3]]
    assert ids(client, text="100%") == []
    assert ids(client, generator="ollama") == []


def test_one_question_shows_every_attempt(client: FlaskClient, asked: list[int]):
    run = client.get(f"/api/history/{asked[0]}").json
    assert run["outcome"] == "answered"
    assert [attempt["sql"] for attempt in run["attempts"]] == [run["sql"]]


@pytest.mark.parametrize(
    ("address", "status"),
    [("/api/history/999999", 404), ("/api/history/?limit=0", 422), ("/api/history/?outcome=lost", 422)],
)
def test_what_is_not_there_is_a_problem_document(client: FlaskClient, address: str, status: int):
    response = client.get(address)
    assert response.status_code == status
    assert response.content_type == "application/problem+json"


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/history/99999999999999999999", 404),
        ("/api/history/?before=99999999999999999999", 200),
        ("/api/history/?before=-99999999999999999999", 200),
        ("/api/history/?text=%00", 200),
        ("/api/history/?generator=%00", 200),
    ],
)
def test_no_address_makes_the_record_stumble(client: FlaskClient, asked: list[int], address: str, status: int):
    assert client.get(address).status_code == status


def test_a_record_that_can_not_be_reached_is_a_503(overrides: dict[str, Any]):
    app = create_app({**overrides, "database_url": "postgresql://nobody@127.0.0.1:1/shop"})
    response = app.test_client().get("/api/history/")
    assert (response.status_code, response.json["code"]) == (503, "DatabaseUnavailable")
    dismantle(app)
