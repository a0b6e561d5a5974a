"""What people say in other words is read as what it means, and what only looks like it is withheld."""

from __future__ import annotations

import pytest

from app.errors import NeedsClarification
from app.generators.builtin.reading import read
from app.language.detection import detect_language
from app.semantics.reading import ColumnGroup, Comparison, Filter, MeasureUse, Reading, Related, RowGroup
from tests.support.engine import LAYER, TODAY

AVERAGE_PRICE = ("products.price", ">", None)
REVENUE, UNITS = MeasureUse("orders.revenue"), MeasureUse("orders.units")


def reading_of(question: str) -> Reading:
    return read(question, detect_language(question), LAYER, TODAY)


@pytest.mark.parametrize(
    "question",
    ["محصولاتی که قیمتشون از میانگین بیشتره", "محصولاتی که از میانگین گرون‌ترن", "محصولات گران‌تر از میانگین"],
)
def test_a_comparison_may_stand_behind_the_average(question: str):
    [comparison] = reading_of(question).filters
    assert isinstance(comparison, Comparison)
    [bound] = comparison.bounds
    assert (comparison.reference, bound.operator, bound.value) == AVERAGE_PRICE


@pytest.mark.parametrize(
    "question",
    [
        "products more expensive than the average price in their category",
        "products more expensive than the average of each category",
        "محصولات گران‌تر از میانگین دسته‌شان",
    ],
)
def test_the_average_of_a_part_is_not_taken_for_that_of_all(question: str):
    assert reading_of(question).unread


@pytest.mark.parametrize(
    "question", ["value of cancelled orders", "مبلغ کل سفارش‌های لغو شده چقدر است؟", "مبلغ سفارش‌های لغو شده"]
)
def test_the_amounts_of_rows_that_are_not_listed_are_added_up(question: str):
    reading = reading_of(question)
    assert reading.measures == (REVENUE,)
    assert reading.filters == (Filter("orders.status", ("cancelled",)),)


@pytest.mark.parametrize("question", ["list cancelled orders with their amount", "لیست سفارش‌های لغو شده با مبلغ"])
def test_listed_rows_show_the_amounts_that_are_asked_for(question: str):
    reading = reading_of(question)
    assert (reading.rows, reading.shown) == ("orders", ("orders.revenue",))


@pytest.mark.parametrize("question", ["۵ مشتری برتر از نظر مبلغ", "5 moshtari bartar az nazar mablagh"])
def test_customers_are_ranked_by_what_their_orders_come_to(question: str):
    reading = reading_of(question)
    assert (reading.measures, reading.groups, reading.limit) == ((REVENUE,), (RowGroup("customers"),), 5)


@pytest.mark.parametrize("question", ["۵ مشتری اول از نظر تعداد سفارش", "first 5 customers by number of orders"])
def test_the_first_by_a_measure_are_the_highest(question: str):
    reading = reading_of(question)
    assert (reading.ranking, reading.limit, reading.sorting) == ("highest", 5, None)


@pytest.mark.parametrize(
    "question", ["تعداد سفارش‌هایی که ارسال شده‌اند ولی تحویل نشده‌اند", "orders shipped but not delivered"]
)
def test_a_value_that_is_denied_beside_another_changes_nothing(question: str):
    assert reading_of(question).filters == (Filter("orders.status", ("shipped",)),)


@pytest.mark.parametrize(
    "question", ["مشتریانی که هم کتاب خریده‌اند هم اسباب‌بازی", "مشتریانی که هم کتاب و هم اسباب‌بازی خریده‌اند"]
)
def test_both_may_be_said_of_each(question: str):
    bought = [condition for condition in reading_of(question).filters if isinstance(condition, Related)]
    assert [condition.conditions[0].values for condition in bought] == [("Books",), ("Toys",)]


@pytest.mark.parametrize(
    ("question", "measure", "per"),
    [
        ("how many units does an order contain on average?", UNITS, "orders"),
        ("how much does a customer spend on average?", REVENUE, "customers"),
    ],
)
def test_what_one_has_on_average_is_an_average_per_row(question: str, measure: MeasureUse, per: str):
    reading = reading_of(question)
    assert (reading.measures, reading.derived, reading.per) == ((measure,), "per row", RowGroup(per))


@pytest.mark.parametrize("question", ["فروش دسته‌ها در ماه گذشته", "sales of the categories"])
def test_values_in_the_plural_are_groups(question: str):
    assert reading_of(question).groups == (ColumnGroup("products.category"),)


@pytest.mark.parametrize("question", ["چند نفر از دسته کتاب خرید کرده‌اند؟", "how many people bought books"])
def test_people_are_counted_and_not_what_they_bought(question: str):
    assert reading_of(question).measures == (MeasureUse("customers.customers"),)


@pytest.mark.parametrize("question", ["return rate of electronics", "نرخ مرجوعی الکترونیک"])
def test_a_rate_is_that_of_the_value_beside_it(question: str):
    reading = reading_of(question)
    assert reading.part == (Filter("orders.status", ("returned",)),)
    assert reading.filters == (Filter("products.category", ("Electronics",)),)


@pytest.mark.parametrize(
    "question", ["customers who registered but never ordered", "مشتریانی که ثبت نام کردن ولی خرید نکردن"]
)
def test_what_all_rows_have_leaves_only_what_is_denied(question: str):
    [condition] = reading_of(question).filters
    assert isinstance(condition, Related)
    assert condition.negated


@pytest.mark.parametrize("question", ["موجودی محصولات", "کالاهای موجود", "موجودی هر محصول چنده"])
def test_a_word_that_only_looks_like_filler_is_not_left_out(question: str):
    assert reading_of(question).unexplained


@pytest.mark.parametrize("question", ["top ones", "چقدر؟", "how many", "یه آمار بده"])
def test_a_question_about_nothing_is_asked_back(question: str):
    with pytest.raises(NeedsClarification):
        reading_of(question)


@pytest.mark.parametrize("question", ["how many products are in our shop", "چندتا کالا تو فروشگاه داریم"])
def test_where_everything_is_says_nothing(question: str):
    assert reading_of(question).measures == (MeasureUse("products.products"),)
