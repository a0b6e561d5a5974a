"""Whatever is typed, the engine reads it or says why not."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.contracts import Language
from app.errors import InvalidQuestion, NeedsClarification, Refused, Unanswerable
from app.generators.builtin.lexicon import vocabulary_of
from app.semantics.reading import Reading
from tests.support.engine import LAYER, reading_of, sql_of

WORDS = """
how many number of orders order customers customer products product categories category revenue sales units price
quantity status delivered cancelled returned books electronics by per each in and or not never no without more than less
at least between 3 5 20 1 million toman rial percent % > >= last month this year today 2025 vs compared to the month
before growth share rate average total top 5 best worst most highest lowest cheapest expensive latest first list which
who what when how much bought sold ordered spent registered new gmail email weekday friday monthly by month running
cumulative rank within both but only once twice report different unique of with their
چند تعداد سفارش سفارش‌ها مشتری مشتریان محصول محصولات دسته درآمد فروش قیمت وضعیت لغو شده نشده مرجوعی کتاب هر به تفکیک
بر اساس و یا بیش از کمتر از حداقل بین ۳ ۵ ۲۰ یک میلیون تومان ریال درصد ماه گذشته امسال پارسال ۱۴۰۴ نسبت به مقایسه رشد
سهم نرخ میانگین مجموع برتر بهترین بیشترین کمترین گران‌ترین ارزان پرفروش‌ترین آخرین اولین لیست کدام چه کسانی چقدر خریده‌اند
نخریده‌اند فروختیم ثبت نام جدید جیمیل جمعه‌ها روز هفته ماهانه تجمعی رتبه هرگز هیچ بدون ولی فقط یک بار مختلف
""".split()


OURS = (InvalidQuestion, NeedsClarification, Refused, Unanswerable)
"""What a question may be met with: that the guard refuses the engine's SQL is none of it."""


def is_read(question: str, language: Language | None = None) -> None:
    """Whether the engine answers, or says why not; any other exception comes through."""
    with suppress(*OURS):
        assert isinstance(reading_of(question, language), Reading)
        assert sql_of(question)


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12))
@settings(max_examples=400, deadline=None)
def test_any_words_of_the_trade_give_sql_that_the_guard_accepts_or_an_error_of_ours(words: list[str]):
    is_read(" ".join(words))


@given(st.text(max_size=200), st.sampled_from(["fa", "en"]))
@settings(max_examples=200, deadline=None)
def test_any_text_gives_a_reading_or_an_error_of_ours(question: str, language: Language):
    is_read(question, language)


@pytest.mark.parametrize(
    "question",
    [
        "",
        " ",
        "؟" * 1000,
        "order " * 200,
        "🙂 🛒 orders",
        "\u202eorders by status\u202c",
        "SELECT * FROM orders; DROP TABLE orders",
        "Wie viele Bestellungen gibt es?",
        "كم عدد الطلبات؟",
        "orders سفارش orders سفارش",
    ],
)
def test_odd_questions_are_no_exception(question: str):
    is_read(question)


def test_no_word_of_asking_is_left_without_a_meaning():
    vocabulary = vocabulary_of(LAYER)
    assert "orders" in vocabulary
    assert "بیشتر از" in vocabulary
