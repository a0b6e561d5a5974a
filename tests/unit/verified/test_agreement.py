"""What an approved question is filled in with is what the engine writes for the question that was asked."""

from __future__ import annotations

from itertools import product

import pytest

from tests.support.approved import approved, pair, sql_for
from tests.support.engine import sql_of

WORDS = {
    "en": {
        "period": ("last month", "in March 2025", "this year", "in the last 30 days"),
        "status": ("delivered", "returned", "cancelled"),
        "count": ("5", "10", "three"),
    },
    "fa": {
        "period": ("ماه گذشته", "مهر ۱۴۰۴", "سال جاری", "۳۰ روز اخیر"),
        "status": ("تحویل‌شده", "مرجوعی", "لغو شده"),
        "count": ("۵", "10", "سه"),
    },
}
"""What may stand in the places of the questions."""


def questions_like(pattern: str, language: str) -> list[str]:
    """Every question of a pattern."""
    names = [name for name in WORDS[language] if f"{{{name}}}" in pattern]
    choices = product(*(WORDS[language][name] for name in names))
    return [pattern.format(**dict(zip(names, chosen, strict=True))) for chosen in choices]


@pytest.mark.parametrize(
    ("language", "pattern"),
    [
        ("en", "how many {status} orders were there {period}"),
        ("en", "revenue of {status} orders {period}"),
        ("en", "revenue by category {period}"),
        ("en", "monthly revenue {period}"),
        ("en", "top {count} products by revenue {period}"),
        ("en", "number of {status} orders by category {period}"),
        ("en", "{status} orders over {count} million toman"),
        ("en", "average order value of {status} orders {period}"),
        ("fa", "تعداد سفارش‌های {status} در {period}"),
        ("fa", "درآمد سفارش‌های {status} در {period}"),
        ("fa", "{count} محصول برتر از نظر درآمد در {period}"),
        ("fa", "در {period} چند کاربر جدید ثبت نام کرده‌اند؟"),
        ("fa", "درآمد به تفکیک دسته در {period}"),
        ("fa", "سفارش‌های {status} بالای {count} میلیون تومان"),
    ],
)
def test_one_approved_question_answers_all_of_its_kind_as_the_engine_does(language: str, pattern: str):
    expected = {question: sql_of(question) for question in questions_like(pattern, language)}
    for question, sql in expected.items():
        known = approved(pair(question, sql))
        assert {other: sql_for(other, known) for other in expected} == expected
