"""A question that is approved must say by itself what is asked; what only goes on with another one does not."""

from __future__ import annotations

import pytest

from app.generators.builtin.following import stands_alone
from app.language.detection import detect_language
from tests.support.engine import LAYER, TODAY


def is_whole(question: str) -> bool:
    return stands_alone(question, detect_language(question), LAYER, TODAY)


@pytest.mark.parametrize(
    "question",
    [
        "and by month?",
        "by month",
        "only delivered ones",
        "what about last year",
        "of them, how many are from Tehran",
        "last month?",
        "and revenue?",
        "and the weird ones",
        "and?",
        "و به تفکیک ماه؟",
        "پارسال چطور؟",
        "فقط تحویل‌شده‌ها",
        "ماه گذشته",
    ],
)
def test_what_goes_on_with_another_question_does_not_stand_alone(question: str):
    assert not is_whole(question)


@pytest.mark.parametrize(
    "question",
    [
        "orders by month",
        "now show orders by month",
        "revenue",
        "delivered orders last month",
        "how is business",
        "busy days last month",
        "problematic orders last month",
        "orders that we had to delete",
        "orders on 31 Mehr",
        "چند سفارش داریم؟",
        "روزهای شلوغ ماه گذشته",
        "هر ماه چند سفارش داشتیم؟",
    ],
)
def test_a_whole_question_stands_alone_whether_the_engine_can_read_it_or_not(question: str):
    assert is_whole(question)
