"""What people read beside the rows names what the SQL really does, in their language."""

from __future__ import annotations

from typing import Any

import pytest

from app.contracts import Column, Language
from app.explanation.account import account
from app.explanation.charting import choose_chart
from app.explanation.voice import Voice
from app.semantics.loading import load_layer
from app.settings import PROJECT
from app.translating import translate

LAYER = load_layer(PROJECT / "seeds" / "shop.semantics.yml")

TOP = """
SELECT p.name AS product, SUM(o.quantity * p.price) AS revenue FROM orders AS o JOIN products AS p
ON p.id = o.product_id WHERE o.order_date >= DATE '2026-01-01' AND o.order_date < DATE '2026-11-22'
AND o.status = 'delivered' GROUP BY p.id, p.name HAVING SUM(o.quantity) > 3 ORDER BY revenue DESC LIMIT 5
"""


def told(sql: str, language: Language = "en") -> str:
    return account(sql, Voice(language, LAYER, translate))


@pytest.mark.parametrize(
    "part",
    [
        "It reads orders and products.",
        "order date is 1 January 2026 or later",
        "order date is before 22 November 2026",
        "status is delivered",
        "the sum of quantity is more than 3",
        "For each product it computes the sum of quantity × price.",
        "sorted by revenue from the largest",
        "At most 5 rows are kept.",
    ],
)
def test_every_part_of_the_sql_is_named(part: str):
    assert part in told(TOP)


@pytest.mark.parametrize("part", ["سفارش‌ها و محصولات", "۱۱ دی ۱۴۰۴", "تحویل‌شده", "تعداد اقلام × قیمت", "۵ ردیف"])
def test_it_is_named_in_persian_as_well(part: str):
    assert part in told(TOP, "fa")


@pytest.mark.parametrize(
    ("sql", "part"),
    [
        ("SELECT count(*) FROM orders", "the number of rows"),
        ("SELECT name FROM products WHERE category IN ('Books', 'Toys')", "category is Books or Toys"),
        ("SELECT name FROM products WHERE NOT category = 'Books'", "not (category is Books)"),
        ("SELECT name FROM products WHERE price BETWEEN 1 AND 5", "price BETWEEN 1 AND 5"),
        ("SELECT avg(price) FROM products", "the average of price"),
        ("SELECT name FROM customers WHERE email ILIKE '%@work.com'", "e-mail is like «%@work.com»"),
        ("SELECT name FROM customers WHERE email ILIKE '%@gmail.com'", "e-mail is like Gmail"),
        ("SELECT 1 UNION SELECT 2", "It was computed by the SQL below."),
        ("SELECT WHERE FROM", "It was computed by the SQL below."),
    ],
)
def test_what_has_no_words_is_shown_as_it_is(sql: str, part: str):
    assert part in told(sql)


def column(name: str, kind: str) -> Column:
    return {"name": name, "label": name, "type": kind, "unit": None}


@pytest.mark.parametrize(
    ("columns", "rows", "mark"),
    [
        ([column("month", "text"), column("revenue", "number")], [["2026-01", 1], ["2026-02", 2]], "line"),
        ([column("order_date", "date"), column("revenue", "number")], [["2026-01-01", 1], ["2026-01-02", 2]], "line"),
        ([column("category", "text"), column("revenue", "number")], [["Books", 1], ["Toys", 2]], "bar"),
        ([column("category", "text"), column("revenue", "number")], [["Books", 1]], None),
        ([column("revenue", "number")], [[1], [2]], None),
        ([column("name", "text"), column("email", "text")], [["a", "b"], ["c", "d"]], None),
        ([column("product", "text"), column("units", "number")], [[str(n), n] for n in range(61)], None),
    ],
)
def test_a_chart_is_chosen_by_the_shape_of_the_result(columns: list[Column], rows: list[list[Any]], mark: str | None):
    chart = choose_chart(columns, rows)
    assert (chart and chart["mark"]) == mark
