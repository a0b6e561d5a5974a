"""The application answers at its own names alone, where it has any: no other site can make its name lead here."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from app.local.launch import own_names
from tests.conftest import dismantle
from tests.support.postgres import query


@pytest.fixture
def overrides(overrides: dict[str, Any]) -> dict[str, Any]:
    return {**overrides, "trusted_hosts": ("Shop.example", "[2001:db8::1]")}


@pytest.mark.parametrize(
    "host",
    [
        *["shop.example", "shop.example:8000", "SHOP.example", "localhost", "localhost:8000", "127.0.0.1:8000"],
        *["[::1]:8000", "[::1]", "[2001:db8::1]:8000"],
    ],
)
def test_it_answers_at_its_names_and_at_those_of_its_machine(client: FlaskClient, host: str):
    assert client.get("/healthz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "shop.example.evil.example", "evil-shop.example", "127.0.0.1.evil.example", "[", "", ":80"]
)
@pytest.mark.parametrize("path", ["/", "/history/", "/api/history/", "/nowhere"])
def test_at_any_other_name_it_says_so_and_nothing_else(client: FlaskClient, path: str, host: str):
    response = client.get(path, headers={"Host": host, "Accept-Language": "en"})
    assert response.status_code == 421
    assert "QueryCraft does not answer at this address." in response.text


def test_a_question_at_another_name_is_not_asked(client: FlaskClient, database_url: str):
    headers = {"Host": "evil.example", "Origin": "http://evil.example"}
    response = client.post("/api/query/", json={"question": "how many orders are there"}, headers=headers)
    assert (response.status_code, response.content_type) == (421, "application/problem+json")
    assert query(database_url, "SELECT count(*) FROM querycraft.query_run") == [(0,)]


def test_without_names_it_answers_at_any(overrides: dict[str, Any]):
    app: Flask = create_app({**overrides, "trusted_hosts": ()})
    assert app.test_client().get("/healthz", headers={"Host": "any.example"}).status_code == 200
    dismantle(app)


@pytest.mark.parametrize(
    ("host", "names"),
    [("127.0.0.1", ("127.0.0.1",)), ("192.0.2.7", ("192.0.2.7",)), ("0.0.0.0", ()), ("::", ())],
)
def test_make_run_answers_where_it_listens_unless_that_is_everywhere(host: str, names: tuple[str, ...]):
    assert own_names(host) == names
