"""How many tokens a text may take: an estimate on the safe side, as every model cuts text up in its own way."""

from __future__ import annotations

import re

LETTERS = 4
"""Letters of an English word or a name in SQL that the least able vocabulary holds in one token."""
PIECE = re.compile(rf"[A-Za-z]{{1,{LETTERS}}}|[^\sA-Za-z\x80-\U0010ffff]|\n")
FOREIGN = re.compile(r"[^\s\x00-\x7f]+")


def estimate_tokens(text: str) -> int:
    """Tokens of a text: each sign, digit and line break is one, each four letters, and each byte of other letters.

    A vocabulary of 32,000 pieces spells Persian in single letters or bytes, so bytes are the most that it can take.
    """
    spelled = "".join(FOREIGN.findall(text)).encode(errors="surrogatepass")
    return len(PIECE.findall(text)) + len(spelled)
