"""Where today is a fixed day, SQL that asks for today gets that one."""

from __future__ import annotations

from datetime import date

import pytest

from app.sql.dating import on_day

DAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("SELECT CURRENT_DATE", "SELECT DATE '2026-03-01'"),
        ("SELECT 'سلام' AS x, current_date - 7", "SELECT 'سلام' AS x, DATE '2026-03-01' - 7"),
        ("SELECT 1 AS current_date", "SELECT 1 AS current_date"),
        ("SELECT 'CURRENT_DATE' AS x -- CURRENT_DATE", "SELECT 'CURRENT_DATE' AS x -- CURRENT_DATE"),
        ("SELECT now() - INTERVAL '1 day'", "SELECT TIMESTAMPTZ '2026-03-01 12:00' - INTERVAL '1 day'"),
        ("SELECT pg_catalog.NOW ( ), 1", "SELECT TIMESTAMPTZ '2026-03-01 12:00', 1"),
        ("SELECT CURRENT_TIMESTAMP, 1", "SELECT TIMESTAMPTZ '2026-03-01 12:00', 1"),
        ("SELECT (CURRENT_TIMESTAMP)", "SELECT (TIMESTAMPTZ '2026-03-01 12:00')"),
        ("SELECT CURRENT_TIMESTAMP (3), 1", "SELECT TIMESTAMPTZ '2026-03-01 12:00', 1"),
        ("SELECT LOCALTIMESTAMP", "SELECT TIMESTAMP '2026-03-01 12:00'"),
        ("SELECT 'now()' AS x", "SELECT 'now()' AS x"),
        ("SELECT age(order_date) FROM orders", "SELECT age(DATE '2026-03-01', order_date) FROM orders"),
        ("SELECT age(shipped_on, order_date) FROM orders", "SELECT age(shipped_on, order_date) FROM orders"),
        ("SELECT CURRENT_DATE FROM", "SELECT CURRENT_DATE FROM"),
        ("DELETE FROM orders WHERE order_date < CURRENT_DATE", "DELETE FROM orders WHERE order_date < CURRENT_DATE"),
    ],
)
def test_what_asks_for_today_or_now_gets_the_day_or_its_noon(asked: str, given: str) -> None:
    assert on_day(asked, DAY) == given


def test_every_place_is_changed_and_nothing_else() -> None:
    sql = "SELECT id FROM orders WHERE order_date > CURRENT_DATE - 7 AND order_date <= CURRENT_DATE -- امروز"
    assert on_day(sql, DAY) == sql.replace("CURRENT_DATE", "DATE '2026-03-01'")
