"""What is offered next fits the answer, and the engine reads it."""

from __future__ import annotations

import pytest

from app.generators.builtin.following.offering import offers
from app.semantics.reading import Reading
from tests.support.engine import LAYER, TODAY, reading_of


def offered(question: str, *, in_conversation: bool = True) -> tuple[str, ...]:
    return offers(question, reading_of(question), LAYER, TODAY, in_conversation=in_conversation)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("total revenue", ("by month", "by status", "by category")),
        ("revenue last month", ("by status", "by category", "what about last year?")),
        ("number of returned orders", ("by month", "by category", "only this year")),
        ("revenue by product", ("top 5", "by month", "by status")),
        ("5 products with most cancellations", ("top 10", "by category", "only this year")),
        ("list all pending orders", ("how many of them?", "only Electronics", "by category")),
        ("درآمد ماه گذشته", ("به تفکیک وضعیت", "به تفکیک دسته", "پارسال چطور؟")),
    ],
)
def test_changes_of_the_question_are_offered_by_its_shape(question: str, expected: tuple[str, ...]):
    assert offered(question) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("revenue last month", ("revenue by status", "revenue by category")),
        ("revenue by category", ("revenue by status",)),
        ("گران‌ترین محصول", ("تعداد محصولات به تفکیک دسته",)),
    ],
)
def test_outside_a_conversation_only_whole_questions_are_offered(question: str, expected: tuple[str, ...]):
    assert offered(question, in_conversation=False) == expected


def test_nothing_is_offered_after_what_was_not_understood():
    assert offers("glorp", Reading("en", unexplained=("glorp",)), LAYER, TODAY, in_conversation=True) == ()
