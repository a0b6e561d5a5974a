"""Whatever is wrong with a request's fields is told in the asker's language, whichever resource it is sent to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from marshmallow import Schema, fields

from app.api.requests import RequestSchema
from app.translating import translate

NEVER_SAID = {"format", "invalid_awareness"}
"""Of writing a date, and of times, which no request has."""
PERSIAN = re.compile("[آ-ی]")
DEEP = '{"question":' + "[" * 100_000
FORMS = [("POST", "/api/query/"), ("POST", "/api/sql/"), ("POST", "/api/feedback/"), ("PATCH", "/api/conversations/x")]
"""What reads JSON."""


def schemas(app: Flask) -> Iterator[Schema]:
    """The schemas that requests are read by."""
    for view in app.view_functions.values():
        described = getattr(view, "_apidoc", {}).get("arguments", {})
        for parameter in described.get("parameters", []):
            schema = parameter["schema"]
            yield schema() if isinstance(schema, type) else schema


def messages(field: fields.Field[Any]) -> Iterator[str]:
    """What a field may say of what is sent."""
    yield from (text for key, text in field.error_messages.items() if key not in NEVER_SAID)
    yield from (validator.error for validator in field.validators if getattr(validator, "error", None))


def test_every_message_of_every_field_has_a_persian_twin(app: Flask):
    found = list(schemas(app))
    assert all(isinstance(schema, RequestSchema) for schema in found)
    assert len(found) > 5
    said = {text for schema in found for field in schema.fields.values() for text in messages(field)}
    said |= {text for schema in found for text in schema.error_messages.values()}
    assert [text for text in sorted(said) if not PERSIAN.search(translate("fa", text))] == []


@pytest.mark.parametrize(
    "address", ["/api/history/?limit=many", "/api/history/?before=soon", f"/api/history/?before={'9' * 5000}"]
)
def test_a_number_that_is_none_is_told_in_the_readers_language(client: FlaskClient, address: str):
    response = client.get(address, headers={"Accept-Language": "fa"})
    assert response.status_code == 422
    assert all(PERSIAN.search(text) for texts in response.json["errors"].values() for text in texts)


@pytest.mark.parametrize(("method", "address"), FORMS)
@pytest.mark.parametrize("body", [["a"], {"no such field": 1}, "text", 5])
def test_a_body_of_another_shape_is_told_in_the_readers_language(
    client: FlaskClient, method: str, address: str, body: Any
):
    response = client.open(address, method=method, json=body, headers={"Accept-Language": "fa"})
    assert response.status_code == 422
    assert response.json["errors"]
    assert all(PERSIAN.search(text) for texts in response.json["errors"].values() for text in texts)


@pytest.mark.parametrize(("method", "address"), FORMS)
@pytest.mark.parametrize("data", [DEEP, "[" * 100_000, '{"question":' * 10_000, "{", ""])
def test_what_is_no_json_is_a_bad_request(client: FlaskClient, method: str, address: str, data: str):
    response = client.open(
        address, method=method, data=data, content_type="application/json", headers={"Accept-Language": "fa"}
    )
    assert (response.status_code, response.content_type) == (400, "application/problem+json")
    assert PERSIAN.search(response.json["detail"])


@pytest.mark.parametrize("name", ["", " ", "a/b", "../history/1", "a b", "x" * 65, "a\n", "a.b", "%2F", "\ud800"])
@pytest.mark.parametrize(("address", "body"), [("query", {"question": "orders"}), ("sql", {"sql": "SELECT 1"})])
def test_a_conversation_that_no_address_could_name_is_refused(
    client: FlaskClient, address: str, body: dict[str, str], name: str
):
    response = client.post(
        f"/api/{address}/", json={**body, "conversation_id": name}, headers={"Accept-Language": "fa"}
    )
    assert response.status_code == 422
    assert list(response.json["errors"]) == ["conversation_id"]


@pytest.mark.parametrize("name", ["sales", "گفت‌وگو".replace("\u200c", "_"), "x" * 64, "a-b_c1"])
def test_a_conversation_of_letters_digits_and_hyphens_can_be_gone_back_to(client: FlaskClient, name: str):
    asked = client.post("/api/query/", json={"question": "how many orders are there", "conversation_id": name})
    assert asked.json["outcome"] == "answered"
    assert client.get(f"/api/conversations/{name}").json["id"] == name
    assert client.delete(f"/api/conversations/{name}").status_code == 204
