"""A model that writes years of the Persian calendar where SQL counts in the Gregorian one is read as it means it."""

from __future__ import annotations

import pytest

from app.errors import OtherCalendar
from app.generators.replies import read_text
from tests.support.engine import GUARD, LAYER

BEFORE = "SELECT COUNT(*) FROM orders WHERE "
YEAR_1405 = "order_date >= DATE '2026-03-21' AND order_date < DATE '2027-03-21'"
ABAN_1405 = "order_date >= DATE '2026-10-23' AND order_date < DATE '2026-11-22'"


@pytest.mark.parametrize(
    "condition",
    [
        "EXTRACT(YEAR FROM order_date) = 1405",
        "EXTRACT('year' FROM order_date) = '1405'",
        "1405 = date_part('year', order_date)::int",
        "EXTRACT(YEAR FROM order_date) IN (1405)",
        "EXTRACT(YEAR FROM order_date) BETWEEN 1405 AND 1405",
        "EXTRACT(YEAR FROM order_date) >= 1405 AND EXTRACT(YEAR FROM order_date) < 1406",
        "EXTRACT(YEAR FROM order_date) > 1404 AND EXTRACT(YEAR FROM order_date) <= 1405",
        "EXTRACT(YEAR FROM order_date) = 1405 AND EXTRACT(QUARTER FROM order_date) IN (4, 1, 2, 3)",
        "to_char(order_date, 'YYYY') = '1405'",
        "to_char(order_date, 'YYYY') = '۱۴۰۵'",
        "to_char(order_date, 'YYYY-MM-DD') LIKE '1405%'",
        "to_char(order_date, 'YYYY/MM') BETWEEN '1405/01' AND '1405/12'",
        "order_date::text LIKE '1405-%'",
        "order_date LIKE '1405%'",
        "LEFT(order_date::text, 4) = '1405'",
        "SUBSTRING(order_date::text, 1, 4) = '1405'",
        "DATE_TRUNC('year', order_date) = DATE '1405-01-01'",
        "order_date >= make_date(1405, 1, 1) AND order_date < make_date(1406, 1, 1)",
        "order_date >= TO_DATE('1405/01/01', 'YYYY/MM/DD') AND order_date < TO_DATE('1406/01/01', 'YYYY/MM/DD')",
    ],
)
def test_a_persian_year_is_its_days(condition: str):
    candidate = read_text(BEFORE + condition, LAYER)
    assert candidate.sql == BEFORE + YEAR_1405
    assert candidate.details["repaired"][0].endswith("was taken for days of the Persian calendar")
    GUARD.check(candidate.sql)


@pytest.mark.parametrize(
    "condition",
    [
        "EXTRACT(YEAR FROM order_date) = 1405 AND EXTRACT(MONTH FROM order_date) = 8",
        "(date_part('month', order_date) = 8) AND (date_part('year', order_date) = 1405)",
        "to_char(order_date, 'YYYY-MM') = '1405-08'",
        "to_char(order_date, 'FMYYYY/FMMM') = '1405/8'",
        "to_char(order_date, 'YYYYMM') = '140508'",
        "order_date::text LIKE '1405-08-%'",
        "DATE_TRUNC('month', order_date) = '1405-08-01'::date",
        "DATE_TRUNC('month', order_date)::date = DATE_TRUNC('month', DATE '1405-08-15')",
    ],
)
def test_a_persian_month_is_its_days(condition: str):
    assert read_text(BEFORE + condition, LAYER).sql == BEFORE + ABAN_1405


@pytest.mark.parametrize(
    ("condition", "mended"),
    [
        (
            "status = 'delivered' AND EXTRACT(YEAR FROM order_date) = 1405 AND EXTRACT(MONTH FROM order_date) = 8",
            f"status = 'delivered' AND {ABAN_1405}",
        ),
        ("quantity > 2 OR EXTRACT(YEAR FROM order_date) = 1405", f"quantity > 2 OR ({YEAR_1405})"),
        ("EXTRACT(YEAR FROM order_date) <> 1405", f"NOT ({YEAR_1405})"),
        ("to_char(order_date, 'YYYY-MM') NOT IN ('1405-08')", f"NOT ({ABAN_1405})"),
        (
            "EXTRACT(YEAR FROM order_date) IN (1404, 1405) AND EXTRACT(MONTH FROM order_date) = 8",
            f"((order_date >= DATE '2025-10-23' AND order_date < DATE '2025-11-22') OR ({ABAN_1405}))",
        ),
        (
            "EXTRACT(YEAR FROM order_date) = 1405 AND EXTRACT(MONTH FROM order_date) BETWEEN 7 AND 9",
            "order_date >= DATE '2026-09-23' AND order_date < DATE '2026-12-22'",
        ),
        (
            "EXTRACT(YEAR FROM order_date) = 1405 AND EXTRACT(DOW FROM order_date) = 5",
            f"{YEAR_1405} AND EXTRACT(DOW FROM order_date) = 5",
        ),
    ],
)
def test_what_stands_beside_a_persian_year_stays(condition: str, mended: str):
    assert read_text(BEFORE + condition, LAYER).sql == BEFORE + mended


@pytest.mark.parametrize(
    "sql",
    [
        f"{BEFORE}EXTRACT(YEAR FROM order_date) - 621 = 1405",
        f"{BEFORE}EXTRACT(YEAR FROM order_date) = 1405 AND EXTRACT(DAY FROM order_date) = 3",
        f"{BEFORE}EXTRACT(YEAR FROM order_date) = 1405 AND EXTRACT(MONTH FROM order_date) = 13",
        f"{BEFORE}EXTRACT(YEAR FROM order_date) > 1405 AND EXTRACT(MONTH FROM order_date) = 8",
        f"{BEFORE}EXTRACT(YEAR FROM order_date) BETWEEN 1404 AND 2026",
        f"{BEFORE}EXTRACT(YEAR FROM order_date) BETWEEN 1404 AND 99999999999 AND EXTRACT(MONTH FROM order_date) = 8",
        f"{BEFORE}to_char(order_date, 'YYYY-MM-DD') LIKE '1405-__-01'",
        "SELECT EXTRACT(MONTH FROM order_date) FROM orders WHERE EXTRACT(YEAR FROM order_date) = 1405",
        "SELECT COUNT(*) FROM (SELECT EXTRACT(YEAR FROM order_date) AS sold FROM orders) AS o WHERE sold = 1405",
    ],
)
def test_where_the_calendars_can_not_be_told_apart_the_model_is_asked_again(sql: str):
    with pytest.raises(OtherCalendar) as refusal:
        read_text(sql, LAYER)
    assert refusal.value.sql == sql


@pytest.mark.parametrize(
    "sql",
    [
        f"{BEFORE}EXTRACT(YEAR FROM order_date) = 2026",
        f"{BEFORE}EXTRACT(DAY FROM now() - order_date) > 1400",
        f"{BEFORE}quantity > 1405 AND EXTRACT(YEAR FROM order_date) = 2026",
        f"{BEFORE}customer_id::text LIKE '1405%'",
        "SELECT id FROM products WHERE name = '1405' OR LEFT(name, 4) = '1405'",
        "SELECT EXTRACT(YEAR FROM order_date), 1405 FROM orders",
    ],
)
def test_a_number_that_is_no_persian_year_stays(sql: str):
    assert read_text(sql, LAYER).sql == sql
