"""A second result confirms an answer only if it says all that the answer says; what proves nothing is called so."""

from __future__ import annotations

from typing import Any

import pytest

from app.confirming import confirm
from app.errors import DifferentResult, NothingToCompare, QueryCraftError, Unproven

Result = list[list[Any]]

MONTHS = [["2026-01", 5], ["2026-02", 7]]
PRODUCTS = [["laptop", 100.0], ["phone", 50.0]]


def verdict(shown: Result, second: Result, *, is_over_time: bool = False) -> type[QueryCraftError] | None:
    try:
        confirm(shown, second, is_over_time=is_over_time)
    except DifferentResult as error:
        return type(error)
    return None


@pytest.mark.parametrize(
    "second",
    [
        PRODUCTS,
        PRODUCTS[::-1],
        [[100.0, "laptop", 1], [50.0, "phone", 2]],
        [[100.0], [50.0]],
    ],
    ids=["the same", "in another order", "with more columns", "the numbers alone"],
)
def test_a_result_with_all_numbers_of_the_answer_confirms_it(second: Result):
    assert verdict(PRODUCTS, second) is None


@pytest.mark.parametrize(
    "second",
    [[["laptop"], ["phone"]], [[7, 100.0], [9, 50.0]], [["laptop", 50.0], ["phone", 100.0]]],
    ids=["the names alone", "numbers under other names", "numbers under each other's names"],
)
def test_a_result_that_has_only_some_of_it_proves_nothing(second: Result):
    assert verdict(PRODUCTS, second) is Unproven


@pytest.mark.parametrize("second", [[["laptop", 101.0], ["phone", 50.0]], PRODUCTS[:1], [*PRODUCTS, ["book", 1.0]], []])
def test_other_numbers_or_rows_differ(second: Result):
    assert verdict(PRODUCTS, second) is DifferentResult


@pytest.mark.parametrize(
    ("shown", "second"),
    [([], []), ([[0]], [[0.0]]), ([[None]], [[0]]), ([], [[None]]), ([["January", 0], ["February", None]], [["x", 0]])],
    ids=["no rows", "zeros", "nothing and zero", "no row and nothing", "months of zeros"],
)
def test_two_results_of_nothing_can_not_be_compared(shown: Result, second: Result):
    assert verdict(shown, second) is NothingToCompare


def test_nothing_against_something_differs():
    assert verdict([[0]], [[3]]) is DifferentResult
    assert verdict([], [[3]]) is DifferentResult


@pytest.mark.parametrize(
    "second",
    [
        [["2026-01-01T00:00:00", 5], ["2026-02-01T00:00:00", 7]],
        [["2026-02-01T00:00:00", 7], ["2026-01-01T00:00:00", 5]],
        [[2, 7], [1, 5]],
        [["January", 5], ["February", 7]],
        [[5, "2026-01-01"], [7, "2026-02-01"]],
    ],
    ids=["times", "the last one first", "numbers", "names", "after their numbers"],
)
def test_months_are_the_same_by_their_place_in_time_whatever_they_are_called(second: Result):
    assert verdict(MONTHS, second, is_over_time=True) is None


@pytest.mark.parametrize(
    "second",
    [[["January", 7], ["February", 5]], [[1, 7], [2, 5]], [[5], [7]]],
    ids=["names", "numbers", "without months"],
)
def test_months_with_each_others_numbers_confirm_nothing(second: Result):
    assert verdict(MONTHS, second, is_over_time=True) is Unproven


def test_each_group_of_a_month_has_its_own_number():
    shown = [["2026-01", "book", 5], ["2026-01", "phone", 6], ["2026-02", "book", 7], ["2026-02", "phone", 8]]
    turned = [["2026-01-01", "phone", 6], ["2026-01-01", "book", 5], *[["2026-02-01", *row[1:]] for row in shown[2:]]]
    swapped = [["2026-01-01", "phone", 5], ["2026-01-01", "book", 6], *turned[2:]]
    assert verdict(shown, turned, is_over_time=True) is None
    assert verdict(shown, swapped, is_over_time=True) is Unproven


@pytest.mark.parametrize(
    ("one", "other"),
    [(12.345, 12.35), (33.333333333333336, 33.33), (0.1 + 0.2, 0.3), (0.009, 0.01), (5, 5.0)],
)
def test_a_number_may_be_rounded_to_the_decimals_of_the_other(one: float, other: float):
    assert verdict([[one]], [[other]]) is None
    assert verdict([[other]], [[one]]) is None


@pytest.mark.parametrize(("one", "other"), [(0.004, 0.009), (0, 0.005), (12.345, 12.34), (12, 12.3), (100000, 100001)])
def test_numbers_that_are_no_roundings_of_each_other_differ(one: float, other: float):
    assert verdict([["a", one]], [["a", other]]) is not None
    assert verdict([[one]], [[other]]) is DifferentResult


def test_what_a_column_is_rounded_to_shows_in_all_of_its_numbers():
    assert verdict([["a", 12.004], ["b", 13.251]], [["a", 12.0], ["b", 13.25]]) is None


def test_wide_results_of_few_different_numbers_are_compared_in_a_moment():
    shown = [[float((row >> column) % 2) for column in range(6)] for row in range(64)]
    second = [[float((row * 5 >> column) % 2) for column in range(6)] for row in range(63)] + [[0.0] * 6]
    assert verdict(shown, second) in {Unproven, DifferentResult}
