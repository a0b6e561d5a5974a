"""What a question with structure is about: the table whose rows are its subject."""

from __future__ import annotations

from collections.abc import Sequence

from app.generators.builtin.lexicon import Comparator, GrainWord, ValueOf
from app.generators.builtin.selecting.linking import (
    FAR,
    candidates,
    distance,
    own_column,
    rank,
    scaled,
    table_of,
)
from app.generators.builtin.selecting.scanning import Span
from app.generators.builtin.selecting.senses import Scale
from app.generators.builtin.selecting.words import Word
from app.generators.builtin.sentence import Unread
from app.language.numbers import Number
from app.semantics.joins import refers
from app.semantics.layer import SemanticLayer

CLAUSES = (Word.WITH, Word.WITHOUT, Word.HAVE, Word.AT, Word.LINK, Word.THAT, Word.NOT)
MOST_TABLES = 50
"""Words that so many tables' columns are called by tell nothing."""
COUNTED = (Word.HIGHEST, Word.LOWEST, Word.COUNT, Word.DISTINCT, Word.COMMON)


def without_class_nouns(spans: Sequence[Span]) -> list[Span]:
    """The spans without nouns that only say what a name behind them is the name of: "the series Sky Radio".

    That is so where the name stands in a column of another table that is called by the noun: `series_name`.
    """
    return [span for at, span in enumerate(spans) if not is_class_noun(span, spans[at + 1 : at + 2])]


def is_class_noun(span: Span, following: Sequence[Span]) -> bool:
    """Whether a noun stands before a value that only a column of another table holds, called by the same noun."""
    table = table_of(span)
    values = following[0].all(ValueOf) if following else []
    if table is None or not values or any(value.column.table == table.name for value in values):
        return False
    return all(span.text.lower() in value.column.label["en"].split() for value in values)


def subject_of(spans: Sequence[Span], layer: SemanticLayer) -> str:
    """The table that a question is about. Raises Unread."""
    named = [at for at in range(len(spans)) if table_of(spans[at]) and not is_bound(spans, at)]
    if dated := dated_table(spans, layer):
        return dated
    if not named:
        return nearest_table(spans, layer)
    tables = [table.name for at in named if (table := table_of(spans[at]))]
    columns = [span for span in spans[: named[0]] if any(candidates(span)) and not span.is_word(Word.ASK)]
    if not columns:
        return tables[0]
    if is_counted(spans, named[0]):
        owners = [name for name in tables[1:] if all(own_column(span, name, layer) for span in columns)]
        return owners[0] if owners else holder_of(columns, tables[0], layer) or tables[0]
    is_said_of = spans[named[0] - 1].is_word(*CLAUSES) and not spans[named[0] - 1].is_word(Word.OF)
    return holder_of(columns, tables[0], layer, is_said_of=is_said_of) or tables[0]


def dated_table(spans: Sequence[Span], layer: SemanticLayer) -> str | None:
    """The table of whose dates a span of time is asked for: "in which year were the most employees hired"."""
    beginning = [span for span in spans if not span.is_word(Word.ASK, Word.AT, Word.OF, Word.THAT)][:1]
    table = next((table for span in spans if (table := table_of(span))), None)
    if not beginning or not beginning[0].first(GrainWord) or table is None or table_of(beginning[0]):
        return None
    has_dates = any(it.kind == "time_dimension" and not it.holds_years for it in table.visible_columns)
    return table.name if has_dates and own_column(beginning[0], table.name, layer) is None else None


def is_counted(spans: Sequence[Span], at: int) -> bool:
    """Whether a table's rows are counted: "number of singers"."""
    return at > 0 and (spans[at - 1].is_word(Word.COUNT) or (at > 1 and spans[at - 2].is_word(Word.COUNT)))


def is_bound(spans: Sequence[Span], at: int) -> bool:
    """Whether a table only says how many, or the most, of its rows something has: "with more than 3 concerts"."""
    *_, comparing, counting = (None, None, *spans[:at])
    if comparing and counting and comparing.first(Comparator) and counting.first(Number):
        return True
    ranked = [span for span in spans[max(at - 3, 0) : at] if span.is_word(Word.HIGHEST, Word.LOWEST)]
    return bool(ranked) and at > 0 and spans[at - 1].is_word(*COUNTED)


def holder_of(columns: Sequence[Span], table: str, layer: SemanticLayer, *, is_said_of: bool = False) -> str | None:
    """The table of the columns before a noun, where they are not of the noun's rows.

    Of what these refer to, they may be only where the noun says something of them: "stadium names without concerts".
    """
    if any(own_column(span, table, layer) for span in columns):
        return None
    tables = [{it.column.table for it in candidates(span)} for span in columns]
    common = set.intersection(*tables)
    if not is_said_of and any(refers(layer, table, name) for name in common):
        return None
    return common.pop() if len(common) == 1 else None


def nearest_table(spans: Sequence[Span], layer: SemanticLayer) -> str:
    """The table that all columns and values of a question lie nearest to. Raises Unread where several do."""
    things = [span for span in spans if any(candidates(span)) or span.all(Scale)] + [
        span for span in spans if span.first(ValueOf)
    ]
    tables = {it.column.table for span in things for it in candidates(span)}
    tables |= {it.column.table for span in things for it in span.all(ValueOf)}
    if len(tables) > MOST_TABLES:
        raise Unread("what is it about?")
    costs = {table: [cost(span, table, layer) for span in things] for table in sorted(tables)}
    best = min(((sum(found), found) for found in costs.values()), default=(FAR, []))
    found = [name for name, several in costs.items() if (sum(several), several) == best and best[0] < FAR]
    if not things or len(found) != 1:
        raise Unread("what is it about?")
    return found[0]


def cost(span: Span, table: str, layer: SemanticLayer) -> int:
    """How far what a span means lies from a table."""
    ranks = [rank(it, [table], layer) for it in candidates(span)]
    ranks += [2 * distance(layer, table, it.column.table) for it in span.all(ValueOf)]
    ranks += [0 if scaled(scale.columns, [table], layer) else FAR for scale in span.all(Scale)]
    return min(ranks, default=FAR)
