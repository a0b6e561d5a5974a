"""What a model is told of SQL that came back."""

from __future__ import annotations

import pytest

from app.errors import (
    ExecutionFailed,
    ForbiddenTable,
    HiddenColumn,
    NotOneSelect,
    OtherCalendar,
    QueryCraftError,
    UnknownColumn,
)
from app.generators.prompts.repairing import rejection
from tests.support.engine import LAYER
from tests.support.prompts import ENGLISH, rejected, request_for

ORDERS = "orders has only the columns status, quantity, order_date, id, customer_id, product_id"
YEAR = "EXTRACT(YEAR FROM order_date) - 621 = 1405"
TABLES = "The only tables are customers, products, orders"


def lines(sql: str, error: QueryCraftError) -> list[str]:
    return list(rejection(request_for(ENGLISH, rejected=rejected(sql, error))))


@pytest.mark.parametrize(
    ("sql", "error", "line"),
    [
        ("DELETE FROM orders", NotOneSelect(), "Do not repeat this SQL, it was rejected: DELETE FROM orders"),
        ("DELETE FROM orders", NotOneSelect(),
         "Reason: The SQL is not exactly one SELECT, and nothing else is ever run. "),
        ("SELECT a FROM orders", UnknownColumn("a", 8), "It is wrong from here on: a FROM orders"),
        ("SELECT a FROM orders", UnknownColumn("a", 8), ORDERS),
        ("SELECT order_data FROM orders", UnknownColumn("order_data", 8),
         "Columns with a similar name: orders.order_date"),
        ("SELECT * FROM invoices", ForbiddenTable("invoices", 15), TABLES),
        ("SELECT sum(status) FROM orders", ExecutionFailed("function sum(text) does not exist"), ORDERS),
        ("SELECT id FROM orders WHERE status = '[YOUR STATUS]'", NotOneSelect(),
         "Nobody fills in '[YOUR STATUS]': write the value itself"),
        (f"SELECT id FROM orders WHERE {YEAR}", OtherCalendar("", YEAR),
         "1405 is a year of the Persian calendar: write its days as column >= DATE '2026-03-21' "
         "AND column < DATE '2027-03-21', without EXTRACT, DATE_TRUNC or TO_CHAR"),
        ("SELECT id FROM <table>", NotOneSelect(), "Nobody fills in <table>: write the value itself"),
    ],
)  # fmt: skip
def test_it_is_told_what_was_wrong_and_what_there_is(sql: str, error: QueryCraftError, line: str):
    assert line in lines(sql, error)


def test_names_are_told_only_where_the_error_is_about_names():
    assert not [line for line in lines("DELETE FROM orders", NotOneSelect()) if "only" in line.partition(":")[0]]


def test_a_hidden_column_is_never_among_the_names():
    request = request_for(ENGLISH, LAYER.hiding(["customers.email"]))
    left = rejected("SELECT email FROM customers", HiddenColumn("email", 8))
    told = list(rejection(request_for(ENGLISH, request.layer, rejected=left)))
    assert "customers has only the columns name, registration_date, id" in told
    assert not [line for line in told if "customers.email" in line]


def test_the_first_time_there_is_nothing_to_tell():
    assert list(rejection(request_for(ENGLISH))) == []
