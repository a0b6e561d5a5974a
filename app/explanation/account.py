"""How an answer was computed, in plain words, from the syntax tree of the SQL that ran."""

from __future__ import annotations

from functools import lru_cache

from app.explanation.trees import parse
from app.explanation.voice import Voice
from app.explanation.wording import Wording
from app.explanation.wording.statements import told
from app.explanation.wording.words import ltr
from app.translating import mark

REMEMBERED = 512
"""Accounts that are kept: colleagues ask the same again, and the same SQL has the same account."""


@lru_cache(maxsize=REMEMBERED)
def account(sql: str, voice: Voice) -> str:
    """A few sentences: what is read, which rows count, what is computed, for each of what, in which order."""
    tree = parse(sql)
    if tree is None:
        return voice.say(mark("It was computed by this SQL: {sql}"), sql=ltr(f"`{sql}`", voice))
    return told(tree, Wording(tree, voice))
