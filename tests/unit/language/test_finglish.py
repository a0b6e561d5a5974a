"""Persian in Latin letters."""

from __future__ import annotations

import pytest

from app.language.finglish import persian_key, sound, to_persian
from app.language.folding import fold
from app.language.tokens import tokenise


def persian(question: str) -> str:
    return " ".join(token.key for token in to_persian(tokenise(question)))


@pytest.mark.parametrize("spelling", ["foroosh", "forosh", "forush", "foroush", "furosh"])
def test_one_sound_has_many_spellings(spelling: str) -> None:
    assert sound(spelling) == sound("foroosh")
    assert persian_key(spelling) == "فروش"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("emrooz chanta sefaresh dashtim", "امروز چندتا سفارش داشتیم"),
        ("forosh mahe gozashte", "فروش ماه گذشته"),
        ("foroosh-e parsal", "فروش پارسال"),
        ("tedade moshtarian", "تعداد مشتریان"),
        ("darAmade 30 rooze akhir", "درآمد 30 روز اخیر"),
        ("sefareshaye laghv shode", "سفارشهای لغو شده"),
        ("foroosh bar asase mah", "فروش بر اساس ماه"),
        ("chand nafar sabte nam kardan", "چند نفر ثبت نام کردند"),
        ("az 1 mehr ta 15 aban", "از 1 مهر تا 15 آبان"),
        ("kodum moshtari bishtarin kharid ro dashte", "کدام مشتری بیشترین خرید را داشته"),
        ("top 5 mahsool", "top 5 محصول"),
        ("mahsoolati ke foroosh naraftan", "محصولاتی که فروش نرفتند"),
    ],
)
def test_finglish_words_get_persian_keys(question: str, expected: str) -> None:
    assert persian(question) == fold(expected)


def test_text_and_places_stay() -> None:
    question = "forosh emrooz iphone"
    for token in to_persian(tokenise(question)):
        assert question[token.start : token.end] == token.text


@pytest.mark.parametrize("word", ["orders", "revenue", "how", "reza", "iphone"])
def test_other_words_are_left_alone(word: str) -> None:
    assert persian_key(word) is None
