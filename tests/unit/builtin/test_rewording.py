"""Words that stand for others in their sentence are read as what they stand for."""

from __future__ import annotations

import pytest

from app.errors import NeedsClarification, OutsideScope, UnknownWords
from app.semantics.reading import ColumnGroup, Comparison, Filter, MeasureUse, RowGroup, Sorting
from tests.support.engine import reading_of, sql_of

ORDERS = MeasureUse("orders.orders")
REVENUE = MeasureUse("orders.revenue")
UNITS = MeasureUse("orders.units")


@pytest.mark.parametrize(
    "question",
    [
        "how many units were sold in each category",
        "تعداد واحد فروخته‌شده در هر دسته",
        "در هر دسته چند تا فروختیم؟",
        "how many were sold per category",
    ],
)
def test_what_is_sold_and_not_named_is_counted_in_pieces(question: str):
    assert reading_of(question).measures == (UNITS,)


@pytest.mark.parametrize("question", ["امسال چند سفارش داده شده است؟", "تعداد سفارش داده شده در هر ماه امسال"])
def test_a_verb_that_begins_with_its_noun_counts_that_noun(question: str):
    assert reading_of(question).measures == (ORDERS,)


def test_a_number_before_such_a_verb_is_that_of_the_noun():
    assert reading_of("مشتریانی که حداقل ۱۵ سفارش ثبت کرده‌اند") == reading_of("مشتریانی که حداقل ۱۵ سفارش دارند")


@pytest.mark.parametrize(
    "question",
    [
        "چی از همه بیشتر فروش رفته؟",
        "بیشتر از همه چی فروختیم؟",
        "کدوم محصول بیشتر فروش رفته",
        "which product sold the most copies?",
    ],
)
def test_what_is_sold_most_is_the_best_seller(question: str):
    reading = reading_of(question)
    assert (reading.measures, reading.groups, reading.limit) == ((UNITS,), (RowGroup("products"),), 1)


def test_which_ones_are_sold_most_are_several():
    assert reading_of("چیا این ماه بیشتر فروش رفته").limit == 10


def test_who_did_something_most_is_asked_back():
    with pytest.raises(NeedsClarification):
        reading_of("کی بیشتر خرید کرده؟")


@pytest.mark.parametrize("question", ["بیشترین تعداد در یک سفارش چند است؟", "the largest quantity in a single order"])
def test_what_is_in_one_row_is_that_of_each(question: str):
    assert "MAX(orders.quantity)" in sql_of(question)


@pytest.mark.parametrize("question", ["most revenue in one customer", "most customers in one order"])
def test_one_row_of_something_else_is_withheld(question: str):
    with pytest.raises(OutsideScope):
        sql_of(question)


@pytest.mark.parametrize(
    "question", ["میانگین تعداد در هر سفارش به تفکیک دسته", "average quantity per order by category"]
)
def test_a_number_in_each_order_is_that_of_its_pieces(question: str):
    assert "AVG(orders.quantity)" in sql_of(question)


@pytest.mark.parametrize("question", ["چند تومن مرجوعی داشتیم", "how much money in returned orders"])
def test_how_much_money_is_never_a_number_of_rows(question: str):
    reading = reading_of(question)
    assert (reading.measures, reading.filters) == ((REVENUE,), (Filter("orders.status", ("returned",)),))


@pytest.mark.parametrize(
    "question",
    ["how many orders are neither delivered nor cancelled?", "تعداد سفارش‌هایی که نه تحویل شده‌اند و نه لغو"],
)
def test_values_that_are_denied_together_make_one_condition(question: str):
    assert reading_of(question).filters == (Filter("orders.status", ("delivered", "cancelled"), negated=True),)


def test_both_ends_of_a_number_are_its_least_and_its_most():
    uses = reading_of("ارزان‌ترین و گران‌ترین قیمت در هر دسته").measures
    assert {use.aggregate for use in uses} == {"min", "max"}


def test_all_rows_together_are_no_sum():
    assert reading_of("میانگین قیمت کل محصولات").measures == (MeasureUse("products.price", "avg"),)


@pytest.mark.parametrize("question", ["orders with customer and product names", "لیست سفارش‌ها با اسم مشتری و محصول"])
def test_rows_are_listed_with_the_names_of_what_they_refer_to(question: str):
    assert reading_of(question).shown == ("customers.name", "products.name")


@pytest.mark.parametrize("question", ["electronics vs clothing revenue", "compare revenue of electronics and clothing"])
def test_values_that_are_compared_are_groups(question: str):
    assert reading_of(question).groups == (ColumnGroup("products.category"),)


@pytest.mark.parametrize("question", ["محصولاتی که در مهر ۱۴۰۵ فروشی نداشتند", "products with no sales in Mehr 1405"])
def test_a_measure_that_is_denied_says_that_there_is_nothing(question: str):
    assert "NOT EXISTS" in sql_of(question)


def test_share_before_a_count_is_a_wish():
    assert reading_of("share the number of cancelled orders").derived is None


@pytest.mark.parametrize(
    ("question", "descending"),
    [
        ("list products by price", False),
        ("محصولات به ترتیب قیمت نزولی", True),
        ("show 15 products sorted by price, low to high", False),
    ],
)
def test_rows_are_sorted_as_is_said(question: str, descending: bool):
    assert reading_of(question).sorting == Sorting("products.price", descending)


@pytest.mark.parametrize(
    "question",
    ["best selling products by revenue", "پرفروش‌ترین محصولات از نظر درآمد", "rank our top 10 products by revenue"],
)
def test_what_is_ranked_by_may_be_told_behind_a_word_for_selling(question: str):
    reading = reading_of(question)
    assert (reading.measures, reading.ranking, reading.limit) == ((REVENUE,), "highest", 10)


@pytest.mark.parametrize("question", ["top 5 customers by orders", "best customers by purchases"])
def test_rows_behind_by_are_counted_where_others_are_ranked(question: str):
    reading = reading_of(question)
    assert (reading.measures, reading.groups, reading.within) == ((ORDERS,), (RowGroup("customers"),), None)


def test_who_spent_the_highest_amount_did_so_in_all():
    assert reading_of("کدام مشتری بیشترین مبلغ را خرج کرده؟").measures == (REVENUE,)


@pytest.mark.parametrize("question", ["orders dearer than 200 million", "سفارش‌های گران‌تر از ۲۰۰ میلیون تومان"])
def test_orders_are_dear_by_what_they_come_to(question: str):
    [condition] = reading_of(question).filters
    assert isinstance(condition, Comparison)
    assert condition.reference == "orders.revenue"


@pytest.mark.parametrize("question", ["revenue growth from 2024 to 2025", "رشد فروش از شهریور تا مهر ۱۴۰۵"])
def test_growth_from_one_span_to_another_is_between_the_two(question: str):
    reading = reading_of(question)
    assert reading.period
    assert reading.compared
    assert reading.compared.end == reading.period.start


def test_cumulative_rows_rise_by_the_only_date_that_they_have():
    reading = reading_of("cumulative number of customers by month this year")
    assert (reading.derived, reading.period and reading.period.column) == ("running", "customers.registration_date")


@pytest.mark.parametrize(
    "question",
    [
        "total revenue of the top 5 products",
        "مجموع خرید ۵ مشتری برتر",
        "products priced above the average of their category",
        "orders by Persian customers",
    ],
)
def test_what_would_leave_something_out_is_withheld(question: str):
    with pytest.raises(OutsideScope):
        sql_of(question)


@pytest.mark.parametrize("question", ["محصولات موجود", "محصولات موجود در انبار", "سفارش‌های دریافت شده"])
def test_words_that_mean_something_in_other_questions_are_no_filler(question: str):
    with pytest.raises(UnknownWords):
        sql_of(question)


@pytest.mark.parametrize("question", ["show each customer's name and number of orders", "order count by customer name"])
def test_rows_of_one_name_are_never_taken_together(question: str):
    assert reading_of(question).groups == (RowGroup("customers"),)


@pytest.mark.parametrize("question", ["who has the most orders", "کی بیشترین سفارش رو داده؟"])
def test_who_has_most_rows_is_one_of_those_who_take_part(question: str):
    reading = reading_of(question)
    assert (reading.measures, reading.groups, reading.limit) == ((ORDERS,), (RowGroup("customers"),), 1)


@pytest.mark.parametrize(
    "question",
    ["what percentage of products cost less than 1 million toman?", "چند درصد محصولات زیر یک میلیون تومان هستند؟"],
)
def test_a_share_may_be_that_of_rows_within_bounds(question: str):
    [part] = reading_of(question).part
    assert isinstance(part, Comparison)
