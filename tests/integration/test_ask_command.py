"""`flask ask` answers on the terminal."""

from __future__ import annotations

import json
from typing import Any

from flask import Flask

from app import create_app
from app.errors import DatabaseUnavailable
from tests.conftest import dismantle


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


def test_a_database_that_is_not_there_is_one_line(overrides: dict[str, Any]):
    app = create_app({**overrides, "database_url": "postgresql://nobody@127.0.0.1:1/shop"})
    result = app.test_cli_runner().invoke(args=["ask", "orders by status"])
    assert result.exit_code == 1
    assert result.output == f"Error: {DatabaseUnavailable.template()}\n"
    dismantle(app)


def test_a_question_without_an_answer_exits_with_1(shop_app: Flask):
    result = shop_app.test_cli_runner().invoke(args=["ask", "total profit"])
    assert result.exit_code == 1
    assert "«profit»" in result.output
