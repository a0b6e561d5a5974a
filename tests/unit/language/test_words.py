"""Words by role."""

from __future__ import annotations

import pytest

from app.language.words import FILLER, LISTING, QUESTION_WORDS, is_everyday


@pytest.mark.parametrize("word", ["the", "of", "our", "please", "لطفا", "بگو", "را", "رو", "است", "هست"])
def test_filler_says_nothing(word: str) -> None:
    assert word in FILLER


@pytest.mark.parametrize(
    "word", ["this", "این", "other", "دیگر", "not", "نه", "only", "فقط", "without", "بدون", "same"]
)
def test_words_that_change_a_question_are_no_filler(word: str) -> None:
    assert word not in FILLER


def test_words_that_ask_are_kept_apart_from_filler() -> None:
    assert not FILLER & (LISTING | QUESTION_WORDS)
    assert {"list", "show", "لیست"} <= LISTING
    assert {"which", "چند", "کدام"} <= QUESTION_WORDS


def test_everyday_words_need_no_correction() -> None:
    assert is_everyday("males")
    assert is_everyday("قسمت")
    assert not is_everyday("custmers")
