"""What people say in other words is read as what it means, and what only looks like it is withheld."""

from __future__ import annotations

from datetime import date

import pytest

from app.errors import NeedsClarification
from app.generators.builtin.reading import read
from app.language.detection import detect_language
from app.semantics.reading import Bound, ColumnGroup, Comparison, Filter, MeasureUse, Reading, Related, RowGroup
from tests.support import engine
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


@pytest.mark.parametrize(
    "question",
    [
        "which categories were sold yesterday?",
        "دیروز از چه دسته‌هایی فروش داشتیم؟",
        "what categories did we sell yesterday",
    ],
)
def test_values_that_something_happened_to_are_those_values(question: str):
    reading = reading_of(question)
    assert (reading.groups, reading.rows) == ((ColumnGroup("products.category"),), None)
    [sold] = reading.filters
    assert isinstance(sold, Related)
    assert sold.period
    assert (sold.period.start, sold.period.end) == (date(2026, 11, 20), date(2026, 11, 21))


@pytest.mark.parametrize(
    "question", ["in how many categories did we sell something last week?", "هفته گذشته در چند دسته فروش داشتیم؟"]
)
def test_values_that_something_happened_to_are_counted(question: str):
    reading = reading_of(question)
    assert reading.measures == (MeasureUse("products.category", "count_distinct"),)
    [sold] = reading.filters
    assert isinstance(sold, Related)


@pytest.mark.parametrize(
    "question", ["which categories had no sales yesterday", "which categories were not sold yesterday"]
)
def test_values_that_nothing_happened_to_are_withheld(question: str):
    assert not reading_of(question).is_complete


@pytest.mark.parametrize(
    "question",
    ["customers who spent over 1 billion toman in total", "مشتریانی که در مجموع بیش از یک میلیارد تومان خرید کرده‌اند"],
)
def test_what_is_compared_in_total_is_no_count(question: str):
    reading = reading_of(question)
    assert (reading.rows, reading.measures) == ("customers", ())


@pytest.mark.parametrize(
    "question",
    [
        "how many products are priced at or below 1 million toman",
        "how many products cost less than or equal to 1 million toman",
        "تعداد محصولات با قیمت کمتر یا مساوی یک میلیون تومان",
    ],
)
def test_a_limit_may_be_within_what_is_compared(question: str):
    [comparison] = reading_of(question).filters
    assert isinstance(comparison, Comparison)
    assert comparison.bounds == (Bound("<=", "1000000"),)


def test_an_address_is_a_value_of_the_column_for_addresses():
    [named] = reading_of("which customer has the email sara.ahmadi@example.com").filters
    assert named == Filter("customers.email", ("sara.ahmadi@example.com",))


@pytest.mark.parametrize(
    "question", ["share of revenue lost to cancellations", "what share of orders end up cancelled?"]
)
def test_what_comes_of_rows_is_a_part_of_them(question: str):
    assert reading_of(question).part == (Filter("orders.status", ("cancelled",)),)


def test_pieces_of_an_order_are_averaged_in_each_group():
    reading = reading_of("avg units per order by category")
    assert reading.measures == (MeasureUse("orders.units", "avg"),)
    assert reading.groups == (ColumnGroup("products.category"),)


@pytest.mark.parametrize("question", ["تا حالا چن تومن جنس فروختیم؟", "تا حالا چند تومن جنس فروختیم؟"])
def test_how_much_money_is_told_in_speech(question: str):
    assert reading_of(question).measures == (REVENUE,)


@pytest.mark.parametrize(
    "question", ["orders of last week with customer and product name", "سفارش‌های هفته گذشته با نام مشتری و محصول"]
)
def test_rows_of_a_period_show_the_names_beside_them(question: str):
    reading = reading_of(question)
    assert reading.rows == "orders"
    assert reading.period


@pytest.mark.parametrize("question", ["most items in a single order", "بیشترین تعداد کالا در یک سفارش چند تا بوده؟"])
def test_the_most_pieces_of_one_row_are_a_number(question: str):
    assert reading_of(question).measures == (MeasureUse("orders.units", "max"),)


def test_a_verb_for_bringing_in_is_money_in_both_languages():
    asked, twin = (
        reading_of(it) for it in ("کدام دسته بیشترین پول را می‌آورد؟", "which category brings in the most money?")
    )
    assert (asked.measures, asked.groups) == (twin.measures, twin.groups)


@pytest.mark.parametrize(
    "question",
    [
        "customers whose orders were all delivered",
        "customers who bought all products",
        "customers who bought all books",
        "مشتریانی که همه سفارش‌هایشان تحویل شده",
        "مشتریانی که همه محصولات را خریده‌اند",
    ],
)
def test_what_is_said_of_all_rows_is_not_taken_for_some(question: str):
    assert not reading_of(question).is_complete


@pytest.mark.parametrize("question", ["all customers who bought books", "همه مشتریانی که کتاب خریده‌اند"])
def test_all_who_are_asked_for_are_listed(question: str):
    assert reading_of(question).rows == "customers"


@pytest.mark.parametrize(
    "question",
    [
        "how many customers registered in 2025 ordered in 2026",
        "چند مشتری که پارسال ثبت‌نام کرده‌اند امسال خرید کرده‌اند؟",
    ],
)
def test_a_period_of_each_of_two_dates_is_no_comparison(question: str):
    assert not reading_of(question).is_complete


@pytest.mark.parametrize("question", ["number of gmail vs yahoo customers", "مقایسه تعداد مشتریان جیمیل و یاهو"])
def test_patterns_are_no_groups(question: str):
    assert not reading_of(question).is_complete


def test_what_is_bought_beside_a_thing_is_not_that_thing():
    assert not engine.reading_of("products bought together with Air Fryer").is_complete


@pytest.mark.parametrize("question", ["total value of our catalogue", "ارزش کل کاتالوگ ما"])
def test_the_value_of_what_is_for_sale_is_not_that_of_orders(question: str):
    assert not reading_of(question).is_complete


@pytest.mark.parametrize("question", ["دسته‌ای که بیشترین تعداد محصول را دارد", "دسته ای که بیشترین محصول را دارد"])
def test_one_that_is_told_apart_is_one(question: str):
    assert reading_of(question).limit == 1


@pytest.mark.parametrize("question", ["سفارش ۱۲۰ مال کیه", "سفارش ۱۲۰ چقدر است؟", "whose is order 120?", "order 120"])
def test_a_row_may_be_named_by_its_number(question: str):
    reading = reading_of(question)
    assert (reading.rows, reading.limit) == ("orders", None)
    assert reading.filters == (Comparison("orders.id", (Bound("=", "120"),)),)


@pytest.mark.parametrize(
    "question", ["میانگین خرید هر مشتری", "متوسط مبلغ خرید هر مشتری چقدر است؟", "میانگین مبلغ خرید هر مشتری"]
)
def test_what_a_customer_buys_on_average_is_one_number(question: str):
    reading = reading_of(question)
    assert (reading.measures, reading.derived, reading.per) == ((REVENUE,), "per row", RowGroup("customers"))


def test_an_average_basket_of_each_is_one_for_each():
    reading = reading_of("میانگین سبد خرید هر مشتری")
    assert (reading.measures, reading.groups) == ((MeasureUse("orders.order_value"),), (RowGroup("customers"),))


@pytest.mark.parametrize("question", ["میانگین خرید", "متوسط خرید امسال", "میانگین خرید به تفکیک دسته"])
def test_an_average_purchase_is_that_of_an_order(question: str):
    assert reading_of(question).measures == (MeasureUse("orders.order_value"),)


@pytest.mark.parametrize(
    "question",
    [
        "کدام مشتری‌ها هیچ‌وقت سفارششان را لغو نکرده‌اند؟",
        "مشتریانی که هرگز سفارشی را لغو نکرده‌اند",
        "customers who never cancelled an order",
    ],
)
def test_a_denial_that_is_said_twice_is_one(question: str):
    [cancelled] = reading_of(question).filters
    assert isinstance(cancelled, Related)
    assert cancelled.negated
    assert cancelled.conditions == (Filter("orders.status", ("cancelled",)),)


def test_a_denial_of_what_is_denied_stays_one():
    [kept] = reading_of("مشتریانی که هیچ سفارش لغو نشده ندارند").filters
    assert isinstance(kept, Related)
    assert kept.negated
    assert kept.conditions == (Filter("orders.status", ("cancelled",), negated=True),)


@pytest.mark.parametrize(
    "question", ["how do orders break down by weekday?", "how many orders are there on each weekday"]
)
def test_how_things_break_down_is_their_number(question: str):
    assert reading_of(question).measures == (MeasureUse("orders.orders"),)


@pytest.mark.parametrize(
    "question", ["number of single-unit orders", "تعداد سفارش‌های تک‌عددی", "how many single item orders"]
)
def test_rows_of_one_piece_are_told_by_their_number_of_pieces(question: str):
    reading = reading_of(question)
    assert reading.measures == (MeasureUse("orders.orders"),)
    [comparison] = reading.filters
    assert comparison == Comparison("orders.units", (Bound("=", "1"),))


@pytest.mark.parametrize("question", ["show me revenue email", "ایمیل درآمد را نشان بده"])
def test_texts_that_are_nearly_all_different_are_no_groups_unless_they_are_asked_for(question: str):
    assert not reading_of(question).is_complete


@pytest.mark.parametrize(
    "question", ["which categories were returned last month", "ماه گذشته چه دسته‌هایی مرجوع شده‌اند؟"]
)
def test_values_that_are_told_by_what_became_of_them_are_those_values(question: str):
    reading = reading_of(question)
    assert (reading.groups, reading.rows) == ((ColumnGroup("products.category"),), None)
    [returned] = reading.filters
    assert isinstance(returned, Related)
    assert returned.conditions == (Filter("orders.status", ("returned",)),)
    assert returned.period
