"""What people say before a question and after it, which is no part of what they ask."""

from __future__ import annotations

from collections.abc import Sequence

from app.generators.verified.wording import joined, key_of
from app.language.tokens import Token
from app.language.words import POLITENESS

QUOTE = '"'
LONGEST_FRAME = 6
"""Words."""


def frames(phrases: str) -> frozenset[str]:
    """The match keys of phrases with `|` between them, and of words of politeness."""
    return POLITENESS | frozenset(map(key_of, phrases.split("|")))


BEGINNINGS = frames("""
    can you|could you|would you|will you|tell me|tell us|let me know|let us know|what is|what was|whats
    |i want to know|i need to know|i wanna know|i would like to know|id like to know|we want to know|we need to know
    |بگو|بگویید|بگوئید|بگید|بگین|به من بگو|به من بگویید|به من بگید|بهم بگو|بهم بگید|به ما بگو|به ما بگویید
    |می‌خواهم بدانم|می‌خوام بدونم|می‌خواستم بدانم|می‌خواستم بدونم|می‌خواهیم بدانیم|می‌شود بگویید|می‌شه بگی|می‌شه بگید
    |می‌توانی بگویی|می‌تونی بگی|می‌توانید بگویید|می‌تونید بگید
""")
"""How a question is begun that says the same without it. Not "show me" or "give me": these ask for rows."""
ENDINGS = frames("""
    را بگو|را بگویید|را بگوئید|رو بگو|رو بگید|رو بگین|را به من بگو|را به من بگویید|رو بهم بگو|رو بهم بگید
    |را بدانم|رو بدونم|را می‌خواهم بدانم|رو می‌خوام بدونم
""")
"""How a question is ended that says the same without it."""


def polite_ends(tokens: Sequence[Token]) -> tuple[int, int]:
    """Where a question begins and ends between words of politeness; nowhere else than before if it is all of these."""
    first, last = 0, len(tokens)
    while length := frame_length(tokens[first:last], BEGINNINGS, is_ending=False):
        first += length
    while length := frame_length(tokens[first:last], ENDINGS, is_ending=True):
        last -= length
    if last - first > 2 and tokens[first].key == tokens[last - 1].key == QUOTE:
        first, last = first + 1, last - 1
    return (first, last) if first < last else (0, len(tokens))


def frame_length(tokens: Sequence[Token], frames: frozenset[str], *, is_ending: bool) -> int:
    """How many words at a question's beginning or its end are no part of what is asked; the most that are."""
    for length in range(min(LONGEST_FRAME, len(tokens)), 0, -1):
        ends = tokens[-length:] if is_ending else tokens[:length]
        if joined(token.key for token in ends) in frames:
            return length
    return 0
