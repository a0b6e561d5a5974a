"""The match key of a word: what is left when spelling habits are taken away."""

from __future__ import annotations

import unicodedata

ARABIC_TO_PERSIAN = {"ي": "ی", "ى": "ی", "ې": "ی", "ێ": "ی", "ك": "ک", "ڪ": "ک", "ة": "ه", "ۃ": "ه", "ە": "ه"} | {
    "ہ": "ه",
    "ھ": "ه",
    "ٱ": "ا",
}
DIGITS = {native: str(value) for digits in ("۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩") for value, native in enumerate(digits)}
DECIMAL_SIGN = {"٫": "."}
MARKS = ((0x0300, 0x036F), (0x0610, 0x061A), (0x064B, 0x065F), (0x0670, 0x0670), (0x06D6, 0x06DC), (0x06DF, 0x06E8))
"""Combining marks, Latin and Arabic. Decomposed first, آ أ إ ؤ ئ ۀ and é lose theirs here too."""
INVISIBLE = "\u00a0\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u202f\u2060\ufeff"
"""NBSP and its kin, soft hyphen, ZWNJ, ZWJ and marks of direction."""
ISOLATES = "\u2066\u2067\u2068\u2069"
"""The newer marks of direction."""
SILENT = "\u0640\u0621٬"
"""Tatweel, hamza on its own («اجزاء») and the thousands separator."""
COMPATIBILITY = ((0xFB50, 0xFBB1), (0xFBD3, 0xFD3D), (0xFE70, 0xFEFC), (0xFF01, 0xFF5E))
"""Joined Arabic forms as PDF files give them («ﻓﺮوش»), and full-width Latin."""


def fold(text: str) -> str:
    """The match key of `text`: Persian letters for Arabic ones, ASCII digits, lower case, no marks, no joiners.

    آ becomes ا and ئ becomes ی, as people type «درامد» and «پائیز». Idempotent; its length may differ from the text's.
    """
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFD", text).casefold()
    return unicodedata.normalize("NFD", decomposed).translate(TABLE)


def keys(words: str) -> frozenset[str]:
    """The match keys of the words in a text."""
    return frozenset(fold(word) for word in words.split())


def folding_table() -> dict[int, str]:
    """Every character that `fold` replaces, after decomposition."""
    table = {ord(old): new for old, new in (ARABIC_TO_PERSIAN | DIGITS | DECIMAL_SIGN).items()}
    table |= {code: "" for first, last in MARKS for code in range(first, last + 1)}
    table |= {ord(character): "" for character in INVISIBLE + ISOLATES + SILENT}
    for code in (code for first, last in COMPATIBILITY for code in range(first, last + 1)):
        table[code] = unicodedata.normalize("NFKD", chr(code)).casefold().translate(table)
    return table


TABLE = folding_table()
