"""A name is known in either alphabet by what both spellings have in common, and by nothing less."""

from __future__ import annotations

import pytest

from app.language.tokens import tokenise
from app.semantics.sounding import sound_of, written


def sound(name: str) -> str:
    return sound_of(written(tokenise(name)))


@pytest.mark.parametrize(
    ("persian", "latin"),
    [
        ("علی رضایی", "Ali Rezaei"),
        ("سارا احمدی", "Sara Ahmadi"),
        ("سارا احمدی", "Sara Ahmadi's"),
        ("محمد حسینی", "Mohammad Hosseini"),
        ("علي كريمي", "Ali Karimi"),
        ("فاطمه زهرا موسوی", "Fatemeh Zahra Mousavi"),
        ("وحید قاسمی", "Vahid Ghasemi"),
        ("یوسف خلیلی", "Yousef Khalili"),
        ("شاهین چراغی", "Shahin Cheraghi"),
    ],
)
def test_a_name_sounds_alike_in_both_alphabets(persian: str, latin: str):
    assert sound(persian) == sound(latin) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("علی رضایی", "Leila Rezaei"),
        ("علی رضایی", "Ali Reza"),
        ("سارا احمدی", "Reza Ahmadi"),
        ("مریم نوری", "Mina Nouri"),
    ],
)
def test_another_name_sounds_otherwise(one: str, other: str):
    assert sound(one) != sound(other)


@pytest.mark.parametrize("name", ["Ali", "علی", "iPhone 15", "Ali رضایی", "a b", ""])
def test_what_tells_too_little_has_no_sound(name: str):
    assert sound(name) == ""
