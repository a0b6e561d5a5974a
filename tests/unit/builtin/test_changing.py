"""What may take the place of one part of a question is told by its name, and read by the engine."""

from __future__ import annotations

import pytest

from app.generators.builtin.following.changing import changes_of
from app.semantics.parts import parts_of
from app.semantics.reading import Reading
from tests.support.engine import LAYER, TODAY, reading_of


def labels(question: str, part: str) -> tuple[str, ...]:
    found = changes_of({"question": question, "reading": reading_of(question).as_json()}, part, LAYER, TODAY)
    return tuple(change.label for change in found)


@pytest.mark.parametrize(
    ("question", "part", "expected"),
    [
        ("revenue last month", "period", ("this month", "this year", "last year", "last 30 days", "last week")),
        ("revenue last month", "measure", ("number of orders", "units sold", "average order value")),
        ("delivered orders", "orders.status", ("pending", "shipped", "cancelled", "returned")),
        ("revenue by category", "group", ("status", "customers", "products", "month", "week")),
        ("monthly revenue", "group", ("week", "day", "year", "status", "category")),
        ("درآمد ماه گذشته", "period", ("این ماه", "امسال", "پارسال", "۳۰ روز گذشته", "هفتهٔ گذشته")),
        ("درآمد به تفکیک دسته امسال", "group", ("وضعیت", "مشتریان", "محصولات", "ماه", "هفته")),
    ],
)
def test_others_of_its_kind_take_a_part_s_place(question: str, part: str, expected: tuple[str, ...]):
    assert labels(question, part) == expected


@pytest.mark.parametrize(
    ("question", "other"), [("revenue last month in jalali", "in Jalali"), ("درآمد ماه گذشته میلادی", "میلادی")]
)
def test_a_period_stays_in_its_calendar(question: str, other: str):
    assert all(label.endswith(other) for label in labels(question, "period"))


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("revenue of books by status last month", {"measure", "period", "group", "products.category"}),
        ("revenue and number of orders by category", {"group"}),
        ("compare orders of last month with the month before", {"measure"}),
        ("for every category show the 3 best sellers", {"measure"}),
        ("customers with more than 5 orders", set()),
        ("list all order statuses", set()),
    ],
)
def test_parts_that_have_no_other_in_their_place_have_no_name(question: str, expected: set[str]):
    assert set(parts_of(reading_of(question), LAYER)) == expected


def test_what_is_made_of_hidden_columns_takes_no_place():
    earlier = {"question": "old", "reading": reading_of("delivered orders by status").as_json()}
    closed = LAYER.hiding(["orders.quantity", "products.category"])
    offered = {part: changes_of(earlier, part, closed, TODAY) for part in ("measure", "group")}
    assert offered["measure"] == ()
    assert "category" not in {change.label for change in offered["group"]}


@pytest.mark.parametrize("reading", [{}, {"rows": "orders"}, Reading("en", unexplained=("glorp",)).as_json()])
def test_a_reading_that_can_not_be_used_has_no_changes(reading: dict[str, object]):
    assert changes_of({"question": "old", "reading": reading}, "period", LAYER, TODAY) == ()
