"""What askers propose and a person approves answers at once, with new days and values, until it is rejected."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import create_engine
from sqlalchemy.event import listen

from app import create_app
from app.asking import Services
from app.extensions import db
from app.settings import PROJECT
from app.verified.questions import FRESH_SECONDS, VerifiedQuestions
from app.verified.reviewing import decide, deciding
from tests.conftest import dismantle, overrides_for
from tests.support.engine import GUARD, LAYER, TODAY
from tests.support.faults import happens_within
from tests.support.ollama import Reply, StandIn
from tests.support.postgres import execute, query

Verified = Callable[..., Result]

QUESTION = "delivered orders last month"
COUNTED = "SELECT count(*) AS n FROM orders WHERE status = '{}' AND order_date >= '{}' AND order_date < '{}'"
SQL = COUNTED.format("delivered", "2026-10-01", "2026-11-01")
IN_FILE = """
verified_queries:
  - question: {en: busy days last month, fa: روزهای شلوغ ماه گذشته}
    sql: SELECT order_date FROM orders WHERE quantity > 2
  - question: how is business
    sql: SELECT count(*) FROM orders WHERE order_date >= '2026-11-01'
    as_of: 2026-11-21
  - question: secrets
    sql: SELECT passwd FROM pg_shadow
"""


@pytest.fixture
def verified(app: Flask) -> Verified:
    """Runs `flask verified` with these arguments, and has the application look at once."""

    def run(*arguments: object) -> Result:
        result = app.test_cli_runner().invoke(args=["verified", *map(str, arguments)])
        app.extensions["services"].verified.refresh()
        return result

    return run


@pytest.fixture
def services(app: Flask) -> Services:
    return app.extensions["services"]


def ask(client: FlaskClient, question: str, **fields: Any) -> Any:
    return client.post("/api/query/", json={"question": question, **fields}).json


def propose(client: FlaskClient, sql: str = SQL, question: str = QUESTION) -> int:
    """Have an asker propose SQL for a question; its number in the record."""
    run_id = ask(client, question)["id"]
    client.post("/api/feedback/", json={"id": run_id, "verdict": "down", "reason": "wrong", "sql": sql})
    return run_id


def test_a_proposed_question_is_answered_once_it_is_approved_and_until_it_is_rejected(
    client: FlaskClient, verified: Verified
):
    propose(client)
    assert ask(client, QUESTION)["generator"] == "builtin"
    assert verified("approve", 1, "--by", "Sara").output == "Approved question 1.\n"
    answer = ask(client, QUESTION)
    assert (answer["generator"], answer["sql"], answer["outcome"]) == ("verified", SQL, "answered")
    assert verified("reject", 1).output == "Rejected question 1.\n"
    assert ask(client, QUESTION)["generator"] == "builtin"


def test_an_approved_question_answers_the_same_of_another_month_and_status(client: FlaskClient, verified: Verified):
    verified("add", QUESTION, "--sql", SQL)
    verified("add", "سفارش‌های تحویل‌شده در مهر", "--sql", COUNTED.format("delivered", "2026-09-23", "2026-10-23"))
    assert ask(client, "returned orders in March 2026")["sql"] == COUNTED.format("returned", "2026-03-01", "2026-04-01")
    persian = ask(client, "سفارش‌های لغو شده در آبان ۱۴۰۴")
    assert persian["sql"] == COUNTED.format("cancelled", "2025-10-23", "2025-11-22")
    assert ask(client, "returned orders by category in March 2026")["generator"] == "builtin"


def test_the_answer_says_that_its_sql_was_approved_and_for_which_period(client: FlaskClient, verified: Verified):
    verified("add", QUESTION, "--sql", SQL)
    assert ask(client, "returned orders in March 2026")["interpretation"] == [
        {"kind": "verified", "label": "Approved question", "value": QUESTION},
        {"kind": "period", "label": "Period", "value": "March 2026 (1–31 March 2026)"},
        {"kind": "filter", "label": "Filled in", "value": "delivered → returned"},
    ]


def test_the_answer_says_which_numbers_were_filled_in_and_which_words_were_read_as_others(
    client: FlaskClient, verified: Verified
):
    sql = "SELECT name FROM products WHERE price > 1000000 ORDER BY price DESC LIMIT 5"
    verified("add", "top 5 products over 1 million toman", "--sql", sql)
    said = ask(client, "top 10 prodcts over 2.5 million toman")["interpretation"]
    assert [(it["label"], it["value"]) for it in said[1:]] == [
        ("Filled in", "5 → 10"),
        ("Filled in", "1000000 → 2500000"),
        ("Read as", "prodcts → products"),
    ]


def test_what_was_filled_in_is_told_in_the_askers_language(client: FlaskClient, verified: Verified):
    verified("add", "۵ سفارش تحویل‌شده", "--sql", "SELECT id FROM orders WHERE status = 'delivered' LIMIT 5")
    said = ask(client, "۱۰ سفارش مرجوعی")["interpretation"]
    assert [it["value"] for it in said[1:]] == ["۵ ← ۱۰", "تحویل‌شده ← مرجوعی"]


def test_the_record_says_which_approved_question_it_was(client: FlaskClient, verified: Verified, database_url: str):
    verified("add", QUESTION, "--sql", SQL)
    run_id = ask(client, "returned orders last month")["id"]
    recorded = query(
        database_url, f"SELECT generator, sql, error, details FROM querycraft.query_attempt WHERE run_id = {run_id}"
    )
    details = {
        "verified_id": 1,
        "question": QUESTION,
        "periods": ["October 2026 (1–31 October 2026)"],
        "filled": [{"column": "orders.status", "was": "delivered", "now": "returned"}],
        "corrections": [],
    }
    assert recorded == [("verified", SQL.replace("delivered", "returned"), None, details)]
    run = f"SELECT generator, outcome, position IS NOT NULL FROM querycraft.query_run WHERE id = {run_id}"
    assert query(database_url, run) == [("verified", "answered", True)]


@pytest.mark.parametrize("question", ["please, deliverd orders last month?", "Hi! Delivered orders last month"])
def test_politeness_and_a_slip_keep_nobody_from_the_approved_answer(
    client: FlaskClient, verified: Verified, question: str
):
    verified("add", QUESTION, "--sql", SQL)
    answer = ask(client, question)
    assert (answer["generator"], answer["sql"]) == ("verified", SQL)


def test_a_question_like_none_of_them_leaves_no_trace_of_having_been_looked_for(
    client: FlaskClient, verified: Verified
):
    verified("add", QUESTION, "--sql", SQL)
    assert [attempt["generator"] for attempt in ask(client, "number of customers")["attempts"]] == ["builtin"]


def test_who_names_a_generator_gets_that_one(client: FlaskClient, verified: Verified):
    verified("add", QUESTION, "--sql", SQL)
    assert ask(client, QUESTION, generator="builtin")["generator"] == "builtin"
    assert ask(client, QUESTION, generator="verified")["generator"] == "verified"
    assert ask(client, "number of customers", generator="verified")["outcome"] == "unanswerable"


def test_a_thumb_up_for_an_approved_answer_proposes_nothing_and_one_down_counts_against_it(
    client: FlaskClient, verified: Verified
):
    verified("add", QUESTION, "--sql", SQL)
    run_id = ask(client, "returned orders last month")["id"]
    client.post("/api/feedback/", json={"id": run_id, "verdict": "down", "reason": "returned on another day"})
    assert table(verified("list", "--status", "all")) == [
        ["id", "status", "for", "against", "answers", "question"],
        ["1", "approved", "0", "1", "it and others like it", QUESTION],
    ]
    assert "returned on another day" in verified("show", 1).output


def test_a_question_that_goes_on_with_another_is_not_answered_by_an_approved_one(
    client: FlaskClient, services: Services, database_url: str
):
    execute(
        database_url,
        "INSERT INTO querycraft.verified_question (question, language, sql, as_of, status)"
        " VALUES ('and by month?', 'en', 'SELECT count(*) AS n FROM orders', '2026-11-21', 'approved')",
    )
    services.verified.refresh()
    ask(client, "number of orders this year", conversation_id="c1")
    assert ask(client, "and by month?", conversation_id="c1")["generator"] == "builtin"


def test_a_whole_question_is_answered_as_approved_in_a_conversation_as_well(client: FlaskClient, verified: Verified):
    verified("add", QUESTION, "--sql", SQL)
    ask(client, "number of orders this year", conversation_id="c1")
    assert ask(client, QUESTION, conversation_id="c1")["generator"] == "verified"


def test_approved_sql_that_the_database_refuses_makes_way_for_the_next_generator(
    client: FlaskClient, verified: Verified, services: Services, database_url: str
):
    verified("add", "number of orders", "--sql", "SELECT 1 / (SELECT count(*) FROM orders)")
    answer = ask(client, "number of orders")
    assert [attempt["generator"] for attempt in answer["attempts"]] == ["verified", "builtin"]
    assert (answer["outcome"], answer["generator"]) == ("answered", "builtin")


@pytest.mark.parametrize("question", ["problematic orders last month", "orders that we had to delete"])
def test_what_was_approved_is_neither_asked_back_nor_refused(client: FlaskClient, verified: Verified, question: str):
    assert ask(client, question)["outcome"] in {"needs_clarification", "refused"}
    sql = "SELECT count(*) FROM orders WHERE status IN ('cancelled', 'returned')"
    verified("add", question, "--sql", sql)
    assert ask(client, question)["sql"] == sql


def test_questions_without_an_answer_are_met_with_the_approved_ones_first(client: FlaskClient, verified: Verified):
    verified("add", QUESTION, "--sql", SQL)
    assert ask(client, "weather in Tehran tomorrow", generator="verified")["suggestions"][0] == QUESTION


def table(result: Result) -> list[list[str]]:
    """The cells of a printed table."""
    return [[cell for cell in line.split("  ") if cell] for line in map(clean, result.output.splitlines())]


def clean(line: str) -> str:
    """A line whose cells stand two spaces from each other."""
    while "   " in line:
        line = line.replace("   ", "  ")
    return line


def test_the_list_shows_what_each_question_answers(client: FlaskClient, verified: Verified):
    assert verified("list").output == "There are no such questions.\n"
    propose(client)
    propose(client, "SELECT count(*) FROM orders WHERE order_date >= '2026-10-01'", "orders in October 2026")
    propose(client, SQL.replace(" AND order_date < '2026-11-01'", ""))
    propose(client, "SELECT count(*) AS last_month FROM orders WHERE order_date = '2026-11-20'", "orders yesterday")
    assert [row[-2:] for row in table(verified("list"))[1:]] == [
        ["it and others like it", QUESTION],
        ["it alone", "orders in October 2026"],
        ["it for now", QUESTION],
        ["it alone", "orders yesterday"],
    ]


def test_the_columns_of_the_list_stand_below_each_other_in_both_languages(client: FlaskClient, verified: Verified):
    propose(client)
    lines = verified("list").output.splitlines()
    assert len({line.index(start) for line, start in zip(lines, ("question", QUESTION), strict=True)}) == 1
    assert verified("list", "--language", "fa").output.splitlines()[0].split()[0] == "شناسه"


def test_one_question_is_shown_with_all_that_a_reviewer_needs(client: FlaskClient, verified: Verified):
    propose(client)
    assert verified("show", 1).output.splitlines() == [
        f"1: {QUESTION}",
        SQL,
        "Answers this question, and the same with other dates, values or numbers.",
        "As of 2026-11-21.",
        "  – wrong",
    ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("approve", 7), "There is no question 7."),
        (("reject", 7), "There is no question 7."),
        (("show", 7), "There is no question 7."),
        (("approve", 7, "--language", "fa"), "پرسش 7 وجود ندارد."),
        (("add", QUESTION, "--sql", "DROP TABLE orders"), "The SQL is not exactly one SELECT"),
        (("add", QUESTION, "--sql", "SELECT * FROM pg_shadow"), "The SQL reads the table «pg_shadow»"),
        (("add", QUESTION, "--sql", "SELECT sum(name) FROM customers"), "The database could not run the generated SQL"),
        (("add", "orders on 31 Mehr", "--sql", "SELECT 1"), "is not a date"),
        (("add", "and by month?", "--sql", "SELECT 1"), "«and by month?» goes on with another question."),
    ],
)
def test_what_can_not_be_approved_is_said_in_one_line(verified: Verified, arguments: tuple[object, ...], message: str):
    result = verified(*arguments)
    assert (result.exit_code, message in result.output) == (1, True), result.output
    assert len(result.output.splitlines()) == 1


def test_two_answers_to_one_question_are_never_both_approved(client: FlaskClient, verified: Verified):
    verified("add", QUESTION, "--sql", SQL)
    propose(client, SQL.replace("count(*)", "count(id)"))
    refused = verified("approve", 2)
    assert refused.exit_code == 1
    assert refused.output == "Error: Question 1 is approved and says the same with other SQL. Reject it first.\n"
    verified("reject", 1)
    assert verified("approve", 2).exit_code == 0


def test_of_two_people_who_decide_at_once_the_second_hears_of_the_first(
    client: FlaskClient, verified: Verified, app: Flask, database_url: str
):
    propose(client)
    propose(client, SQL.replace("count(*)", "count(id)"))
    with ThreadPoolExecutor(1) as other, app.app_context(), deciding(db.engine) as connection:
        decide(connection, 1, "approved", None, None)
        second = other.submit(verified, "approve", 2)
        assert happens_within(10, lambda: waiting_for_locks(database_url) == 1)
        connection.commit()
        refused = second.result(timeout=10)
    assert refused.output == "Error: Question 1 is approved and says the same with other SQL. Reject it first.\n"


def waiting_for_locks(database_url: str) -> int:
    """How many statements wait for a lock of others."""
    waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'querycraft.verified_question'::regclass"
    return int(query(database_url, waiting)[0][0])


def test_what_is_refused_is_not_put_on_the_list(verified: Verified):
    verified("add", QUESTION, "--sql", SQL)
    verified("add", QUESTION, "--sql", SQL.replace("count(*)", "count(id)"))
    assert [row[0] for row in table(verified("list", "--status", "all"))] == ["id", "1"]


def test_a_pair_that_is_on_the_list_for_another_day_is_not_added_as_if_it_were_for_this_one(verified: Verified):
    verified("add", QUESTION, "--sql", SQL)
    refused = verified("add", QUESTION, "--sql", SQL, "--as-of", "2025-04-15")
    assert refused.output == (
        "Error: Question 1 is this one with this SQL as of 2026-11-21. Approve it, or write the SQL otherwise.\n"
    )
    assert verified("add", QUESTION, "--sql", SQL, "--as-of", "2026-11-21").exit_code == 0


def test_what_askers_write_can_not_play_tricks_on_a_reviewers_terminal(client: FlaskClient, verified: Verified):
    run_id = ask(client, f"{QUESTION}\n99  approved\x1b[2J\u202e")["id"]
    sql = f"{SQL} /* hidden\rSELECT 1 */"
    client.post("/api/feedback/", json={"id": run_id, "verdict": "down", "reason": "a\x1b]0;b\nc", "sql": sql})
    assert len(verified("list").output.splitlines()) == 2
    shown = verified("show", 1).output
    assert shown.splitlines()[:3] == [
        f"1: {QUESTION}\ufffd99  approved\ufffd[2J\ufffd",
        f"{SQL} /* hidden",
        "SELECT 1 */",
    ]
    assert not {"\x1b", "\r", "\u202e"} & set(shown)


def test_a_day_at_the_end_of_time_keeps_nobody_from_the_list(client: FlaskClient, verified: Verified):
    propose(client, SQL.replace("< '2026-11-01'", "<= '9999-12-31'"))
    assert [row[-2:] for row in table(verified("list"))[1:]] == [["it for now", QUESTION]]


def test_the_decision_is_kept_with_who_made_it_and_why(verified: Verified, database_url: str):
    verified("add", QUESTION, "--sql", SQL, "--by", "Sara")
    verified("reject", 1, "--by", "Ali", "--comment", "returned ones are missing")
    decided = "SELECT status, decided_by, comment, decided_at IS NOT NULL FROM querycraft.verified_question"
    assert query(database_url, decided) == [("rejected", "Ali", "returned ones are missing", True)]


def test_what_was_added_for_another_day_moves_from_there(client: FlaskClient, verified: Verified):
    sql = COUNTED.format("delivered", "2025-03-01", "2025-04-01")
    verified("add", QUESTION, "--sql", sql, "--as-of", "2025-04-15")
    assert ask(client, QUESTION)["sql"] == SQL


@pytest.fixture
def file_app(tmp_path: Path, database_url: str) -> Iterator[Flask]:
    """An application whose semantics file has approved questions."""
    file = tmp_path / "shop.yml"
    shop = (PROJECT / "seeds" / "shop.semantics.yml").read_text(encoding="utf-8")
    file.write_text(shop + IN_FILE, encoding="utf-8")
    app = create_app({**overrides_for(database_url), "semantics_file": str(file)})
    yield app
    dismantle(app)


@pytest.mark.parametrize(
    ("question", "outcome"),
    [
        ("busy days last month", ("answered", "verified")),
        ("روزهای شلوغ ماه گذشته", ("answered", "verified")),
        ("how is business", ("answered", "verified")),
        ("secrets", ("unanswerable", None)),
    ],
)
def test_the_questions_of_the_semantics_file_are_answered(file_app: Flask, question: str, outcome: tuple[str, str]):
    answer = ask(file_app.test_client(), question)
    assert (answer["outcome"], answer["generator"]) == outcome


def test_where_the_database_can_not_be_read_those_of_the_file_are_known(file_app: Flask):
    layer = file_app.extensions["services"].layer
    nowhere = create_engine("postgresql+psycopg2://querycraft@127.0.0.1:1/nowhere", connect_args={"connect_timeout": 1})
    known = VerifiedQuestions(layer, file_app.extensions["services"].guard, nowhere).current()
    assert known.questions("fa") == ("روزهای شلوغ ماه گذشته",)


def test_an_approval_is_noticed_within_seconds_and_between_them_nothing_is_read(
    app: Flask, verified: Verified, services: Services
):
    now = [100.0]
    known = VerifiedQuestions(LAYER, GUARD, services.recorder.engine, clock=lambda: now[0])
    assert known.current().questions("en") == ()
    verified("add", QUESTION, "--sql", SQL)
    now[0] += FRESH_SECONDS
    assert known.current().questions("en") == ()
    now[0] += 0.1
    assert happens_within(FRESH_SECONDS, lambda: known.current().questions("en") == (QUESTION,))


def test_no_question_waits_for_a_reading_that_takes_long(services: Services):
    now, may_go_on = [100.0], Event()
    known = VerifiedQuestions(LAYER, GUARD, services.recorder.engine, clock=lambda: now[0])
    known.current()
    now[0] += FRESH_SECONDS * 2
    listen(known.engine, "before_cursor_execute", lambda *_: may_go_on.wait(10))
    started = time.monotonic()
    assert [known.current().questions("en") for _ in range(20)] == [()] * 20
    assert time.monotonic() - started < 2
    may_go_on.set()
    assert happens_within(5, lambda: not known.is_old())


def test_approved_questions_are_read_before_the_first_question(verified: Verified, services: Services):
    verified("add", QUESTION, "--sql", SQL)
    known = VerifiedQuestions(LAYER, GUARD, services.recorder.engine)
    known.start_reading()
    assert happens_within(5, lambda: not known.is_old())
    known.engine = create_engine("postgresql+psycopg2://querycraft@127.0.0.1:1/nowhere")
    assert known.current().questions("en") == (QUESTION,)


def test_what_was_known_is_kept_while_the_database_can_not_be_read(verified: Verified, services: Services):
    now = [100.0]
    known = VerifiedQuestions(LAYER, GUARD, services.recorder.engine, clock=lambda: now[0])
    verified("add", QUESTION, "--sql", SQL)
    assert known.current().answer(QUESTION, "en", TODAY)
    known.engine = create_engine("postgresql+psycopg2://querycraft@127.0.0.1:1/nowhere")
    now[0] += FRESH_SECONDS * 2
    assert known.current().answer(QUESTION, "en", date(2026, 12, 5))


def test_a_model_is_shown_the_nearest_approved_questions(database_url: str, model: StandIn):
    model.default = Reply("SELECT count(*) FROM orders WHERE status = 'returned'")
    app = create_app({**overrides_for(database_url), "generators": ("ollama",), "ollama_host": model.url})
    add = ["verified", "add", "number of delivered orders last month", "--sql", SQL]
    assert app.test_cli_runner().invoke(args=add).exit_code == 0
    app.extensions["services"].verified.refresh()
    answer = ask(app.test_client(), "number of orders that were delivered to Tehran last month")
    dismantle(app)
    assert answer["generator"] == "ollama"
    assert SQL in model.requests[0]["prompt"]
