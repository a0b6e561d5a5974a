"""A question as words, numbers and signs."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.language.tokens import tokenise

PERSIAN_AND_LATIN = st.text(alphabet="ابپتثگچپژیيکكء آأهةۀ‌ـًٔ۰۱۹٫٬٣abcXYZ019 .,:/-'’\"«»%٪<>=!&@_؟،\u200f")


def keys(question: str) -> list[str]:
    return [token.key for token in tokenise(question)]


@given(st.one_of(st.text(), PERSIAN_AND_LATIN))
def test_places_always_cut_the_original(question: str) -> None:
    for token in tokenise(question):
        assert question[token.start : token.end] == token.text


@given(st.one_of(st.text(), PERSIAN_AND_LATIN))
def test_tokens_come_in_order_and_have_keys(question: str) -> None:
    tokens = tokenise(question)
    assert all(one.end <= two.start for one, two in pairwise(tokens))
    assert all(token.key for token in tokens)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("ثبت‌نام کرده‌اند", ["ثبتنام", "کردهاند"]),
        ("۱۰تا", ["10", "تا"]),
        ("2.5k", ["2.5", "k"]),
        ("iPhone‌ها", ["iphone", "ها"]),
        ("فروشiphone", ["فروش", "iphone"]),
        ("what's the customer's name", ["whats", "the", "customers", "name"]),
        ("customers' orders", ["customers", "orders"]),
        ("best-selling e-mail", ["best", "selling", "e", "mail"]),
        ("order_date", ["order", "date"]),
        ("Home & Kitchen", ["home", "and", "kitchen"]),
        ("ali.rezaei+1@mail.example.com", ["ali.rezaei+1@mail.example.com"]),
        ("چند سفارش؟", ["چند", "سفارش"]),
        ("done; right? (yes).", ["done", "right", "yes"]),
        ("علي كريمي", ["علی", "کریمی"]),
    ],
)
def test_words_are_told_apart(question: str, expected: list[str]) -> None:
    assert keys(question) == expected


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("1,000", "1000"),
        ("۱٬۰۰۰٬۰۰۰", "1000000"),
        ("۱،۰۰۰", "1000"),
        ("1.000.000", "1000000"),
        ("12.5", "12.5"),
        ("۱۲٫۵", "12.5"),
        ("۱۴۰۵/۰۱/۱۵", "1405/01/15"),
        ("2026-11-05", "2026-11-05"),
        ("2,5", "2,5"),
        ("10:30", "10:30"),
    ],
)
def test_digits_with_separators_are_one_number(written: str, key: str) -> None:
    (token,) = tokenise(written)
    assert (token.kind, token.key) == ("number", key)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("> 50%", [">", "50", "%"]),
        ("۵۰٪", ["50", "%"]),
        ("a >= b", ["a", ">=", "b"]),
        ("a ≥ b", ["a", ">=", "b"]),
        ("a <> b", ["a", "!=", "b"]),
        ("«علی»", ['"', "علی", '"']),
        ("'Ali'", ["'", "ali", "'"]),
        ("-5", ["-", "5"]),
        ("1 Mehr – 5 Mehr", ["1", "mehr", "-", "5", "mehr"]),
        ("$100", ["$", "100"]),
    ],
)
def test_signs_that_matter_are_kept(question: str, expected: list[str]) -> None:
    assert keys(question) == expected


def test_kinds_are_told() -> None:
    assert [token.kind for token in tokenise("۵ سفارش > ۱۰")] == ["number", "word", "sign", "number"]
