"""An approved question is known again when it is asked politely, in spoken words or with a slip; not in other words."""

from __future__ import annotations

import pytest

from tests.support.approved import approved, pair, sql_for
from tests.support.engine import TODAY

DELIVERED = "SELECT count(*) AS n FROM orders WHERE status = 'delivered'"
MONTH = "order_date >= '{}' AND order_date < '{}'"
LAST_MONTH = f"{DELIVERED} AND {MONTH.format('2026-10-01', '2026-11-01')}"
MEHR = f"{DELIVERED} AND {MONTH.format('2026-09-23', '2026-10-23')}"
COUNT = "SELECT count(*) AS n FROM orders"


@pytest.mark.parametrize(
    ("question", "sql"),
    [
        ("please, number of delivered orders last month", LAST_MONTH),
        ("Hello! Number of delivered orders last month, please?", LAST_MONTH),
        ("number of deliverd orders last month", LAST_MONTH),
        ("number of delievered orders last month", LAST_MONTH),
        ("please number of deliverd orders in September", LAST_MONTH.replace("-10-", "-09-").replace("-11-", "-10-")),
        ("number of returned orders last month thanks", LAST_MONTH.replace("delivered", "returned")),
        ("Can you please tell me the number of delivered orders last month?", LAST_MONTH),
        ("hi, I would like to know the number of delivered orders last month :)", LAST_MONTH),
        ("What is the number of delivered orders last month?!", LAST_MONTH),
        ("“number of delivered orders last month”", LAST_MONTH),
    ],
)
def test_politeness_and_slips_change_nothing(question: str, sql: str):
    assert sql_for(question, approved(pair("number of delivered orders last month", LAST_MONTH))) == sql


@pytest.mark.parametrize(
    "question",
    [
        "لطفاً تعداد سفارش‌های تحویل‌شده در ماه گذشته؟",
        "سلام، تعداد سفارش‌های تحویل‌شده در ماه گذشته ممنون",
        "لطفا تعداد سفارش‌هاي تحويل‌شده در ماه گذشته را بگو",
        "به من بگو تعداد سفارش‌های تحویل شده در ماه گذشته",
        "می‌خواهم بدانم تعداد سفارش های تحویل‌شده در ماه گذشته",
        "«تعداد سفارش‌های تحویل‌شده در ماه گذشته»",
        "تعداد سفارشای تحویل‌شده در ماه گذشته",
        "تعداد سفارس‌های تحویل‌شده در ماه گذشته",
    ],
)
def test_persian_politeness_spoken_words_and_slips_change_nothing(question: str):
    assert sql_for(question, approved(pair("تعداد سفارش‌های تحویل‌شده در ماه گذشته", MEHR))) == MEHR


@pytest.mark.parametrize(
    ("known", "question"),
    [
        ("کدام روزها شلوغ بودند", "کدوم روزا شلوغ بودن"),
        ("کدوم روزا شلوغ بودن", "کدام روزها شلوغ بودند"),
        ("سفارش‌های شلوغ را نشان بده", "سفارشای شلوغ رو نشون بده"),
        ("روز شلوغ چقدر فروش داشتند", "روز شلوغ چقد فروش داشتن"),
    ],
)
def test_what_is_said_and_what_is_written_are_the_same(known: str, question: str):
    assert sql_for(question, approved(pair(known, COUNT))) == COUNT


def test_an_approved_question_may_be_polite_itself():
    known = approved(pair("please tell number of busy orders", COUNT))
    assert sql_for("tell number of busy orders", known) == COUNT
    assert sql_for("please tell number of busy orders", known) == COUNT


@pytest.mark.parametrize(
    ("known", "question", "sql"),
    [
        ("busy days of the first kind", "busy days of the third kind", COUNT),
        ("top 15 odd products", "top 16 odd products", COUNT),
        ("unusual orders", "usual orders", COUNT),
        ("atypical orders", "typical orders", COUNT),
        ("orders paid weekly", "orders paid weakly", COUNT),
        ("order with odd products", "orders with odd products", COUNT),
        ("روزهایی که سفارش شلوغ کرده‌اند", "روزهایی که سفارش شلوغ نکرده‌اند", COUNT),
        ("سفارش‌های تحویل شده شلوغ", "سفارش‌های تحویل نشده شلوغ", COUNT),
        ("محصول شلوغ", "محصول‌ها شلوغ", COUNT),
    ],
)
def test_a_word_that_may_change_what_is_asked_is_never_taken_for_another(known: str, question: str, sql: str):
    assert sql_for(question, approved(pair(known, sql))) is None


@pytest.mark.parametrize("question", ["show me busy orders", "list busy orders", "give me busy orders"])
def test_who_asks_for_rows_is_not_given_a_number(question: str):
    assert sql_for(question, approved(pair("busy orders", COUNT))) is None


def test_what_is_read_as_another_word_is_told():
    known = approved(pair("number of Delivered orders", DELIVERED))
    answer = known.answer("please number of deliverd orders", "en", TODAY)
    assert answer is not None
    assert answer.corrections == (("deliverd", "Delivered"),)


@pytest.mark.parametrize("question", ["please number of delivered orders", "number of delivered orders"])
def test_nothing_is_told_where_every_word_is_right(question: str):
    answer = approved(pair("number of delivered orders", DELIVERED)).answer(question, "en", TODAY)
    assert answer is not None
    assert answer.corrections == ()


@pytest.mark.parametrize("name", ["Rezaei", "Rezaie", "Rezae"])
def test_a_name_that_the_sql_has_is_never_taken_for_another(name: str):
    sql = "SELECT count(*) FROM customers WHERE name LIKE '%Rezaei%'"
    assert (sql_for(f"busy customers named {name}", approved(pair("busy customers named Rezaei", sql))) == sql) is (
        name == "Rezaei"
    )


def test_a_polite_word_that_is_a_name_stays():
    sql = "SELECT count(*) FROM customers WHERE name = 'سپاس'"
    known = approved(pair("سپاس چند خرید شلوغ دارد", sql))
    assert sql_for("سپاس چند خرید شلوغ دارد", known) == sql
    assert sql_for("عزیز چند خرید شلوغ دارد", known) is None
    assert sql_for("چند خرید شلوغ دارد", known) is None
