"""Questions with structure: what they select, alike in both languages; and what they are not read as."""

from __future__ import annotations

import json

import pytest

from app.generators.builtin.composing import compose
from app.generators.builtin.selecting import read_selection
from app.generators.builtin.selecting.thesaurus import qualities
from app.generators.builtin.selecting.verbs import verbs_of, ways_of
from app.generators.builtin.sentence import Unread
from app.semantics.joins import SeveralWays, link, path
from app.semantics.layer import Relationship, SemanticLayer
from app.semantics.reading import Reading
from app.semantics.selection import Among, Compared, During, Like, Order, Selection, Value, things_in
from tests.support.engine import GUARD, LAYER, NAMES, TODAY

TWINS = {
    "names and prices of products": "نام و قیمت محصولات",
    "name and price of the most expensive product": "نام و قیمت گران‌ترین محصول",
    "names of customers who have no orders": "نام مشتریانی که هیچ سفارشی ندارند",
    "names of customers without orders": "نام مشتریان بدون سفارش",
    "names of customers with at least 3 orders": "نام مشتریانی که حداقل ۳ سفارش دارند",
    "names of customers with more than 3 orders": "نام مشتریان با بیش از ۳ سفارش",
    "names of customers with both delivered and cancelled orders": "نام مشتریان با سفارش هم تحویل‌شده و هم لغوشده",
    "names of products above the average price": "نام محصولات بالاتر از میانگین قیمت",
    "names of products above the average price of their category": "نام محصولات بالاتر از میانگین قیمت دسته خود",
    "names of products in alphabetical order": "نام محصولات به ترتیب الفبا",
    "names and prices of products ordered by price in descending order": "نام و قیمت محصولات به ترتیب نزولی قیمت",
    "average, minimum and maximum price of products": "میانگین، حداقل و حداکثر قیمت محصولات",
    "name of each customer and number of orders": "نام هر مشتری و تعداد سفارش",
    "names of products with price between 100000 and 500000": "نام محصولات با قیمت بین ۱۰۰۰۰۰ و ۵۰۰۰۰۰",
    "names of products whose name contains 'phone'": "نام محصولاتی که نام آنها شامل 'phone' است",
    "name of the customer with the most orders": "نام مشتری با بیشترین سفارش",
    "names of customers whose email is missing": "نام مشتریانی که ایمیل خالی است",
    "different categories of products": "دسته‌های مختلف محصولات",
    "how many different categories are there": "چند دسته مختلف هست",
    "ratio of cancelled orders to delivered orders": "نسبت سفارش‌های لغو شده به سفارش‌های تحویل‌شده",
    "ratio of cancelled orders to all orders": "نسبت سفارش‌های لغو شده به کل سفارش‌ها",
    "ratio of number of orders to number of customers": "نسبت تعداد سفارش‌ها به تعداد مشتریان",
    "ratio of cancelled orders to delivered orders for each product": (
        "نسبت سفارش‌های لغو شده به سفارش‌های تحویل‌شده برای هر محصول"
    ),
    "percent of orders are cancelled": "درصد سفارش‌های لغو شده",
}
"""English questions and the same in Persian."""


def selected(question: str) -> Selection:
    """What a question selects."""
    selection = read_selection(question, "en" if question.isascii() else "fa", LAYER, NAMES, TODAY).selection
    assert selection
    return selection


@pytest.mark.parametrize("question", TWINS)
def test_a_persian_question_selects_what_its_english_twin_does(question: str):
    assert selected(TWINS[question]) == selected(question)


@pytest.mark.parametrize("question", TWINS)
def test_the_sql_of_a_selection_passes_the_guard(question: str):
    assert GUARD.check(compose(Reading("en", selection=selected(question)), LAYER))


@pytest.mark.parametrize("question", TWINS)
def test_a_selection_written_as_json_is_read_back_as_it_was(question: str):
    reading = Reading("en", selection=selected(question))
    assert Reading.from_json(json.loads(json.dumps(reading.as_json()))) == reading


def test_a_part_of_a_text_is_a_pattern_and_no_value():
    (test,) = selected("names of products whose name starts with 'Air'").tests
    assert test == Like("products.name", "Air%")


def test_signs_of_a_pattern_in_a_text_stand_for_themselves():
    (test,) = selected("names of products whose name contains '50%_off'").tests
    assert test == Like("products.name", "%50\\%\\_off%")


def test_an_average_is_compared_with_that_of_all_rows():
    (test,) = selected("names of products above the average price").tests
    average = Selection("products", (Value("products.price", "avg"),))
    assert test == Compared(Value("products.price"), ">", average)


def test_fewer_rows_than_a_number_may_be_none_at_all():
    (test,) = selected("names of customers with fewer than 3 orders").tests
    assert isinstance(test, Among)
    assert (test.negated, test.selection.having[0].operator) == (True, ">=")


def test_the_first_of_a_ranking_is_one_row_unless_a_number_says_otherwise():
    one, three = selected("name of the cheapest product"), selected("names of the 3 cheapest products")
    assert (one.limit, three.limit) == (1, 3)
    assert one.order == three.order == (Order(Value("products.price")),)


@pytest.mark.parametrize(
    "question",
    [
        "ratio of orders",
        "ratio of cancelled orders to delivered orders to customers",
        "proportion of orders",
        "ratio of name to price of products",
        "show customers and products",
        "products by customer",
        "how many new customers",
        "categories without products",
        "names of products that contain",
        "names of customers who never",
        "the average name of customers",
        "names of products which are not",
        "both customers",
        "names of customers with orders with",
        "total price of customers",
        "names of products ordered by",
    ],
)
def test_what_is_only_half_said_is_not_read(question: str):
    with pytest.raises(Unread):
        selected(question)


def test_a_place_or_time_behind_a_ratio_is_said_of_both_sides():
    ratio = selected("ratio of cancelled orders to delivered orders in 2025").ratio
    assert ratio
    periods = [[test for test in side.tests if isinstance(test, During)] for side in (ratio.top, ratio.bottom)]
    assert periods[0] == periods[1] != []


def test_a_side_without_a_noun_has_that_of_the_other():
    short, whole = "ratio of cancelled to delivered orders", "ratio of cancelled orders to delivered orders"
    assert selected(short) == selected(whole)


def test_a_ratio_of_different_tables_counts_each_by_itself():
    sql = compose(Reading("en", selection=selected("ratio of number of orders to number of customers")), LAYER)
    assert " ".join(sql.split()) == (
        "SELECT CAST(( SELECT COUNT(*) FROM orders ) AS DOUBLE PRECISION) /"
        " NULLIF(( SELECT COUNT(*) FROM customers ), 0) AS ratio"
    )


def test_everything_that_a_selection_names_is_told():
    named = set(things_in(selected("names of customers without cancelled orders")))
    assert named == {"customers", "customers.name", "customers.id", "orders", "orders.customer_id", "orders.status"}


def test_a_misspelled_word_is_read_as_the_one_meant_and_told():
    reading = read_selection("names of prodcuts in alphabetical order", "en", LAYER, NAMES, TODAY)
    assert reading.corrections == (("prodcuts", "products"),)


@pytest.mark.parametrize(
    ("noun", "verb"),
    [("booking", "booked"), ("prescription", "prescribed"), ("admission", "admitted"), ("flight", "flown")],
)
def test_a_noun_has_a_verb_that_says_that_there_is_such_a_row(noun: str, verb: str):
    assert verb in verbs_of(noun)


@pytest.mark.parametrize(
    ("word", "said"),
    [("origin", "departing"), ("destination", "arriving"), ("attending", "attended"), ("winner", "won")],
)
def test_a_column_that_refers_is_told_by_the_verb_in_its_name(word: str, said: str):
    assert said in ways_of(word)


def test_an_adjective_ranks_by_what_it_is_about():
    found = qualities()
    assert (found["oldest"].columns[0], found["oldest"].descending, found["oldest"].compares) == ("age", True, False)
    assert (found["younger"].columns[0], found["younger"].descending, found["younger"].compares) == ("age", False, True)
    assert found["most expensive"].columns[0] == "price"


def layer_of(*joins: tuple[str, str, str, str]) -> SemanticLayer:
    """A layer of joins alone."""
    return SemanticLayer("test", (), tuple(Relationship(*join) for join in joins), {})


def test_tables_are_linked_through_one_that_nobody_names():
    layer = layer_of(("cast", "actor_id", "actor", "id"), ("cast", "play_id", "play", "id"))
    steps = link(layer, "actor", "play")
    assert [(step.table, step.other, step.to_one) for step in steps or ()] == [
        ("actor", "cast", False),
        ("cast", "play", True),
    ]


def test_two_ways_between_tables_are_not_chosen_from():
    layer = layer_of(("flight", "origin", "airport", "id"), ("flight", "destination", "airport", "id"))
    assert path(layer, "flight", "airport") is None
    with pytest.raises(SeveralWays):
        link(layer, "flight", "airport")


def test_of_two_ways_between_tables_the_one_that_is_named_is_gone():
    layer = layer_of(("flight", "origin", "airport", "id"), ("flight", "destination", "airport", "id"))
    (step,) = link(layer, "airport", "flight", ["flight.destination"]) or ()
    assert (step.reference, step.to_one) == ("flight.destination", False)


def test_tables_are_linked_by_all_columns_of_a_key():
    join = Relationship("seat", "hall", "row", "hall", (("row_number", "number"),))
    layer = SemanticLayer("test", (), (join,), {})
    (there,), (back,) = link(layer, "seat", "row") or (), link(layer, "row", "seat") or ()
    assert (there.further, back.further) == ((("row_number", "number"),), (("number", "row_number"),))


def test_tables_that_nothing_joins_are_not_linked():
    assert link(layer_of(("a", "b_id", "b", "id")), "a", "c") is None
