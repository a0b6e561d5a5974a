"""Numbers in digits and in words."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.language.numbers import find_numbers
from app.language.numerals import SCALES, SMALL
from app.language.tokens import tokenise


def values(question: str) -> list[float]:
    return [float(number.value) for number in find_numbers(tokenise(question))]


def only(question: str) -> tuple[float | Decimal, str | None, str]:
    """The one number: its value, unit and words."""
    tokens = tokenise(question)
    (number,) = find_numbers(tokens)
    words = question[tokens[number.first].start : tokens[number.last - 1].end]
    return number.value, number.unit, words


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("سه هزار و پانصد", 3500),
        ("بیست‌وسه", 23),
        ("بیست و سه", 23),
        ("صد و بیست و سه", 123),
        ("یک و نیم میلیون", 1_500_000),
        ("دو میلیون و نیم", 2_500_000),
        ("سه و نیم", 3.5),
        ("نیم میلیون", 500_000),
        ("۵۰۰ هزار", 500_000),
        ("۲ میلیون و ۵۰۰ هزار", 2_500_000),
        ("دو میلیون و پانصد هزار", 2_500_000),
        ("۲ هزار و ۵۰۰", 2500),
        ("پنج هزار میلیارد", 5_000_000_000_000),
        ("هزار", 1000),
        ("صد", 100),
        ("میلیون", 1_000_000),
        ("پونصد", 500),
        ("شیشصد", 600),
        ("سه‌هزار", 3000),
        ("صدوپنجاه هزار", 150_000),
        ("ده‌تا", 10),
        ("۲/۵ میلیون", 2_500_000),
        ("۲٫۵ میلیون", 2_500_000),
        ("۱٬۰۰۰٬۰۰۰", 1_000_000),
        ("twenty five", 25),
        ("twenty-five", 25),
        ("two hundred and five", 205),
        ("two hundred and five thousand", 205_000),
        ("five thousand three hundred", 5300),
        ("3 million", 3_000_000),
        ("2 million 500 thousand", 2_500_000),
        ("a million", 1_000_000),
        ("a hundred", 100),
        ("a dozen", 12),
        ("two and a half million", 2_500_000),
        ("2.5k", 2500),
        ("1.5m", 1_500_000),
        ("1,234.5", 1234.5),
    ],
)
def test_a_number_has_its_value(words: str, value: float) -> None:
    assert values(words) == [value]


@pytest.mark.parametrize(
    ("question", "value", "unit", "words"),
    [
        ("بالای ده میلیون تومان", 10_000_000, "toman", "ده میلیون تومان"),
        ("زیر ۵۰۰ تومن", 500, "toman", "۵۰۰ تومن"),
        ("over 1.5m toman", 1_500_000, "toman", "1.5m toman"),
        ("۱۰۰ ریال", 100, "rial", "۱۰۰ ریال"),
        ("20% off", 20, "percent", "20%"),
        ("٪۲۰", 20, "percent", "٪۲۰"),
        ("۲/۵ درصد", Decimal("2.5"), "percent", "۲/۵ درصد"),
        ("۱۰ تا محصول", 10, None, "۱۰ تا"),
        ("۱۰ تای اول", 10, None, "۱۰ تای"),
        ("بیشتر از ۵ تا سفارش", 5, None, "۵ تا"),
    ],
)
def test_its_unit_and_counting_word_belong_to_it(question: str, value: float, unit: str | None, words: str) -> None:
    assert only(question) == (value, unit, words)


def test_ta_between_two_numbers_is_no_counting_word() -> None:
    tokens = tokenise("بین ۱۰۰ تا ۲۰۰")
    assert [(number.first, number.last) for number in find_numbers(tokens)] == [(1, 2), (3, 4)]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("بین یک تا دو میلیون تومان", [1_000_000, 2_000_000]),
        ("۵ تا ۱۰ میلیون", [5_000_000, 10_000_000]),
        ("between 1 and 2 million", [1_000_000, 2_000_000]),
        ("between 500 and 2 million", [2_000_000]),
        ("between 5 thousand and 2 million", [5000, 2_000_000]),
        ("بین هزار و پانصد هزار", [1000, 500_000]),
        ("over 5 million and 3 items", [5_000_000, 3]),
    ],
)
def test_a_scale_said_once_counts_for_both_ends_of_a_range(question: str, expected: list[float]) -> None:
    assert values(question) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("بیش از یک بار", [1]),
        ("at least one order", [1]),
        ("نه ماه اخیر", [9]),
        ("یک لیست بده", []),
        ("which one", []),
        ("نه", []),
        ("a product", []),
    ],
)
def test_a_determiner_is_a_number_only_where_it_counts(question: str, expected: list[float]) -> None:
    assert values(question) == expected


@pytest.mark.parametrize(
    "question",
    [
        "چند میلیون",
        "several thousand",
        "چند صد",
        "دو سه ماه",
        "twenty twenty six",
        "10 000",
        "1 000 000",
        "دو میلیون و پانصد",
        "سی دی",
        "۱۵ام",
        "15th",
        "پانزدهم",
        "A55",
        "128gb",
        "2,5",
        "10:30",
        "1/2",
        "۱.۵۰۰",
        "۱۴۰۵/۰۷/۰۱",
        "یکتا",
        "half",
    ],
)
def test_what_is_no_sure_number_is_none(question: str) -> None:
    assert values(question) == []


WORDS = st.sampled_from(
    [*SMALL, *SCALES, "و", "and", "نیم", "a", "تا", "تومان", "%", "۵", "12", "2/5", "k", "چند", "half"]
)


@given(st.lists(WORDS, max_size=10).map(" ".join))
def test_numbers_never_overlap(question: str) -> None:
    tokens = tokenise(question)
    numbers = find_numbers(tokens)
    assert all(0 <= number.first < number.last <= len(tokens) for number in numbers)
    assert all(one.last <= two.first for one, two in pairwise(numbers))


@given(st.integers(min_value=0, max_value=10**15))
def test_digits_with_separators_keep_their_value(value: int) -> None:
    assert values(f"{value:,}") == [value]
