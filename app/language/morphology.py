"""Inflected forms: what a word may be the plural, possessive or participle of. Only a vocabulary can tell which."""

from __future__ import annotations

from functools import lru_cache

from app.language.folding import fold, keys

PLURALS = "ها های هایی هایم هایش هایمان هایتان هایشان هایمون هایتون هایشون هام هاش هامون هاتون هاشون هامان هاشان هاست"
SPOKEN_PLURALS = "ا ای ایی امون اتون اشون ام اش هارو ارو"
ANIMATE = "ان انی انم انش انمان انشان انمون انشون یان یانی یانم یانمان یانشان یانمون"
ARABIC = "ات اتی اتم اتش اتمان اتشان اتمون اتشون"
POSSESSIVE = "م ش مان تان شان مون تون شون یم یش یمان یتان یشان یمون یشون یتون اش اشان"
INDEFINITE = "ی یی ای"
COPULA = "ه ن ست اند ند"

PERSIAN_SUFFIXES = tuple(
    sorted(
        {
            fold(suffix)
            for group in (PLURALS, SPOKEN_PLURALS, ANIMATE, ARABIC, POSSESSIVE, INDEFINITE, COPULA)
            for suffix in group.split()
        },
        key=len,
        reverse=True,
    )
)
SEPARATE_SUFFIXES = frozenset(fold(suffix) for suffix in PLURALS.split())
"""Suffixes that are also written as a word of their own («سفارش های»)."""
VOICED = "ه"
"""What plurals lose where they are spoken: «سفارشا»."""
SPOKEN_SUFFIXES = tuple(suffix for suffix in PERSIAN_SUFFIXES if f"{VOICED}{suffix}" in SEPARATE_SUFFIXES)
OWN_WORDS = keys("""
    news means meaning incoming rating ratings returning booking bookings accounting marketing housing united shipping
    customs glasses timing building
    استان ماهی ماهان مجموعه ایمان سالم نامه نامی جنسی خریداری تعدادی مقداری کاربری روزی مالیات جمعی کلیه
""")
"""Words that only look like forms of others: «مجموعه» is a set, not «مجموع», and "news" isn't new."""
SHORTEST_STEM = 3
SHORTEST_STEM_OF_COPULA = 4


@lru_cache(maxsize=8192)
def stems(key: str) -> tuple[tuple[bool, str], ...]:
    """What the word may be a form of: (True, itself), then (False, shorter), the longest suffix first."""
    if key in OWN_WORDS:
        return ((True, key),)
    inflected = english_stems(key) if key.isascii() else persian_stems(key)
    return ((True, key), *((False, stem) for stem in inflected if len(stem) >= SHORTEST_STEM))


def persian_stems(key: str) -> list[str]:
    """The word without each Persian suffix that it ends in; «فروشندگان» also gives «فروشنده»."""
    found = [
        key[: -len(suffix)]
        for suffix in PERSIAN_SUFFIXES
        if key.endswith(suffix) and (suffix not in ("ه", "ن") or len(key) > SHORTEST_STEM_OF_COPULA)
    ]
    if key.endswith("گان"):
        found.append(key.removesuffix("گان") + "ه")
    return found


def written_plurals(key: str) -> tuple[tuple[str, str], ...]:
    """What the word may be the spoken plural of: the noun and its written plural, «سفارش» and «سفارشها» of «سفارشا»."""
    found = ((suffix, key.removesuffix(suffix)) for suffix in SPOKEN_SUFFIXES if key.endswith(suffix))
    nouns = ((suffix, stem) for suffix, stem in found if len(stem) >= SHORTEST_STEM and not stem.endswith(VOICED))
    return tuple((stem, f"{stem}{VOICED}{suffix}") for suffix, stem in nouns)


def english_stems(key: str) -> list[str]:
    """The singular, and the verb of a form in -ed or -ing."""
    found = []
    if key.endswith("ies"):
        found.append(key.removesuffix("ies") + "y")
    if key.endswith("s") and not key.endswith("ss"):
        found += [key[:-1], key.removesuffix("es")] if key.endswith("es") else [key[:-1]]
    for ending in ("ed", "ing"):
        stem = key.removesuffix(ending)
        if stem != key and len(stem) > SHORTEST_STEM:
            found += [stem, stem + "e", stem[:-1] if stem[-1] == stem[-2] else stem]
    return found


def common_forms(key: str) -> tuple[str, ...]:
    """A word and the forms of it that are misspelled as often as itself."""
    if not key.isascii():
        return (key, f"{key}ها", f"{key}های", f"{key}ات")
    if key.endswith("y") and key[-2:-1] not in tuple("aeiou"):
        return (key, f"{key[:-1]}ies")
    return (key, f"{key}s", f"{key}d" if key.endswith("e") else f"{key}ed")


@lru_cache(maxsize=8192)
def inner_forms(key: str) -> tuple[str, ...]:
    """The forms of a word inside a phrase: itself, without ezafe («شماره‌ی سفارش»), a possessive's owner."""
    if key.isascii():
        return (key, key[:-1]) if key.endswith("s") and len(key) > SHORTEST_STEM else (key,)
    if key.endswith(("هی", "ای", "وی")):
        return (key, key[:-1])
    return (key, key[:-2], key[:-3]) if key.endswith("های") and len(key) > 5 else (key,)
