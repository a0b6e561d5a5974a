"""Which language a question is in."""

from __future__ import annotations

import pytest

from app.contracts import Language
from app.language.detection import detect_language, is_finglish
from app.language.tokens import tokenise


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("تعداد سفارش‌ها چقدر است؟", "fa"),
        ("فروش iphone ۱۵", "fa"),
        ("فروش iPhone 15 pro max", "fa"),
        ("تعداد order های customer", "fa"),
        ("سفارش‌های Ali Rezaei", "fa"),
        ("how many orders are there in total", "en"),
        ("orders of سارا احمدی", "en"),
        ("how much has سارا احمدی spent", "en"),
        ("emrooz chanta sefaresh dashtim", "fa"),
        ("forosh mahe gozashte", "fa"),
        ("list moshtariha", "fa"),
        ("revenue emsal", "fa"),
        ("sales in Mehr 1404", "en"),
        ("total sales in toman", "en"),
        ("delete all orders", "en"),
        ("how many unicorns", "en"),
        ("orders on 11/05/2026", "en"),
        ("2026", "en"),
        ("", "en"),
    ],
)
def test_the_language_is_told_by_the_words_that_tell(question: str, language: Language) -> None:
    assert detect_language(question) == language


@pytest.mark.parametrize(
    ("question", "expected"),
    [("emrooz chanta sefaresh dashtim", True), ("show me the list", False), ("do it", False), ("فروش امروز", False)],
)
def test_finglish_is_persian_in_latin_letters(question: str, expected: bool) -> None:
    assert is_finglish(tokenise(question)) is expected
