"""Values that two tables have in common: "which cities have both a branch and a member"."""

from __future__ import annotations

from collections.abc import Sequence

from app.generators.builtin.selecting.linking import candidates, own_column, table_of
from app.generators.builtin.selecting.scanning import Span
from app.generators.builtin.selecting.words import Word
from app.semantics.layer import SemanticLayer
from app.semantics.selection import Among, Selection, Value

BESIDE = (Word.ASK, Word.HAVE, Word.WITH, Word.THAT, Word.AT, Word.OF, Word.DISTINCT)


def in_common(spans: Sequence[Span], layer: SemanticLayer) -> Selection | None:
    """The values of a column that both of two tables have; None where nothing else is asked, or more is."""
    both = next((at for at, span in enumerate(spans) if span.is_word(Word.BOTH)), None)
    if both is None:
        return None
    named = [span for span in spans[:both] if not span.is_word(*BESIDE) or any(candidates(span))]
    tables = [table for span in spans[both + 1 :] if (table := table_of(span))]
    rest = [span for span in spans[both + 1 :] if not (table_of(span) or span.is_word(Word.AND))]
    if len(named) != 1 or len(tables) != len(("one", "other")) or rest:
        return None
    one, other = (own_column(named[0], table.name, layer) for table in tables)
    if one is None or other is None or one.kind == "fact":
        return None
    test = Among(one.reference, Selection(other.table, (Value(other.reference),)))
    return Selection(one.table, (Value(one.reference),), (test,), distinct=True)
