"""Whatever is typed, the engine reads it or says why not."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.contracts import Earlier, Language
from app.errors import InvalidQuestion, NeedsClarification, Refused, Unanswerable
from app.generators.builtin.following import read_on
from app.generators.builtin.lexicon import vocabulary_of
from app.semantics.reading import Reading
from app.settings import Settings
from tests.support.engine import LAYER, TODAY, reading_of, sql_of

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


MOST_CHARS = Settings().question_max_chars
MOST_SECONDS = 1.0
"""Processor time that one question may take, however long; a twentieth of it is usual for the longest."""
EARLIER: Earlier = {"question": "revenue by month", "reading": reading_of("revenue by month").as_json()}
FOREIGN = [
    "Wie viele Bestellungen gab es im letzten Monat?",
    "Combien de commandes le mois dernier ?",
    "كم عدد الطلبات في الشهر الماضي؟",
    "上个月有多少订单？",
    "Сколько заказов было в прошлом месяце?",
    "पिछले महीने कितने ऑर्डर थे?",
    "כמה הזמנות היו בחודש שעבר?",
]
CHANGES = [
    "SELECT * FROM orders; DROP TABLE orders",
    "'; DELETE FROM orders --",
    "UPDATE products SET price = 0",
    "```sql\nTRUNCATE orders\n```",
]
"""Statements that somebody pastes where a question belongs."""
SCRIPTS = st.sampled_from(
    ["orders", "سفارش", "订单", "заказ", "🛒", "\u200f", "\u202e", "\u200c", "۳", "3", "'", "«", "%"]
)


@pytest.fixture(autouse=True, scope="module")
def nothing_old_to_collect() -> Iterator[None]:
    """As in a process that serves: what was there before is never searched for garbage, which takes a second here."""
    gc.freeze()
    yield
    gc.unfreeze()


def is_read(question: str, language: Language | None = None) -> None:
    """Whether the engine answers, or says why not; any other exception comes through."""
    with suppress(*OURS):
        assert isinstance(reading_of(question, language), Reading)
        assert sql_of(question)
    with suppress(*OURS):
        assert isinstance(read_on(question, language or "en", LAYER, TODAY, EARLIER), Reading)


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12))
@settings(max_examples=400)
def test_any_words_of_the_trade_give_sql_that_the_guard_accepts_or_an_error_of_ours(words: list[str]):
    is_read(" ".join(words))


@given(st.text(max_size=200), st.sampled_from(["fa", "en"]))
@settings(max_examples=200)
def test_any_text_gives_a_reading_or_an_error_of_ours(question: str, language: Language):
    is_read(question, language)


@given(st.lists(SCRIPTS, max_size=40).map(" ".join))
@settings(max_examples=200)
def test_mixed_scripts_give_a_reading_or_an_error_of_ours(question: str):
    is_read(question)


@given(st.text(min_size=1, max_size=8), st.sampled_from(["", " ", "\u200c", ", "]))
@settings(max_examples=100)
def test_the_longest_question_takes_no_more_than_its_time(part: str, between: str):
    require_quick((part + between) * MOST_CHARS)


@pytest.mark.parametrize("part", ["%", "'", "1 ", "a ", "and ", "و ", "by ", "order ", "last month ", "از تا ", "not "])
def test_what_is_repeated_takes_no_more_than_its_time(part: str):
    require_quick(part * MOST_CHARS)


def require_quick(text: str) -> None:
    """The question, as long as one may be, is read within its time."""
    started = time.process_time()
    is_read(text[:MOST_CHARS])
    assert time.process_time() - started < MOST_SECONDS


@pytest.mark.parametrize("question", FOREIGN)
def test_a_question_in_another_language_is_not_answered_but_told_so(question: str):
    with suppress(*OURS):
        assert not reading_of(question).is_complete


@pytest.mark.parametrize("statement", CHANGES)
def test_a_statement_that_changes_data_is_no_question(statement: str):
    with pytest.raises(OURS):
        sql_of(statement)


@pytest.mark.parametrize(
    "question",
    [
        "",
        " ",
        "؟" * 1000,
        "order " * 200,
        "🙂 🛒 orders",
        "\u202eorders by status\u202c",
        "orders سفارش orders سفارش",
    ],
)
def test_odd_questions_are_no_exception(question: str):
    is_read(question)


def test_no_word_of_asking_is_left_without_a_meaning():
    vocabulary = vocabulary_of(LAYER)
    assert "orders" in vocabulary
    assert "بیشتر از" in vocabulary
