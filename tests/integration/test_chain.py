"""The chain: who is asked, in which order, until when, and what the asker and the record are told of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from app import asking, create_app
from app.contracts import Candidate, GenerationRequest
from app.errors import InvalidDate, QueryCraftError, TooBusy
from tests.conftest import dismantle, overrides_for
from tests.support.faults import SLOW, running_statements
from tests.support.ollama import Reply, StandIn, tokens_of

Rows = Callable[[str], list[tuple[Any, ...]]]
Make = Callable[..., Flask]

COUNT = "how many orders are there"
COUNT_FA = "چند سفارش داریم؟"
GOOD = "SELECT COUNT(*) AS orders FROM orders"
UNKNOWN = "total profit last month"
"""A question with a word that the engine does not know."""
WRONG = "SELECT sum(status) FROM orders"
"""What only the database finds to be wrong."""


class Failing:
    """Another package's generator that fails in its own way."""

    name = "another"
    model = None
    repairs = True

    def __init__(self, error: Exception) -> None:
        self.error = error

    def is_available(self) -> bool:
        return True

    def generate(self, request: GenerationRequest) -> Candidate:
        raise self.error

    def close(self) -> None: ...


@pytest.fixture
def chain(shop_database_url: str, model: StandIn) -> Iterator[Make]:
    """Makes applications over the example shop with a chain, and further settings."""
    made: list[Flask] = []

    def make(*names: str, **overrides: object) -> Flask:
        settings = {**overrides_for(shop_database_url), "generators": names, "ollama_host": model.url, **overrides}
        made.append(create_app(settings))
        return made[-1]

    yield make
    for app in made:
        dismantle(app)


def ask(app: Flask, question: str = COUNT, **fields: object) -> Any:
    return app.test_client().post("/api/query/", json={"question": question, **fields})


def attempts(rows: Rows, run_id: int) -> list[tuple[Any, ...]]:
    return rows(
        f"SELECT generator, sql, error->>'code' FROM querycraft.query_attempt WHERE run_id = {run_id} ORDER BY id"
    )


@pytest.mark.parametrize("question", [COUNT, COUNT_FA])
def test_where_the_engine_accounts_for_the_whole_question_no_model_is_asked(
    chain: Make, model: StandIn, rows: Rows, question: str
):
    answer = ask(chain("builtin", "ollama"), question).json
    assert (answer["outcome"], answer["generator"], answer["warnings"]) == ("answered", "builtin", [])
    assert model.requests == []
    assert [generator for generator, _, _ in attempts(rows, answer["id"])] == ["builtin"]


def test_what_the_engine_can_not_read_is_left_to_the_model(chain: Make, model: StandIn, rows: Rows):
    model.say(GOOD)
    answer = ask(chain("builtin", "ollama"), UNKNOWN).json
    assert (answer["outcome"], answer["generator"], answer["model"]) == ("answered", "ollama", "sqlcoder-7b-2")
    assert attempts(rows, answer["id"]) == [("builtin", None, "UnknownWords"), ("ollama", GOOD, None)]
    assert len(model.requests) == 1


@pytest.mark.parametrize("question", [UNKNOWN, "سود کل ماه گذشته", "which of the orders are weird"])
def test_a_model_that_is_asked_first_answers_what_the_engine_can_not_read(chain: Make, model: StandIn, question: str):
    model.say(GOOD)
    answer = ask(chain("ollama", "builtin"), question).json
    assert (answer["outcome"], answer["generator"], answer["warnings"]) == ("answered", "ollama", [])


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (ZeroDivisionError(), "QueryCraftError"),
        (QueryCraftError(), "QueryCraftError"),
        (TooBusy(), "TooBusy"),
        (InvalidDate(text="31 November", calendar="gregorian"), "InvalidDate"),
    ],
    ids=repr,
)
def test_a_generator_that_fails_hands_over_whatever_it_raises(chain: Make, rows: Rows, error: Exception, code: str):
    services = chain("builtin").extensions["services"]
    services = replace(services, chain=(Failing(error), *services.chain))
    answer = asking.ask(services, asking.Question(COUNT))
    assert (answer["outcome"], answer["generator"], answer["rows"]) == ("answered", "builtin", [[3000]])
    assert attempts(rows, answer["id"])[0] == ("another", None, code)


def test_a_bug_in_a_generator_is_named_in_the_record_and_its_traceback_in_the_log(
    chain: Make, rows: Rows, caplog: pytest.LogCaptureFixture
):
    services = replace(chain("builtin").extensions["services"], chain=(Failing(ZeroDivisionError("secret")),))
    answer = asking.ask(services, asking.Question(COUNT))
    assert (answer["outcome"], "secret" in str(answer)) == ("internal_error", False)
    [[details]] = rows(f"SELECT details FROM querycraft.query_attempt WHERE run_id = {answer['id']}")
    assert details == {"raised": "ZeroDivisionError"}
    assert "secret" in caplog.text


@pytest.mark.parametrize("error", [ZeroDivisionError(), TooBusy()], ids=repr)
def test_why_the_question_has_no_answer_tells_more_than_that_a_generator_failed(chain: Make, error: Exception):
    services = chain("builtin").extensions["services"]
    services = replace(services, chain=(*services.chain, Failing(error)))
    assert asking.ask(services, asking.Question(UNKNOWN))["outcome"] == "unanswerable"


@pytest.mark.parametrize("generators", [("ollama", "builtin"), ("builtin", "ollama"), ("ollama",)])
@pytest.mark.parametrize(
    ("question", "outcome"),
    [
        ("delete all orders", "refused"),
        ("همه سفارش‌ها را پاک کن", "refused"),
        ("orders on 31 November 2026", "invalid_question"),
        ("sales report", "needs_clarification"),
    ],
)
def test_what_is_refused_or_asked_back_never_reaches_a_model(
    chain: Make, model: StandIn, generators: tuple[str, ...], question: str, outcome: str
):
    assert ask(chain(*generators), question).json["outcome"] == outcome
    assert model.requests == []


@pytest.mark.parametrize(
    ("reply", "warning"),
    [
        (Reply("out of memory", status=500), "The language model failed while it was answering"),
        (Reply("I do not know"), "The language model gave no SQL that could be used"),
        (Reply("DELETE FROM orders"), "The language model gave no SQL that could be used"),
    ],
    ids=["fails", "refuses", "writes what may not run"],
)
def test_the_asker_is_told_why_the_engine_answered(chain: Make, model: StandIn, reply: Reply, warning: str):
    model.default = reply
    answer = ask(chain("ollama", "builtin")).json
    assert answer["outcome"] == "answered"
    assert answer["warnings"] == [f"{warning}, so the built-in engine answered."]


def test_the_asker_is_told_in_persian_that_the_model_could_not_be_reached(chain: Make, rows: Rows):
    answer = ask(chain("ollama", "builtin", ollama_host="http://127.0.0.1:1"), COUNT_FA).json
    assert answer["warnings"] == ["مدل زبانی در دسترس نبود؛ برای همین موتور داخلی پاسخ داد."]
    assert [(generator, code) for generator, _, code in attempts(rows, answer["id"])] == [
        ("ollama", "ModelUnavailable"),
        ("builtin", None),
    ]


@pytest.mark.parametrize("generators", [("ollama", "builtin"), ("builtin", "ollama")])
@pytest.mark.parametrize("reply", ["I do not know", "SELECT * FROM invoices", "DELETE FROM orders"])
def test_when_nobody_has_an_answer_the_most_telling_error_is_shown(
    chain: Make, model: StandIn, rows: Rows, generators: tuple[str, ...], reply: str
):
    model.default = Reply(reply)
    answer = ask(chain(*generators), UNKNOWN).json
    assert (answer["outcome"], answer["error"]["code"]) == ("unanswerable", "UnknownWords")
    assert "«profit»" in answer["answer"]
    assert answer["suggestions"]
    assert {generator for generator, _, _ in attempts(rows, answer["id"])} == {"builtin", "ollama"}


UNREACHED = "The language model, which may understand it, can't be reached just now. Please try again later."
UNREACHED_FA = "مدل زبانی که شاید آن را بفهمد، الان در دسترس نیست. لطفاً کمی بعد دوباره امتحان کنید."


@pytest.mark.parametrize("generators", [("ollama", "builtin"), ("builtin", "ollama")])
@pytest.mark.parametrize(
    ("question", "word", "unreached"),
    [(UNKNOWN, "«profit»", UNREACHED), ("سود کل ماه گذشته", "«سود»", UNREACHED_FA)],
    ids=["English", "Persian"],
)
def test_an_asker_reads_both_that_the_engine_does_not_understand_and_that_the_model_is_down(
    chain: Make, generators: tuple[str, ...], question: str, word: str, unreached: str
):
    app = chain(*generators, ollama_host="http://127.0.0.1:1")
    response = ask(app, question)
    answer = response.json
    assert (response.status_code, answer["outcome"], answer["error"]["code"]) == (200, "unanswerable", "UnknownWords")
    assert word in answer["answer"]
    assert answer["answer"].endswith(unreached)
    assert answer["error"]["message"] == answer["answer"]
    assert answer["answer"] in app.test_client().get(f"/history/{answer['id']}").text.replace("&#39;", "'")
    asked = app.test_cli_runner().invoke(args=["ask", question])
    assert answer["answer"] in asked.output


def test_where_the_model_needs_too_long_the_engines_reason_is_read_as_well(chain: Make, model: StandIn):
    model.default = Reply(GOOD, think_seconds=20)
    response = ask(chain("builtin", "ollama", ollama_timeout_seconds=0.3), UNKNOWN)
    assert (response.status_code, response.json["code"]) == (504, "ModelTimedOut")
    assert "«profit»" in response.json["detail"]
    assert "The language model, which may understand it, needed too long." in response.json["detail"]


@pytest.mark.parametrize(
    ("reply", "reason", "advice"),
    [
        ("SELECT * FROM invoices", "reads the table «invoices»", "ask whoever runs QueryCraft to open that"),
        ("DELETE FROM orders", "not exactly one SELECT", "Please ask for what you want to know."),
        ("SELECT pg_sleep(5) FROM orders", "calls the function «pg_sleep»", "Please ask in other words"),
        (WRONG, "could not run the generated SQL", "Please ask in other words"),
    ],
)
def test_where_a_models_sql_is_left_the_asker_is_told_what_to_do(
    chain: Make, model: StandIn, reply: str, reason: str, advice: str
):
    model.default = Reply(reply)
    answer = ask(chain("ollama")).json
    assert answer["answer"].startswith("The language model wrote SQL that gave no result. ")
    assert reason in answer["answer"]
    assert advice in answer["answer"]
    assert answer["outcome"] in ("invalid_sql", "execution_failed")


def test_sql_that_an_asker_has_brought_along_is_left_without_a_word_of_models(chain: Make):
    response = chain("ollama").test_client().post("/api/sql/", json={"sql": "SELECT * FROM invoices"})
    assert "language model" not in response.text
    assert "invoices" in response.text


def test_sql_that_comes_a_second_time_is_not_run_again_and_ends_its_generator(chain: Make, model: StandIn, rows: Rows):
    model.default = Reply(WRONG)
    answer = ask(chain("ollama", "builtin")).json
    assert (answer["outcome"], answer["generator"]) == ("answered", "builtin")
    assert [code for _, _, code in attempts(rows, answer["id"])] == ["ExecutionFailed", "ExecutionFailed", None]
    assert len(model.requests) == 2


@pytest.mark.parametrize("limit", [1, 2])
def test_a_generator_has_as_many_attempts_as_are_set(chain: Make, model: StandIn, limit: int):
    model.say(*(f"SELECT {number} FROM invoices" for number in range(9)))
    answer = ask(chain("ollama", "builtin", max_attempts=limit)).json
    assert (answer["generator"], len(model.requests)) == ("builtin", limit)


def test_a_request_names_one_generator_and_no_other_is_asked(chain: Make, model: StandIn):
    model.default = Reply("I do not know")
    app = chain("builtin", "ollama")
    assert ask(app, generator="ollama").json["outcome"] == "unanswerable"
    assert ask(app, generator="builtin").json["generator"] == "builtin"
    assert len(model.requests) == 1


def test_a_statement_that_takes_too_long_is_not_mended_but_left(
    chain: Make, model: StandIn, rows: Rows, shop_database_url: str
):
    model.default = Reply(SLOW)
    answer = ask(chain("ollama", "builtin", statement_timeout_ms=300)).json
    assert (answer["outcome"], answer["generator"], len(model.requests)) == ("answered", "builtin", 1)
    assert attempts(rows, answer["id"])[0] == ("ollama", SLOW, "StatementTimedOut")
    assert not running_statements(shop_database_url)


def test_a_model_leaves_the_next_generator_time_before_the_deadline(chain: Make, model: StandIn):
    model.default = Reply(GOOD, think_seconds=20)
    app = chain("ollama", "builtin", question_timeout_seconds=5.0)
    ask(app, generator="builtin")
    started = time.monotonic()
    answer = ask(app).json
    assert time.monotonic() - started < 10
    assert (answer["outcome"], answer["generator"]) == ("answered", "builtin")
    assert answer["warnings"] == ["The language model needed too long, so the built-in engine answered."]


@pytest.mark.parametrize(("question", "message"), [(COUNT, "That took too long."), (COUNT_FA, "بیش از اندازه طول")])
def test_without_another_generator_a_question_ends_at_its_deadline(
    chain: Make, model: StandIn, rows: Rows, question: str, message: str
):
    model.default = Reply(GOOD, think_seconds=20)
    app = chain("ollama", question_timeout_seconds=1.0)
    ask(app, generator="builtin")
    started = time.monotonic()
    response = ask(app, question)
    assert time.monotonic() - started < 10
    assert (response.status_code, response.json["outcome"]) == (504, "timed_out")
    assert message in response.json["detail"]
    assert attempts(rows, response.json["id"]) == [("ollama", None, "QuestionTimedOut")]


def test_a_statement_is_stopped_at_the_questions_deadline(chain: Make, model: StandIn, rows: Rows):
    model.default = Reply(SLOW)
    app = chain("ollama", question_timeout_seconds=2.0, statement_timeout_ms=60_000)
    ask(app, generator="builtin")
    started = time.monotonic()
    response = ask(app)
    assert time.monotonic() - started < 10
    assert (response.status_code, response.json["code"]) == (504, "QuestionTimedOut")
    assert attempts(rows, response.json["id"]) == [("ollama", SLOW, "StatementTimedOut")]


def test_how_a_candidate_came_about_is_in_the_answer_the_history_and_on_the_page(chain: Make, model: StandIn):
    model.say("SELECT * FROM invoices", GOOD)
    app = chain("ollama")
    answer = ask(app).json
    recorded = app.test_client().get(f"/api/history/{answer['id']}").json
    assert [attempt["details"]["output_tokens"] for attempt in answer["attempts"]] == [
        len(tokens_of(sql)) for sql in ("SELECT * FROM invoices", GOOD)
    ]
    assert [attempt["details"] for attempt in recorded["attempts"]] == [it["details"] for it in answer["attempts"]]
    page = app.test_client().get(f"/history/{answer['id']}").text
    assert "output_tokens" in page


def test_why_each_candidate_was_left_is_in_the_record_also_where_it_ended_the_question(
    chain: Make, model: StandIn, rows: Rows
):
    model.default = Reply(SLOW)
    response = ask(chain("ollama", statement_timeout_ms=300))
    assert response.status_code == 504
    assert attempts(rows, response.json["id"]) == [("ollama", SLOW, "StatementTimedOut")]
