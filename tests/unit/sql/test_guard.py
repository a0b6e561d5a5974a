"""The guard lets one plain SELECT over the allowed tables pass, and nothing else."""

from __future__ import annotations

import pytest

from app.errors import (
    ForbiddenFunction,
    ForbiddenTable,
    NotOneSelect,
    OddCharacter,
    TooComplex,
    TooDeep,
    TooLong,
    UnreadableSql,
    UnsafeSql,
)
from app.sql.guard import SqlGuard
from tests.support.policies import shop_policy

GUARD = SqlGuard(shop_policy())

ACCEPTED = [
    "SELECT count(*) FROM customers",
    "SELECT * FROM public.orders ORDER BY id LIMIT 5",
    "WITH big AS (SELECT * FROM orders WHERE quantity > 3) SELECT status, count(*) FROM big GROUP BY 1",
    "SELECT name, rank() OVER (ORDER BY price DESC) FROM products",
    "SELECT to_char(date_trunc('month', order_date), 'YYYY-MM') AS ماه, sum(quantity) FROM orders GROUP BY 1",
    "SELECT c.name FROM customers c WHERE NOT EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = c.id)",
    "WITH span(label, d0, d1) AS (VALUES ('1405-07', DATE '2026-09-23', DATE '2026-10-23')) "
    "SELECT label, count(*) FROM orders JOIN span ON order_date >= d0 AND order_date < d1 GROUP BY label",
    "SELECT 'drop table customers' AS text FROM customers",
    "SELECT id FROM customers UNION SELECT id FROM products",
    "SELECT CASE WHEN price > 5 THEN 'dear' END, -price, price ^ 2, name COLLATE \"C\" FROM products",
    "SELECT status, count(*) FILTER (WHERE quantity > 1), GROUPING(status) FROM orders GROUP BY ROLLUP (status)",
    "SELECT DISTINCT ON (customer_id) customer_id, order_date::text FROM orders WHERE order_date < CURRENT_DATE",
    "SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY price) FROM products WHERE name ILIKE '%کتاب%'",
    "SELECT (array_agg(name ORDER BY price DESC))[1] FROM products GROUP BY category",
    "SELECT status FROM orders WHERE quantity NOT BETWEEN 1 AND 3 AND id = ANY (ARRAY[1, 2]) AND status IS NOT NULL",
    "SELECT make_interval(days => 10), now() AT TIME ZONE 'Asia/Tehran', EXTRACT(dow FROM order_date) FROM orders",
    "SELECT p.category, rank() OVER w FROM products p WINDOW w AS (PARTITION BY category ORDER BY price)",
    "VALUES (1, 'a'), (2, 'b') ORDER BY column1",
    "SELECT",
    "TABLE orders",
    "SELECT id\r\nFROM orders\tLIMIT 5",
    "SELECT 'گل\u200cها و\u00a0گیاهان\u200f' FROM customers",
]
REJECTED = [
    "DELETE FROM orders",
    "SELECT 1; SELECT 2",
    "SELECT * FROM customers; DROP TABLE customers",
    "WITH gone AS (DELETE FROM orders RETURNING *) SELECT * FROM gone",
    "SELECT * INTO copy FROM customers",
    "SELECT * FROM customers FOR UPDATE",
    "SELECT * FROM querycraft.query_run",
    "SELECT * FROM pg_catalog.pg_user",
    "SELECT * FROM pg_user",
    "SELECT * FROM private.customers",
    "SELECT pg_sleep(10)",
    "SELECT * FROM pg_read_file('/etc/passwd')",
    "SELECT * FROM customers, LATERAL pg_ls_dir('.') AS f",
    "SELECT set_config('statement_timeout', '0', false)",
    'SELECT U&"pg_sl\\0065ep"(1)',
    "SELECT private.lower(name) FROM customers",
    "SELECT id FROM customers\x00 LIMIT 1",
    "SELECT id AS\u00a0$$ FROM customers UNION ALL SELECT 1 -- $$ FROM customers",
    "WITH users AS (SELECT * FROM users) SELECT * FROM users",
    "WITH RECURSIVE n AS (SELECT 1 UNION ALL SELECT * FROM n) SELECT * FROM n",
    "SELECT * FROM (SELECT 1) t WHERE EXISTS (WITH t2 AS (SELECT 1) SELECT 1) AND EXISTS (SELECT * FROM t2)",
    "SELECT current_user",
    "SELECT session_user, current_schema",
    "SELECT 'users'::regclass::oid",
    "SELECT '{users}'::pg_catalog.regclass[]",
    "SELECT (NULL::users).*",
    "SELECT (c).row_to_json FROM customers c",
    "SELECT @length(email) FROM customers",
    "SELECT name OPERATOR(private.~) 'x' FROM customers",
    'SELECT name COLLATE private."x" FROM customers',
    "SELECT xmlelement(name a, name) FROM customers",
    "SELECT $1",
    "SELECT * FROM customers TABLESAMPLE system (1)",
    "EXPLAIN ANALYZE DELETE FROM orders",
    "COPY customers TO STDOUT",
    "I do not know",
    "",
    "SELECT " + "(" * 4000 + "1" + ")" * 4000 + "::int::regclass",
    "SELECT " + "1+" * 4000 + "1",
    "SELECT " + "NOT " * 2000 + "true",
]


@pytest.mark.parametrize("sql", ACCEPTED)
def test_analytics_pass(sql: str):
    assert GUARD.check(sql).text == sql


@pytest.mark.parametrize("sql", REJECTED)
def test_anything_else_is_rejected(sql: str):
    with pytest.raises(UnsafeSql):
        GUARD.check(sql)


@pytest.mark.parametrize(
    ("sql", "error", "fragment", "position"),
    [
        ("SELECT 'سال', pg_sleep(1)", ForbiddenFunction, "pg_sleep", 15),
        ("SELECT id FROM public.users", ForbiddenTable, "public.users", 16),
        ("SELECT id FROM customers\u00a0", OddCharacter, "U+00A0 (NO-BREAK SPACE)", 25),
        ("SELECT id FRM customers", UnreadableSql, 'syntax error at or near "customers"', 15),
        ("DROP TABLE orders", NotOneSelect, "", None),
        (f"SELECT '{'x' * 10_000}'", TooLong, "", None),
        ("SELECT " + "NOT " * 200 + "true", TooDeep, "", 604),
        ("SELECT 1 " + "UNION SELECT 1 " * 50, TooComplex, "SELECT", None),
    ],
)
def test_a_rejection_says_what_was_refused_and_where(
    sql: str, error: type[UnsafeSql], fragment: str, position: int | None
):
    with pytest.raises(error) as rejection:
        GUARD.check(sql)
    assert (rejection.value.fragment, rejection.value.position) == (fragment, position)


def test_a_rejection_carries_its_place_into_the_record():
    with pytest.raises(UnsafeSql) as rejection:
        GUARD.check("SELECT pg_sleep(1)")
    record = rejection.value.as_record()
    assert record["code"] == "ForbiddenFunction"
    assert record["values"] == {"fragment": "pg_sleep", "position": "8"}
