"""What people read beside the rows names what the SQL really does, in their language."""

from __future__ import annotations

import pytest

from app.contracts import Language
from app.explanation.account import account
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
        "For each product (by product id) it computes the sum of quantity × price as «revenue».",
        "sorted by «revenue» from the largest",
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
        ("SELECT count(*) FROM orders", "It computes the number of rows."),
        ("SELECT count(email) FROM customers", "the number of rows with e-mail"),
        ("SELECT count(DISTINCT customer_id) FROM orders", "the number of different values of customer id"),
        ("SELECT avg(price) FROM products", "the average of price"),
        ("SELECT max(order_date) FROM orders", "the last order date"),
        ("SELECT round(avg(price), 2) FROM products", "the average of price (rounded)"),
        (
            "SELECT 100.0 * count(*) FILTER (WHERE status = 'returned') / NULLIF(count(*), 0) FROM orders",
            "the number of rows (only where status is returned) in per cent of the number of rows",
        ),
        (
            "SELECT sum(CASE WHEN status = 'returned' THEN 1 ELSE 0 END) / count(*) FROM orders",
            "(the sum of (1 if status is returned; otherwise 0)) ÷ (the number of rows)",
        ),
        (
            "SELECT id, sum(quantity) OVER (PARTITION BY customer_id ORDER BY order_date) FROM orders",
            "the running total of quantity by order date from the oldest in each customer id",
        ),
        (
            "SELECT sum(quantity) AS units, 100.0 * sum(quantity) / sum(sum(quantity)) OVER () FROM orders",
            "the sum of quantity as «units sold» and «units sold» in per cent of the total of «units sold»",
        ),
        (
            "SELECT count(*) AS n, (SELECT count(*) FROM customers) FROM orders",
            "the number of rows and (the number of rows in customers)",
        ),
        ("SELECT * FROM customers", "It shows every column."),
        (
            "SELECT id FROM orders a WHERE id > (SELECT avg(b.quantity) FROM orders b WHERE b.status = a.status)",
            "(the average of quantity of «b» in orders («b») where status of «b» is status of «a»)",
        ),
        ("SELECT id FROM orders ORDER BY quantity NULLS FIRST", "by quantity from the smallest (missing ones first)."),
        ("SELECT a.id, b.id FROM orders a, orders b WHERE a.id < b.id", "order id of «a» is less than order id of «b»"),
    ],
)
def test_what_is_computed_is_said_in_words(sql: str, part: str):
    assert part in told(sql)


@pytest.mark.parametrize(
    ("condition", "part"),
    [
        ("category IN ('Books', 'Toys')", "category is Books or Toys"),
        ("NOT category = 'Books'", "not (category is Books)"),
        ("price BETWEEN 1 AND 5", "price is from 1 to 5"),
        ("name LIKE 'Desk%'", "product begins with «Desk»"),
        ("name ILIKE '%a_b%'", "product is like «%a_b%»"),
        ("category IS NULL", "category is missing"),
        ("category IS NOT NULL", "category is given"),
        (
            "category = 'Books' AND (price > 5 OR name = 'x')",
            "category is Books and (price is more than 5 or product is",
        ),
        ("category = 'Books' AND price > 5 OR price < 1", "(category is Books and price is more than 5) or price is"),
        ("price > (SELECT avg(price) FROM products)", "price is more than (the average of price in products)"),
        (
            "id NOT IN (SELECT product_id FROM orders WHERE status = 'returned')",
            "there is no row of orders for it where status is returned",
        ),
        (
            "id IN (SELECT product_id FROM orders GROUP BY product_id HAVING count(*) > 3)",
            "(for its orders: the number of rows is more than 3)",
        ),
        ("price IN (SELECT max(price) FROM products)", "price is among (the largest price in products)"),
        ("price NOT IN (SELECT max(price) FROM products)", "price is not among (the largest price in products)"),
    ],
)
def test_a_condition_is_said_in_words(condition: str, part: str):
    assert part in told(f"SELECT name FROM products WHERE {condition}")


@pytest.mark.parametrize(
    ("limit", "part"),
    [
        ("order_date >= DATE '2026-11-21' - INTERVAL '1 month'", "order date is 21 October 2026 or later"),
        ("order_date < date_trunc('month', DATE '2026-11-21')", "order date is before 1 November 2026"),
        ("order_date > CURRENT_DATE - 30", "order date is after today − 30"),
        ("order_date >= now() - INTERVAL '1 year'", "order date is now − one year or later"),
        ("order_date <= '2026-11-21'", "order date is 21 November 2026 or earlier"),
        ("extract(isodow FROM order_date) IN (5, 6)", "weekday of order date is Friday or Saturday"),
        ("extract(month FROM order_date) = 5", "month number of order date is 5"),
    ],
)
def test_a_limit_of_time_is_said_as_a_day(limit: str, part: str):
    assert part in told(f"SELECT id FROM orders WHERE {limit}")


@pytest.mark.parametrize(
    ("sql", "part"),
    [
        ("SELECT DISTINCT status FROM orders", "Equal rows are shown once."),
        ("SELECT id FROM orders WHERE order_date >= TIMESTAMP '2026-03-01 12:30'", "is 1 March 2026, 12:30 or later."),
        ("SELECT id FROM orders WHERE order_date < '2026-03-01 00:00:00'::timestamptz", "is before 1 March 2026."),
        ("SELECT id FROM orders WHERE order_date < '2026-03-01 12:30+09'::timestamptz", "«2026-03-01 12:30+09»"),
        ("SELECT id FROM products WHERE price > 0.00450", "price is more than 0.0045."),
        ("SELECT id FROM products WHERE price > 12.345", "price is more than 12.345."),
        ("SELECT DISTINCT ON (status) id FROM orders", "Of the rows with the same status only the first is kept."),
        ("SELECT status FROM orders GROUP BY 1", "There is one row for each status."),
        ("SELECT status, count(*) FROM orders GROUP BY ROLLUP (status)", "For each status with subtotals it computes"),
        ("SELECT id FROM orders OFFSET 3 ROWS FETCH NEXT 2 ROWS ONLY", "3 rows are skipped. At most 2 rows are kept."),
        ("SELECT id FROM orders ORDER BY id FETCH FIRST 2 ROWS WITH TIES", "Those that come level with the last"),
        (
            "SELECT p.name FROM products p LEFT JOIN orders o ON o.product_id = p.id",
            "Rows without a counterpart in orders count as well.",
        ),
        (
            "SELECT o.id FROM orders o JOIN products p ON p.id = o.product_id AND p.price > 5",
            "Rows of products are joined where price is more than 5.",
        ),
        (
            "WITH t (customer, n) AS (SELECT customer_id, count(*) FROM orders GROUP BY 1) SELECT customer FROM t"
            " WHERE n > 1",
            "«t» is made first: It reads orders. For each customer id it computes the number of rows as «n». It reads"
            " «t». Only rows count where «n» is more than 1. It shows customer id.",
        ),
        (
            "SELECT id FROM customers EXCEPT SELECT customer_id FROM orders",
            "Only rows of the first result count that are not in the second. The first: It reads customers.",
        ),
        ("SELECT * FROM (VALUES (1, 'a'), (2, 'b')) AS t (n, x)", "«t» is a list: (1, «a») and (2, «b»)."),
    ],
)
def test_how_rows_are_put_together_is_said_in_words(sql: str, part: str):
    assert part in told(sql)


@pytest.mark.parametrize(
    ("sql", "part"),
    [
        ("SELECT name FROM customers WHERE email ILIKE '%@gmail.com'", "e-mail is like Gmail"),
        ("SELECT name FROM customers WHERE name ~* '^sara'", "Only rows count where `name ~* '^sara'`."),
        ("SELECT stddev(price) FROM products", "It computes `STDDEV(price)`."),
        ("SELECT WHERE FROM", "It was computed by this SQL: `SELECT WHERE FROM`"),
    ],
)
def test_what_has_no_words_is_quoted(sql: str, part: str):
    assert part in told(sql)


def test_sql_in_persian_text_is_kept_from_left_to_right():
    assert "\u2066`STDDEV(price)`\u2069" in told("SELECT stddev(price) FROM products", "fa")
