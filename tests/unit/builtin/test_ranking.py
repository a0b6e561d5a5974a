"""Which of a ranking is asked for, in what order rows come, and what of several that are ranked is withheld."""

from __future__ import annotations

import pytest

from app.semantics.reading import ColumnGroup, MeasureUse, Reading, RowGroup, Sorting
from tests.support.engine import reading_of, sql_of

UNITS = MeasureUse("orders.units")
REVENUE = MeasureUse("orders.revenue")
CATEGORY = ColumnGroup("products.category")


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("second best-selling product", 2),
        ("what is the 2nd best selling product?", 2),
        ("دومین محصول پرفروش چیه؟", 2),
        ("third best-selling product this year", 3),
        ("سومین محصول پرفروش امسال", 3),
    ],
)
def test_one_place_of_a_ranking_may_be_asked_for(question: str, place: int):
    reading = reading_of(question)
    assert (reading.measures, reading.groups) == ((UNITS,), (RowGroup("products"),))
    assert (reading.place, reading.limit) == (place, 1)
    assert sql_of(question).endswith(f"LIMIT 1 OFFSET {place - 1}")


@pytest.mark.parametrize("question", ["second most expensive product", "دومین محصول گران"])
def test_a_place_may_be_one_of_rows(question: str):
    reading = reading_of(question)
    assert (reading.rows, reading.sorting) == ("products", Sorting("products.price", descending=True))
    assert sql_of(question).endswith("LIMIT 1 OFFSET 1")


@pytest.mark.parametrize("question", ["second lowest selling product", "دومین محصول کم‌فروش"])
def test_a_place_may_be_counted_from_below(question: str):
    assert reading_of(question).ranking == "lowest"
    assert sql_of(question).endswith("LIMIT 1 OFFSET 1")


def test_a_place_is_the_same_after_a_way_through_json():
    reading = reading_of("second best-selling product")
    assert Reading.from_json(reading.as_json()) == reading


@pytest.mark.parametrize(
    "question",
    [
        "the second order of Ali Rezaei",
        "second and third best-selling products",
        "top 5 second best-selling products",
        "second best-selling product in each category",
        "دومین محصول پرفروش هر دسته",
        "دومین سفارش هر مشتری",
    ],
)
def test_a_place_in_anything_else_is_withheld(question: str):
    assert not reading_of(question).is_complete


@pytest.mark.parametrize(
    "question",
    [
        "how much did our top 5 customers spend altogether?",
        "revenue of the top 5 products combined",
        "top 10 products, cheapest first",
        "total revenue of the top 5 products",
        "۵ مشتری برتر روی هم چقدر خرید کرده‌اند؟",
        "مجموع فروش ۵ محصول برتر",
    ],
)
def test_the_sum_of_those_that_are_ranked_is_withheld(question: str):
    assert reading_of(question).unread


@pytest.mark.parametrize("question", ["top 5 products overall", "top 5 customers by total spend", "۵ محصول برتر در کل"])
def test_a_ranking_over_all_is_one(question: str):
    assert reading_of(question).limit == 5


@pytest.mark.parametrize(
    "question",
    ["products between 1 and 3 million toman, cheapest first", "books, cheapest first", "products cheapest first"],
)
def test_which_come_first_is_an_order_and_no_ranking(question: str):
    reading = reading_of(question)
    assert (reading.rows, reading.sorting) == ("products", Sorting("products.price", descending=False))
    assert reading.limit is None


@pytest.mark.parametrize("question", ["revenue by category, highest first", "درآمد هر دسته به صورت نزولی"])
def test_groups_may_come_from_the_largest(question: str):
    reading = reading_of(question)
    assert (reading.groups, reading.ranking, reading.limit) == ((CATEGORY,), "highest", None)


@pytest.mark.parametrize("question", ["revenue by category, lowest first", "درآمد هر دسته به صورت صعودی"])
def test_groups_may_come_from_the_smallest(question: str):
    reading = reading_of(question)
    assert (reading.groups, reading.ranking, reading.limit) == ((CATEGORY,), "lowest", None)


@pytest.mark.parametrize("question", ["latest order of each customer", "آخرین سفارش هر مشتری"])
def test_the_latest_of_each_is_a_row_for_each(question: str):
    reading = reading_of(question)
    assert (reading.rows, reading.within, reading.limit) == ("orders", RowGroup("customers"), 1)
    assert reading.sorting == Sorting("orders.order_date", descending=True)


def test_several_of_the_first_of_each_are_as_many_rows_for_each():
    reading = reading_of("first 3 orders of each customer")
    assert (reading.rows, reading.within, reading.limit) == ("orders", RowGroup("customers"), 3)
    assert reading.sorting == Sorting("orders.order_date", descending=False)


@pytest.mark.parametrize("question", ["top 3 books by units sold", "top 3 books by revenue"])
def test_values_of_things_are_ranked_as_those_things(question: str):
    reading = reading_of(question)
    assert (reading.groups, reading.limit) == ((RowGroup("products"),), 3)


@pytest.mark.parametrize(
    "question", ["top 2 customers in each category by spend", "top 2 customers in each category by revenue"]
)
def test_a_verb_for_spending_ranks_by_what_is_spent(question: str):
    reading = reading_of(question)
    assert (reading.measures, reading.within, reading.limit) == ((REVENUE,), CATEGORY, 2)


@pytest.mark.parametrize("question", ["ten most frequently returned products", "10 most often returned products"])
def test_what_happens_most_often_is_counted(question: str):
    reading = reading_of(question)
    assert (reading.measures, reading.limit) == ((MeasureUse("orders.orders"),), 10)


@pytest.mark.parametrize("question", ["average order value of the top 10 customers", "میانگین سبد خرید ۱۰ مشتری برتر"])
def test_an_average_of_those_that_are_ranked_by_something_else_is_withheld(question: str):
    assert reading_of(question).unread


@pytest.mark.parametrize("question", ["customers with orders in every month of 2026", "مشتریانی که هر ماه سفارش دارند"])
def test_who_did_something_in_every_span_is_withheld(question: str):
    assert not reading_of(question).is_complete


def test_an_average_over_the_days_of_the_week_is_withheld():
    assert not reading_of("average orders per weekday").is_complete
