"""An approved question answers itself, and the same of other days, values and numbers; of nothing else it is sure."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from app.generators.verified.approved import Approved
from app.generators.verified.templates import Answer, Exchange, Template, fits, template_of
from app.generators.verified.wording import Wording
from app.semantics.layer import SemanticLayer
from tests.support.approved import approved, pair, sql_for
from tests.support.engine import GUARD, LAYER, TODAY

TOP = "SELECT name FROM products WHERE price > 1000000 ORDER BY price DESC LIMIT 5"
LAST_MONTH = ("2026-10-01", "2026-11-01")
MEHR = ("2026-09-23", "2026-10-23")
SEPTEMBER = ("2026-09-01", "2026-10-01")


def orders(start: str, end: str, status: str = "delivered") -> str:
    period = f"order_date >= '{start}' AND order_date < '{end}'"
    return f"SELECT count(*) AS n FROM orders WHERE status = '{status}' AND {period}"


DELIVERED = orders(*LAST_MONTH)
OCTOBER = {"before": "2026-09-30", "first": "2026-10-01", "last": "2026-10-31", "after": "2026-11-01"}
EARLIER = {"before": "2026-08-31", "first": "2026-09-01", "last": "2026-09-30", "after": "2026-10-01"}


@pytest.mark.parametrize(
    ("question", "sql"),
    [
        ("Delivered  orders last month?", orders(*LAST_MONTH)),
        ("delivered orders in the last month", orders(*LAST_MONTH)),
        ("delivered orders in September", orders(*SEPTEMBER)),
        ("returned orders last month", orders(*LAST_MONTH, "returned")),
        ("refunded orders this month", orders("2026-11-01", "2026-11-22", "returned")),
        ("shipped orders on 5 March 2026", orders("2026-03-05", "2026-03-06", "shipped")),
        ("cancelled orders in the last 30 days", orders("2026-10-23", "2026-11-22", "cancelled")),
        ("delivered orders in Mehr 1404", orders("2025-09-23", "2025-10-23")),
    ],
)
def test_a_question_may_be_of_another_period_or_value(question: str, sql: str):
    assert sql_for(question, approved(pair("delivered orders last month", DELIVERED))) == sql


@pytest.mark.parametrize(
    ("question", "sql"),
    [
        ("سفارش‌های تحویل‌شده در ماه گذشته", orders(*MEHR)),
        ("سفارش های تحویل شده در ماه گذشته؟", orders(*MEHR)),
        ("سفارشهاي تحویل شده در ماه گذشته", orders(*MEHR)),
        ("سفارش‌های لغوشده در ماه گذشته", orders(*MEHR, "cancelled")),
        ("سفارش‌های مرجوعی در مرداد", orders("2026-07-23", "2026-08-23", "returned")),
        ("سفارش‌های مرجوعی در مرداد ۱۴۰۴", orders("2025-07-23", "2025-08-23", "returned")),
        ("سفارش‌های ارسال شده در ۷ روز اخیر", orders("2026-11-15", "2026-11-22", "shipped")),
        ("سفارش‌های تحویل‌شده در اکتبر ۲۰۲۶", orders(*LAST_MONTH)),
    ],
)
def test_persian_questions_are_filled_in_alike(question: str, sql: str):
    assert sql_for(question, approved(pair("سفارش‌های تحویل‌شده در ماه گذشته", orders(*MEHR)))) == sql


@pytest.mark.parametrize(
    "question",
    [
        "orders not delivered last month",
        "delivered orders last month by product",
        "delivered orders",
        "revenue of delivered orders last month",
        "delivered orders last month and this month",
        "delivered products last month",
        "delivered and returned orders last month",
        "delivered orders since last month",
        "delivered orders before March",
        "delivered orders in winter",
        "problematic orders last month",
        "electronic orders last month",
        "10 delivered orders last month",
        "delivered orders on 30 February",
    ],
)
def test_a_question_that_says_anything_else_is_not_answered(question: str):
    assert sql_for(question, approved(pair("delivered orders last month", DELIVERED))) is None


@pytest.mark.parametrize(
    "question",
    [
        "سفارش‌های تحویل‌نشده در ماه گذشته",
        "سفارش‌هایی که در ماه گذشته تحویل نشدند",
        "سفارش‌های تحویل‌شده در ماه گذشته به تفکیک دسته",
        "درآمد سفارش‌های تحویل‌شده در ماه گذشته",
        "سفارش‌های تحویل‌شده از ماه گذشته",
        "سفارش‌های مشکل‌دار در ماه گذشته",
        "سفارش‌های تحویل‌شده",
    ],
)
def test_a_persian_question_that_says_anything_else_is_not_answered(question: str):
    assert sql_for(question, approved(pair("سفارش‌های تحویل‌شده در ماه گذشته", orders(*MEHR)))) is None


@pytest.mark.parametrize(
    ("question", "limit", "price"),
    [
        ("top 5 products over 1,000,000 toman", 5, 1000000),
        ("top 10 products over 1 million toman", 10, 1000000),
        ("top three products over 2.5 million toman", 3, 2500000),
        ("top 20 products over 750000 toman", 20, 750000),
    ],
)
def test_numbers_are_filled_in_where_they_belong(question: str, limit: int, price: int):
    known = approved(pair("top 5 products over 1,000,000 toman", TOP))
    assert sql_for(question, known) == TOP.replace("LIMIT 5", f"LIMIT {limit}").replace("1000000", str(price))


@pytest.mark.parametrize(
    "question",
    [
        "top 5 products over 1,000,000 rial",
        "top 2.5 products over 1,000,000 toman",
        "top 0 products over 1,000,000 toman",
        "top 5 products under 1,000,000 toman",
    ],
)
def test_a_number_of_another_kind_is_not_filled_in(question: str):
    assert sql_for(question, approved(pair("top 5 products over 1,000,000 toman", TOP))) is None


def test_names_that_only_the_database_holds_are_filled_in():
    sql = "SELECT sum(quantity) FROM orders JOIN customers c ON c.id = orders.customer_id WHERE c.name = '{}'"
    known = approved(pair("units bought by Ali Rezaei", sql.format("Ali Rezaei")))
    assert sql_for("units bought by سارا احمدی", known) == sql.format("سارا احمدی")
    assert sql_for("units bought by Sapiens", known) is None
    assert sql_for("units bought by Somebody Else", known) is None
    assert sql_for("units bought by علی کریمی", known) is None


@pytest.mark.parametrize(
    "condition",
    [
        "order_date >= DATE '{first}' AND order_date < DATE '{after}'",
        "order_date BETWEEN '{first}' AND '{last}'",
        "order_date > '{before}' AND order_date <= '{last}'",
        "'{first}' <= order_date AND '{after}' > order_date",
        "order_date >= '{first} 00:00:00' AND order_date <= '{last} 23:59:59'",
        "order_date::date >= '{first}'::date AND order_date::date < '{after}'::date",
        "order_date /* سفارش */ >= '{first}' AND order_date < '{after}' -- یک ماه",
        "NOT order_date < '{first}' AND order_date < '{after}'",
    ],
)
def test_days_are_filled_in_as_they_are_written(condition: str):
    sql = f"SELECT count(*) FROM orders WHERE {condition}"
    known = approved(pair("orders last month", sql.format(**OCTOBER)))
    assert sql_for("orders in September", known) == sql.format(**EARLIER)


@pytest.mark.parametrize(
    "condition",
    [
        "order_date >= '2026-10-01'",
        "order_date >= '2026-10-01' AND order_date < '2026-12-01'",
        "order_date >= DATE '2026-10-01' AND order_date < DATE '2026-10-01' + INTERVAL '1 month'",
        "date_trunc('month', order_date) >= '2026-10-01' AND order_date < '2026-11-01'",
        "to_char(order_date, 'YYYY-MM') = '2026-10'",
        "extract(year FROM order_date) = 2026 AND extract(month FROM order_date) = 10",
        "order_date >= to_date('20261001', 'YYYYMMDD') AND order_date < to_date('20261101', 'YYYYMMDD')",
        "order_date >= to_date('01102026', 'DDMMYYYY') AND order_date < to_date('01112026', 'DDMMYYYY')",
        "order_date >= '20261001'::timestamp::date AND order_date < '20261101'::timestamp::date",
        "order_date >= DATE '20261001' + 0 AND order_date < DATE '20261101' + 0",
        "order_date >= '2026-10-01' AND order_date <= '9999-12-31'",
        "order_date >= '2026-10-01' AND order_date < '2026-11-01' AND order_date <> '2026-10-13'",
        "order_date >= '2026-10-01' AND order_date < '2026-11-01' AND quantity > (SELECT count(*) / 31 FROM orders)",
    ],
)
def test_what_has_days_in_it_that_are_not_the_periods_answers_only_until_that_moves(condition: str):
    sql = f"SELECT count(*) FROM orders WHERE {condition}"
    known = approved(pair("orders last month", sql))
    assert sql_for("orders last month", known) == sql
    assert sql_for("orders in October 2026", known) is None
    assert sql_for("orders last month", known, date(2026, 12, 1)) is None


@pytest.mark.parametrize(
    "selected",
    [
        "count(*) AS delivered_orders",
        "'Delivered' AS status, count(*)",
        "count(*) FILTER (WHERE status = 'delivered' OR status = 'shipped')",
        "CASE WHEN count(*) > 0 THEN 'delivered' ELSE 'none' END",
    ],
)
def test_a_value_that_the_sql_names_elsewhere_stays(selected: str):
    sql = f"SELECT {selected} FROM orders WHERE status = 'delivered'"
    known = approved(pair("delivered orders", sql))
    assert sql_for("delivered orders", known) == sql
    assert sql_for("returned orders", known) is None


@pytest.mark.parametrize("name", ["last_month", "october", '"سفارش‌های مهر"', "orders_2026"])
def test_a_column_named_after_the_period_is_moved_with_the_same_words_alone(name: str):
    known = approved(pair("delivered orders last month", DELIVERED.replace("AS n", f"AS {name}")))
    assert sql_for("delivered orders last month", known, date(2026, 12, 5)) is not None
    assert sql_for("delivered orders in September", known) is None


@pytest.mark.parametrize(
    ("question", "sql"),
    [
        ("top 5 products that cost over 5 toman", "SELECT name FROM products WHERE price > 5 LIMIT 5"),
        ("top 5 products", "SELECT name AS top_5 FROM products LIMIT 5"),
        ("top 5 products", "SELECT name AS top_five FROM products LIMIT 5"),
        ("۵ محصول برتر", 'SELECT name AS "پنج_محصول" FROM products LIMIT 5'),
        ("products from place 5 to 9", "SELECT name FROM products LIMIT 5 OFFSET 4"),
        ("top 5 products", "SELECT name, price / 5 FROM products LIMIT 5"),
        ("products over 5 toman", "SELECT name AS above5toman FROM products WHERE price > 5"),
        ("products over 5 toman", "SELECT name FROM products WHERE price > 5 AND price < 90"),
        ("products over 5 toman", "SELECT name FROM products WHERE price >= 6"),
    ],
)
def test_a_number_that_the_sql_does_not_have_exactly_once_stays(question: str, sql: str):
    known = approved(pair(question, sql))
    assert sql_for(question, known) == sql
    other = question.replace("5", "7", 1).replace("۵", "۷", 1)
    assert other != question
    assert sql_for(other, known) is None


@pytest.mark.parametrize(
    ("question", "other", "sql"),
    [
        (
            "orders last month",
            "orders in September",
            "WITH months AS (SELECT date_trunc('month', order_date) AS month FROM orders)"
            " SELECT count(*) FROM months WHERE month >= '2026-10-01' AND month < '2026-11-01'",
        ),
        (
            "orders last month",
            "orders in September",
            "SELECT count(*) FROM (SELECT order_date + 7 AS order_date FROM orders) AS orders"
            " WHERE orders.order_date >= '2026-10-01' AND orders.order_date < '2026-11-01'",
        ),
        (
            "orders of books",
            "returned orders",
            "WITH orders AS (SELECT category AS status FROM products) SELECT 1 FROM orders WHERE status = 'Books'",
        ),
        ("sales of books", "sales of toys", "SELECT count(*) FROM products WHERE category || '' = 'Books'"),
    ],
)
def test_what_is_not_a_tables_own_column_is_not_filled_in(question: str, other: str, sql: str):
    known = approved(pair(question, sql))
    assert sql_for(question, known) == sql
    assert sql_for(other, known) is None


def test_one_value_of_a_list_that_the_question_does_not_name_keeps_the_others():
    sql = "SELECT count(*) FROM orders WHERE status IN ('delivered', 'shipped')"
    assert sql_for("returned orders", approved(pair("delivered orders", sql))) is None
    both = approved(pair("delivered or shipped orders", sql))
    expected = "SELECT count(*) FROM orders WHERE status IN ('returned', 'cancelled')"
    assert sql_for("returned or cancelled orders", both) == expected


def compared(start: str, between: str, end: str) -> str:
    both = f"count(*) FILTER (WHERE order_date >= '{between}'), count(*) FILTER (WHERE order_date < '{between}')"
    return f"SELECT {both} FROM orders WHERE order_date >= '{start}' AND order_date < '{end}'"


def test_two_periods_may_be_others_as_long_as_they_lie_to_each_other_as_these_did():
    question = "orders this month compared with last month"
    known = approved(pair(question, compared("2026-10-01", "2026-11-01", "2026-11-22")))
    moved = compared("2026-11-01", "2026-12-01", "2026-12-06")
    assert sql_for(question, known, date(2026, 12, 5)) == moved
    assert sql_for("orders in May compared with April", known) == compared("2026-04-01", "2026-05-01", "2026-06-01")
    assert sql_for("orders in May compared with March", known) is None
    assert sql_for("orders in April compared with May", known) is None


def test_a_range_of_numbers_keeps_its_order():
    sql = "SELECT name FROM products WHERE price BETWEEN {} AND {}"
    known = approved(pair("products priced between 100 and 200 toman", sql.format(100, 200)))
    assert sql_for("products priced between 300 and 400 toman", known) == sql.format(300, 400)
    assert sql_for("products priced between 400 and 300 toman", known) is None


@pytest.mark.parametrize(
    ("question", "condition"),
    [
        ("orders last month", "order_date >= CURRENT_DATE - INTERVAL '1 month' AND order_date < CURRENT_DATE"),
        ("سفارش‌های امروز", "order_date = CURRENT_DATE"),
        ("orders this year", "age(order_date) < INTERVAL '1 year'"),
        ("orders today", "order_date >= 'today'"),
    ],
)
def test_sql_that_asks_for_the_time_moves_by_itself(question: str, condition: str):
    sql = f"SELECT count(*) FROM orders WHERE {condition}"
    known = approved(pair(question, sql, None))
    assert sql_for(question, known, date(2029, 1, 1)) == sql
    assert sql_for(f"{question} in May", known) is None


@pytest.mark.parametrize("question", ["orders in October", "orders in October 2026", "سفارش‌های مهر"])
def test_what_reckons_with_the_clock_answers_for_a_named_period_on_its_own_day_alone(question: str):
    month = "date_trunc('month', CURRENT_DATE)"
    sql = f"SELECT count(*) FROM orders WHERE order_date >= {month} - INTERVAL '1 month' AND order_date < {month}"
    known = approved(pair(question, sql))
    assert sql_for(question, known) == sql
    assert sql_for(question, known, date(2026, 12, 5)) is None


@pytest.mark.parametrize("question", ["orders last month", "orders last year", "سفارش‌های پارسال"])
def test_what_reckons_with_the_clock_answers_for_a_period_that_moves_with_it(question: str):
    sql = "SELECT count(*) FROM orders WHERE order_date > CURRENT_DATE - 30"
    known = approved(pair(question, sql))
    assert {sql_for(question, known, day) for day in (TODAY, date(2026, 12, 5), date(2029, 1, 1))} == {sql}


@pytest.mark.parametrize(
    ("question", "other", "months"),
    [
        ("orders of every month in Q3 2026", "orders of every month in 2025", 3),
        ("orders of each of the last 3 months", "orders of each of the last 6 months", 3),
        ("orders in the last 92 days", "orders in the last 30 days", 92),
    ],
)
def test_a_period_whose_length_is_in_the_sql_stays(question: str, other: str, months: int):
    period = ("2026-07-01", "2026-10-01") if "Q3" in question else ("2026-08-22", "2026-11-22")
    sql = f"SELECT count(*) FROM orders WHERE order_date >= '{period[0]}' AND order_date < '{period[1]}'"
    sql += f" HAVING count(DISTINCT order_date) = {months}"
    known = approved(pair(question, sql))
    assert sql_for(question, known) == sql
    assert sql_for(other, known) is None


@pytest.mark.parametrize("made", ["date_trunc('month', order_date)", "extract(month FROM order_date)"])
def test_sql_that_makes_months_of_days_is_of_its_own_calendar_alone(made: str):
    sql = (
        f"SELECT {made}, count(*) FROM orders WHERE order_date >= '2026-01-01' AND order_date < '2026-11-22' GROUP BY 1"
    )
    known = approved(pair("orders of each month this year", sql))
    expected = sql.replace("2026-01-01", "2025-01-01").replace("2026-11-22", "2026-01-01")
    assert sql_for("orders of each month in 2025", known) == expected
    assert sql_for("orders of each month in 1404", known) is None


def test_two_values_of_a_column_stay_two():
    sql = "SELECT name FROM products WHERE category IN ('{}', '{}') GROUP BY name HAVING count(DISTINCT category) = 2"
    known = approved(pair("what is both books and toys", sql.format("Books", "Toys")))
    assert sql_for("what is both toys and clothing", known) == sql.format("Toys", "Clothing")
    assert sql_for("what is both books and books", known) is None


def test_a_question_of_many_numbers_is_read_in_one_way():
    numbers = [str(number) for number in range(101, 113)]
    sql = f"SELECT name FROM products WHERE price IN ({', '.join(numbers)})"
    template = template_of(pair(f"products for {' or '.join(numbers)} toman", sql), LAYER)
    assert len(list(fits(template.parts, template.wording, 0, LAYER))) == 1


def test_an_open_end_that_is_today_stays_today():
    sql = "SELECT count(*) FROM orders WHERE order_date >= '2026-11-01'"
    known = approved(pair("orders this month", sql))
    assert sql_for("orders this month", known, date(2026, 12, 5)) == sql.replace("11-01", "12-01")
    assert sql_for("orders in October", known) is None
    fixed = approved(pair("orders from 1 to 21 November 2026", sql))
    assert sql_for("orders from 1 to 21 November 2026", fixed, date(2026, 12, 5)) is None


def test_one_day_is_filled_in_by_one_day():
    known = approved(pair("orders yesterday", "SELECT count(*) FROM orders WHERE order_date = '2026-11-20'"))
    assert sql_for("orders on 5 March 2026", known) == "SELECT count(*) FROM orders WHERE order_date = '2026-03-05'"
    assert sql_for("orders in March 2026", known) is None


def test_a_day_that_no_word_accounts_for_is_believed_on_that_day_alone():
    sql = "SELECT count(*) FROM orders WHERE order_date >= '2026-03-21'"
    known = approved(pair("orders since Nowruz", sql))
    assert sql_for("orders since Nowruz", known) == sql
    assert sql_for("orders since Nowruz", known, date(2027, 3, 25)) is None


def test_without_a_known_day_only_a_period_that_never_moves_is_filled_in():
    sql = "SELECT count(*) FROM orders WHERE order_date >= '2025-03-01' AND order_date < '2025-04-01'"
    known = approved(pair("orders in March 2025", sql, None), pair("revenue last month", sql, None))
    assert sql_for("orders last month", known) == sql.replace("2025-03", "2026-10").replace("2025-04", "2026-11")
    assert sql_for("revenue last month", known) is None


def test_of_two_approved_questions_that_are_at_odds_only_the_repeated_one_answers():
    excluding, all_of_them = orders(*LAST_MONTH), orders(*LAST_MONTH).replace("status = 'delivered' AND ", "")
    known = approved(pair("orders last month", excluding), pair("orders in October", all_of_them))
    assert sql_for("orders last month", known) == excluding
    assert sql_for("orders in October", known) == all_of_them
    assert sql_for("orders in September", known) is None


def test_a_day_that_not_every_year_has_is_no_obstacle_to_saying_what_is_answered():
    sql = "SELECT count(*) FROM orders WHERE order_date = '2024-02-29'"
    assert template_of(pair("orders on 29 February", sql, date(2024, 3, 1)), LAYER).reach(LAYER) == "for now"
    clock = "SELECT count(*) FROM orders WHERE order_date = CURRENT_DATE"
    assert template_of(pair("orders on 29 February", clock, date(2024, 2, 29)), LAYER).reach(LAYER) == "for now"


def test_what_is_filled_in_can_not_break_out_of_its_literal():
    known = approved(pair("price of iPhone 15", "SELECT price FROM products WHERE name = 'iPhone 15'"))
    filled = sql_for("price of O'Neill' OR 1=1", known)
    assert filled == "SELECT price FROM products WHERE name = 'O''Neill'' OR 1=1'"
    assert GUARD.check(filled)


@pytest.mark.parametrize(
    ("question", "exchanged"),
    [
        ("5 returned products", ()),
        ("five refunded products", ()),
        ("five delivered products", (Exchange("orders.status", "returned", "delivered"),)),
        ("7 returned products", (Exchange("", Decimal(5), Decimal(7)),)),
    ],
)
def test_what_stands_in_place_of_something_else_is_told(question: str, exchanged: tuple[Exchange, ...]):
    sql = "SELECT product_id FROM orders WHERE status = 'returned' LIMIT 5"
    answer = approved(pair("5 returned products", sql)).answer(question, "en", TODAY)
    assert answer is not None
    assert answer.exchanged == exchanged


def test_a_question_without_a_word_answers_nothing():
    assert sql_for("?!", approved(pair("؟", "SELECT 1"))) is None


def test_nothing_approved_answers_nothing():
    assert approved().answer("orders last month", "en", TODAY) is None


def test_templates_are_looked_at_only_where_the_question_begins_like_them():
    begun: list[str] = []

    class Watched(Template):
        def answer(self, wording: Wording, layer: SemanticLayer) -> Answer | None:
            begun.append(self.pair.question)
            return super().answer(wording, layer)

    made = [template_of(pair(f"{name} orders last month", DELIVERED), LAYER) for name in ("busy", "odd", "late")]
    known = Approved([Watched(it.pair, it.parts, it.statement, it.ties, it.wording) for it in made], LAYER)
    assert known.answer("odd orders in September", "en", TODAY)
    assert known.answer("how many orders are there", "en", TODAY) is None
    assert begun == ["odd orders last month"]
