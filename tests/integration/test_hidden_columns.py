"""A column that is hidden is seen by nobody: not by asking in words, nor through a model's SQL."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from app import create_app
from app.errors import InvalidSetting
from tests.conftest import overrides_for
from tests.support.ollama import StandIn

BEYOND_THE_ENGINE = "what do we know about whoever is in our address book"


@pytest.fixture
def overrides(shop_database_url: str, model: StandIn) -> dict[str, Any]:
    return {
        **overrides_for(shop_database_url),
        "hidden_columns": ("customers.email",),
        "generators": ("builtin", "ollama"),
        "ollama_host": model.url,
    }


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("number of customers by e-mail", "«e-mail» is not open to questions here."),
        ("تعداد مشتریان به تفکیک ایمیل", "دربارهٔ «ایمیل» نمی‌شود پرسید؛ دیدن آن آزاد نیست."),
    ],
)
def test_a_question_about_it_is_refused(client: FlaskClient, question: str, answer: str):
    body = client.post("/api/query/", json={"question": question}).json
    assert (body["outcome"], body["answer"], body["rows"]) == ("refused", answer, [])


@pytest.mark.parametrize("sql", ["SELECT email FROM customers", "SELECT * FROM customers", "SELECT c FROM customers c"])
def test_a_model_can_not_show_it(client: FlaskClient, model: StandIn, sql: str):
    model.default.text = sql
    body = client.post("/api/query/", json={"question": BEYOND_THE_ENGINE, "generator": "ollama"}).json
    assert (body["outcome"], body["rows"]) == ("invalid_sql", [])
    assert body["error"]["fragment"] in {"email", "customers.*"}
    assert body["error"]["position"] == 8


def test_a_model_is_not_told_of_it(client: FlaskClient, model: StandIn):
    client.post("/api/query/", json={"question": BEYOND_THE_ENGINE, "generator": "ollama"})
    assert "registration_date" in model.requests[0]["prompt"]
    assert "email" not in model.requests[0]["prompt"]


def test_the_other_columns_are_still_open(client: FlaskClient):
    assert client.post("/api/query/", json={"question": "how many customers are there"}).json["outcome"] == "answered"


def test_hiding_what_is_not_there_is_a_wrong_setting(overrides: dict[str, Any]):
    with pytest.raises(InvalidSetting):
        create_app({**overrides, "hidden_columns": ("customers.e_mail",)})
