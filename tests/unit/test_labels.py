"""A result's columns are called what they show, as the SQL that made them says."""

from __future__ import annotations

import pytest

from app.contracts import Result
from app.explanation.labels import label_columns
from app.explanation.voice import Voice
from app.semantics.reading import Reading
from app.translating import translate
from tests.support.engine import LAYER


def labels(sql: str, *names: str) -> list[str]:
    result = Result(names, ("text",) * len(names), [], truncated=False)
    return [it["label"] for it in label_columns(result, sql, Reading("en"), Voice("en", LAYER, translate))]


@pytest.mark.parametrize(
    ("sql", "names", "expected"),
    [
        ("SELECT id FROM orders", ["id"], ["order id"]),
        (
            "SELECT o.id, c.id, c.name FROM orders o JOIN customers c ON c.id = o.customer_id",
            ["id", "id", "name"],
            None,
        ),
        ("SELECT * FROM orders", ["id", "status"], ["order id", "status"]),
        ("SELECT id AS number FROM orders", ["number"], ["order id"]),
        ("SELECT t.id FROM (SELECT id FROM products) t", ["id"], ["product id"]),
        ("WITH t AS (SELECT * FROM orders) SELECT id FROM t", ["id"], ["order id"]),
        ("SELECT max(price) AS price FROM products", ["price"], ["price"]),
    ],
)
def test_a_column_is_called_after_the_table_that_it_comes_from(sql: str, names: list[str], expected: list[str] | None):
    assert labels(sql, *names) == (expected or ["order id", "customer id", "customer"])


@pytest.mark.parametrize(
    ("sql", "name"),
    [
        ("SELECT * FROM orders JOIN customers ON customers.id = orders.customer_id", "id"),
        ("SELECT count(*) AS id FROM orders", "id"),
        ("SELECT count(*) AS price FROM products", "price"),
        ("SELECT name FROM customers UNION SELECT name FROM products", "name"),
        ("SELECT id FROM orders WHERE FROM", "id"),
    ],
)
def test_a_column_that_may_be_several_keeps_its_name(sql: str, name: str):
    assert labels(sql, name) == [name]


def test_a_measure_is_called_by_its_name():
    assert labels("SELECT sum(quantity * price) AS revenue FROM orders, products", "revenue") == ["revenue"]


@pytest.mark.parametrize(
    ("sql", "name", "is_status"),
    [
        ("SELECT status FROM orders", "status", True),
        ("SELECT status AS state FROM orders", "state", True),
        ("SELECT upper(status) AS status FROM orders", "status", False),
        ("SELECT 'delivered' AS status FROM orders", "status", False),
    ],
)
def test_stored_values_have_names_where_their_column_is_shown(sql: str, name: str, *, is_status: bool):
    result = Result((name,), ("text",), [], truncated=False)
    (shown,) = label_columns(result, sql, Reading("fa"), Voice("fa", LAYER, translate))
    assert shown["values"].get("delivered") == ("تحویل‌شده" if is_status else None)
