"""`flask eval` asks a suite's questions through the product and judges the answers by what they return."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from app.evaluating.judging import judge
from app.evaluating.suite import read_suite
from app.local.postgres import EmbeddedPostgres
from app.settings import PROJECT, with_user
from tests.support.ollama import StandIn
from tests.support.postgres import execute, fresh_database, query
from tests.support.suites import OWN, judges, load_dump, rows, suites

Run = Callable[..., Result]
READER = "querycraft_reader"
COUNTED = "SELECT count(*) FROM orders"
RIGHT = {"id": "right", "question": "how many orders are there", "class": "count", "gold_sql": COUNTED}
WRONG = {
    "id": "wrong",
    "question": "how many products are there",
    "class": "count",
    "gold_sql": "SELECT count(*) FROM products",
}
FAILING = {"id": "failing", "question": "q", "class": "count", "gold_sql": "SELECT no_such_column FROM orders"}
NO_ANSWER = {"id": "weather", "question": "what will the weather be", "class": "off_topic", "expected": "unanswerable"}


@pytest.fixture
def evaluate(model_app: Flask, tmp_path: Path) -> Run:
    """Run the command on rows or on a file, asking the stand-in's model unless the options say otherwise."""

    def run(suite: list[dict[str, Any]] | Path, *options: object, generator: str = "ollama") -> Result:
        file = suite if isinstance(suite, Path) else tmp_path / "suite.jsonl"
        if not isinstance(suite, Path):
            file.write_text("".join(f"{json.dumps(row)}\n" for row in suite), encoding="utf-8")
        args = ["eval", file, "--generator", generator, *options]
        return model_app.test_cli_runner().invoke(args=[str(arg) for arg in args])

    return run


@pytest.fixture(scope="session")
def library_url(postgres: EmbeddedPostgres, template: str) -> Iterator[str]:
    """The reader's URL of the library; the migrations of the template have made its role."""
    with fresh_database(postgres) as url:
        load_dump(url, OWN / "library.sql")
        yield with_user(url, READER, "")


@pytest.fixture
def own_name(shop_database_url: str) -> str:
    """The name of a customer who has ordered, which nobody shares."""
    unique = "SELECT name FROM customers GROUP BY name HAVING count(*) = 1"
    buyers = "SELECT customer_id FROM orders"
    names = query(shop_database_url, f"SELECT min(name) FROM customers WHERE name IN ({unique}) AND id IN ({buyers})")
    return str(names[0][0])


def figures(result: Result) -> str:
    """The last line."""
    return result.output.splitlines()[-1]


def test_a_wrong_answer_costs_precision_and_one_that_is_missing_coverage(evaluate: Run, model: StandIn):
    model.say(COUNTED, COUNTED, "I do not know", "I do not know")
    result = evaluate([RIGHT, WRONG, {**RIGHT, "id": "missing", "lang": "fa"}, NO_ANSWER])
    assert figures(result) == "accuracy 50.0% (2 of 4), coverage 66.7%, precision 50.0%"
    assert result.exit_code == 0


def test_each_class_and_each_language_has_its_figures(evaluate: Run, model: StandIn):
    model.say(COUNTED, COUNTED, "I do not know", "I do not know")
    lines = evaluate([RIGHT, WRONG, {**RIGHT, "id": "missing", "lang": "fa"}, NO_ANSWER]).output.splitlines()
    table = {line.split()[0]: line.split()[1:] for line in lines}
    assert table["count"] == ["1", "3", "33.3%", "66.7%", "50.0%"]
    assert table["off_topic"] == ["1", "1", "100.0%", "–", "–"]
    assert table["en"] == ["2", "3", "66.7%", "100.0%", "50.0%"]
    assert table["fa"] == ["0", "1", "0.0%", "0.0%", "–"]


def test_a_gold_statement_that_fails_proves_no_answer_right(evaluate: Run, model: StandIn):
    model.say(COUNTED, COUNTED)
    result = evaluate([FAILING, {**FAILING, "gold_sql": ["SELECT 1; SELECT 2", COUNTED]}])
    assert "(1 of 2)" in figures(result)


def test_results_are_written_one_a_line(evaluate: Run, model: StandIn, tmp_path: Path):
    model.say(COUNTED, "I do not know")
    out = tmp_path / "results.jsonl"
    evaluate([RIGHT, NO_ANSWER], "--out", out)
    answered, unanswered = rows(out)
    assert answered.pop("elapsed_ms") > 0
    assert answered == {"id": "right", "outcome": "answered", "sql": COUNTED, "generator": "ollama"}
    assert (unanswered["outcome"], unanswered["sql"]) == ("unanswerable", None)


@pytest.mark.parametrize(("percent", "status"), [("50", 0), ("50.1", 1)])
def test_too_little_accuracy_fails_the_command(evaluate: Run, model: StandIn, percent: str, status: int):
    model.say(COUNTED, COUNTED)
    result = evaluate([RIGHT, WRONG], "--fail-under", percent)
    assert result.exit_code == status
    assert ("Accuracy is below 50.1%." in result.output) is bool(status)


def test_questions_of_a_suite_are_not_recorded(evaluate: Run, model: StandIn, shop_database_url: str):
    counts = "SELECT (SELECT count(*) FROM querycraft.query_run), (SELECT count(*) FROM querycraft.query_attempt)"
    before = query(shop_database_url, counts)
    model.say(COUNTED)
    assert "(1 of 1)" in figures(evaluate([RIGHT]))
    assert query(shop_database_url, counts) == before


def test_the_guard_stands_before_the_data_here_too(evaluate: Run, model: StandIn, tmp_path: Path):
    model.default.text = "SELECT count(*) FROM querycraft.query_run"
    out = tmp_path / "results.jsonl"
    evaluate([RIGHT], "--out", out)
    assert [row["outcome"] for row in rows(out)] == ["invalid_sql"]


def test_another_database_is_asked_with_a_layer_of_its_own(evaluate: Run, model: StandIn, library_url: str):
    model.say("SELECT genre, count(*) FROM books GROUP BY genre")
    row = {"id": 1, "question": "books by genre", "gold_sql": "SELECT genre, count(*) FROM books GROUP BY 1"}
    assert "(1 of 1)" in figures(evaluate([row], "--data-url", library_url))
    assert "CREATE TABLE books" in model.requests[0]["prompt"]
    assert "CREATE TABLE orders" not in model.requests[0]["prompt"]


def test_a_layer_can_be_given_in_a_file(evaluate: Run, model: StandIn, library_url: str, tmp_path: Path):
    file = tmp_path / "genres.yml"
    file.write_text(
        "name: x\ntables: [{name: books, label: {en: books}, singular: {en: book},"
        " dimensions: [{name: genre, type: text, label: {en: sort}}]}]",
        encoding="utf-8",
    )
    model.say("SELECT genre FROM books", "SELECT title FROM books", "SELECT title FROM books")
    suite = [{"id": name, "question": "q", "gold_sql": f"SELECT {name} FROM books"} for name in ("genre", "title")]
    out = tmp_path / "results.jsonl"
    evaluate(suite, "--data-url", library_url, "--semantics", file, "--out", out)
    assert [row["outcome"] for row in rows(out)] == ["answered", "invalid_sql"]


def test_a_suite_may_ask_about_several_databases(
    evaluate: Run, model: StandIn, library_url: str, shop_database_url: str
):
    suite = [
        {**RIGHT, "db": "shop"},
        {"id": 2, "db": "library", "question": "q", "gold_sql": "SELECT count(*) FROM loans"},
    ]
    model.say(COUNTED, "SELECT count(*) FROM loans")
    shop_url = with_user(shop_database_url, READER, "")
    result = evaluate(suite, "--data-url", f"shop={shop_url}", "--data-url", f"library={library_url}")
    assert "(2 of 2)" in figures(result)


def test_databases_that_were_not_named_are_asked_for(evaluate: Run, library_url: str):
    suite = [{**RIGHT, "db": "shop"}, {**RIGHT, "db": "library"}]
    result = evaluate(suite, "--data-url", f"library={library_url}")
    assert result.exit_code == 1
    assert "Add --data-url shop=URL" in result.output


def test_today_can_be_another_day(evaluate: Run, model: StandIn):
    model.say(COUNTED)
    evaluate([RIGHT], "--today", "2024-02-29")
    assert "Today is 2024-02-29" in model.requests[0]["prompt"]


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (("--data-url", "postgresql://reader:secret@127.0.0.1:1/shop"), "can't be reached"),
        (("--data-url", "reader:secret@127.0.0.1/shop"), "is not an address"),
        (("--data-url", "postgresql:///a", "--data-url", "postgresql:///b"), "--data-url was given twice"),
        (("--semantics", "nowhere.yml"), "does not exist"),
        (("--fail-under", "101"), "is not in the range"),
    ],
)
def test_what_can_not_be_done_is_said_in_a_line(evaluate: Run, options: tuple[str, ...], complaint: str):
    result = evaluate([RIGHT], *options)
    assert result.exit_code in {1, 2}
    assert complaint in " ".join(result.output.split())
    assert "secret" not in result.output
    assert "Traceback" not in result.output


def test_an_unknown_generator_is_named(evaluate: Run):
    result = evaluate([RIGHT], generator="oracle")
    assert result.exit_code == 1
    assert "«oracle»" in result.output


def test_a_line_that_is_no_question_is_named(evaluate: Run):
    result = evaluate([RIGHT, {"id": 2}])
    assert result.exit_code == 1
    assert "suite.jsonl:2 is no question of a suite" in result.output


def test_the_engine_answers_over_a_database_that_nobody_has_described(evaluate: Run, library_url: str, tmp_path: Path):
    out = tmp_path / "results.jsonl"
    evaluate(OWN / "library.jsonl", "--data-url", library_url, "--out", out, generator="builtin")
    outcomes = {row["id"]: row["outcome"] for row in rows(out)}
    assert outcomes == {
        "books": "answered",
        "genres": "answered",
        "pages": "answered",
        "weather": "unanswerable",
        "burn": "refused",
    }


def test_the_first_question_already_knows_what_the_database_holds(evaluate: Run, library_url: str):
    gold = "SELECT count(*) FROM books JOIN publishers ON publishers.id = publisher_id WHERE name = 'Cheshmeh'"
    suite = [{"id": 1, "question": "how many books are from Cheshmeh", "gold_sql": gold}]
    assert "(1 of 1)" in figures(evaluate(suite, "--data-url", library_url, generator="builtin"))


def test_a_layer_from_a_file_knows_what_the_database_holds_too(evaluate: Run, shop_database_url: str, own_name: str):
    gold = f"SELECT o.id FROM orders o JOIN customers c ON c.id = o.customer_id WHERE c.name = '{own_name}'"
    suite = [{"id": 1, "question": f"orders of {own_name}", "class": "filter_value", "gold_sql": gold}]
    url, file = with_user(shop_database_url, READER, ""), PROJECT / "seeds" / "shop.semantics.yml"
    assert "(1 of 1)" in figures(evaluate(suite, "--data-url", url, "--semantics", file, generator="builtin"))


@pytest.mark.parametrize(("suite", "dump"), suites(), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_gold_statement_answers_its_own_question_and_all_judges_agree_on_the_others(
    postgres: EmbeddedPostgres, template: str, suite: Path, dump: Path
):
    cases = [case for case in read_suite(suite) if case.has_answer]
    with fresh_database(postgres) as url:
        load_dump(url, dump)
        execute(url, f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {READER}")
        with judge(with_user(url, READER, "")) as judging:
            gold = [judging.rows_of(case.gold[-1]) or [] for case in cases]
            assert all(judging.is_right(case, case.gold[-1]) for case in cases)
    verdicts = judges().values()
    for case, own in zip(cases, gold, strict=True):
        for found in gold:
            assert len({verdict(own, found, case.kind) for verdict in verdicts}) == 1, (case, found)
