"""The match key of a word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.language.folding import fold, keys


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("علي كريمي", "علی کریمی"),
        ("درآمد", "درامد"),
        ("أحمد", "احمد"),
        ("مؤثر", "موثر"),
        ("پائیز", "پاییز"),
        ("هفتهٔ", "هفته"),
        ("خانۀ", "خانه"),
        ("مدرسة", "مدرسه"),
        ("ٱلرحمن", "الرحمن"),
        ("فروشِ", "فروش"),
        ("فـــروش", "فروش"),
        ("کرده‌اند", "کردهاند"),
        ("\u202bفروش\u202c", "فروش"),
        ("سه\u00a0ماهه", "سهماهه"),
        ("۱۴۰۵", "1405"),
        ("٣٠", "30"),
        ("۱٬۰۰۰٫۵", "1000.5"),
        ("ﻓﺮوش", "فروش"),
        ("iPhone", "iphone"),
        ("Café", "cafe"),
        ("ＡＢＣ１", "abc1"),
    ],
)
def test_spelling_habits_are_folded_away(written: str, key: str) -> None:
    assert fold(written) == key


@given(st.text())
def test_a_key_is_its_own_key(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=st.characters(codec="ascii")))
def test_ascii_is_only_lowered(text: str) -> None:
    assert fold(text) == text.lower()


def test_keys_are_those_of_the_single_words() -> None:
    assert keys("Please  لطفاً") == {"please", "لطفا"}
