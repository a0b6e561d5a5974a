"""How many tokens a text may take: an estimate on the safe side, as every model cuts text up in its own way."""

from __future__ import annotations

import re

PIECE = re.compile(r"[A-Za-z]+|[^\sA-Za-z]|\n")
LETTERS = 4
"""Letters of an English word or a name in SQL that the least able vocabulary holds in one token."""


def estimate_tokens(text: str) -> int:
    """Tokens of a text: each sign, digit and line break is one, each four letters, and each byte of other letters.

    A vocabulary of 32,000 pieces spells Persian in single letters or bytes, so bytes are the most that it can take.
    """
    return sum(map(tokens_of, PIECE.findall(text)))


def tokens_of(piece: str) -> int:
    """Tokens of a word, or of one character."""
    if piece.isascii():
        return -(-len(piece) // LETTERS)
    return len(piece.encode(errors="surrogatepass"))
