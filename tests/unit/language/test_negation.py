"""Persian negative verbs are found, and words that only look like them are left alone."""

from __future__ import annotations

import pytest

from app.language.negation import affirmed
from app.language.tokens import tokenise


@pytest.mark.parametrize(
    ("negative", "affirmative"),
    [
        ("نشده", "شده"),
        ("نشده‌اند", "شدهاند"),
        ("نکرده‌اند", "کردهاند"),
        ("نخریدن", "خریدن"),
        ("نخریده", "خریده"),
        ("نداده‌اند", "دادهاند"),
        ("نرفته‌اند", "رفتهاند"),
        ("ندارند", "دارند"),
        ("نداشتیم", "داشتیم"),
        ("نمی‌خرند", "میخرند"),
        ("نیستند", "هستند"),
    ],
)
def test_a_negative_verb_is_its_affirmative_form_and_said_to_be_negative(negative: str, affirmative: str):
    tokens, places = affirmed(tokenise(f"سفارش {negative}"))
    assert [token.key for token in tokens] == ["سفارش", affirmative]
    assert places == {1}


@pytest.mark.parametrize(
    "word", ["نام", "نشان", "نوع", "نان", "نرخ", "نسبت", "نفر", "نظر", "نده", "نزدیک", "نشون", "not"]
)
def test_another_word_is_left_alone(word: str):
    tokens, places = affirmed(tokenise(word))
    assert [token.key for token in tokens] == [word]
    assert not places


def test_the_text_and_its_place_stay():
    (token,), _ = affirmed(tokenise("نشده"))
    assert (token.text, token.start, token.end) == ("نشده", 0, 4)
