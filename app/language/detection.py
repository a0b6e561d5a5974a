"""Which language a question is in."""

from __future__ import annotations

from collections.abc import Sequence

from app.contracts import Language
from app.language.finglish import is_telling
from app.language.tokens import Token, tokenise
from app.language.words import EVERYDAY

ENGLISH_OF_THE_TRADE = frozenset(
    """
    order orders customer customers product products category categories revenue sales income turnover price prices
    quantity status registered registration signups top best worst selling seller sellers cancelled canceled returned
    delivered shipped pending delete drop update insert table january february march april june july august september
    october november december on at by for from with
    """.split()
)
"""English words that a question about a shop is made of."""


def detect_language(question: str) -> Language:
    """The question's language.

    With words in both scripts the function words decide: «فروش iphone ۱۵» is Persian, "orders of سارا احمدی" English.
    In Latin letters it is Persian if at least half of the telling words are Finglish.
    """
    tokens = tokenise(question)
    persian = [token for token in tokens if is_persian(token)]
    if not persian:
        return "fa" if is_finglish(tokens) else "en"
    english = sum(is_english(token) for token in tokens)
    known = sum(token.key in EVERYDAY for token in persian)
    return "en" if english > known else "fa"


def is_persian(token: Token) -> bool:
    """Whether the token is a word in Persian letters."""
    return token.kind == "word" and not token.key.isascii()


def is_english(token: Token) -> bool:
    """Whether the token is an English word that is common in questions."""
    return token.kind == "word" and (
        token.key in ENGLISH_OF_THE_TRADE or (token.key.isascii() and token.key in EVERYDAY)
    )


def is_finglish(tokens: Sequence[Token]) -> bool:
    """Whether the words in Latin letters are Persian: at least half of those that tell.

    A word that is everyday English as well ("many" and مانی, "on" and اون) tells nothing for Persian.
    """
    finglish = sum(token.kind == "word" and is_telling(token.key) and not is_english(token) for token in tokens)
    english = sum(is_english(token) for token in tokens)
    return finglish > 0 and finglish >= english
