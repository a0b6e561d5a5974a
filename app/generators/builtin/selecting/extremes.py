"""Words for the ends of a ranking: "highest", "youngest", "most recent"."""

from __future__ import annotations

from app.generators.builtin.lexicon import Superlative
from app.generators.builtin.selecting.draft import Draft, Rank
from app.generators.builtin.selecting.linking import graded, is_called
from app.generators.builtin.selecting.scanning import Span
from app.generators.builtin.selecting.thesaurus import Quality
from app.generators.builtin.selecting.words import Word
from app.generators.builtin.sentence import Unread
from app.semantics.layer import Column

ENDS = {Word.HIGHEST: True, Word.LOWEST: False, Word.LATEST: True, Word.EARLIEST: False, Word.TOP: True}


ENDS |= {Word.COMMON: True, Word.UNCOMMON: False}


def is_end(span: Span) -> bool:
    """Whether a span names an end of a ranking."""
    quality = span.first(Quality)
    return span.is_word(*ENDS) or (quality is not None and not quality.compares)


def descends(span: Span) -> bool:
    """Whether the highest come first."""
    for word, descending in ENDS.items():
        if span.is_word(word):
            return descending
    quality, superlative = span.first(Quality), span.first(Superlative)
    return quality.descending if quality else bool(superlative and not superlative.lowest)


def rank_of(span: Span) -> Rank:
    """The ranking by an adjective. Raises Unread for a word that is none."""
    by = span.first(Superlative) or span.first(Quality)
    if by is None:
        raise Unread(f"«{span.text}» by what?")
    return Rank(by, 1)


def has_scale(span: Span, draft: Draft, table: str) -> bool:
    """Whether rows of a table are ranked by the adjective itself."""
    quality = span.first(Quality)
    return bool(span.first(Superlative)) or (quality is not None and graded(quality, table, draft.layer) is not None)


def is_about(quality: Quality, column: Column) -> bool:
    """Whether an adjective ranks by a column of such a name."""
    return any(is_called(column, name) for name in quality.columns)
