"""Fragments: what is left of "and by month?" or «پارسال چطور؟» without the words that tie it to an earlier question."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import groupby

from app.generators.builtin.mentions import words_of
from app.language.tokens import Token, tokenise

Keys = tuple[str, ...]


class Tie(IntEnum):
    """How firmly a question's words tie it to an earlier one."""

    WHOLE = -1
    """Not at all: "are there any" asks about all that there is."""
    NONE = 0
    LOOSE = 1
    """As "and" does: so may a new question begin."""
    FIRM = 2
    """As "what about" and "of them" do."""


@dataclass(frozen=True)
class Fragment:
    """A question without its ties."""

    text: str
    tie: Tie
    adds: bool
    """Whether it asks for something beside what was there, as "also" does."""


def phrases(said: str) -> frozenset[Keys]:
    """The match keys of phrases, which are separated by "|"."""
    return frozenset(tuple(token.key for token in tokenise(phrase)) for phrase in said.split("|"))


ADDING = phrases(
    "also|and also|too|as well|additionally|in addition|همچنین|هم|و هم|را هم|رو هم|علاوه بر آن|علاوه بر این"
)
LOOSE = ADDING | phrases(
    "and|but|or|now|then|just|و|ولی|اما|یا|حالا|الان|پس|بعد|سپس|خب|چی|چیه|چیست|چی بود|چی بوده|چی میشه|چطوره"
)
FIRM_FIRST = phrases(
    "what about|how about|same|same thing|same question|do same|do same thing|same but|same again|again|only|instead|"
    "rather|this time|show it|show that|show them|show these|show those|show this|give it|give them|"
    "break it|break that|break them|break this|break it down|break that down|break them down|break this down|"
    "split it|split that|split them|split this|group it|group that|group them|group this|limit it|limit that|"
    "limit them|filter it|filter them|make it|make that|change it to|change that to|"
    "همین|همین را|همین رو|همینو|همین سوال|همین پرسش|همین سوال را|همان|همان را|همان رو|همون|همون رو|همونو|همان سوال|"
    "فقط|تنها|صرفا|این بار|دوباره|باز هم|به جای آن|به جایش|به جاش|این را|این رو|اینو|آن را|اون رو|اونو|"
    "آنها را|اینها را|اونا رو|اینا رو|در عوض"
)
FIRM_LAST = phrases("instead|rather|again|this time|چطور|چه طور|دوباره")
FIRM_INSIDE = phrases(
    "of them|of those|of these|among them|among those|among these|from them|from those|out of them|out of those|"
    "those ones|these ones|same ones|"
    "از آنها|از اینها|از اونا|از اینا|از اون ها|از این ها|از آن ها|ازشون|ازشان|میان آنها|بین آنها"
)


WHOLE_FIRST = phrases(
    "any|are there|are there any|is there|is there any|do we have|do we have any|have we|have we got|have we any|"
    "do you have|do you have any|آیا"
)
WHOLE_LAST = phrases("داریم|دارید|دارین|وجود دارد|وجود دارند|هست|هستند")
FIRST = LOOSE | FIRM_FIRST
LAST = LOOSE | FIRM_LAST
LONGEST = max(map(len, FIRST | LAST | FIRM_INSIDE | WHOLE_FIRST))


def fragment_of(question: str) -> Fragment:
    """The question without the words that tie it to an earlier one, which stand at its ends or refer to its things."""
    tokens = words_of(question)[0]
    referring = set(inside(tokens))
    kept = [token for token in tokens if token not in referring]
    found = [Tie.FIRM] if referring else []
    adds = False
    while said := keys_of(kept[: longest(kept, FIRST, first=True)]):
        kept = kept[len(said) :]
        found.append(Tie.FIRM if said in FIRM_FIRST else Tie.LOOSE)
        adds |= said in ADDING
    while length := longest(kept, LAST, first=False):
        said, kept = keys_of(kept[-length:]), kept[:-length]
        found.append(Tie.FIRM if said in FIRM_LAST else Tie.LOOSE)
        adds |= said in ADDING
    untied = Tie.WHOLE if is_whole(tokens) else Tie.NONE
    return Fragment(" ".join(pieces(question, tokens, set(kept))), max(found, default=untied), adds)


def is_whole(tokens: Sequence[Token]) -> bool:
    """Whether it is asked if there is something."""
    return bool(longest(tokens, WHOLE_FIRST, first=True) or longest(tokens, WHOLE_LAST, first=False))


def inside(tokens: Sequence[Token]) -> Iterator[Token]:
    """The words that refer to the things that an earlier question was about."""
    for at in range(len(tokens)):
        length = longest(tokens[at : at + LONGEST], FIRM_INSIDE, first=True)
        yield from tokens[at : at + length]


def longest(tokens: Sequence[Token], known: Collection[Keys], *, first: bool) -> int:
    """The length of the longest known phrase at the one end or at the other."""
    lengths = range(min(len(tokens), LONGEST), 0, -1)
    return next((it for it in lengths if keys_of(tokens[:it] if first else tokens[-it:]) in known), 0)


def keys_of(tokens: Sequence[Token]) -> Keys:
    """The tokens' match keys."""
    return tuple(token.key for token in tokens)


def pieces(question: str, tokens: Sequence[Token], kept: Collection[Token]) -> Iterator[str]:
    """The parts of the text that are kept, as they are written."""
    for is_kept, run in groupby(tokens, key=lambda token: token in kept):
        if is_kept:
            together = list(run)
            yield question[together[0].start : together[-1].end]
