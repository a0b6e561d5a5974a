"""A question as words, numbers and signs, each with its place in the original text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from app.language.folding import fold


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or sign: as written, its match key, and its place (`question[start:end] == text`)."""

    text: str
    key: str
    start: int
    end: int
    kind: Literal["word", "number", "sign"]


DIGIT = "0-9۰-۹٠-٩"
ARABIC = "\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\ufb50-\ufdfb\ufe70-\ufefc"
ARABIC_INSIDE = "\u0610-\u061a\u0621\u0640\u064b-\u065f\u0670\u200b-\u200d\u00ad"
LATIN_INSIDE = "'’\u0300-\u036f\u00ad"

PATTERN = re.compile(
    rf"""
      (?P<mail> [\w.+-]+ @ [\w-]+ (?: \. [\w-]+ )+ )
    | (?P<number> [{DIGIT}]+ (?: [.,/:٬٫،-] [{DIGIT}]+ )* )
    | (?P<persian> [{ARABIC}ء] (?: [{ARABIC_INSIDE}]* [{ARABIC}ء] )* [\u064b-\u065f\u0670]* )
    | (?P<other> [^\W_{DIGIT}{ARABIC}ء] (?: [{LATIN_INSIDE}]* [^\W_{DIGIT}{ARABIC}ء] )* [\u0300-\u036f]* )
    | (?P<sign> [<>!]= | <> | (?<![^\W\d_])-|-(?![^\W\d_]) | [%٪﹪<>=≥≤≠"«»“”„+–—−$€£¥﷼*&'‘’] )
    """,
    re.VERBOSE,
)
SIGN_KEYS = {"٪": "%", "﹪": "%", "≥": ">=", "≤": "<=", "≠": "!=", "<>": "!=", "﷼": "rial", "&": "and"}
SIGN_KEYS |= dict.fromkeys("«»“”„", '"') | dict.fromkeys("–—−", "-") | dict.fromkeys("‘’", "'")
APOSTROPHES = str.maketrans("", "", "'’")
THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:\.\d{3}){2,}")


def tokenise(question: str) -> tuple[Token, ...]:
    """The question's words, numbers and signs in order; other punctuation is dropped.

    A half-space joins («کرده‌اند» is one word), a change between digits, Persian and Latin letters splits («۱۰تا»),
    digits with separators inside are one number (1,000, 2026-11-05), an apostrophe inside a word is part of it
    ("what's" has the key "whats"), a hyphen between two letters separates words, "&" is the word "and".
    Single quotes that have no partner are dropped, and so is a tatweel or hamza on its own.
    """
    found = map(token_of, PATTERN.finditer(question))
    return tuple(without_lone_quotes([token for token in found if token.key]))


def token_of(match: re.Match[str]) -> Token:
    """The token of one match."""
    text = match.group()
    kind: Literal["word", "number", "sign"] = "word"
    key = fold(text)
    if match.lastgroup == "number":
        kind, key = "number", number_key(text)
    elif match.lastgroup == "other":
        key = key.translate(APOSTROPHES)
    elif match.lastgroup == "sign":
        key = SIGN_KEYS.get(text, text)
        kind = "word" if key.isalpha() else "sign"
    return Token(text, key, match.start(), match.end(), kind)


def number_key(text: str) -> str:
    """ASCII digits; thousands separators are gone where every group has three digits, other separators stay.

    What is left of unusual shapes ("2,5", "10:30") is for nobody to read as a number.
    """
    key = fold(text.replace("٬", ",").replace("،", ","))
    if not THOUSANDS.fullmatch(key):
        return key
    return key.replace(",", "") if "," in key else key.replace(".", "")


def without_lone_quotes(tokens: list[Token]) -> Iterator[Token]:
    """The tokens without single quotes when their number is odd, as in «customers' orders»."""
    quotes = sum(token.key == "'" for token in tokens)
    return (token for token in tokens if token.key != "'" or quotes % 2 == 0)
