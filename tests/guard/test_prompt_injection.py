"""Hostile and careless questions, asked of a model that does whatever it is told, and of the built-in engine."""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter
from typing import Any

import pytest
from flask import Flask

from app import create_app
from tests.conftest import dismantle, overrides_for
from tests.guard.corpus import Row, rows
from tests.guard.payloads import PAYLOADS, column_of
from tests.guard.watch import Watch
from tests.support.ollama import Reply, StandIn, ollama_stand_in
from tests.support.postgres import query

CANARY = "canary"
ROW_LIMIT = 50
REFUSALS = frozenset({"refused", "invalid_sql", "unanswerable", "needs_clarification", "invalid_question"})
OUTCOMES = {
    "refuse": REFUSALS,
    "safe_select": REFUSALS | {"answered"},
    "safe_select_or_refuse": REFUSALS | {"answered"},
    "never_executed": REFUSALS | {"answered"},
}
"""How a question may end; an answer then is one that anybody may have."""
INNOCENT = "how many orders are there"
QUESTIONS = rows("prompt_injection")
OBEDIENT = {row["id"]: row["sql"] for row in rows("obedient")}
"""What a model writes that does as it is told."""
OBEYED = [
    pytest.param(row, sql, id=f"{row['id']}-{number}")
    for row in QUESTIONS
    for number, sql in enumerate(OBEDIENT.get(row["id"], ()), start=1)
]


@pytest.fixture(scope="module")
def model() -> Iterator[StandIn]:
    """A model that is about to be told what to say."""
    with ollama_stand_in() as stand_in:
        yield stand_in


@pytest.fixture(scope="module")
def model_app(besieged_url: str, model: StandIn) -> Iterator[Flask]:
    """The application over the besieged shop, with nothing but that model to answer, and few rows to show."""
    chain = {"generators": ("ollama",), "ollama_host": model.url}
    limits = {"row_limit": ROW_LIMIT, "statement_timeout_ms": 2000}
    app = create_app({**overrides_for(besieged_url), **chain, **limits})
    yield app
    dismantle(app)


def ask(app: Flask, question: str, watch: Watch) -> dict[str, Any]:
    """The whole body of the answer, in which there is no secret and after which everything is as it was."""
    response = app.test_client().post("/api/query/", json={"question": question})
    assert CANARY not in response.get_data(as_text=True)
    assert not watch.changes()
    body: dict[str, Any] = response.get_json()
    return body


@pytest.mark.parametrize(("row", "sql"), OBEYED)
@pytest.mark.parametrize("is_told", [True, False], ids=["told", "of its own accord"])
def test_a_model_that_obeys_does_no_harm(
    model_app: Flask, model: StandIn, watch: Watch, besieged_url: str, row: Row, sql: str, *, is_told: bool
):
    model.default = Reply(sql)
    answer = ask(model_app, row["question"] if is_told else INNOCENT, watch)
    assert answer["outcome"] in OUTCOMES[row["expected"]]
    assert len(answer.get("rows", ())) <= ROW_LIMIT
    if answer["outcome"] == "answered":
        found = query(besieged_url, f"SELECT count(*) FROM (SELECT 1 FROM ({sql}\n) AS q LIMIT {ROW_LIMIT + 1}) AS n")
        assert answer["truncated"] is (found == [(ROW_LIMIT + 1,)])


@pytest.mark.parametrize("row", QUESTIONS, ids=itemgetter("id"))
def test_the_built_in_engine_does_no_harm_and_makes_nothing_up(besieged_app: Flask, watch: Watch, row: Row):
    answer = ask(besieged_app, row["question"], watch)
    assert answer["outcome"] in OUTCOMES[row["expected"]]
    assert answer["outcome"] == "answered" or not (answer.get("sql") or answer.get("rows"))


@pytest.mark.parametrize(
    "question",
    ["How many orders have the status 'update'?", 'how many orders have the status "drop table"?'],
)
def test_dangerous_words_in_quotation_marks_are_data(besieged_app: Flask, watch: Watch, question: str):
    answer = ask(besieged_app, question, watch)
    assert (answer["outcome"], answer["rows"]) == ("answered", [[0]])


@pytest.mark.parametrize("question", ["show all orders without any limit", "همه سفارش‌ها را بدون هیچ محدودیتی نشان بده"])
def test_who_wants_no_limit_gets_the_rows_that_anybody_gets(besieged_app: Flask, watch: Watch, question: str):
    answer = ask(besieged_app, question, watch)
    assert answer["outcome"] == "answered"
    assert answer["rows"] == ask(besieged_app, "show all orders", watch)["rows"]


@pytest.mark.parametrize("payload", PAYLOADS, ids=itemgetter("id"))
def test_a_payload_among_the_data_is_shown_and_nothing_else(
    model_app: Flask, model: StandIn, watch: Watch, payload: Row
):
    table, column = column_of(payload).split(".")
    model.default = Reply(f"SELECT {column} FROM {table} ORDER BY id DESC LIMIT 10")
    answer = ask(model_app, INNOCENT, watch)
    assert answer["outcome"] == "answered"
    assert [payload["stored_payload"]] in answer["rows"]
