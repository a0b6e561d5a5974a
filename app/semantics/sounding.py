"""Names across alphabets: «علی رضایی» is Ali Rezaei, by the consonants that both spellings have."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from app.language.folding import fold
from app.language.tokens import Token

LEAST_WORDS = 2
"""A single word sounds like too many others."""
LEAST_SOUNDS = 4
CONSONANTS = "ب:b پ:p تط:t ثسص:s ج:j چ:c حه:h خ:x د:d ذزضظ:z ر:r ژ:zh ش:$ غق:q ف:f ک:k گ:g ل:l م:m ن:n"
PERSIAN = {
    ord(letter): sound for entry in CONSONANTS.split() for letters, sound in [entry.split(":")] for letter in letters
}
LATIN = (("kh", "x"), ("gh", "q"), ("ch", "c"), ("sh", "$"), ("ph", "f"), ("ck", "k"))
"""Two letters for one sound."""
FIRST = {"ا": "a", "ع": "a", "ی": "y", "و": "v", "y": "y", "v": "v", "w": "v"} | dict.fromkeys("aeiou", "a")
"""How a word begins where its first letter is no consonant, or is one only there."""
SILENT_PERSIAN, SILENT_LATIN = re.compile("[اعوی]"), re.compile("[aeiouyvw']")
DOUBLE = re.compile(r"([a-z])\1")


def sound_of(words: Sequence[str]) -> str:
    """How a name of several words of one alphabet sounds; empty where that tells too little."""
    if len(words) < LEAST_WORDS or len({word.isascii() for word in words}) > 1 or not all(map(str.isalpha, words)):
        return ""
    sounds = [sound_of_word(word) for word in words]
    return " ".join(sounds) if sum(map(len, sounds)) >= LEAST_SOUNDS else ""


@lru_cache(maxsize=4096)
def sound_of_word(word: str) -> str:
    """A word's first sound, its consonants, and whether it ends in an i: nothing else is written in both alphabets."""
    ending = "i" if word.endswith(("ی", "i", "y")) else ""
    body = word.removesuffix("h") if word.isascii() else word.removesuffix("ه")
    first = FIRST.get(body[:1], "")
    rest = body[1:] if first else body
    return first + (latin_consonants(rest) if word.isascii() else persian_consonants(rest)) + ending


def latin_consonants(word: str) -> str:
    """The consonants of a word in Latin letters."""
    word = DOUBLE.sub(r"\1", word)
    for letters, sound in LATIN:
        word = word.replace(letters, sound)
    return SILENT_LATIN.sub("", word)


def persian_consonants(word: str) -> str:
    """The consonants of a word in Persian letters."""
    return SILENT_PERSIAN.sub("", word).translate(PERSIAN)


def written(tokens: Sequence[Token]) -> list[str]:
    """Tokens as they are written, without the 's of a possessive: Finglish has other keys."""
    return [fold(re.sub("['’]s$", "", token.text)) for token in tokens]
