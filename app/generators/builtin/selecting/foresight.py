"""Looks ahead: whether something is said of a column, or it only stands there."""

from __future__ import annotations

from app.generators.builtin.lexicon import Comparator, ValueOf
from app.generators.builtin.selecting.draft import Draft, shared
from app.generators.builtin.selecting.linking import candidates, holds_time, is_column, table_of
from app.generators.builtin.selecting.scanning import Span
from app.generators.builtin.selecting.senses import Quoted, Scale
from app.generators.builtin.selecting.thesaurus import Quality
from app.generators.builtin.selecting.words import Word
from app.language.numbers import Number
from app.language.periods import Period

PATTERNS = (Word.CONTAINS, Word.BEGINS, Word.ENDS)
ENDS = (Word.HIGHEST, Word.LOWEST, Word.LATEST, Word.EARLIEST, Word.COMMON, Word.UNCOMMON)
BETWEEN_THEM = (Word.LINK, Word.HAVE, Word.AT, Word.OF, Word.THAT, Word.WITH, Word.THAN, Word.NOT)
"""Words that may stand between a column and what is said of it."""


def is_said(draft: Draft, at: int = 0) -> bool:
    """Whether a condition stands behind the column so many spans further on."""
    column, by = draft.spans[draft.at + at], at + 1
    while draft.is_ahead(by, *BETWEEN_THEM) and not is_thing(draft, by):
        by += 1
    span = draft.ahead(by)
    if span is None:
        return False
    return is_bound(draft, by, span, column) or is_literal(draft, by, span) or holds(column, span)


def is_bound(draft: Draft, by: int, span: Span, column: Span) -> bool:
    """Whether a number, or a word that compares with one, is said of a column, rather than counting what follows."""
    if span.first(Number):
        following = draft.ahead(by + 1)
        return not (is_column(following) or table_of(following) or ranks(following))
    quality = span.first(Quality)
    is_comparison = span.first(Comparator) is not None or (quality is not None and quality.compares)
    is_text = all(it.column.kind == "dimension" for it in candidates(column)) and not column.first(Scale)
    is_years = is_text and (draft.is_ahead(by + 1, Word.OLD) or draft.is_ahead(by + 2, Word.OLD))
    return is_comparison and not is_years and not bounds_other(draft, by, column)


def is_literal(draft: Draft, by: int, span: Span) -> bool:
    """Whether a text is said of a column, rather than of one behind it; or that there is none."""
    if span.first(Quoted):
        return not (draft.is_ahead(by + 1, Word.AT) and is_column(draft.ahead(by + 2)))
    return span.is_word(*PATTERNS, Word.EMPTY)


def holds(column: Span, span: Span) -> bool:
    """Whether a span is a period, or a stored value, that a column may hold."""
    columns = {it.column for it in candidates(column)}
    if span.first(Period):
        return any(map(holds_time, columns))
    return not table_of(span) and any(value.column in columns for value in span.all(ValueOf))


def bounds_other(draft: Draft, by: int, column: Span) -> bool:
    """Whether a comparison is about what stands behind its number: "spoken by only one country"."""
    number, following = draft.ahead(by + 1), draft.ahead(by + 2)
    if number is None or following is None or not (number.first(Number) or number.is_word(Word.AVERAGE)):
        return False
    if number.is_word(Word.AVERAGE) and not any(it.column.kind == "fact" for it in candidates(following)):
        return table_of(following) is not None and is_column(draft.ahead(by + 3))
    return table_of(following) is not None or (is_column(following) and not shared(column, following))


def ranks(span: Span | None) -> bool:
    """Whether a span ranks."""
    return span is not None and (span.is_word(*ENDS) or span.first(Quality) is not None)


def is_thing(draft: Draft, by: int) -> bool:
    """Whether a span is the name of something besides a holding word."""
    span = draft.ahead(by)
    return span is not None and (table_of(span) is not None or any(candidates(span)))
