"""What could make PostgreSQL produce endless data is written out in the statement, and small."""

from __future__ import annotations

import pytest

from app.errors import CostlyPattern, CrossJoin, UnboundedCall, UnsafeSql
from app.sql.guard import SqlGuard
from app.sql.patterns import is_simple
from tests.support.policies import shop_policy

GUARD = SqlGuard(shop_policy())


@pytest.mark.parametrize(
    "expression",
    [
        "generate_series(1, 12)",
        "generate_series(10, 1, -1)",
        "generate_series(DATE '2026-01-01', DATE '2026-12-31', INTERVAL '1 day')",
        "generate_series('2026-01-01'::timestamp, '2026-01-31', '1 hour')",
        "generate_series(CURRENT_DATE - 30, CURRENT_DATE, INTERVAL '1' DAY)",
        "generate_series((SELECT min(order_date) FROM orders), now(), '1 month')",
        "generate_series(2020, extract(year FROM CURRENT_DATE)::int)",
        "generate_series((SELECT extract(year FROM min(order_date))::int FROM orders), 2030)",
        "generate_series('2026-1-1'::date, 'today', '1 mon')",
        "generate_series(now() - INTERVAL '90 days', now(), '1 day 12 hours')",
        "repeat('#', least(count(*), 50)::int)",
        "repeat('★', 5)",
        "lpad(id::text, 8, '0')",
        "format('%s: %2$-10s, %%', id, status)",
        "to_char(order_date, 'YYYY-MM')",
        "'x'::char(10)",
        "power(2, 10)",
        "power(2.5, 1.0 / 12)",
        "2 ^ 8",
        "generate_series('2020-01-01'::date, '2021-01-01', '400 years')",
        "generate_series(DATE '2026-01-31', DATE '2026-01-01', INTERVAL '-1 day')",
        "generate_series(now(), date_trunc('month', now()) + INTERVAL '1 month - 1 day', '1 day')",
        "generate_series(make_date(2026, 1, 1), to_date('2026-12', 'YYYY-MM'), '1 month')",
        "replace(status, ',', ', ')",
        "translate(status, '۰۱۲', '012')",
        "order_date AT TIME ZONE 'Asia/Tehran'",
        "date_trunc('day', now(), 'Asia/Tehran')",
        "array_agg(id) @> ARRAY[1, 2]",
        "'{a,b}'::text[] && array_agg(status)",
        "string_agg(status || ' (' || quantity || ')', ', ')",
        "regexp_replace(status, '(a)(b)', '\\2-\\1')",
        "exp(avg(ln(quantity)))",
        "substring(status, 1, 3)",
        "substring(status, position('e' IN status) + 1)",
        "substring(status FROM '[a-z]+')",
        "substring(status, quantity::int)",
        "status ~* ANY (ARRAY['^p', 'd$'])",
        "regexp_replace(status, '[0-9]+', '', 'g')",
        "status SIMILAR TO '%(a|b)%'",
        "status ~ '^(pending|shipped)$'",
        "~id",
        "0.000001 + 1_000 + 0xFF + 1e6",
    ],
)
def test_bounded_expressions_pass(expression: str):
    assert GUARD.check(f"SELECT {expression} FROM orders GROUP BY id, order_date, status, quantity")


@pytest.mark.parametrize(
    "expression",
    [
        "generate_series(1)",
        "generate_series(1, 10000000000)",
        "generate_series(1, id)",
        "generate_series(0, extract(epoch FROM now())::int)",
        "generate_series(1, 12, id)",
        "generate_series('infinity'::date, now(), '1 day')",
        "generate_series(now(), now(), '1')",
        "repeat(repeat(repeat('x', least(id, 1000)), least(id, 1000)), 1000)",
        "generate_series(1, 1000000, 0)",
        "generate_series(1.0, 2.0, 0.0000001)",
        "generate_series('2000-01-01'::timestamp, '2999-01-01', '1 second')",
        "generate_series(DATE '0001-01-01', DATE '9999-01-01', '1 day')",
        "generate_series('4713-01-01 BC'::date, now(), '1 day')",
        "generate_series('2100-01-01 BC'::date, '2100-01-01'::date, '1 day')",
        "generate_series('2020-01-01'::date, '2021-01-01', '1 day -23 hours')",
        "generate_series('2000-01-01'::timestamp + '290000 years'::interval, now(), '1 day')",
        "generate_series(LEAST(0 - 2000000000, 5), 10)",
        "generate_series(now(), make_date(294000, 1, 1), '1 day')",
        "repeat('x', 1000) || repeat('x', 1000)",
        "lpad(repeat('x', 1000), 1000)",
        "string_agg(repeat('x', 1000), '')",
        "replace(status, 'a', status)",
        "replace(status, 'a', repeat('x', 10))",
        "translate(status, status, '')",
        "timezone(status, now())",
        "order_date AT TIME ZONE ('Q' || status)",
        "array_agg(id) && array_agg(customer_id)",
        "array_agg(id) @> array_agg(id)",
        "generate_series(now() - INTERVAL '90 years', now(), '1 hour')",
        "generate_series(now(), now(), make_interval(secs => 1))",
        "repeat('x', 1000000)",
        "repeat('x', id)",
        "repeat(repeat(repeat('x', 1000), 1000), 1000)",
        "repeat('x', -1000000)",
        "lpad('x', 1000000000)",
        "rpad(status, id)",
        "format('%1000000s', id)",
        "format('%*s', 1000000, id)",
        "format(status, id)",
        "to_char(id, status)",
        "'x'::char(10000000)",
        "10::numeric ^ 100000",
        "2 ^ id",
        "power(2, id)",
        "exp(5000::numeric)",
        "repeat(repeat('" + "a" * 8000 + "', 1000), 1000)",
        "string_agg('" + "a" * 6000 + "', '')",
        "ARRAY(SELECT repeat('a', 1000) FROM orders)",
        "array_agg(repeat('a', 1000)) OVER ()",
        "string_to_array(repeat(status, 1000), ',')",
        "format('" + "%1$s" * 200 + "', format('" + "%1$s" * 200 + "', status))",
        "array_to_string(array_agg(status), status)",
        "string_agg(status, status)",
        "position(status IN string_agg(status, ''))",
        "string_agg(status, '') LIKE '%' || status",
        "normalize(string_agg(status, ''))",
        "jsonb_agg(status) ?| array_agg(status)",
        "'1e131071'::numeric",
        "'[1e131000]'::jsonb",
        "round(price, id)",
        "('2020-01-01 Q' || id)::timestamptz",
        "generate_series(1, extract(year FROM DATE '5874897-01-01')::int)",
        "generate_series((SELECT TIMESTAMP '4000-01-01 BC'), now(), '1 day')",
        "generate_series(now(), now(), '" + " " * 3000 + "x')",
        "generate_series(now() + '" + " " * 3000 + "x', now(), '1 day')",
        "1e100000",
        "-1e999999999",
        "1e99999999999999999999",
        "repeat('x', 1e999999999)",
        "repeat('x', LEAST(5::text, '1000000000')::int)",
        "lpad('x', -1e999999999)",
        "exp(-1e999999999)",
        "2 ^ 1e999999999",
        "2 ^ (100 / 0.001)",
        "generate_series(1, 1e999999999)",
        "make_date(1e99999999999999999999, 1, 1)",
    ],
)
def test_unbounded_expressions_are_refused(expression: str):
    with pytest.raises(UnboundedCall):
        GUARD.check(f"SELECT {expression} FROM orders")


@pytest.mark.parametrize(
    "expression",
    [
        "status ~ status",
        "status ~ ('a' || 'b')",
        "status !~* '(a+)+$'",
        "status SIMILAR TO status",
        "status SIMILAR TO '(%a)*'",
        "substring(status, status)",
        "substring(status FROM '(a*)*')",
        "status ~ ANY (ARRAY['a', '(a*)*'])",
        "status ~ ALL (ARRAY['a', status])",
        "regexp_match(status, status)",
        "regexp_count(status, '(.*)(.*)(.*)(.*)(.*)x')",
        "substring(status, LEAST('(a*)*', 'z'))",
        "regexp_replace(status, 'a', 'b', 'b')",
        "regexp_replace(status, 'a', 'b', status)",
        "status SIMILAR TO 'a' ESCAPE '#'",
    ],
)
def test_patterns_that_are_not_short_simple_and_written_out_are_refused(expression: str):
    with pytest.raises(CostlyPattern):
        GUARD.check(f"SELECT {expression} FROM orders")


@pytest.mark.parametrize(
    ("pattern", "verdict"),
    [
        (r"^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}$", True),
        (r"^(\+98|0)?9\d{9}$", True),
        (r"^(\d{1,3}\.){3}\d{1,3}$", True),
        (r"[)(*+]{3}", True),
        (r"\(\*", True),
        (r"(a)\1", False),
        (r"((a|b)+c)*", False),
        (r"(a{50}){50}", False),
        (r"(a?){101}", False),
        (r"(a*){9}", False),
        ("x" * 121, False),
        (")", True),
        ("(a", False),
        ("[[:alpha:](](x{1,99}){1,99}", False),
        (r"[\\](](x{1,99}){1,99}", False),
    ],
)
def test_how_simple_a_pattern_is(pattern: str, verdict: bool):
    assert is_simple(pattern) is verdict


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT 1 FROM orders WHERE status ~ ANY (SELECT status FROM orders)",
        "SELECT 1 FROM generate_series(1, 10000) a, generate_series(1, 10000) b",
        "WITH a AS (SELECT status AS x FROM orders), "
        + ", ".join(f"a{n} AS (SELECT x || x || x AS x FROM a{n - 1 or ''})" for n in range(1, 12))
        + " SELECT x FROM a11",
    ],
)
def test_what_multiplies_rows_or_texts_step_by_step_is_refused(sql: str):
    with pytest.raises(UnsafeSql):
        GUARD.check(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT 1 FROM orders, products",
        "SELECT 1 FROM orders CROSS JOIN products",
        "SELECT 1 FROM orders o JOIN products p ON true",
        "SELECT 1 FROM orders o JOIN products p ON o.id = o.product_id",
        "SELECT 1 FROM orders o, products p, customers c WHERE o.product_id = p.id",
        "SELECT 1 FROM orders o, products p WHERE o.product_id = p.id OR true",
        "SELECT 1 FROM (SELECT * FROM orders) o, (SELECT * FROM products) p",
        "WITH o AS (SELECT * FROM orders) SELECT 1 FROM o a, o b",
        "SELECT 1 FROM orders o, LATERAL (SELECT * FROM products) p",
        "SELECT 1 FROM (orders CROSS JOIN products) AS j",
        "SELECT 1 FROM orders a, products b WHERE a.status = 'shipped' AND b.id > 1",
        "SELECT 1 FROM orders a, products b WHERE a.id = 1 OR b.id = 1",
        "SELECT 1 FROM orders a LEFT JOIN orders b ON a.id = 5 AND b.id = 7",
    ],
)
def test_tables_that_nothing_ties_together_are_refused(sql: str):
    with pytest.raises(CrossJoin):
        GUARD.check(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT 1 FROM orders o, products p WHERE o.product_id = p.id",
        "SELECT 1 FROM orders o JOIN products p ON o.product_id = p.id AND p.price > 5",
        "SELECT 1 FROM orders o JOIN orders p USING (id)",
        "SELECT 1 FROM orders o, products p WHERE (o.product_id = p.id AND p.price > 1) OR (p.id = o.id)",
        "SELECT 1 FROM orders, (SELECT max(price) AS price FROM products) m",
        "SELECT 1 FROM orders, (VALUES (1), (2)) AS v (n), generate_series(1, 3) AS g",
        "SELECT 1 FROM (SELECT DISTINCT status FROM orders) s CROSS JOIN (SELECT category FROM products GROUP BY 1) c",
        "SELECT 1 FROM products a, products b WHERE a.id = 1 AND b.id = 2",
        "WITH target AS (SELECT price FROM products WHERE id = 7) SELECT p.price / t.price FROM products p, target t",
        "SELECT 1 FROM customers, (SELECT * FROM orders ORDER BY id LIMIT 10) o",
        "SELECT 1 FROM customers c, LATERAL (SELECT * FROM orders o WHERE o.customer_id = c.id) o",
        "SELECT 1 FROM orders o JOIN (VALUES (1)) AS v (n) ON quantity > n JOIN products p ON p.id > n AND p.id = o.id",
    ],
)
def test_tables_that_belong_together_and_small_ones_may_be_joined(sql: str):
    assert GUARD.check(sql)
