"""What leaves open what is asked is asked back, with two or three questions that the engine answers."""

from __future__ import annotations

import pytest

from app.errors import NeedsClarification, UnknownWords
from tests.support.engine import reading_of, sql_of

VAGUE = """
sales report
give me a report
how are sales going
best customers
good customers
the most important products
problematic orders
recent problematic orders
customers last month
how many customers this year
how many products did we sell last month
revenue growth
compare sales
who are our active customers
products under 500 toman
which customer bought the most
گزارش بده
یه گزارش بده
گزارش فروش
وضعیت فروش چطوره؟
بهترین مشتری‌ها
مشتری‌های خوب
سفارش‌های مشکل‌دار
سفارش‌های اخیر مشکل‌دار
مشتریان ماه گذشته
چند محصول فروختیم
محصولات زیر ۵۰۰ تومن
مشتری با بیشترین خرید
رشد فروش
"""


@pytest.mark.parametrize("question", VAGUE.strip().splitlines())
def test_what_is_vague_is_asked_back_with_questions_that_are_answered(question: str):
    with pytest.raises(NeedsClarification) as asked:
        reading_of(question)
    assert 2 <= len(asked.value.choices) <= 3
    assert len(set(asked.value.choices)) == len(asked.value.choices)
    for choice in asked.value.choices:
        assert sql_of(choice)


@pytest.mark.parametrize(
    "question",
    [
        "sales report by category this year",
        "monthly sales report",
        "گزارش فروش ماهانه امسال",
        "آمار سفارش‌ها به تفکیک وضعیت",
    ],
)
def test_a_report_that_says_of_what_is_answered(question: str):
    assert sql_of(question)


def test_an_amount_that_may_lack_its_thousands_is_asked_back_with_both():
    with pytest.raises(NeedsClarification) as asked:
        reading_of("محصولات زیر ۵۰۰ تومن")
    assert asked.value.choices == ("محصولات زیر ۵۰۰ هزار تومان", "محصولات زیر ۵٬۰۰۰ ریال")


@pytest.mark.parametrize(
    ("question", "nearest"),
    [
        ("profit last month", "revenue last month"),
        ("سود ماه گذشته", "درآمد ماه گذشته"),
        ("average discount by category", "average price by category"),
    ],
)
def test_beside_an_unknown_word_the_nearest_questions_are_offered(question: str, nearest: str):
    with pytest.raises(UnknownWords) as unknown:
        sql_of(question)
    assert nearest in unknown.value.choices
    for choice in unknown.value.choices:
        assert sql_of(choice)
