"""What comes back from a model is read for one statement; what has to be mended in it is a proposal, and is told."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.contracts import Candidate
from app.errors import NotOneSelect, ReplyCut, Unanswerable, UnfilledPlaceholder, UnsafeSql
from app.generators.replies import read_reply, read_text
from app.generators.replies.placeholders import placeholders
from app.semantics.layer import SemanticLayer
from tests.support.engine import GUARD, LAYER

SQL = "SELECT COUNT(*) AS orders FROM orders"
LONG = "WITH sold AS (\n  SELECT product_id FROM orders\n)\n\nSELECT COUNT(*) FROM sold"


def read(reply: str, layer: SemanticLayer = LAYER) -> str:
    """The statement in a reply."""
    return read_text(reply, layer).sql


@pytest.mark.parametrize(
    "reply",
    [
        SQL,
        f" {SQL} ;\n",
        f"{SQL};\n```\nThat counts the orders.",
        f"```sql\n{SQL}\n```",
        f"```sql\n{SQL};\n```\nIt's that simple.",
        f"```\n{SQL}\n```",
        f"```postgresql\n{SQL}",
        f"``` {SQL} ```",
        f"Sure! Here is the query:\n\n```sql\n{SQL};\n```\n\nIt counts; all of them.",
        f"Here you are: {SQL}",
        f"This query selects and counts the orders.\n{SQL}",
        f"I would count with this one:\n{SQL}",
        f"{SQL}\n\nThis counts all orders.",
        f"{SQL}\nThis counts all orders, with those that were cancelled.",
        f"{SQL}\n\nاین پرس‌وجو سفارش‌ها را می‌شمارد.",
        f"{SQL}\n\nمی‌خواهید به تفکیک ماه هم باشد؟",
        f"{SQL}\n\nThis counts all orders",
        f"{SQL}\n\n**Explanation:** it counts the orders",
        f"{SQL}\nNote: it counts all orders",
        f"{SQL}\nSQLResult: 12\nAnswer: 12",
        f"{SQL}\n\n| orders |\n|--------|\n| 120 |",
        f"{SQL}\n\n- counts the orders\n- from all years",
        f"{SQL}\n\n1. COUNT counts the rows\n2. from orders",
        f"~~~sql\n{SQL}\n~~~",
        f"`{SQL}`",
        f"Use `{SQL}` to count them.",
        f"<sql>{SQL}</sql>",
        f"<query><![CDATA[{SQL}]]></query>",
        f"```sql\nSELECT COUNT( FROM orders\n```\nSorry, this is right:\n```sql\n{SQL}\n```",
        f"{SQL} [/SQL] [QUESTION]and now?[/QUESTION]",
        f"[SQL]\n{SQL}\n[/SQL]",
        f"{SQL}</s>",
        f"{SQL}<|im_end|>",
        f"{SQL}\n\n### Answer\nSELECT 2",
        f"<think>Should I DROP TABLE orders? No. ```sql SELECT 2```</think>\n{SQL}",
        f"orders are in one table, so </think> {SQL}",
        f"<think>a</think><think>b</think>{SQL}",
        f"<|start_header_id|>assistant<|end_header_id|>\n\n{SQL}<|eot_id|>",
        f"<|im_start|>assistant\n{SQL}<|im_end|>",
        f"{SQL}; {SQL}",
    ],
)
def test_the_statement_is_found_in_what_is_said_around_it(reply: str):
    assert read(reply) == SQL


@pytest.mark.parametrize(
    "reply", [LONG, f"{LONG};", f"```sql\n{LONG}\n```", f"You can use this:\n\n{LONG}\n\nIt counts them."]
)
def test_a_statement_of_several_parts_is_kept_whole(reply: str):
    assert read(reply) == LONG


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT name FROM products WHERE name = 'a;b'",
        "(SELECT id FROM orders) UNION (SELECT id FROM products)",
        "SELECT id -- the key; of it\nFROM orders -- all of them;\nWHERE quantity > 2",
        "SELECT id FROM orders /* not; all */ WHERE quantity > 2",
        'SELECT id AS "a;b" FROM orders WHERE quantity > 2',
        "SELECT x.value FROM (SELECT quantity AS value FROM orders) AS x WHERE x.value > 2",
        "SELECT '2026-01-05'::date, (ARRAY[1, 2])[1:2] FROM orders",
    ],
)
def test_a_plain_statement_is_left_as_it_is(sql: str):
    assert read_text(sql, LAYER) == Candidate(sql)


@pytest.mark.parametrize(
    "reply",
    [
        "",
        " \n ",
        ";",
        "I do not know",
        "I do not know.;",
        "I don't know how to answer that with these tables.",
        "SELECT 'I do not know' AS answer",
        "SELECT 'I do not know';",
        "Sorry, I cannot answer this question with the given schema.",
        "The question can't be answered: there is insufficient data.",
        "It is not possible to answer that with a table of orders.",
        "متأسفانه نمی‌دانم.",
        "<think>SELECT 1 FROM orders",
        "Which year do you mean?",
        "Should I select the orders from this year, or with all years?",
        "منظورتان کدام سال است؟",
        "SELECT 'The database does not contain any profit' AS message",
        "SELECT 'This database has no profit' AS message, NULL AS profit",
        "SELECT 'I do not know' FROM orders LIMIT 1",
        "SELECT 'سود در این داده‌ها موجود نیست' AS پاسخ FROM orders",
        "SELECT NULL",
        "The weather is fine.",
        "```\n```",
    ],
)
def test_a_refusal_is_no_statement(reply: str):
    with pytest.raises(Unanswerable):
        read(reply)


@pytest.mark.parametrize(
    "sql", ["SELECT name FROM customers WHERE NOT EXISTS (SELECT 1 FROM orders)", "SELECT name FRM customers"]
)
def test_what_is_said_of_rows_that_do_not_exist_is_no_refusal(sql: str):
    assert read(f"These are customers who do not have orders:\n```sql\n{sql}\n```") == sql


def test_nothing_written_out_is_no_answer():
    with pytest.raises(Unanswerable):
        read("SELECT NULL AS profit, NULL AS year FROM orders LIMIT 1")


def test_a_refusal_that_is_but_a_value_is_a_statement():
    sql = "SELECT COUNT(*) FROM products WHERE name = 'I do not know'"
    assert read(sql) == sql


@pytest.mark.parametrize(
    "reply",
    [
        "SELECT 120 AS orders",
        "VALUES (1), (2)",
        "WITH orders AS (SELECT 120 AS n) SELECT n FROM orders",
        "SELECT 100 * 1.09 AS price, 'toman' AS unit",
        "SELECT 120 AS `orders`",
    ],
)
def test_what_a_model_has_made_up_is_no_answer(reply: str):
    with pytest.raises(Unanswerable):
        read(reply)


@pytest.mark.parametrize("sql", ["SELECT (SELECT COUNT(*) FROM orders)", "SELECT CURRENT_DATE", "SELECT 1 FROM orders"])
def test_what_reads_or_computes_something_is_not_made_up(sql: str):
    assert read(sql) == sql


@pytest.mark.parametrize(
    "reply",
    [
        "DELETE FROM orders",
        "DELETE FROM orders;",
        f"{SQL}; DELETE FROM orders",
        f"DELETE FROM orders; {SQL}",
        f"```sql\n{SQL}\n```\nand then\n```sql\nDROP TABLE orders\n```",
        f"{SQL};\nGRANT ALL ON orders TO public",
        f"{SQL};\n-- then\nUPDATE orders SET quantity = 0",
        "SELECT broken FROM; INSERT INTO orders VALUES (1)",
        "Shall I DELETE FROM orders?",
        f"{SQL}\n\nNote: then DELETE FROM orders",
        "WITH gone AS (DELETE FROM orders RETURNING id) SELECT COUNT(*) FROM gone",
        "UPDATE `orders` SET quantity = 0",
        "SELECT TOP 5 id INTO copy FROM orders; DROP TABLE orders",
        "COPY orders TO '/tmp/orders'",
    ],
)
def test_what_writes_is_shown_to_the_guard_and_never_mended_away(reply: str):
    with pytest.raises(UnsafeSql):
        GUARD.check(read(reply))


@pytest.mark.parametrize("reply", ["DELETE FROM orders", f"{SQL}; DROP TABLE orders"])
def test_the_guard_says_what_it_is(reply: str):
    with pytest.raises(NotOneSelect):
        GUARD.check(read(reply))


@pytest.mark.parametrize(
    "said",
    [
        "Wait, this counts the products. The correct query is:",
        "**Final query:**",
        "Step 2: count them",
        "پرس‌وجوی نهایی:",
    ],
)
def test_of_several_statements_the_one_that_is_said_to_be_right_is_taken(said: str):
    reply = f"Step 1:\n```sql\nSELECT id FROM products\n```\nIt finds them.\n\n{said}\n```sql\n{SQL}\n```\nThat is it."
    candidate = read_text(reply, LAYER)
    assert candidate.sql == SQL
    assert candidate.details["repaired"] == ["another statement was left: SELECT id FROM products"]


def test_a_statement_that_fences_cut_in_two_is_one():
    reply = "```sql\nSELECT COUNT(*) FROM orders\n```\n```sql\nWHERE quantity > 2\n```"
    assert read(reply).split() == "SELECT COUNT(*) FROM orders WHERE quantity > 2".split()


def test_an_alternative_is_not_what_is_taken():
    assert read(f"```sql\n{SQL};\n```\nAlternatively:\n```sql\nSELECT id FROM products;\n```") == SQL


def test_of_several_statements_the_first_is_taken_and_the_others_are_told():
    candidate = read_text(f"{SQL};\nSELECT COUNT(*) FROM products;", LAYER)
    assert candidate.sql == SQL
    assert candidate.details["repaired"] == ["another statement was left: SELECT COUNT(*) FROM products"]


@pytest.mark.parametrize(
    "reply",
    [
        "SELECT id FRM orders\nUNION\nSELECT id FROM products",
        "SELECT id FROM orders\nWHER status = 'delivered'",
        "SELECT id FROM orders\n\nORDR BY id DESC LIMIT 5",
        "SELECT id FROM orders\nORDR BY id.",
        "WITH x AS (SELECT id FRM orders)\nSELECT id FROM x",
        "SELECT id FROM orders;\nWHERE status = 'delivered'",
        "SELECT id FROM orders; LIMIT 5",
        "SELECT id FROM orders WHERE quantity > 2\n- id ORDR BY id",
        "SELECT id FROM orders WHERE quantity > 2\n* 3 ORDR BY id",
        "SELECT name FROM products WHERE name = 'a'\n|| 'b' ORDR BY id",
    ],
)
def test_half_of_a_broken_statement_is_never_taken_for_the_whole(reply: str):
    assert read(reply) == reply


@pytest.mark.parametrize(
    ("reply", "sql"),
    [
        (
            "SELECT `name` FROM `products` LIMIT 5, 10",
            'SELECT "name" FROM "products" LIMIT 10 OFFSET 5',
        ),
        (
            "SELECT COUNT(*) FROM orders WHERE order_date >= DATE_SUB(CURDATE(), INTERVAL 1 MONTH)",
            "SELECT COUNT(*) FROM orders WHERE order_date >= (CURRENT_DATE - INTERVAL '1 MONTH')",
        ),
        (
            "SELECT STR_TO_DATE('2026-01-05', '%Y-%m-%d') FROM orders",
            "SELECT TO_DATE('2026-01-05', 'YYYY-MM-DD') FROM orders",
        ),
        ("SELECT IF(quantity > 2, 1, 0) FROM orders", "SELECT CASE WHEN quantity > 2 THEN 1 ELSE 0 END FROM orders"),
        ("SELECT TOP 5 [name] FROM [dbo].[products]", 'SELECT "name" FROM products LIMIT 5'),
        (
            "SELECT strftime('%Y-%m', order_date) FROM orders",
            "SELECT TO_CHAR(CAST(order_date AS TIMESTAMP), 'YYYY-MM') FROM orders",
        ),
        (
            'SELECT COUNT(*) FROM `orders` WHERE "status" <> "delivered"',
            'SELECT COUNT(*) FROM "orders" WHERE "status" <> \'delivered\'',
        ),
        (
            'SELECT COUNT(*) AS "تعداد" FROM `orders` GROUP BY "status" ORDER BY "تعداد"',
            'SELECT COUNT(*) AS "تعداد" FROM "orders" GROUP BY "status" ORDER BY "تعداد" NULLS FIRST',
        ),
        ("SELECT id FROM orders WHERE status REGEXP '^del'", "SELECT id FROM orders WHERE status ~ '^del'"),
        ("SELECT CONVERT(DATE, order_date) FROM orders", "SELECT CAST(order_date AS DATE) FROM orders"),
        (
            "SELECT CONVERT(VARCHAR(7), order_date, 23) FROM orders",
            "SELECT CAST(TO_CHAR(order_date, 'YYYY-MM-DD') AS VARCHAR(7)) FROM orders",
        ),
        ("SELECT FORMAT(order_date, 'yyyy-MM') FROM orders", "SELECT TO_CHAR(order_date, 'YYYY-MM') FROM orders"),
        (
            "SELECT id FROM orders WHERE order_date >= GETDATE() - 30",
            "SELECT id FROM orders WHERE order_date >= CURRENT_DATE - 30",
        ),
        (
            "SELECT id FROM orders WHERE order_date >= SYSDATE - 30",
            "SELECT id FROM orders WHERE order_date >= CURRENT_DATE - 30",
        ),
        (
            "SELECT id FROM orders WHERE order_date >= TRUNC(SYSDATE, 'MM')",
            "SELECT id FROM orders WHERE order_date >= DATE_TRUNC('MONTH', CURRENT_TIMESTAMP)",
        ),
        (
            "SELECT DECODE(status, 'delivered', 1, 0) FROM orders",
            "SELECT CASE WHEN status = 'delivered' THEN 1 ELSE 0 END FROM orders",
        ),
        ("SELECT COUNT(*) FROM `project.shop.orders`", "SELECT COUNT(*) FROM orders"),
        ("SELECT IFNULL(SUM(quantity), 0) FROM orders", "SELECT COALESCE(SUM(quantity), 0) FROM orders"),
        ("SELECT NVL(SUM(quantity), 0) FROM orders", "SELECT COALESCE(SUM(quantity), 0) FROM orders"),
        ("SELECT IFF(quantity > 2, 1, 0) FROM orders", "SELECT CASE WHEN quantity > 2 THEN 1 ELSE 0 END FROM orders"),
        (
            "SELECT COUNTIF(quantity > 2) FROM orders",
            "SELECT SUM(CASE WHEN quantity > 2 THEN 1 ELSE 0 END) FROM orders",
        ),
        ("SELECT DATE_TRUNC(order_date, MONTH) FROM orders", "SELECT DATE_TRUNC('MONTH', order_date) FROM orders"),
        (
            "SELECT FORMAT_DATE('%Y-%m', order_date) FROM orders",
            "SELECT TO_CHAR(CAST(order_date AS DATE), 'YYYY-MM') FROM orders",
        ),
    ],
)
def test_another_databases_sql_is_translated_for_the_guard_to_read(reply: str, sql: str):
    candidate = read_text(reply, LAYER)
    assert candidate.sql == sql
    assert candidate.details["repaired"][0].startswith("translated from ")
    assert candidate.details["reply"] == reply
    GUARD.check(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT pg_sleep(5) FROM orders",
        "SELECT pg_read_file(`x`) FROM orders",
        "SELECT name FROM products WHERE name = 'TOP 5 `LIMIT 1, 2'",
        "SELECT DATE_TRUNC('month', order_date) FROM orders",
        "SELECT TOP 10 PERCENT name FROM products",
        "SELECT name FROM products WHERE ROWNUM <= 5",
        "SELECT COUNT(*) FROM project.shop.invoices",
        "SELECT format('%s', name) FROM products",
        "SELECT nonsense( FROM orders",
        "SELECT DATE_TRUNC() FROM orders",
    ],
)
def test_what_no_translation_makes_right_stays_as_it_is(sql: str):
    assert read(sql) == sql


@pytest.mark.parametrize(
    ("reply", "sql"),
    [
        ('SELECT "Status" FROM "Orders"', "SELECT status FROM orders"),
        ('SELECT "Orders"."Status" FROM "Orders"', "SELECT orders.status FROM orders"),
        ("SELECT order_dt FROM orders", "SELECT order_date FROM orders"),
        ("SELECT o.order_dt FROM orders AS o", "SELECT o.order_date FROM orders AS o"),
        ("SELECT orderdate FROM orders", "SELECT order_date FROM orders"),
        ("SELECT customer_name FROM customers", "SELECT name FROM customers"),
        ("SELECT c.customer_name FROM customer AS c", "SELECT c.name FROM customers AS c"),
        ("SELECT customer.name FROM customer", "SELECT customer.name FROM customers AS customer"),
        ("SELECT regstration_date FROM customers", "SELECT registration_date FROM customers"),
        ("SELECT orders.id FROM orders AS o", "SELECT o.id FROM orders AS o"),
        ("SELECT id FROM main.orders", "SELECT id FROM orders"),
        ("SELECT id FROM shop.public.orders", "SELECT id FROM orders"),
        ('SELECT id FROM orders WHERE status = "delivered"', "SELECT id FROM orders WHERE status = 'delivered'"),
        ('SELECT id FROM orders WHERE status = "Delivered"', "SELECT id FROM orders WHERE status = 'delivered'"),
        ('SELECT id FROM orders WHERE status = "تحویل‌شده"', "SELECT id FROM orders WHERE status = 'delivered'"),
        (
            'SELECT id FROM orders WHERE order_date >= "1405-08-01"',
            "SELECT id FROM orders WHERE order_date >= '2026-10-23'",
        ),
        (
            "SELECT x.value FROM (SELECT quantiti AS value FROM orders) AS x",
            "SELECT x.value FROM (SELECT quantiti AS value FROM orders) AS x",
        ),
        (
            "SELECT x.id FROM (SELECT o.quantityy FROM orders AS o) AS x",
            "SELECT x.id FROM (SELECT o.quantity FROM orders AS o) AS x",
        ),
    ],
)
def test_a_name_that_is_all_but_right_is_taken_for_the_one_that_is_close(reply: str, sql: str):
    candidate = read_text(reply, LAYER)
    assert candidate.sql == sql
    assert ("repaired" in candidate.details) == (reply != sql)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT total FROM orders",
        "SELECT profit FROM products",
        "SELECT orders.name FROM orders",
        "SELECT id FROM invoices",
        "SELECT id FROM pg_catalog.orders",
        "SELECT id FROM secret.orders",
        "SELECT customers.id FROM orders",
        "SELECT quantity AS quantities FROM orders ORDER BY quantities",
        "WITH order_ AS (SELECT id FROM orders) SELECT id FROM order_",
        "SELECT a.nam FROM customers AS a JOIN products AS a ON true",
    ],
)
def test_a_name_that_is_not_close_to_exactly_one_is_left_to_the_guard(sql: str):
    assert read(sql) == sql


def test_a_hidden_column_is_never_what_a_name_is_taken_for():
    hidden = LAYER.hiding(["customers.email"])
    assert read("SELECT Emails FROM customers") == "SELECT email FROM customers"
    assert read("SELECT Emails FROM customers", hidden) == "SELECT Emails FROM customers"
    assert read("SELECT email FROM customers", hidden) == "SELECT email FROM customers"


def test_names_that_differ_in_a_number_are_different_names():
    columns = tuple(replace(LAYER.column("orders.quantity"), name=name) for name in ("sales_2024", "note"))
    layer = replace(LAYER, tables=(replace(LAYER.by_name["orders"], columns=columns),))
    assert read("SELECT sales_2025 FROM orders", layer) == "SELECT sales_2025 FROM orders"


@pytest.mark.parametrize(
    ("reply", "sql"),
    [
        ("SELECT id FROM orders LIMIT ۵", "SELECT id FROM orders LIMIT 5"),
        ("SELECT id FROM orders WHERE status = ‘delivered’", "SELECT id FROM orders WHERE status = 'delivered'"),
        ("SELECT id FROM orders", "SELECT id FROM orders"),
        ("SELECT id FROM orders WHERE quantity &gt; 2", "SELECT id FROM orders WHERE quantity > 2"),
        ("SELECT id FROM products WHERE name = '۵ گرمی’'", "SELECT id FROM products WHERE name = '۵ گرمی’'"),
        ("SELECT\u200b id FROM\u2060 orders", "SELECT id FROM orders"),
        (
            "SELECT COUNT(\\*) FROM orders WHERE order\\_date IS NULL",
            "SELECT COUNT(*) FROM orders WHERE order_date IS NULL",
        ),
        (r"SELECT id\nFROM orders", "SELECT id\nFROM orders"),
        ("SELECT id<br>FROM orders<br/>", "SELECT id\nFROM orders"),
        ("SELECT id FROM products WHERE price > 2,000,000", "SELECT id FROM products WHERE price > 2000000"),
        ("SELECT id FROM products WHERE price > ۲٬۵۰۰٬۰۰۰", "SELECT id FROM products WHERE price > 2500000"),
        ("SELECT id FROM products WHERE price IN (2,000,000)", "SELECT id FROM products WHERE price IN (2000000)"),
        ("SELECT id FROM products WHERE id IN (2,100,300)", "SELECT id FROM products WHERE id IN (2,100,300)"),
        ("SELECT COUNT（＊） FROM orders WHERE quantity ＝ 2；", "SELECT COUNT(*) FROM orders WHERE quantity = 2"),
        (r"SELECT id FROM products WHERE name LIKE '10\_%'", r"SELECT id FROM products WHERE name LIKE '10\_%'"),
    ],
)
def test_signs_that_sql_does_not_know_are_replaced_outside_of_texts(reply: str, sql: str):
    assert read(reply) == sql


@pytest.mark.parametrize(
    ("condition", "mended"),
    [
        ("status = 'Delivered'", "status = 'delivered'"),
        ("status = 'canceled'", "status = 'cancelled'"),
        ("orders.status <> 'تحویل‌شده'", "orders.status <> 'delivered'"),
        ("status IN ('تحویل شده', 'pending')", "status IN ('delivered', 'pending')"),
        ("'Pending' = status", "'pending' = status"),
        ("status = ' delivered '", "status = 'delivered'"),
        ("status = '\u200fdelivered'", "status = 'delivered'"),
        ("status = ANY(ARRAY['Pending', 'shipped'])", "status = ANY(ARRAY['pending', 'shipped'])"),
        ("LOWER(status) = LOWER('تحویل‌شده')", "LOWER(status) = LOWER('delivered')"),
        ("LOWER(status) = 'Delivered'", "LOWER(status) = 'delivered'"),
        ("UPPER(status) = 'delivered'", "UPPER(status) = 'DELIVERED'"),
        ("TRIM(status) = 'Delivered'", "TRIM(status) = 'delivered'"),
        ("CASE status WHEN 'Delivered' THEN true END", "CASE status WHEN 'delivered' THEN true END"),
        ("status LIKE 'Delivered'", "status LIKE 'delivered'"),
        ("status LIKE '%Delivered%'", "status LIKE '%delivered%'"),
        ("status ILIKE '%تحویل شده%'", "status ILIKE '%delivered%'"),
        ("quantity > '۲'", "quantity > '2'"),
        ("quantity > '2,000,000'", "quantity > '2000000'"),
        ("order_date::date >= '1405-08-01'", "order_date::date >= '2026-10-23'"),
        ("DATE(order_date) = '1405/8/1'", "DATE(order_date) = '2026-10-23'"),
        ("COALESCE(order_date, now()) >= '1405-08-01'", "COALESCE(order_date, now()) >= '2026-10-23'"),
        ("order_date >= '01/08/1405'", "order_date >= '2026-10-23'"),
        ("order_date BETWEEN '1405-08-01' AND CURRENT_DATE", "order_date BETWEEN '2026-10-23' AND CURRENT_DATE"),
        ("order_date >= '1405-08-01'", "order_date >= '2026-10-23'"),
        ("order_date < DATE '1405/09/01'", "order_date < DATE '2026-11-22'"),
        ("order_date BETWEEN '1405-12-01' AND '1405-12-31'", "order_date BETWEEN '2027-02-20' AND '2027-03-20'"),
        ("order_date >= '۲۰۲۶-۰۱-۰۵'", "order_date >= '2026-01-05'"),
    ],
)
def test_a_value_in_other_words_is_taken_for_the_stored_one(condition: str, mended: str):
    candidate = read_text(f"SELECT id FROM orders WHERE {condition}", LAYER)
    assert candidate.sql == f"SELECT id FROM orders WHERE {mended}"
    assert "was taken for" in candidate.details["repaired"][0]
    GUARD.check(candidate.sql)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT o.status AS status, COUNT(*) FROM orders AS o WHERE o.status = 'Delivered' GROUP BY 1",
        "SELECT 'Delivered' AS kind, COUNT(*) FROM orders WHERE status = 'Delivered'",
        "SELECT CASE WHEN id > 2 THEN 1 END AS status FROM orders AS o WHERE o.status = 'Delivered'",
        "SELECT COUNT(*) FROM (SELECT status AS state FROM orders) AS o WHERE o.state = 'Delivered'",
        "WITH o AS (SELECT status AS state FROM orders) SELECT COUNT(*) FROM o WHERE state = 'Delivered'",
    ],
)
def test_a_value_is_taken_for_the_stored_one_under_whatever_name_its_column_goes(sql: str):
    assert read(sql) == sql.replace("Delivered", "delivered")


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT COUNT(*) AS status FROM orders HAVING status = 'Delivered'",
        "SELECT a FROM (SELECT b AS a FROM (SELECT status AS a, id AS b FROM orders) AS x) AS o WHERE a = 'Delivered'",
    ],
)
def test_a_name_that_stands_for_something_else_or_for_several_things_is_no_column(sql: str):
    assert read(sql) == sql


def test_a_day_is_known_by_what_it_is_compared_with_under_another_name():
    sql = "SELECT COUNT(*) FROM (SELECT order_date AS sold FROM orders) AS o WHERE sold >= '1405-08-01'"
    assert read(sql) == sql.replace("1405-08-01", "2026-10-23")


@pytest.mark.parametrize(
    ("condition", "mended"),
    [
        ("name ILIKE '%حسيني%'", "TRANSLATE(name, 'يك', 'یک') ILIKE '%حسینی%'"),
        ("products.name NOT LIKE 'كرم%'", "TRANSLATE(products.name, 'يك', 'یک') NOT LIKE 'کرم%'"),
        ("LOWER(name) LIKE 'كرم%'", "LOWER(TRANSLATE(name, 'يك', 'یک')) LIKE 'کرم%'"),
        ("LOWER(name) LIKE '%Scarf%'", "LOWER(name) LIKE '%scarf%'"),
        ("name ILIKE '%تی شرت%'", "name ILIKE '%تی_شرت%'"),
        ("name ILIKE '%تی‌شرت%'", "name ILIKE '%تی_شرت%'"),
    ],
)
def test_a_pattern_finds_persian_words_however_they_are_written(condition: str, mended: str):
    candidate = read_text(f"SELECT id FROM products WHERE {condition}", LAYER)
    assert candidate.sql == f"SELECT id FROM products WHERE {mended}"
    GUARD.check(candidate.sql)


def test_a_pattern_that_the_file_lists_is_found_in_its_letters():
    sql = "SELECT id FROM customers WHERE email LIKE '%@Gmail.com'"
    assert read(sql) == sql.replace("Gmail", "gmail")


@pytest.mark.parametrize(
    ("fraction", "mended"),
    [
        (
            "COUNT(*) FILTER (WHERE quantity > 2) / COUNT(*)",
            "1.0 * COUNT(*) FILTER (WHERE quantity > 2) / COUNT(*)",
        ),
        (
            "100 * SUM(CASE WHEN quantity > 2 THEN 1 ELSE 0 END) / NULLIF(COUNT(*), 0)",
            "100 * 1.0 * SUM(CASE WHEN quantity > 2 THEN 1 ELSE 0 END) / NULLIF(COUNT(*), 0)",
        ),
        ("(COUNT(*) * 100) / COUNT(DISTINCT customer_id)", "(1.0 * COUNT(*) * 100) / COUNT(DISTINCT customer_id)"),
        ("SUM(quantity) / COUNT(*)", "1.0 * SUM(quantity) / COUNT(*)"),
        ("COUNT(*) / 12", "1.0 * COUNT(*) / 12"),
    ],
)
def test_a_share_of_whole_numbers_keeps_what_is_behind_the_point(fraction: str, mended: str):
    candidate = read_text(f"SELECT {fraction} FROM orders", LAYER)
    assert candidate.sql == f"SELECT {mended} FROM orders"
    GUARD.check(candidate.sql)


@pytest.mark.parametrize(
    "fraction",
    [
        "COUNT(*) * 1.0 / COUNT(*)",
        "100.0 * COUNT(*) / COUNT(*)",
        "AVG(quantity) / 2",
        "COUNT(*)::numeric / 2",
        "quantity / 2",
    ],
)
def test_a_division_that_is_none_of_whole_numbers_or_of_a_row_stays(fraction: str):
    sql = f"SELECT {fraction} FROM orders"
    assert read(sql) == sql


@pytest.mark.parametrize(
    "condition",
    [
        "name ILIKE '%مشکی%'",
        "name LIKE '%Air Fryer%'",
        "category ILIKE '%home%'",
        "category ILIKE '%clothing%'",
        "LOWER(name) LIKE LOWER('%Scarf%')",
        "name || 'x' LIKE '%حسيني%'",
        "name LIKE name",
    ],
)
def test_a_pattern_that_finds_what_it_is_meant_for_stays(condition: str):
    sql = f"SELECT id FROM products WHERE {condition}"
    assert read(sql) == sql


def test_a_name_in_other_letters_is_taken_for_the_one_in_the_database():
    assert (
        read("SELECT id FROM products WHERE name = 'IPHONE 15'") == "SELECT id FROM products WHERE name = 'iPhone 15'"
    )
    both = "SELECT id FROM customers WHERE name = 'علی کریمی'"
    assert read(both) == both


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT id FROM orders WHERE status = 'delivered'",
        "SELECT id FROM orders WHERE status = 'Lost'",
        "SELECT status || 'Delivered' FROM orders",
        "SELECT 'Delivered' FROM orders",
        "SELECT status || 'Delivered' FROM orders WHERE status = 'Delivered'",
        "SELECT id FROM products WHERE name = '1405-08-01'",
        "SELECT id FROM orders WHERE order_date >= '2026-08-01'",
        "SELECT id FROM orders WHERE order_date >= '1405-13-01'",
        "SELECT id FROM orders WHERE order_date >= '1405-12-99'",
    ],
)
def test_a_value_that_is_stored_so_or_names_no_other_stays_as_it_is(sql: str):
    assert read(sql) == sql


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT id FROM orders WHERE status = '<status>'",
        "SELECT id FROM orders WHERE status = '[YOUR STATUS]'",
        "SELECT id FROM orders WHERE status IN ('{status}')",
        "SELECT id FROM customers WHERE name LIKE '{{ name }}'",
        "SELECT id FROM customers WHERE name = 'your_name'",
        "SELECT id FROM orders WHERE status = ':status'",
        "SELECT id FROM products WHERE name = '[نام محصول]'",
        'SELECT id FROM orders WHERE customer_id = "customer_id"',
        'SELECT id FROM orders AS o WHERE o.customer_id = "customer_id"',
    ],
)
def test_a_text_that_should_have_been_filled_in_is_no_value(sql: str):
    with pytest.raises(UnfilledPlaceholder) as refusal:
        read(sql)
    assert refusal.value.sql == sql


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT id FROM orders WHERE status = :status",
        "SELECT id FROM orders WHERE status = ?",
        "SELECT id FROM orders WHERE quantity > $1",
        "SELECT id FROM <table>",
        "SELECT id FROM {table}",
        "SELECT id FROM orders WHERE status = %(status)s",
        "SELECT id FROM orders WHERE order_date > [YOUR DATE]",
    ],
)
def test_any_other_place_to_be_filled_in_is_refused_by_the_guard(sql: str):
    assert len(placeholders(sql)) == 1
    with pytest.raises(UnsafeSql):
        GUARD.check(read(sql))


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT to_char(order_date, 'YYYY-MM-DD') FROM orders",
        "SELECT id FROM products WHERE name LIKE '%s'",
        "SELECT order_date::text FROM orders -- :status",
        "SELECT id FROM orders WHERE status = ANY('{pending}')",
        "SELECT id FROM orders WHERE quantity <2 AND id> 3",
        "SELECT ARRAY[1, 2] FROM orders",
        'SELECT id AS ":id" FROM orders',
        "SELECT a.id FROM orders AS a JOIN orders AS b ON a.product_id = b.product_id",
        "SELECT quantity * quantity FROM orders",
    ],
)
def test_what_only_looks_like_a_place_is_none(sql: str):
    assert placeholders(sql) == []
    assert read(sql) == sql


def test_a_reply_without_tokens_left_is_no_answer_where_its_sql_may_be_cut():
    assert read_text(f"{SQL};\nThat counts the", LAYER, is_cut=True).sql == SQL
    for reply in (SQL, "To answer that, one has to count", fields()[:25]):
        with pytest.raises(ReplyCut):
            read_reply(reply, LAYER, is_cut=True)


def fields(**more: object) -> str:
    return json.dumps({"sql": SQL, "assumptions": [], "cannot_answer": "", **more}, ensure_ascii=False)


@pytest.mark.parametrize(
    "reply",
    [
        fields(),
        f"```json\n{fields()}\n```",
        f"<think>{{}}</think>{fields()}",
        f"Here it is: {fields()} Bye.",
        fields(cannot_answer=None),
        fields(cannot_answer="None."),
        fields(cannot_answer=False),
        fields(cannot_answer="Not applicable."),
        fields(cannot_answer="ندارد"),
        fields(sql=f"```sql\n{SQL};\n```"),
        fields(assumptions="all orders"),
        fields(assumptions=[1, None, ""]),
        json.dumps({"query": SQL}),
        json.dumps({"SQL": SQL}),
        json.dumps({"sql_query": SQL, "explanation": "It counts."}),
        json.dumps({"statement": SQL}),
        json.dumps({"sql": [SQL]}),
        json.dumps({"sql": {"query": SQL}}),
        json.dumps([{"sql": SQL}]),
        json.dumps({"name": "run", "arguments": {"sql": SQL, "query": "how many orders"}}),
        SQL,
        f"```sql\n{SQL}\n```",
    ],
)
def test_the_statement_is_found_in_a_json_reply(reply: str):
    assert read_reply(reply, LAYER).sql == SQL


def test_the_lines_of_a_statement_in_a_json_reply_are_one():
    assert read_reply(fields(sql=["SELECT id", "FROM orders"]), LAYER).sql == "SELECT id\nFROM orders"


def test_line_breaks_in_the_sql_of_a_json_reply_are_read():
    assert read_reply('{"sql": "SELECT id\nFROM orders", "assumptions": []}', LAYER).sql == "SELECT id\nFROM orders"


def test_assumptions_go_into_the_record():
    assert read_reply(fields(assumptions=["All orders."]), LAYER).details == {"assumptions": ["All orders."]}


@pytest.mark.parametrize(
    "reply",
    [
        fields(cannot_answer="There is no profit."),
        fields(sql="", cannot_answer="There is no profit."),
        fields(cannot_answer=True),
        fields(sql=""),
        fields(sql=None),
        fields(sql=["SELECT 1"]),
        fields(sql="I do not know"),
        fields()[:30],
        "{}",
        '{"sql": "SELECT id FROM orders\\',
        '{"sql": "SELECT id FROM orders "o" WHERE o.quantity > 2", "assumptions": []}',
        '{"sql": ' + "[" * 100_000,
        '{"sql": ' + "[" * 900 + "]" * 900 + "}",
        fields(sql=["SELECT id FROM orders", None]),
        "",
    ],
)
def test_a_json_reply_without_a_whole_statement_is_none(reply: str):
    with pytest.raises(Unanswerable):
        read_reply(reply, LAYER)


def test_the_reason_why_a_model_can_not_answer_is_kept():
    with pytest.raises(Unanswerable) as refusal:
        read_reply(fields(sql="", cannot_answer="There is no profit."), LAYER)
    assert refusal.value.detail == "There is no profit."


def test_a_json_reply_that_was_cut_behind_its_sql_is_read_and_told():
    candidate = read_reply(fields(assumptions=["all of them"])[:-30], LAYER, is_cut=True)
    assert candidate.sql == SQL
    assert candidate.details["repaired"] == ["the reply was cut short behind its SQL"]


PIECES = """
SELECT|select|*|FROM|orders|o|customers AS c|WHERE|status|=|'delivered'|"Status"|;|```|```sql|<think>|</think>|{|}|
"sql":|"|\\|[SQL]|[/SQL]|###|WITH x AS (|(|)|,|`name`|TOP 5|LIMIT 5, 10|DATE_SUB(CURDATE(), INTERVAL 1 MONTH)|UNION|
CAST(|strftime('%Y', id)|DROP TABLE orders|delete from|I do not know|This is it.|۵|‘|&gt;|?|:x|$1|<t>|'|JOIN|ON|
o.customer_id|ordres|GROUP BY|CASE WHEN|END|--|/*|*/|ARRAY[|]|OVER (|::date|QUALIFY|[name]|isnull(|iff(|@v|
{{x}}|PIVOT(|$$a$$|N'x'|0x1F|VALUES|EXTRACT(YEAR FROM order_date)|1405|'1405-08%'|LIKE|'%حسيني%'|COUNT(*)|/|AND|
to_char(order_date, 'YYYY')|DATE_TRUNC('month', order_date)|make_date(1405, 8, 1)|BETWEEN|IN (1404, 1405)|sum(*)|LOWER(
""".replace("\n", "").split("|")
WORDS = st.lists(
    st.sampled_from(PIECES) | st.text(max_size=3) | st.sampled_from(["\n", "\n\n", "\x00", "\ud800"]), max_size=25
)


@given(reply=WORDS.map(" ".join) | WORDS.map(lambda words: " ".join(["SELECT", *words])))
def test_whatever_comes_back_it_is_read_or_refused(reply: str):
    for read_one in (read_text, read_reply):
        with suppress(Unanswerable, UnsafeSql):
            GUARD.check(read_one(reply, LAYER).sql)


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "reply",
    [
        "select a fro b;\n" * 3000,
        "Select this. " * 4000,
        "SELECT " + "(" * 9000,
        "SELECT " + "(" * 3000 + "1" + ")" * 3000,
        "<think>" * 8000,
        "```" * 9000,
        '{"sql": "' + "\\" * 9000,
        "SELECT `a` + " * 900,
        "SELECT a FROM b" + "\n" * 9000,
        "grant " * 4000,
    ],
)
def test_a_reply_that_never_ends_is_read_in_time(reply: str):
    with suppress(Unanswerable):
        read_reply(reply, LAYER)
