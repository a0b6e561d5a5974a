"""Words that only mean something together, or by where they stand, are read as what is meant, or not at all."""

from __future__ import annotations

from datetime import date

import pytest

from app.errors import NeedsClarification, OutsideScope, Refused, UnknownWords
from app.generators.builtin.suggesting import suggestions
from app.semantics.reading import Bound, ColumnGroup, Comparison, Filter, MeasureUse, Related, RowGroup
from tests.support.engine import LAYER, TODAY, reading_of, sql_of

REVENUE = MeasureUse("orders.revenue")
ORDERS = MeasureUse("orders.orders")
CUSTOMERS = MeasureUse("customers.customers")


def only_related(question: str) -> Related:
    [condition] = reading_of(question).filters
    assert isinstance(condition, Related)
    return condition


@pytest.mark.parametrize(
    "question",
    [
        "products made in Iran",
        "open orders",
        "revenue from existing customers",
        "how many units should we order?",
        "how much will we sell next month?",
        "کدوم فروشگاه بیشترین فروش رو داره",
        "فروش هر فروشگاه",
        "cost of goods sold in 2025",
        "بهای تمام شده کالاها",
        "delivery cost last month",
        "دلیل لغو سفارش‌ها",
        "مشتریانی که معرفی شده‌اند",
        "customers who have not received their orders",
    ],
)
def test_what_the_data_does_not_hold_is_named_and_not_left_out(question: str):
    with pytest.raises(UnknownWords):
        sql_of(question)


@pytest.mark.parametrize(
    "question",
    [
        "what is its price?",
        "who bought revenue?",
        "who bought an price?",
        "price delivered مشتری",
        "customers and their 5 last orders",
        "how many new customers",
    ],
)
def test_words_that_make_no_question_together_are_withheld(question: str):
    with pytest.raises(OutsideScope):
        sql_of(question)


@pytest.mark.parametrize(
    "question",
    ["what percentage of electronics orders were cancelled?", "چند درصد از سفارش‌های الکترونیک لغو شده‌اند؟"],
)
def test_a_share_is_that_of_what_is_said_of_the_rest(question: str):
    reading = reading_of(question)
    assert reading.part == (Filter("orders.status", ("cancelled",)),)
    assert reading.filters == (Filter("products.category", ("Electronics",)),)


@pytest.mark.parametrize(
    "question",
    [
        "محصولاتی که هیچ‌وقت مرجوع نشده‌اند",
        "محصولاتی که مرجوع نشده‌اند",
        "products that have never been returned",
    ],
)
def test_what_has_not_happened_to_rows_is_denied_once(question: str):
    condition = only_related(question)
    assert condition.negated
    assert condition.conditions == (Filter("orders.status", ("returned",)),)


def test_a_value_that_is_denied_is_not_joined_to_one_that_is_not():
    assert reading_of("چند سفارش هنوز ارسال نشده و در انتظارند؟").filters == (Filter("orders.status", ("pending",)),)


@pytest.mark.parametrize("question", ["show me cheap products", "محصولات ارزون رو بگو", "expensive books"])
def test_what_is_cheap_is_asked_back_with_a_number(question: str):
    with pytest.raises(NeedsClarification) as asked:
        reading_of(question)
    assert all(reading_of(choice).limit for choice in asked.value.choices)


@pytest.mark.parametrize("question", ["بهترین دسته کدومه؟", "our best category"])
def test_the_best_value_is_asked_back_by_its_measures(question: str):
    with pytest.raises(NeedsClarification) as asked:
        reading_of(question)
    assert all(reading_of(choice).groups == (ColumnGroup("products.category"),) for choice in asked.value.choices)


@pytest.mark.parametrize("question", ["how many products were sold by status", "چه تعداد کالا در هر وضعیت فروخته شده؟"])
def test_things_sold_are_pieces_or_different_ones_in_groups_as_well(question: str):
    with pytest.raises(NeedsClarification):
        reading_of(question)


@pytest.mark.parametrize(
    "question",
    ["which products have made over 1 billion toman?", "محصولاتی که فروششون از یک میلیارد تومن رد شده"],
)
def test_what_has_made_money_has_revenue(question: str):
    condition = only_related(question)
    assert (condition.measure, condition.bounds) == (REVENUE, (Bound(">", "1000000000"),))


@pytest.mark.parametrize("question", ["how much did Air Fryer make?", "how much money did the Air Fryer bring in?"])
def test_what_something_made_is_its_revenue(question: str):
    reading = reading_of(question)
    assert (reading.measures, reading.filters) == ((REVENUE,), (Filter("products.name", ("Air Fryer",)),))


@pytest.mark.parametrize(
    "question", ["customers who made more than 5 purchases", "customers who made more than 5 orders"]
)
def test_a_purchase_that_is_made_is_a_row(question: str):
    condition = only_related(question)
    assert (condition.measure, condition.bounds) == (ORDERS, (Bound(">", "5"),))


@pytest.mark.parametrize(
    "question", ["customers with 3 orders", "مشتریانی که ۳ سفارش دارند", "کدوم مشتری ۳ تا سفارش داره"]
)
def test_a_number_of_what_others_have_is_no_number_of_rows(question: str):
    reading, condition = reading_of(question), only_related(question)
    assert reading.limit is None
    assert (condition.measure, condition.bounds) == (ORDERS, (Bound("=", "3"),))


@pytest.mark.parametrize("question", ["orders with 3 items", "سفارش‌هایی که ۳ عدد دارند"])
def test_a_number_of_pieces_is_what_an_order_has(question: str):
    assert Comparison("orders.units", (Bound("=", "3"),)) in reading_of(question).filters


@pytest.mark.parametrize("question", ["products with more than 5 returns", "محصولاتی با بیش از ۵ مرجوعی"])
def test_values_are_counted_by_the_rows_that_have_them(question: str):
    condition = only_related(question)
    assert (condition.measure, condition.bounds) == (ORDERS, (Bound(">", "5"),))
    assert condition.conditions == (Filter("orders.status", ("returned",)),)


@pytest.mark.parametrize("question", ["who bought a product", "who cancelled an order", "کیا کالا خریدن؟"])
def test_who_asks_for_people(question: str):
    reading = reading_of(question)
    assert reading.rows == "customers"
    assert only_related(question).table == "orders"


def test_who_placed_the_last_order_is_told_by_the_order():
    reading = reading_of("who placed the most recent cancelled order?")
    assert (reading.rows, reading.limit) == ("orders", 1)


@pytest.mark.parametrize(
    "question", ["customers who bought products over 50 million toman", "who bought products over 50 million"]
)
def test_an_amount_beside_products_is_their_price(question: str):
    assert only_related(question).conditions == (Comparison("products.price", (Bound(">", "50000000"),)),)


@pytest.mark.parametrize("question", ["چند کاربر ثبت نام کرده‌اند", "how many people have signed up?"])
def test_all_that_there_are_have_registered(question: str):
    reading = reading_of(question)
    assert (reading.measures, reading.filters, reading.period) == ((CUSTOMERS,), (), None)


@pytest.mark.parametrize("question", ["how were sales in May 2026?", "فروش ماه گذشته چطور بوده؟"])
def test_how_something_was_is_its_number_where_it_is_said_when(question: str):
    reading = reading_of(question)
    assert reading.measures == (REVENUE,)
    assert reading.period


@pytest.mark.parametrize("question", ["how are sales?", "فروش چطوره؟", "how was last month?"])
def test_how_something_is_stays_open_otherwise(question: str):
    with pytest.raises(NeedsClarification):
        reading_of(question)


@pytest.mark.parametrize("question", ["which status is most common?", "رایج‌ترین وضعیت سفارش چیه؟"])
def test_the_most_common_value_is_that_of_most_rows(question: str):
    reading = reading_of(question)
    assert (reading.measures, reading.groups, reading.limit) == ((ORDERS,), (ColumnGroup("orders.status"),), 1)


@pytest.mark.parametrize(
    "question", ["فروش فروشگاه", "فروش دیروزمون", "درآمد حاصل از سفارش‌ها", "revenue coming from orders"]
)
def test_words_for_the_whole_and_its_owner_say_nothing(question: str):
    assert reading_of(question).measures == (REVENUE,)


def test_a_measure_is_not_offered_for_one_thing():
    assert suggestions("who bought an Foo Bar?", ("Foo", "Bar"), "en", LAYER, TODAY) == ()


def test_where_something_is_counted_rows_are_offered():
    persian = suggestions("چند تک‌شاخ داریم", ("تک‌شاخ",), "fa", LAYER, TODAY)
    assert persian == ("چند مشتری داریم", "چند محصول داریم", "چند سفارش داریم")
    assert (
        suggestions("how many unicorns are there", ("unicorns",), "en", LAYER, TODAY)[0]
        == "how many customers are there"
    )


@pytest.mark.parametrize(
    "question", ["customers who ordered every month", "مشتریانی که هر ماه خرید کرده‌اند", "email of the top customer"]
)
def test_what_is_said_of_every_one_is_not_taken_for_groups(question: str):
    with pytest.raises(OutsideScope):
        sql_of(question)


@pytest.mark.parametrize("question", ["cancel order 12", "please cancel all pending orders", "سفارش ۱۲ را لغو کن"])
def test_a_wish_that_something_happens_is_refused(question: str):
    with pytest.raises(Refused):
        reading_of(question)


@pytest.mark.parametrize("question", ["cancel rate of books", "refund rate this year", "returns per month in 2025"])
def test_a_noun_for_what_happens_is_no_wish(question: str):
    assert reading_of(question).measures == (ORDERS,)


@pytest.mark.parametrize("question", ["محصولات دسته کتاب", "electronics products", "gmail customers"])
def test_things_of_a_kind_are_listed(question: str):
    assert reading_of(question).rows


@pytest.mark.parametrize(
    "question", ["delivered orders this month", "سفارش‌های لغو شده", "how many electronics products"]
)
def test_what_happens_is_counted_and_so_are_things_where_it_is_said(question: str):
    assert reading_of(question).measures


def test_growth_over_a_year_of_a_month_compares_it_with_that_of_the_year_before():
    reading = reading_of("year over year sales growth for October 2026")
    assert reading.groups == ()
    assert reading.compared
    assert (reading.compared.start, reading.compared.end) == (date(2025, 10, 1), date(2025, 11, 1))


@pytest.mark.parametrize("question", ["کدام کتاب بیشترین فروش را داشته است؟", "which book has the highest revenue"])
def test_which_of_a_kind_ranks_its_rows(question: str):
    reading = reading_of(question)
    assert (reading.groups, reading.limit) == ((RowGroup("products"),), 1)
    assert reading.filters == (Filter("products.category", ("Books",)),)


@pytest.mark.parametrize("question", ["چند محصول هرگز لغو نشده‌اند؟", "how many products have never been cancelled?"])
def test_what_never_happened_to_things_may_be_counted(question: str):
    assert reading_of(question).measures == (MeasureUse("products.products"),)
    assert only_related(question).negated


@pytest.mark.parametrize(
    "question", ["categories with more than 200 delivered orders", "دسته‌هایی که بیش از ۲۰۰ سفارش تحویل‌شده دارند"]
)
def test_rows_with_a_value_are_counted_in_groups(question: str):
    reading = reading_of(question)
    assert (reading.groups, reading.having) == ((ColumnGroup("products.category"),), (Bound(">", "200"),))
    assert reading.filters == (Filter("orders.status", ("delivered",)),)


def test_a_year_before_a_comparison_is_a_year():
    condition = only_related("مشتریایی که در ۱۴۰۴ بیشتر از ۵ بار خرید کردن")
    assert condition.period
    assert condition.bounds == (Bound(">", "5"),)


@pytest.mark.parametrize("question", ["اولین مشتری‌ای که ثبت‌نام کرد کی بود؟", "who was the first customer to register?"])
def test_who_came_first_is_a_row(question: str):
    reading = reading_of(question)
    assert (reading.rows, reading.limit) == ("customers", 1)


@pytest.mark.parametrize(
    "question", ["10 cheapest products with price and category", "ارزان‌ترین ۱۰ محصول با قیمت و دسته"]
)
def test_ranked_rows_show_what_they_are_asked_for_with(question: str):
    reading = reading_of(question)
    assert (reading.rows, reading.limit, reading.groups) == ("products", 10, ())
