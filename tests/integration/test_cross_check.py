"""With CROSS_CHECK, what the engine can read is answered by a model as well, and the asker learns if both agree."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask

from app import create_app
from tests.conftest import dismantle, overrides_for
from tests.support.faults import SLOW
from tests.support.ollama import Reply, StandIn

Rows = Callable[[str], list[tuple[Any, ...]]]
Make = Callable[..., Flask]

COUNT = "how many orders are there"
COUNT_FA = "چند سفارش داریم؟"
TOP = "top 5 products by revenue this year"
MONTHS = "orders by month this year"
AGREEING = "SELECT COUNT(id) AS n FROM orders"
DIFFERING = "SELECT COUNT(*) AS n FROM customers"
CONFIRMED = {"kind": "cross_check", "label": "Checked", "value": "confirmed by two independent readings"}


@pytest.fixture
def checked(shop_database_url: str, model: StandIn) -> Iterator[Make]:
    """Makes applications over the example shop that check their answers."""
    made: list[Flask] = []

    def make(*names: str, **overrides: object) -> Flask:
        settings = {"generators": names, "ollama_host": model.url, "cross_check": True, **overrides}
        made.append(create_app({**overrides_for(shop_database_url), **settings}))
        return made[-1]

    yield make
    for app in made:
        dismantle(app)


def ask(app: Flask, question: str = COUNT, **fields: object) -> Any:
    return app.test_client().post("/api/query/", json={"question": question, **fields}).json


def attempts(rows: Rows, run_id: int) -> list[tuple[Any, ...]]:
    return rows(
        "SELECT generator, sql, error->>'code', details ? 'cross_check' FROM querycraft.query_attempt"
        f" WHERE run_id = {run_id} ORDER BY id"
    )


@pytest.mark.parametrize("generators", [("builtin", "ollama"), ("ollama", "builtin")])
def test_two_readings_that_agree_confirm_the_answer(
    checked: Make, model: StandIn, rows: Rows, generators: tuple[str, ...]
):
    model.say(AGREEING)
    answer = ask(checked(*generators))
    assert answer["generator"] == generators[0]
    assert CONFIRMED in answer["interpretation"]
    assert answer["warnings"] == []
    assert answer["extras"]["cross_check"]["agrees"] is True
    assert [(generator, code, check) for generator, _, code, check in attempts(rows, answer["id"])] == [
        (generators[0], None, False),
        (generators[1], None, True),
    ]
    assert len(model.requests) == 1


def test_two_readings_that_differ_are_both_shown(checked: Make, model: StandIn, rows: Rows):
    model.say(DIFFERING)
    answer = ask(checked("builtin", "ollama"))
    [[customers]] = rows("SELECT count(*) FROM customers")
    [warning] = answer["warnings"]
    assert answer["rows"] == [[3000]]
    assert warning == (
        f"Two independent readings differ: 3,000 from the built-in engine, but {customers:,} from the language model"
        " sqlcoder-7b-2. Compare their SQL before you rely on the answer. The other one is: " + DIFFERING
    )
    assert CONFIRMED not in answer["interpretation"]
    assert answer["extras"]["cross_check"] == {
        "agrees": False,
        "sql": DIFFERING,
        "row_count": 1,
        "rows": [[customers]],
    }
    assert attempts(rows, answer["id"])[1] == ("ollama", DIFFERING, "DifferentResult", True)


def test_a_reading_that_says_yes_differs_from_a_number(checked: Make, model: StandIn):
    model.say("SELECT COUNT(*) > 0 AS n FROM orders")
    [warning] = ask(checked("builtin", "ollama"))["warnings"]
    assert "but yes from the language model" in warning


def test_a_persian_answer_is_confirmed_or_doubted_in_persian(checked: Make, model: StandIn):
    model.say(AGREEING, DIFFERING)
    app = checked("builtin", "ollama")
    assert {"kind": "cross_check", "label": "بازبینی", "value": "با دو خوانش مستقل تأیید شد"} in ask(app, COUNT_FA)[
        "interpretation"
    ]
    [warning] = ask(app, COUNT_FA)["warnings"]
    assert "دو خوانش مستقل با هم فرق دارند" in warning
    assert "۳٬۰۰۰" in warning


@pytest.mark.parametrize(
    ("question", "sql", "agrees"),
    [
        (
            TOP,
            "SELECT p.id, p.name, SUM(o.quantity * p.price) AS r FROM orders AS o JOIN products AS p"
            " ON p.id = o.product_id WHERE o.order_date >= '2026-01-01' AND o.order_date <= '2026-11-21'"
            " GROUP BY p.id, p.name ORDER BY r DESC LIMIT 5",
            True,
        ),
        (TOP, "SELECT name, price FROM products ORDER BY price DESC LIMIT 5", False),
        (
            MONTHS,
            "SELECT date_trunc('month', order_date) AS m, COUNT(*) AS n FROM orders"
            " WHERE order_date >= '2026-01-01' AND order_date < '2026-11-22' GROUP BY 1 ORDER BY 1",
            True,
        ),
        (
            MONTHS,
            "SELECT EXTRACT(month FROM order_date) AS m, COUNT(*) AS n FROM orders"
            " WHERE order_date >= '2026-01-01' AND order_date < '2026-11-22' GROUP BY 1 ORDER BY 1 DESC",
            True,
        ),
        (MONTHS, "SELECT date_trunc('month', order_date) AS m, COUNT(*) AS n FROM orders GROUP BY 1", False),
    ],
    ids=["more columns", "other rows", "months as times", "months as numbers", "more months"],
)
def test_results_are_compared_by_what_they_say(checked: Make, model: StandIn, question: str, sql: str, agrees: bool):
    model.say(sql)
    answer = ask(checked("builtin", "ollama"), question)
    assert answer["outcome"] == "answered"
    assert answer["extras"]["cross_check"]["agrees"] is agrees
    assert bool(answer["warnings"]) is not agrees


@pytest.mark.parametrize(
    ("question", "sql", "code", "told"),
    [
        (
            TOP,
            "SELECT name FROM (SELECT p.name, SUM(o.quantity * p.price) AS r FROM orders AS o JOIN products AS p"
            " ON p.id = o.product_id WHERE o.order_date >= '2026-01-01' AND o.order_date < '2026-11-22'"
            " GROUP BY 1 ORDER BY 2 DESC LIMIT 5) AS top",
            "Unproven",
            "The second result has only some of the same values, or has them under other names,",
        ),
        (
            "how many orders in 2035",
            "SELECT COUNT(*) AS n FROM customers WHERE registration_date > '2099-01-01'",
            "NothingToCompare",
            "Both results are empty or zero, as those of other questions may be as well.",
        ),
    ],
)
def test_results_that_prove_nothing_do_not_confirm_the_answer(
    checked: Make, model: StandIn, rows: Rows, question: str, sql: str, code: str, told: str
):
    model.say(sql)
    answer = ask(checked("builtin", "ollama"), question)
    assert any(f"A second reading could not confirm the answer. {told}" in warning for warning in answer["warnings"])
    assert CONFIRMED not in answer["interpretation"]
    assert attempts(rows, answer["id"])[1][2] == code


def test_two_readings_with_the_same_sql_agree_even_on_nothing(checked: Make, model: StandIn):
    app = checked("builtin", "ollama")
    model.say(DIFFERING)
    nothing = "how many orders in 2035"
    model.say(ask(app, nothing)["sql"])
    answer = ask(app, nothing)
    assert (answer["rows"], CONFIRMED in answer["interpretation"]) == ([[0]], True)


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (Reply("DELETE FROM orders"), "NotOneSelect"),
        (Reply("SELECT sum(status) FROM orders"), "ExecutionFailed"),
        (Reply("I do not know"), "Unanswerable"),
        (Reply("out of memory", status=500), "ModelBroken"),
        (Reply("SELECT id FROM orders"), "Incomparable"),
        (Reply(SLOW), "StatementTimedOut"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_second_reading_that_fails_takes_nothing_away_but_is_told(
    checked: Make, model: StandIn, rows: Rows, reply: Reply, code: str
):
    model.default = reply
    answer = ask(checked("builtin", "ollama", statement_timeout_ms=300))
    assert (answer["outcome"], answer["rows"]) == ("answered", [[3000]])
    [warning] = answer["warnings"]
    assert warning.startswith("A second reading could not confirm the answer. ")
    assert attempts(rows, answer["id"])[1][2:] == (code, True)
    assert len(model.requests) == 1


def test_a_second_reading_that_takes_too_long_does_not_cost_the_answer(checked: Make, model: StandIn):
    model.default = Reply(AGREEING, think_seconds=20)
    started = time.monotonic()
    answer = ask(checked("builtin", "ollama", question_timeout_seconds=4.0))
    assert time.monotonic() - started < 10
    assert (answer["outcome"], len(answer["warnings"])) == ("answered", 1)


@pytest.mark.parametrize(
    ("names", "question", "calls"),
    [
        (("builtin", "ollama"), "total profit last month", 1),
        (("ollama", "builtin"), "total profit last month", 1),
        (("builtin",), COUNT, 0),
        (("ollama",), COUNT, 1),
    ],
)
def test_what_only_one_can_answer_is_not_checked(
    checked: Make, model: StandIn, names: tuple[str, ...], question: str, calls: int
):
    model.say(AGREEING)
    answer = ask(checked(*names), question)
    assert (answer["outcome"], answer["extras"], answer["warnings"]) == ("answered", {}, [])
    assert len(model.requests) == calls


def test_a_model_that_has_failed_is_not_asked_again_to_check(checked: Make, model: StandIn):
    model.default = Reply("I do not know")
    answer = ask(checked("ollama", "builtin"))
    assert (answer["generator"], answer["extras"], len(model.requests)) == ("builtin", {}, 1)


def test_nothing_is_checked_unless_it_is_switched_on(checked: Make, model: StandIn):
    answer = ask(checked("builtin", "ollama", cross_check=False))
    assert "cross_check" not in answer["timings_ms"]
    assert model.requests == []
