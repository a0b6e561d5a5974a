"""The approved questions nearest to a question: of its language, with SQL that is right today, always in one order."""

from __future__ import annotations

from datetime import date

from app.contracts import Example
from tests.support.approved import approved, pair
from tests.support.engine import TODAY

COUNT = "SELECT count(*) FROM orders"
LAST_MONTH = f"{COUNT} WHERE order_date >= '2026-10-01' AND order_date < '2026-11-01'"
KNOWN = approved(
    pair("number of orders last month", LAST_MONTH),
    pair("number of orders", COUNT),
    pair("average price of products", "SELECT avg(price) FROM products"),
    pair("تعداد سفارش‌ها", COUNT),
    pair("orders since Nowruz", f"{COUNT} WHERE order_date >= '2026-03-21'"),
)


def nearest(question: str, language: str = "en", count: int = 3, today: date = TODAY) -> list[str]:
    return [example.question for example in KNOWN.nearest(question, language, count, today)]


def test_the_nearest_comes_first_and_what_is_far_is_none():
    assert nearest("number of returned orders last month") == ["number of orders last month", "number of orders"]
    assert nearest("what is the average price of a product") == ["average price of products"]
    assert nearest("who are you") == []


def test_there_are_at_most_so_many():
    assert nearest("number of orders last month", count=1) == ["number of orders last month"]
    assert nearest("number of orders last month", count=0) == []


def test_examples_are_of_the_questions_language():
    assert nearest("تعداد سفارش‌های ماه گذشته", "fa") == ["تعداد سفارش‌ها"]


def test_the_sql_of_an_example_is_right_today():
    found = KNOWN.nearest("number of orders last month", "en", 1, date(2026, 12, 5))
    assert found == (
        Example("number of orders last month", LAST_MONTH.replace("-11-", "-12-").replace("-10-", "-11-")),
    )


def test_an_example_whose_sql_is_no_longer_right_is_left_out():
    assert nearest("orders since Nowruz")[0] == "orders since Nowruz"
    assert "orders since Nowruz" not in nearest("orders since Nowruz", today=date(2026, 12, 5))


def test_an_example_about_a_day_that_this_year_has_not_is_left_out():
    sql = f"{COUNT} WHERE order_date = '2024-02-29'"
    known = approved(pair("orders on 29 February", sql, date(2024, 3, 1)))
    assert known.nearest("orders on 29 February", "en", 1, date(2024, 3, 5)) == (Example("orders on 29 February", sql),)
    assert known.nearest("orders on 28 February", "en", 1, TODAY) == ()


def test_what_is_alike_keeps_its_order():
    known = approved(*(pair(f"orders {letter}", COUNT) for letter in "abc"))
    found = known.nearest("orders", "en", 3, TODAY)
    assert [example.question for example in found] == ["orders a", "orders b", "orders c"]


def test_the_questions_are_told_by_language():
    assert KNOWN.questions("fa") == ("تعداد سفارش‌ها",)
    assert len(KNOWN.questions("en")) == 4
