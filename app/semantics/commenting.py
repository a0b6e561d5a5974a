"""What the comments in a database say that its names don't: what people call its tables and columns."""

from __future__ import annotations

import re

from app.language.folding import fold

PERSIAN = re.compile(r"[\u0621-\u06cc]")
SIDE_REMARK = re.compile(r"[(:،؛.,;].*", re.DOTALL)
MOST_WORDS = 4
"""A comment of more words explains something, rather than naming it."""
ZERO_WIDTH_JOINER = "\u200c"
PERSON_PLURAL = "گان"
PLURAL = "ان"
NO_PLURALS = ("ستان", "مان", "بان")
"""Endings of nouns in the singular: «استان», «سازمان», «خیابان»."""
SHORTEST_NOUN = 4


def named_by(comment: str) -> str | None:
    """The name that a comment gives, without remarks behind it; None where it explains something."""
    name = " ".join(SIDE_REMARK.sub("", comment).split())
    return name if name and len(name.split()) <= MOST_WORDS else None


def persian_name(comment: str) -> str | None:
    """The Persian name that a comment gives."""
    name = named_by(comment)
    return name if name and PERSIAN.search(name) else None


def english_name(comment: str) -> str | None:
    """The English name that a comment gives, in lower case."""
    name = named_by(comment)
    return name.lower() if name and name.isascii() and name.replace(" ", "").isalpha() else None


def persian_singular(name: str) -> str:
    """A Persian noun for one thing: «بیمار» of «بیماران», «نوبت پزشک» of «نوبت‌های پزشک»."""
    first, *rest = name.split()
    bare = re.sub(f"{ZERO_WIDTH_JOINER}?ها(ی)?$", "", fold(first) if ZERO_WIDTH_JOINER not in first else first)
    if bare == first and first.endswith(PERSON_PLURAL):
        bare = f"{first.removesuffix(PERSON_PLURAL)}ه"
    elif bare == first and first.endswith(PLURAL) and not first.endswith(NO_PLURALS):
        stem = re.sub("(?<=[وا])ی$", "", first.removesuffix(PLURAL))
        bare = stem if len(stem) >= SHORTEST_NOUN else first
    return " ".join((bare, *rest))
