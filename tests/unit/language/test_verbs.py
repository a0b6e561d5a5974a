"""A Persian verb in the past is known in all its forms, and other words have none."""

from __future__ import annotations

import pytest

from app.language.folding import fold
from app.language.verbs import verb_forms


@pytest.mark.parametrize("said", ["فروش رفته", "فروش رفته‌اند", "فروش رفت", "فروش رفتن", "فروش رفتند", "فروش رفته‌ایم"])
def test_every_form_is_one_of_each_other_form(said: str):
    assert fold(said) in verb_forms("فروش رفته‌اند")
    assert fold("فروش رفته‌اند") in verb_forms(said)


@pytest.mark.parametrize("said", ["فروش", "مبلغ سفارش", "sold out", "رفتار", ""])
def test_a_phrase_that_ends_with_another_word_has_none(said: str):
    assert list(verb_forms(said)) == []
