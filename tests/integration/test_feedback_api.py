"""POST /api/feedback/ keeps what askers think of answers, and proposes questions for review; it approves none."""

from __future__ import annotations

from base64 import b64encode
from random import Random
from typing import Any

import psycopg2
import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.audit import Asker
from tests.support.postgres import execute, query

SEED = 7
QUESTION = "how many orders were delivered last month"
RIGHT = "SELECT count(*) FROM orders WHERE status = 'delivered'"
FEEDBACK = "SELECT run_id, verdict, reason, sql, verified_id IS NOT NULL FROM querycraft.feedback ORDER BY id"
PROPOSED = "SELECT question, language, sql, as_of::text, run_id, status FROM querycraft.verified_question ORDER BY id"


def ask(client: FlaskClient, question: str = QUESTION, **fields: Any) -> Any:
    return client.post("/api/query/", json={"question": question, **fields}).json


def say(client: FlaskClient, id: object, verdict: str, language: str = "en", **fields: Any) -> Any:
    body = {"id": id, "verdict": verdict, **fields}
    return client.post("/api/feedback/", json=body, headers={"Accept-Language": language})


def test_a_thumb_up_proposes_the_question_with_its_sql(client: FlaskClient, database_url: str):
    answer = ask(client)
    said = say(client, answer["id"], "up")
    assert said.status_code == 200
    assert said.json == {
        "id": answer["id"],
        "verdict": "up",
        "review": "pending",
        "message": "Thank you. Once somebody has approved it, this question is answered this way at once.",
    }
    assert query(database_url, FEEDBACK) == [(answer["id"], "up", None, None, True)]
    assert query(database_url, PROPOSED) == [(QUESTION, "en", answer["sql"], "2026-11-21", answer["id"], "pending")]


def test_a_thumb_down_proposes_the_question_with_the_sql_that_is_right(client: FlaskClient, database_url: str):
    answer = ask(client)
    said = say(client, answer["id"], "down", reason="this month counts, too", sql=f" {RIGHT} ")
    assert said.json["review"] == "pending"
    assert query(database_url, FEEDBACK) == [(answer["id"], "down", "this month counts, too", RIGHT, True)]
    assert query(database_url, PROPOSED) == [(QUESTION, "en", RIGHT, "2026-11-21", answer["id"], "pending")]


def test_a_thumb_down_alone_proposes_nothing(client: FlaskClient, database_url: str):
    said = say(client, ask(client)["id"], "down", reason="that can't be")
    assert (said.json["review"], said.json["message"]) == (None, "Thank you, this has been recorded.")
    assert query(database_url, PROPOSED) == []


def test_who_says_something_else_later_changes_it(client: FlaskClient, database_url: str):
    run_id = ask(client)["id"]
    say(client, run_id, "up")
    say(client, run_id, "down", reason="I looked again")
    assert query(database_url, FEEDBACK) == [(run_id, "down", "I looked again", None, False)]


def test_every_browser_has_its_own_say(app: Flask, client: FlaskClient, database_url: str):
    run_id = ask(client)["id"]
    other = app.test_client()
    ask(other)
    for browser in (client, other, client):
        say(browser, run_id, "up")
    assert len(query(database_url, FEEDBACK)) == 2
    assert len(query(database_url, PROPOSED)) == 1


def test_a_program_without_cookies_has_one_say(app: Flask, client: FlaskClient, database_url: str):
    run_id = ask(client)["id"]
    program = app.test_client(use_cookies=False)
    for verdict in ("up", "down"):
        say(program, run_id, verdict)
    assert [row[1] for row in query(database_url, FEEDBACK)] == ["down"]


def test_a_program_may_describe_itself_at_length(app: Flask, client: FlaskClient, database_url: str):
    run_id = ask(client)["id"]
    program = app.test_client(use_cookies=False)
    name = b64encode(Random(SEED).randbytes(4500)).decode()
    for verdict in ("up", "down"):
        response = program.post("/api/feedback/", json={"id": run_id, "verdict": verdict}, headers={"User-Agent": name})
        assert response.status_code == 200
    assert [row[1] for row in query(database_url, FEEDBACK)] == ["down"]


def test_what_says_nothing_by_itself_is_not_proposed(client: FlaskClient, database_url: str):
    ask(client, "number of orders", conversation_id="c1")
    following = ask(client, "only delivered ones", conversation_id="c1")
    statement = client.post("/api/sql/", json={"sql": RIGHT}).json
    unanswered = ask(client, "total profit")
    for run in (following, statement, unanswered):
        assert say(client, run["id"], "up").json["review"] is None
    assert query(database_url, PROPOSED) == []


def test_a_statement_is_no_question_that_other_sql_answers(client: FlaskClient, database_url: str):
    pasted = ask(client, f"{RIGHT} ")
    assert say(client, pasted["id"], "up").json["review"] is None
    assert say(client, pasted["id"], "down", sql="SELECT 1").json["review"] is None
    assert query(database_url, PROPOSED) == []


def test_a_question_that_was_refused_unread_is_not_proposed(client: FlaskClient, database_url: str):
    refused = ask(client, "number of orders " * 200)
    assert refused["outcome"] == "invalid_question"
    assert say(client, refused["id"], "down", sql=RIGHT).json["review"] is None
    assert query(database_url, PROPOSED) == []


def test_an_export_is_no_question(client: FlaskClient, database_url: str):
    answer = ask(client)
    with client.get(f"/api/history/{answer['id']}/export") as file:
        assert file.status_code == 200
    [[export]] = query(database_url, "SELECT id FROM querycraft.query_run WHERE export_format IS NOT NULL")
    assert say(client, export, "down", sql=RIGHT).status_code == 404
    assert query(database_url, PROPOSED) == []


def test_edited_sql_of_a_question_that_goes_on_with_another_is_not_proposed(client: FlaskClient, database_url: str):
    ask(client, "number of orders", conversation_id="c1")
    ask(client, "by month", conversation_id="c1")
    for question, conversation in (("by month", "c1"), ("and by month?", "c1"), ("and by month?", "c2")):
        body = {"question": question, "sql": RIGHT, "conversation_id": conversation}
        edited = client.post("/api/sql/", json=body).json
        assert say(client, edited["id"], "up").json["review"] is None
    assert query(database_url, PROPOSED) == []
    recorded = "SELECT details->>'continues' FROM querycraft.query_attempt WHERE generator = 'sql' ORDER BY id"
    assert query(database_url, recorded) == [("number of orders",), ("by month",), (None,)]


def test_edited_sql_of_a_whole_question_is_proposed(client: FlaskClient, database_url: str):
    ask(client, "number of orders", conversation_id="c1")
    edited = client.post("/api/sql/", json={"question": QUESTION, "sql": RIGHT, "conversation_id": "c1"}).json
    assert say(client, edited["id"], "up").json["review"] == "pending"
    assert [row[0] for row in query(database_url, PROPOSED)] == [QUESTION]


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("en", "The SQL is not exactly one SELECT, and nothing else is ever run."),
        ("fa", "این SQL دقیقاً یک SELECT نیست و هیچ چیز دیگری هرگز اجرا نمی‌شود."),
    ],
)
def test_sql_that_the_guard_refuses_is_refused(client: FlaskClient, database_url: str, language: str, message: str):
    refused = say(client, ask(client)["id"], "down", language, sql="DELETE FROM orders")
    assert refused.status_code == 422
    assert refused.content_type == "application/problem+json"
    assert (refused.json["code"], refused.json["detail"]) == ("NotOneSelect", message)
    assert refused.json["errors"] == {"sql": [message]}
    assert query(database_url, FEEDBACK) == []


def test_a_question_that_is_not_there_or_still_runs_is_not_found(app: Flask, client: FlaskClient):
    running = app.extensions["services"].recorder.open(QUESTION, "en", Asker())
    for run_id in (running, 999_999):
        missing = say(client, run_id, "up")
        assert (missing.status_code, missing.json["code"]) == (404, "NotFound")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"verdict": "up"}, "id"),
        ({"id": "7", "verdict": "up"}, "id"),
        ({"id": True, "verdict": "up"}, "id"),
        ({"id": 2**70, "verdict": "up"}, "id"),
        ({"id": 7}, "verdict"),
        ({"id": 7, "verdict": "sideways"}, "verdict"),
        ({"id": 7, "verdict": "up", "reason": 5}, "reason"),
        ({"id": 7, "verdict": "up", "reason": "x" * 1001}, "reason"),
        ({"id": 7, "verdict": "up", "sql": ["SELECT 1"]}, "sql"),
        ({"id": 7, "verdict": "up", "approved": True}, "approved"),
    ],
)
def test_wrong_fields_are_named(client: FlaskClient, body: Any, field: str):
    response = client.post("/api/feedback/", json=body, headers={"Accept-Language": "en"})
    assert response.status_code == 422
    assert list(response.json["errors"]) == [field]


def test_only_json_is_read(client: FlaskClient):
    assert client.post("/api/feedback/", data={"id": 1, "verdict": "up"}).status_code == 415


def test_odd_text_can_be_kept(client: FlaskClient, database_url: str):
    said = say(client, ask(client)["id"], "down", reason="\x00 \ud800 «نه»")
    assert said.status_code == 200
    assert query(database_url, FEEDBACK)[0][2] == "\ufffd ? «نه»"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE querycraft.verified_question SET status = 'approved'",
        "INSERT INTO querycraft.verified_question (question, language, sql, as_of, status)"
        " VALUES ('q', 'en', 'SELECT 1', now(), 'approved')",
        "DELETE FROM querycraft.feedback",
        "DELETE FROM querycraft.verified_question",
    ],
)
def test_the_recorders_role_can_only_propose(client: FlaskClient, database_url: str, statement: str):
    say(client, ask(client)["id"], "up")
    owner = query(database_url, "SELECT current_user")[0][0]
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        execute(database_url, f'SET ROLE "{owner}_recorder"; {statement}')


@pytest.mark.parametrize("column", ["question", "sql", "language"])
def test_a_proposed_question_never_becomes_another_one(client: FlaskClient, database_url: str, column: str):
    say(client, ask(client)["id"], "up")
    with pytest.raises(psycopg2.errors.RestrictViolation, match="stays as it is"):
        execute(database_url, f"UPDATE querycraft.verified_question SET {column} = 'other'")
