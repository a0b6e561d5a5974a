"""What is said of a selection is what it selects, in both languages."""

from __future__ import annotations

import pytest

from app.explanation.account import account
from app.explanation.interpretation import interpret
from app.explanation.selections import selection_labels, selection_scope
from app.explanation.voice import Voice
from app.generators.builtin.composing import compose
from app.generators.builtin.selecting import read_selection
from app.semantics.reading import Reading
from app.semantics.selection import Selection
from app.translating import translate
from tests.support.engine import LAYER, NAMES, TODAY

ENGLISH = Voice("en", LAYER, translate)
PERSIAN = Voice("fa", LAYER, translate)


def selected(question: str) -> Selection:
    selection = read_selection(question, "en", LAYER, NAMES, TODAY).selection
    assert selection
    return selection


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("names of products whose name contains 'Air'", "product contains «Air»"),
        ("names of products whose name starts with 'Air'", "product begins with «Air»"),
        ("names of products above the average price", "price more than the average"),
        ("names of customers without orders", "without orders"),
        ("names of customers with more than 3 orders", "with orders (number of orders more than 3)"),
        ("names of customers whose email is missing", "without e-mail"),
    ],
)
def test_what_must_be_true_of_the_rows_is_said(question: str, said: str):
    assert selection_scope(selected(question), ENGLISH) == [said]


def test_what_is_shown_sorted_and_cut_off_is_said():
    reading = Reading("en", selection=selected("names and prices of the 3 cheapest products"))
    said = {part["kind"]: part["value"] for part in interpret(reading, ENGLISH)}
    assert said == {
        "rows": "products",
        "shown": "product and price",
        "sorting": "price from the smallest",
        "limit": "the first 3",
    }


def test_columns_bear_the_words_of_the_language():
    labels = dict(selection_labels(selected("average price of products"), PERSIAN))
    assert labels == {"avg_price": ("میانگین قیمت", "تومان")}


def test_the_account_names_the_rows_that_others_belong_to():
    sql = compose(Reading("en", selection=selected("names of customers with more than 3 orders")), LAYER)
    assert "(for its orders: the number of rows is more than 3)" in account(sql, ENGLISH)


def test_the_account_names_the_rows_that_there_must_not_be():
    sql = compose(Reading("en", selection=selected("names of customers without orders")), LAYER)
    assert "there is no row of orders for it" in account(sql, ENGLISH)
