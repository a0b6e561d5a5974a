"""Every column that a statement names is one that questions are open to, looked up as PostgreSQL does."""

from __future__ import annotations

import pytest

from app.errors import HiddenColumn, UnknownColumn, UnsafeSql
from app.sql.guard import SqlGuard
from tests.support.policies import COLUMNS, shop_policy

GUARD = SqlGuard(shop_policy("customers.email"))

REACHING = [
    "SELECT email FROM customers",
    "SELECT * FROM customers",
    "SELECT c.* FROM customers c",
    "SELECT customers.* FROM orders, customers WHERE customers.id = customer_id",
    "SELECT public.customers.* FROM public.customers",
    "SELECT public.customers.email FROM public.customers",
    "SELECT c FROM customers c",
    "SELECT customers FROM customers",
    "SELECT count(c) FROM customers c",
    "SELECT jsonb_agg(c) FROM customers c",
    "SELECT c::text FROM customers c",
    "SELECT (c).email FROM customers c",
    "SELECT email(c) FROM customers c",
    "SELECT a.name FROM customers a JOIN customers b USING (email)",
    "SELECT a.name FROM customers a NATURAL JOIN customers b",
    "SELECT 1 FROM customers NATURAL JOIN (VALUES ('x')) t(email)",
    "SELECT a FROM customers AS t(a,b,c,d)",
    "SELECT d FROM customers AS t(a,b,c,d)",
    "SELECT j.c FROM (customers JOIN orders ON customers.id = customer_id) AS j(a,b,c)",
    "SELECT j.email FROM (customers JOIN orders ON customers.id = customer_id) AS j",
    "SELECT * FROM (customers JOIN orders ON customers.id = customer_id) AS j",
    "SELECT (SELECT email FROM customers LIMIT 1) FROM (VALUES ('x')) t(email)",
    "SELECT (SELECT max(email) FROM customers) FROM (SELECT 1 AS email) t",
    "SELECT name FROM customers ORDER BY email",
    "SELECT count(*) FROM customers GROUP BY email",
    "SELECT count(*), 'x' AS email FROM customers GROUP BY email",
    "SELECT name FROM customers WHERE email LIKE 'a%'",
    "SELECT DISTINCT ON (email) name FROM customers",
    "SELECT rank() OVER (ORDER BY email) FROM customers",
    "SELECT rank() OVER w FROM customers WINDOW w AS (PARTITION BY email)",
    "SELECT max(id) FILTER (WHERE email > 'a') FROM customers",
    "SELECT string_agg(name, ',' ORDER BY email) FROM customers",
    "WITH t AS (SELECT * FROM customers) SELECT * FROM t",
    "WITH t AS (TABLE customers) SELECT count(*) FROM t",
    "SELECT o.id FROM orders o, LATERAL (SELECT email FROM customers c WHERE c.id = o.customer_id) z",
    "SELECT id FROM orders WHERE (SELECT email FROM customers WHERE id = customer_id) = 'x'",
    "SELECT ROW(c.*) FROM customers c",
    'SELECT "email" FROM customers',
    'SELECT U&"\0065mail" FROM customers',
    "SELECT name FROM customers JOIN orders ON customer_id = customers.id AND email = 'x'",
    "SELECT name FROM customers UNION SELECT email FROM customers",
    "SELECT id FROM customers WHERE id IN (SELECT length(email) FROM customers)",
    "SELECT ARRAY(SELECT email FROM customers)",
    "SELECT (SELECT c.email) FROM customers c",
    "SELECT x FROM customers c CROSS JOIN LATERAL (SELECT c.email) t(x)",
    "SELECT x FROM customers c, unnest(ARRAY[c.email]) x",
    "SELECT xmin FROM customers",
    "SELECT c.ctid FROM customers c",
    "SELECT customers.tableoid FROM customers",
    "SELECT CASE WHEN email > 'm' THEN 1 ELSE 0 END FROM customers",
    "SELECT name FROM customers GROUP BY name HAVING min(email) > 'a'",
    "SELECT count(*) FROM customers GROUP BY ROLLUP (email)",
    "SELECT (SELECT 1 AS email FROM orders GROUP BY ROW(email)) FROM customers",
    "SELECT name FROM customers LIMIT (SELECT length(email) FROM customers LIMIT 1)",
    "SELECT k.email FROM customers c LEFT JOIN (SELECT id FROM orders) k ON k.id = c.id",
    "SELECT name FROM ONLY customers WHERE email = 'x'",
    "SELECT GROUPING(email) FROM customers GROUP BY email",
    "SELECT email e FROM customers c",
    "VALUES ((SELECT email FROM customers LIMIT 1))",
    "SELECT name FROM orders",
    "SELECT c.nme FROM customers c",
    "SELECT (SELECT email FROM unnest(ARRAY[1], ARRAY[2]) AS email LIMIT 1) FROM customers",
    "SELECT (SELECT int4 FROM (SELECT (CASE WHEN true THEN 1 END)::int4) t) FROM customers",
    "SELECT (SELECT email FROM (SELECT 1 AS email) t(renamed)) FROM customers",
    "WITH t AS (SELECT email FROM customers) SELECT 1",
    "SELECT q.* FROM (SELECT 1 AS ts_stat) AS text, LATERAL (SELECT text.ts_stat FROM CAST('select 1' AS text)) q",
    'SELECT q.* FROM (SELECT 1 AS pg_typeof) AS "current_date", LATERAL (SELECT pg_typeof FROM current_date) q',
    "SELECT (SELECT email FROM coalesce(p.*, p.*) AS email LIMIT 1) FROM products p JOIN customers c ON p.id = c.id",
    "SELECT (SELECT email FROM unnest(p.a) AS email) FROM (SELECT array_agg(o.*) a FROM orders o) p, customers",
    'SELECT (SELECT "case" FROM (SELECT CASE WHEN true THEN 1 ELSE (SELECT 1) END) t)::text FROM customers "case"',
    'SELECT 1 FROM (SELECT 1 AS pg_typeof) AS "*VALUES*", LATERAL (VALUES (1) ORDER BY "*VALUES*".pg_typeof) t',
    "SELECT (SELECT 1 FROM customers LIMIT (SELECT length(customers.email))) FROM (SELECT 'x' AS email) customers",
    "SELECT 1 FROM (SELECT 1) t JOIN customers ON email = 'x', (SELECT 'x' AS email) u",
]
OPEN = [
    "SELECT id, name FROM customers",
    "SELECT count(*) FROM customers",
    "SELECT t.* FROM (SELECT id, name FROM customers) t",
    "SELECT * FROM orders",
    "SELECT c.name, o.* FROM customers c JOIN orders o ON o.customer_id = c.id",
    "SELECT email FROM (SELECT name AS email FROM customers) t",
    "SELECT name AS email FROM customers ORDER BY email",
    "SELECT name AS mail, count(*) FROM customers GROUP BY mail",
    "WITH t(email) AS (SELECT name FROM customers) SELECT email FROM t",
    "SELECT date_trunc('month', order_date) AS month, sum(quantity) FROM orders GROUP BY month ORDER BY month",
    "SELECT date_trunc('month', order_date), sum(quantity) FROM orders GROUP BY date_trunc ORDER BY date_trunc",
    "SELECT p.category, rank() OVER w FROM products p WINDOW w AS (PARTITION BY category ORDER BY price)",
    "SELECT c.name FROM customers c WHERE EXISTS (SELECT 1 FROM orders WHERE customer_id = c.id)",
    "SELECT name FROM customers WHERE EXISTS (SELECT 1 FROM orders WHERE customer_id = customers.id AND"
    " order_date > registration_date)",
    "SELECT (array_agg(name ORDER BY price DESC))[1] FROM products GROUP BY category",
    "SELECT d::date, count(o.id) FROM generate_series('2025-01-01'::date, CURRENT_DATE, '1 month') AS d"
    " LEFT JOIN orders o ON date_trunc('month', o.order_date) = d GROUP BY d ORDER BY 1",
    "SELECT d.day FROM generate_series(DATE '2025-01-01', DATE '2025-12-31', INTERVAL '1' DAY) AS d(day)",
    "SELECT i FROM generate_series(1, 12) i",
    "SELECT v, n FROM unnest(ARRAY['a','b']) WITH ORDINALITY AS t(v, n)",
    "SELECT x.ordinality FROM generate_series(1, 2) WITH ORDINALITY AS x",
    "SELECT tag, count(*) FROM unnest(ARRAY['a', 'b']) AS tag GROUP BY tag",
    "SELECT name FROM customers WHERE name ~ '^(sara|ali)' AND name !~* '[0-9]+$'",
    "SELECT substring(name from '[0-9]+'), substring(name, 1, 3), substring(name, strpos(name, ' ') + 1)"
    " FROM customers",
    "SELECT o1.id FROM orders o1 JOIN orders o2 USING (id) JOIN products p ON p.id = o2.product_id",
    "SELECT id FROM orders o1 NATURAL JOIN orders o2",
    "SELECT status FROM orders WHERE quantity NOT BETWEEN 1 AND 3 AND id = ANY(ARRAY[1,2]) AND status IS"
    " DISTINCT FROM 'x'",
    "SELECT a.s, m.p FROM (SELECT DISTINCT status s FROM orders) a, (SELECT max(price) p FROM products) m",
    "SELECT j.name FROM (customers JOIN orders ON customers.id = customer_id) AS j",
    "SELECT power(2, 10), price ^ 2, exp(avg(ln(price))) FROM products GROUP BY price",
    "SELECT sum(quantity) AS total, extract(dow FROM order_date) AS dow FROM orders GROUP BY dow HAVING"
    " sum(quantity) > 3 ORDER BY total DESC NULLS LAST",
    "SELECT lpad(id::text, 8, '0'), repeat('*', 5), format('%s: %s', id, status), to_char(order_date,"
    " 'YYYY') FROM orders",
    "SELECT * FROM (VALUES (1, 'a'), (2, 'b')) AS v(n, t) WHERE n > 1",
    "SELECT column1 FROM (VALUES (1), (2)) v",
    "VALUES (1), (2) ORDER BY column1",
    "SELECT id FROM customers UNION ALL SELECT id FROM products ORDER BY id LIMIT 3",
    "SELECT now() AT TIME ZONE 'Asia/Tehran', CURRENT_TIMESTAMP, localtime",
    'SELECT order_date AS "تاریخ", count(*) AS "تعداد" FROM orders GROUP BY "تاریخ"',
    "SELECT c.name FROM customers c LEFT JOIN LATERAL (SELECT o.* FROM orders o WHERE o.customer_id ="
    " c.id ORDER BY id LIMIT 1) t ON true",
    "SELECT c.name FROM customers c CROSS JOIN LATERAL (SELECT o.id FROM orders o WHERE o.customer_id = c.id) t",
    "SELECT c.name, t.n FROM customers c JOIN LATERAL (SELECT count(*) FROM orders o WHERE o.customer_id"
    " = c.id) t(n) ON true",
    "SELECT coalesce FROM (SELECT coalesce(name,'x') FROM customers) t",
    "SELECT count FROM (SELECT count(*) FROM customers) t",
]


@pytest.mark.parametrize("sql", REACHING)
def test_a_hidden_or_unknown_column_can_not_be_reached(sql: str):
    with pytest.raises(UnsafeSql):
        GUARD.check(sql)


@pytest.mark.parametrize("sql", OPEN)
def test_whatever_stays_with_the_open_columns_passes(sql: str):
    assert GUARD.check(sql).text == sql


@pytest.mark.parametrize(
    ("sql", "error"),
    [
        ("SELECT email FROM customers", HiddenColumn),
        ("SELECT * FROM customers", HiddenColumn),
        ("SELECT xmin FROM customers", HiddenColumn),
        ("SELECT password FROM customers", UnknownColumn),
        ("SELECT c FROM customers c", HiddenColumn),
    ],
)
def test_the_refusal_says_which_kind_it_is(sql: str, error: type[UnsafeSql]):
    with pytest.raises(error):
        GUARD.check(sql)


def test_all_columns_of_a_table_are_left_to_the_database_to_confirm():
    verified = GUARD.check("SELECT * FROM orders")
    assert verified.whole == {(("public", "orders"), frozenset(COLUMNS["orders"].split()))}
    assert verified.absent == frozenset()


@pytest.mark.parametrize(
    ("sql", "absent"),
    [
        # PostgreSQL takes a name in GROUP BY for a column of the table first, if the table has one.
        ("SELECT 'x' AS secret, count(*) FROM orders GROUP BY secret", {(("public", "orders"), "secret")}),
        # The table of the subquery comes before the query around it.
        ("SELECT (SELECT secret FROM orders LIMIT 1) FROM (SELECT 1 AS secret) t", {(("public", "orders"), "secret")}),
        # unnest may give rows of several columns, and then the name leads outside.
        (
            "SELECT (SELECT secret FROM unnest(ARRAY[1]) AS secret) FROM orders",
            {(("public", "orders"), "secret")},
        ),
        ("SELECT secret FROM orders, (SELECT 1 AS secret) t", set()),
        ("SELECT 'x' AS secret FROM orders ORDER BY secret", set()),
        ("SELECT status, count(*) FROM orders GROUP BY status", set()),
    ],
)
def test_a_column_that_would_change_what_a_name_means_must_be_absent(sql: str, absent: set[object]):
    assert GUARD.check(sql).absent == absent


def test_a_column_that_a_subquery_takes_for_its_own_must_be_there():
    sql = "SELECT (SELECT price FROM products LIMIT 1) FROM customers WHERE id IN (SELECT customer_id FROM orders)"
    verified = GUARD.check(sql)
    assert verified.present == {(("public", "products"), "price"), (("public", "orders"), "customer_id")}


def test_an_alias_like_a_column_needs_that_column_as_the_whole_row_would_be_taken_instead():
    assert GUARD.check("SELECT name FROM customers AS name").present == {(("public", "customers"), "name")}


def test_of_a_join_with_an_alias_only_the_tables_that_have_a_column_must_have_it():
    sql = "SELECT (SELECT quantity FROM (orders o JOIN customers c ON c.id = o.customer_id) j LIMIT 1) FROM products"
    assert GUARD.check(sql).present == {(("public", "orders"), "quantity")}
