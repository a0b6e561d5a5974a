"""Persian verbs in the past: «فروش رفته‌اند» is also said «فروش رفت», «فروش رفتن» and «فروش رفته»."""

from __future__ import annotations

from collections.abc import Iterator

from app.language.folding import fold

PAST_STEMS = tuple(map(fold, "شد کرد داد خرید رفت فروخت داشت گرفت زد خورد گذاشت گشت رسید آورد".split()))
"""What verbs that questions are made of have before their ending."""
PAST_ENDINGS = ("", *"ه هاند هان هاست ند ن م هام یم هایم".split())
"""She did, has done; they have done, written and spoken; it has been; they did, written and spoken; I, we did, have."""
SILENCED = "د"
"""What the ending of "they" loses where it is spoken."""
STEM_OF = {stem + ending: stem for stem in PAST_STEMS for ending in PAST_ENDINGS}
"""The stem of each form."""


def written_verb(key: str) -> str:
    """The written form of a verb that they do, as it is spoken: «شدند» of «شدن»; any other word as it is."""
    written = f"{key}{SILENCED}"
    return written if key in STEM_OF and written in STEM_OF else key


def verb_forms(phrase: str) -> Iterator[str]:
    """The phrase with its last word, a verb, in each form; nothing for a phrase that ends with another word."""
    before, space, last = fold(phrase).rpartition(" ")
    if last in STEM_OF:
        yield from (f"{before}{space}{STEM_OF[last]}{ending}" for ending in PAST_ENDINGS)
