"""`flask ask` answers on the terminal."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from app import create_app
from app.errors import DatabaseUnavailable
from app.translating import translate
from tests.conftest import dismantle
from tests.support.postgres import execute, query


def test_an_answer_is_printed_with_its_table_and_sql(shop_app: Flask):
    result = shop_app.test_cli_runner().invoke(args=["ask", "orders by status"])
    assert result.exit_code == 0
    assert "delivered" in result.output
    assert "GROUP BY" in result.output


def test_the_whole_answer_is_printed_as_json(shop_app: Flask):
    result = shop_app.test_cli_runner().invoke(args=["ask", "--json", "چند سفارش داریم؟"])
    assert json.loads(result.output)["language"] == "fa"


def test_today_can_be_another_day(shop_app: Flask):
    result = shop_app.test_cli_runner().invoke(args=["ask", "--json", "--today", "2026-02-10", "orders last month"])
    assert "2026-01-01" in json.loads(result.output)["sql"]


@pytest.mark.parametrize("question", ["orders in January 2019", "سفارش‌های فروردین ۱۳۹۸"])
def test_what_is_to_be_known_of_an_answer_is_printed_with_it(shop_app: Flask, question: str):
    runner = shop_app.test_cli_runner()
    [warning] = json.loads(runner.invoke(args=["ask", "--json", question]).output)["warnings"]
    assert f"! {warning}" in runner.invoke(args=["ask", question]).output


def test_a_database_without_its_tables_says_what_to_do(app: Flask, database_url: str):
    execute(database_url, "ALTER TABLE querycraft.query_run RENAME TO gone")
    result = app.test_cli_runner().invoke(args=["ask", "orders by status"])
    assert result.exit_code == 1
    assert "Run `flask --app wsgi db upgrade`" in result.output


@pytest.mark.parametrize(("question", "language"), [("orders by status", "en"), ("سفارش‌ها به تفکیک وضعیت", "fa")])
def test_a_database_that_is_not_there_is_one_line_in_the_language_of_the_question(
    overrides: dict[str, Any], question: str, language: Any
):
    app = create_app({**overrides, "database_url": "postgresql://nobody@127.0.0.1:1/shop"})
    result = app.test_cli_runner().invoke(args=["ask", question])
    assert result.exit_code == 1
    assert result.output == f"Error: {translate(language, DatabaseUnavailable.template())}\n"
    dismantle(app)


def test_a_question_without_an_answer_exits_with_1(shop_app: Flask):
    result = shop_app.test_cli_runner().invoke(args=["ask", "total profit"])
    assert result.exit_code == 1
    assert "«profit»" in result.output


def test_nothing_at_all_is_no_question(shop_app: Flask):
    result = shop_app.test_cli_runner().invoke(args=["ask", "  "])
    assert (result.exit_code, "There is no question." in result.output) == (1, True)


def test_units_and_months_are_called_what_people_call_them(shop_app: Flask):
    result = shop_app.test_cli_runner().invoke(args=["ask", "فروش به تفکیک ماه در سال ۱۴۰۴"])
    table = result.output.partition("WITH")[0]
    assert "درآمد (تومان)" in table
    assert "اسفند ۱۴۰۴" in table
    assert "1404" not in table


def test_stored_values_are_called_what_people_call_them(shop_app: Flask):
    result = shop_app.test_cli_runner().invoke(args=["ask", "سفارش‌ها به تفکیک وضعیت"])
    table = result.output.partition("SELECT")[0]
    assert "تحویل‌شده" in table
    assert "delivered" not in table


def test_days_are_those_of_the_language_s_calendar(shop_app: Flask):
    result = shop_app.test_cli_runner().invoke(args=["ask", "آخرین ۳ سفارش"])
    table = result.output.partition("SELECT")[0]
    assert "آبان" in table
    assert "2026" not in table


@pytest.fixture
def trace(shop_app: Flask) -> Callable[..., Result]:
    """Have a question's trace printed."""
    return lambda *args: shop_app.test_cli_runner().invoke(args=["ask", "--trace", *args])


def squeezed(text: str) -> str:
    """Text with one space where there are several."""
    return " ".join(text.split())


def test_a_trace_shows_every_form_that_a_question_takes(trace: Callable[..., Result]):
    result = trace("how many Orders were not cancelled last month")
    assert result.exit_code == 0
    shown = squeezed(result.output)
    for form in (
        "Orders orders 9–15",
        "not cancelled",
        "value of orders.status cancelled",
        "last month October 2026",
        "[2026-10-01, 2026-11-01)",
        "negated: true",
        "orders.order_date >= DATE '2026-10-01'",
    ):
        assert form in shown


def test_a_persian_trace_shows_folded_words_with_their_places(trace: Callable[..., Result]):
    shown = squeezed(trace("تعداد سفارش‌هاي لغو نشده در ماه گذشته").output)
    for form in (
        "سفارش‌هاي سفارشهای 6–15",
        "لغو نشده not: value of orders.status cancelled",
        "[2026-09-23, 2026-10-23)",
    ):
        assert form in shown


def test_a_trace_shows_what_a_misspelling_was_taken_for(trace: Callable[..., Result]):
    assert "revenu → revenue" in squeezed(trace("revenu by category").output)


@pytest.mark.parametrize(
    ("question", "word"), [("total profit by category", "profit"), ("مجموع سود به تفکیک دسته", "سود")]
)
def test_a_trace_ends_with_what_was_left_unexplained(trace: Callable[..., Result], question: str, word: str):
    result = trace(question)
    assert result.exit_code == 1
    assert f"{word} ?" in squeezed(result.output)
    assert f"  {word}\n" in result.output


@pytest.mark.parametrize("question", ["delete all orders", "orders on 31 February", "sales report", "", "؟"])
def test_a_trace_ends_with_the_reason_where_there_is_no_answer(trace: Callable[..., Result], question: str):
    result = trace(question)
    assert result.exit_code == 1
    assert "No answer" in result.output
    assert "Traceback" not in result.output


def test_what_is_traced_is_neither_asked_nor_recorded(trace: Callable[..., Result], shop_database_url: str):
    count = "SELECT count(*) FROM querycraft.query_run"
    before = query(shop_database_url, count)
    trace("orders by status")
    assert query(shop_database_url, count) == before
