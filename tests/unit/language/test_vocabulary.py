"""Phrases: spelled together or apart, inflected, or slightly misspelled."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.language.misspelling import Corrector
from app.language.morphology import stems
from app.language.tokens import tokenise
from app.language.vocabulary import Match, Vocabulary

PHRASES = (
    "ثبت‌نام|سفارش|شماره سفارش|محصول|مشتری|فروش|فروشنده|درآمد|قیمت|ارزش|کتاب|دسته|دسته‌بندی|مجموع|لغو شده|میانگین|سال|"
    "best seller|order|customer|category|revenue|price|sales|book|quantity|address|home & kitchen|register|new|units"
)
VOCABULARY = Vocabulary((phrase, phrase) for phrase in PHRASES.split("|"))


def matches(words: str) -> list[Match[str]]:
    return VOCABULARY.matches(tokenise(words), 0)


def meaning(words: str) -> str | None:
    """What all the words together mean."""
    return next((match.payloads[0] for match in matches(words) if match.last == len(tokenise(words))), None)


@pytest.mark.parametrize("words", ["ثبت‌نام", "ثبت نام", "ثبتنام", "ثبت نامِ"])
def test_spaces_and_half_spaces_make_no_difference(words: str) -> None:
    assert meaning(words) == "ثبت‌نام"


@pytest.mark.parametrize(
    ("words", "phrase"),
    [
        ("bestseller", "best seller"),
        ("Best-Sellers", "best seller"),
        ("Home and Kitchen", "home & kitchen"),
        ("دسته بندی‌های", "دسته‌بندی"),
        ("شماره‌ی سفارش", "شماره سفارش"),
        ("لغو  شده", "لغو شده"),
        ("كتاب", "کتاب"),
        ("درامد", "درآمد"),
    ],
)
def test_a_phrase_is_found_however_it_is_put_together(words: str, phrase: str) -> None:
    assert meaning(words) == phrase


@pytest.mark.parametrize(
    ("words", "phrase"),
    [
        ("سفارش‌ها", "سفارش"),
        ("سفارش های", "سفارش"),
        ("سفارشات", "سفارش"),
        ("سفارشامون", "سفارش"),
        ("سفارشی", "سفارش"),
        ("محصولاتمان", "محصول"),
        ("مشتریان", "مشتری"),
        ("مشتری‌هامون", "مشتری"),
        ("مشتریا", "مشتری"),
        ("فروشندگان", "فروشنده"),
        ("فروشمون", "فروش"),
        ("دسته‌ی", "دسته"),
        ("دسته‌ها", "دسته"),
        ("درآمدشان", "درآمد"),
        ("قیمتش", "قیمت"),
        ("customers", "customer"),
        ("customer's", "customer"),
        ("categories", "category"),
        ("addresses", "address"),
        ("ordered", "order"),
        ("registered", "register"),
        ("priced", "price"),
    ],
)
def test_an_inflected_form_means_its_word_but_not_exactly(words: str, phrase: str) -> None:
    (match, *_) = matches(words)
    assert (match.payloads[0], match.exact, match.corrected) == (phrase, False, None)


@pytest.mark.parametrize("word", ["فروشگاه", "مجموعه", "سالم", "فرو", "news", "ordinary", "booking"])
def test_a_word_that_only_looks_inflected_is_another_word(word: str) -> None:
    assert matches(word) == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("custmers", "customer"),
        ("costumers", "customer"),
        ("ordres", "order"),
        ("orderd", "order"),
        ("oder", "order"),
        ("revnue", "revenue"),
        ("revanue", "revenue"),
        ("catagory", "category"),
        ("quantiy", "quantity"),
        ("slaes", "sales"),
        ("سفارس", "سفارش"),
        ("صفارش", "سفارش"),
        ("سفراش", "سفارش"),
        ("فروس", "فروش"),
        ("محصلات", "محصول"),
        ("مشتزی", "مشتری"),
        ("میانیگن", "میانگین"),
    ],
)
def test_a_slip_is_corrected_and_said_to_be(typed: str, meant: str) -> None:
    (match,) = matches(typed)
    assert (match.payloads, match.corrected, match.exact) == ((meant,), meant, False)


@pytest.mark.parametrize(
    "word",
    [
        "فرش",
        "قسمت",
        "ورزش",
        "کتان",
        "males",
        "boots",
        "spent",
        "projects",
        "protects",
        "prince",
        "borders",
        "older",
        "غیره",
    ],
)
def test_another_word_is_not_taken_for_a_misspelling(word: str) -> None:
    assert matches(word) == []


def test_a_known_word_is_never_corrected() -> None:
    vocabulary = Vocabulary([("revenue", 1)], known=lambda key: key == "revnue")
    assert vocabulary.matches(tokenise("revnue"), 0) == []


def test_a_word_as_near_to_two_others_is_not_corrected() -> None:
    assert Vocabulary([("cater", 1), ("carer", 2)]).matches(tokenise("caer"), 0) == []


def test_names_are_not_corrected_into_each_other() -> None:
    names = Vocabulary([("Reza", 1), ("Roza", 2)])
    assert [match.payloads for match in names.matches(tokenise("Roza"), 0)] == [(2,)]


def test_the_longest_phrase_comes_first() -> None:
    found = matches("شماره سفارش") + matches("سفارش های لغو")
    assert [(match.payloads, match.first, match.last) for match in found] == [
        (("شماره سفارش",), 0, 2),
        (("سفارش",), 0, 2),
    ]


def test_matches_begin_where_asked_and_stop_at_signs() -> None:
    tokens = tokenise("list best > seller order")
    assert VOCABULARY.matches(tokens, 1) == []
    assert [match.first for match in VOCABULARY.matches(tokens, 4)] == [4]


def test_all_meanings_of_a_phrase_are_given() -> None:
    vocabulary = Vocabulary([("mehr", "name"), ("Mehr", "month")])
    assert vocabulary.matches(tokenise("MEHR"), 0)[0].payloads == ("name", "month")


def test_it_says_what_it_contains() -> None:
    assert "ثبت نام" in VOCABULARY
    assert "ثبت" not in VOCABULARY


@given(st.text(alphabet="abcdeorsyt سفارشهایمون", max_size=20))
def test_every_match_lies_within_the_question(question: str) -> None:
    tokens = tokenise(question)
    for at in range(len(tokens)):
        found = VOCABULARY.matches(tokens, at)
        assert all(match.first == at < match.last <= len(tokens) for match in found)
        assert [match.last for match in found] == sorted((match.last for match in found), reverse=True)


@given(st.text(alphabet="سفارشهایمونات", max_size=12))
def test_a_stem_begins_its_word(word: str) -> None:
    assert all(word.startswith(stem.removesuffix("ه")) for _, stem in stems(word))


def test_short_words_are_never_misspellings() -> None:
    assert Corrector(["sale"]).corrections("sal") == []
