"""Which words tie a question to an earlier one, and what becomes of an earlier reading."""

from __future__ import annotations

import json

import pytest

from app.contracts import Earlier
from app.generators.builtin.following import read_on
from app.generators.builtin.following.fragments import Tie, fragment_of
from app.language.detection import detect_language
from app.semantics.reading import Reading
from tests.support.engine import LAYER, TODAY, reading_of


def earlier(question: str) -> Earlier:
    """A question as the record has it."""
    return {"question": question, "reading": json.loads(json.dumps(reading_of(question).as_json()))}


def following(first: str, then: str) -> Reading:
    """What the second question asks after the first."""
    return read_on(then, detect_language(then), LAYER, TODAY, earlier(first))


@pytest.mark.parametrize(
    ("question", "text", "tie"),
    [
        ("and by month?", "by month", Tie.LOOSE),
        ("What about last year?", "last year", Tie.FIRM),
        ("and what about the last year", "last year", Tie.FIRM),
        ("how many of them were delivered?", "how many were delivered", Tie.FIRM),
        ("the same for last year", "for last year", Tie.FIRM),
        ("top 5", "top 5", Tie.NONE),
        ("فقط تحویل‌شده‌ها", "تحویل‌شده‌ها", Tie.FIRM),
        ("و ماه گذشته چطور؟", "ماه گذشته", Tie.FIRM),
        ("چند تا از آن‌ها لغو شده؟", "چند تا لغو شده", Tie.FIRM),
        ("va parsal?", "parsal", Tie.LOOSE),
        ("and?", "", Tie.LOOSE),
        ("", "", Tie.NONE),
    ],
)
def test_words_that_tie_a_question_are_told_from_what_it_says(question: str, text: str, tie: Tie):
    fragment = fragment_of(question)
    assert (fragment.text, fragment.tie) == (text, tie)


@pytest.mark.parametrize("question", ["also by month", "by month too", "به تفکیک ماه هم", "همچنین به تفکیک ماه"])
def test_also_adds_a_group(question: str):
    assert fragment_of(question).adds
    assert len(following("revenue by category this year", question).groups) == 2


@pytest.mark.parametrize(
    "question",
    [
        "any toys above 2 million toman?",
        "are there any toys above 2 million toman?",
        "do we have any toys above 2 million toman?",
        "اسباب بازی بالای ۲ میلیون تومن داریم؟",
        "آیا اسباب بازی بالای ۲ میلیون تومان هست؟",
    ],
)
def test_whether_there_is_something_is_asked_of_all_that_there_is(question: str):
    reading = following("orders placed before 1 January 2025", question)
    assert reading.continues is None
    assert reading == reading_of(question)
    assert following("orders by category", f"and {question}" if question.isascii() else f"و {question}").is_complete


def test_a_filter_on_the_same_column_is_replaced_and_one_on_another_added():
    reading = following("delivered orders of books last month", "only cancelled ones")
    assert [(it.column, it.values) for it in reading.filters] == [
        ("products.category", ("Books",)),
        ("orders.status", ("cancelled",)),
    ]


def test_a_group_of_a_column_that_had_one_value_has_all_values():
    assert following("delivered orders last month", "by status").filters == ()


def test_a_period_that_a_grouping_was_given_goes_with_it():
    assert reading_of("درآمد به تفکیک ماه").period is not None
    assert following("درآمد به تفکیک ماه", "به تفکیک دسته").period is None


def test_groups_by_persian_months_get_the_limits_that_they_need():
    assert following("درآمد به تفکیک دسته", "به تفکیک ماه").period == reading_of("درآمد به تفکیک ماه").period


def test_a_ranking_keeps_its_end_unless_another_is_named():
    assert following("lowest 5 products by revenue", "top 3").ranking == "lowest"
    assert following("lowest 5 products by revenue", "highest 3").ranking == "highest"


def test_a_misspelled_fragment_says_what_it_was_taken_for():
    assert following("revenue last month", "by categry").corrections == (("categry", "category"),)


@pytest.mark.parametrize("reading", [{}, {"rows": "orders"}, {**reading_of("orders").as_json(), "rows": "invoices"}])
def test_a_reading_that_can_not_be_used_any_more_is_none(reading: dict[str, object]):
    fragment = read_on("by month", "en", LAYER, TODAY, {"question": "old", "reading": reading})
    assert not fragment.is_complete
    assert fragment.continues is None


@pytest.mark.parametrize(
    ("first", "then"), [("second best-selling product", "top 5"), ("دومین محصول پرفروش", "۵ تای اول")]
)
def test_several_take_the_place_of_the_one_that_was_asked_for(first: str, then: str):
    reading = following(first, then)
    assert (reading.limit, reading.place) == (5, None)


def test_one_place_stays_the_one_that_is_asked_for_in_another_period():
    assert following("second best-selling product", "only this year").place == 2
