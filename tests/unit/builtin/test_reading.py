"""The engine reads a question of either language into the same terms, and leaves unread what it can't be sure of."""

from __future__ import annotations

from datetime import date

import pytest

from app.errors import InvalidDate, NeedsClarification, Refused
from app.generators.builtin.reading import read
from app.language.detection import detect_language
from app.semantics.loading import load_layer
from app.semantics.reading import ColumnGroup, Filter, MeasureUse, Reading, RowGroup, TimeGroup
from app.settings import PROJECT

TODAY = date(2026, 11, 21)
LAYER = load_layer(PROJECT / "seeds" / "shop.semantics.yml")


def reading_of(question: str) -> Reading:
    return read(question, detect_language(question), LAYER, TODAY)


@pytest.mark.parametrize(
    ("question", "measure"),
    [
        ("how many orders are there?", "orders.orders"),
        ("چند سفارش داریم؟", "orders.orders"),
        ("number of customers", "customers.customers"),
        ("تعداد مشتری‌ها", "customers.customers"),
        ("what is our total revenue", "orders.revenue"),
        ("مجموع فروش", "orders.revenue"),
        ("total sales", "orders.revenue"),
        ("درآمد کل", "orders.revenue"),
        ("units sold", "orders.units"),
        ("average order value", "orders.order_value"),
        ("میانگین سبد خرید", "orders.order_value"),
    ],
)
def test_the_measure_is_found(question: str, measure: str):
    assert reading_of(question).measure == MeasureUse(measure)


@pytest.mark.parametrize("question", ["average price of products", "میانگین قیمت محصولات", "متوسط قيمت كالاها"])
def test_a_fact_is_averaged(question: str):
    assert reading_of(question).measure == MeasureUse("products.price", "avg")


@pytest.mark.parametrize(
    ("question", "filters"),
    [
        ("how many delivered orders", [Filter("orders.status", ("delivered",))]),
        ("تعداد سفارش‌های تحویل‌شده", [Filter("orders.status", ("delivered",))]),
        ("تعداد سفارش های تحويل شده", [Filter("orders.status", ("delivered",))]),
        ("orders that were not cancelled", [Filter("orders.status", ("cancelled",), negated=True)]),
        ("shipped and delivered orders", [Filter("orders.status", ("shipped", "delivered"))]),
        ("revenue from books", [Filter("products.category", ("Books",))]),
        ("فروش دستهٔ پوشاک", [Filter("products.category", ("Clothing",))]),
    ],
)
def test_stored_values_are_found_by_what_people_call_them(question: str, filters: list[Filter]):
    assert list(reading_of(question).filters) == filters


@pytest.mark.parametrize(
    ("question", "group"),
    [
        ("orders by status", ColumnGroup("orders.status")),
        ("سفارش‌ها به تفکیک وضعیت", ColumnGroup("orders.status")),
        ("revenue per category", ColumnGroup("products.category")),
        ("درآمد هر دسته", ColumnGroup("products.category")),
        ("revenue of each customer", RowGroup("customers")),
        ("monthly revenue this year", TimeGroup("orders.order_date", "month", "gregorian")),
        ("revenue by month", TimeGroup("orders.order_date", "month", "gregorian")),
        ("درآمد ماهانه", TimeGroup("orders.order_date", "month", "jalali")),
        ("تعداد سفارش هفتگی در سه ماه اخیر", TimeGroup("orders.order_date", "week", "jalali")),
    ],
)
def test_the_groups_are_found(question: str, group: object):
    assert reading_of(question).groups == (group,)


@pytest.mark.parametrize(
    ("question", "start", "end"),
    [
        ("orders last month", date(2026, 10, 1), date(2026, 11, 1)),
        ("سفارش‌های ماه گذشته", date(2026, 9, 23), date(2026, 10, 23)),
        ("orders this year", date(2026, 1, 1), date(2026, 11, 22)),
        ("سفارش‌های امسال", date(2026, 3, 21), date(2026, 11, 22)),
        ("orders in the last 30 days", date(2026, 10, 23), date(2026, 11, 22)),
        ("سفارش‌های ۳۰ روز اخیر", date(2026, 10, 23), date(2026, 11, 22)),
    ],
)
def test_the_period_is_that_of_the_questions_calendar(question: str, start: date, end: date):
    period = reading_of(question).period
    assert period is not None
    assert (period.start, period.end) == (start, end)


@pytest.mark.parametrize(
    ("question", "group", "limit", "measure"),
    [
        ("top 5 products by revenue", RowGroup("products"), 5, "orders.revenue"),
        ("۵ محصول برتر از نظر درآمد", RowGroup("products"), 5, "orders.revenue"),
        ("best selling product", RowGroup("products"), 1, "orders.units"),
        ("پرفروش‌ترین محصول", RowGroup("products"), 1, "orders.units"),
        ("top products", RowGroup("products"), 10, "orders.units"),
        ("ten customers with the most orders", RowGroup("customers"), 10, "orders.orders"),
        ("top 3 categories by revenue", ColumnGroup("products.category"), 3, "orders.revenue"),
    ],
)
def test_a_ranking_says_what_is_ranked_by_what_and_how_many(question: str, group: object, limit: int, measure: str):
    reading = reading_of(question)
    assert (reading.groups, reading.limit, reading.measure) == ((group,), limit, MeasureUse(measure))


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("total profit last month", ("profit",)),
        ("سود خالص ماه گذشته", ("سود", "خالص")),
        ("orders from Shiraz", ("Shiraz",)),
    ],
)
def test_words_that_nothing_explains_are_named_as_they_were_written(question: str, words: tuple[str, ...]):
    assert reading_of(question).unexplained == words


@pytest.mark.parametrize(
    "question",
    [
        "how many new customers",
        "average revenue",
        "products by customer",
        "products last month",
        "top 0 products",
        "revenue of customers",
        "orders cancelled or over 10 million",
        "customers who ordered and never returned anything",
        "customers who bought only books",
        "average revenue by category",
        "orders in rial by month of",
        "the revenue of the top 5 products and their orders",
    ],
)
def test_known_words_that_make_no_certain_question_are_left_unread(question: str):
    reading = reading_of(question)
    assert reading.unread
    assert reading.measure is None


@pytest.mark.parametrize("question", ["delete all orders", "drop table customers", "سفارش‌ها را حذف کن"])
def test_a_wish_to_change_data_is_refused(question: str):
    with pytest.raises(Refused):
        reading_of(question)


def test_a_day_that_does_not_exist_is_named():
    with pytest.raises(InvalidDate, match="۱۴۰۵/۰۷/۳۱"):
        reading_of("سفارش‌های ۱۴۰۵/۰۷/۳۱")


def test_a_date_with_two_readings_is_asked_back_with_both():
    with pytest.raises(NeedsClarification) as asked:
        reading_of("orders since 11/05/2026")
    assert set(asked.value.choices) == {"orders since 11 May 2026", "orders since 5 November 2026"}


@pytest.mark.parametrize(
    "question", ["top 5 products by revenue this year", "درآمد ماهانه امسال", "orders not cancelled"]
)
def test_a_reading_is_the_same_after_a_way_through_json(question: str):
    reading = reading_of(question)
    assert Reading.from_json(reading.as_json()) == reading
