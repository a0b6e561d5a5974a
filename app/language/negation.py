"""Persian negative verbs: «نشده» is «شده» with a "not", so that «لغو نشده» is found as «لغو شده», negated."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from app.language.tokens import Token
from app.language.verbs import PAST_STEMS

STEMS = (
    *PAST_STEMS,
    *("کن", "ده", "خر", "شو", "دار", "فروش", "گیر", "رس"),
)
"""Stems of the verbs that questions are made of, past and present."""
ENDINGS = "م|ی|د|یم|ید|ند|ن|ه|هاند|هان|هام|هایم|هاید|هاست|ست|ه بود|ش|"
NEGATING = "ن"
"""What makes a verb negative: «تحویل‌نشده» is one word."""
NEGATIVE = re.compile(rf"ن(می|)((?:{'|'.join(STEMS)})(?:{ENDINGS}))")
IRREGULAR = {"نیست": "است", "نیستند": "هستند", "نیستن": "هستن", "نبود": "بود", "نبوده": "بوده", "نبودند": "بودند"}
IRREGULAR |= {"نمیشه": "میشه", "نمیشن": "میشن", "نبودن": "بودن", "نشن": "شدن"}
OTHER_WORDS = frozenset(("ندا", "نده", "نخر", "ندار", "نکن", "ندم", "نشو", "نشون"))
"""Words that look like negative forms and either are none or stand alone as commands."""


def affirmed(tokens: Sequence[Token]) -> tuple[tuple[Token, ...], frozenset[int]]:
    """The tokens with negative verbs in their affirmative form, and the places of those."""
    forms = [affirmative(token.key) if token.kind == "word" else None for token in tokens]
    changed = tuple(replace(token, key=form) if form else token for token, form in zip(tokens, forms, strict=True))
    return changed, frozenset(at for at, form in enumerate(forms) if form)


def may_differ_in_negation(one: str, other: str) -> bool:
    """Whether one word may deny what the other says; so may a letter in the midst of words that are joined."""
    return one.count(NEGATING) != other.count(NEGATING)


def affirmative(key: str) -> str | None:
    """The affirmative form of a negative verb; None for any other word."""
    if key in IRREGULAR:
        return IRREGULAR[key]
    match = NEGATIVE.fullmatch(key)
    if match is None or key in OTHER_WORDS:
        return None
    return match[1] + match[2]
