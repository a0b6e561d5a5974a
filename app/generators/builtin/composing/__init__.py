"""Composes a reading into PostgreSQL: a syntax tree, rendered at the end."""

from __future__ import annotations

from functools import lru_cache

from app.generators.builtin.composing.groups import compose_groups
from app.generators.builtin.composing.rows import compose_rows, compose_values
from app.generators.builtin.composing.selections import compose_selection
from app.semantics.layer import SemanticLayer
from app.semantics.reading import Reading
from app.sql.rendering import render


@lru_cache(maxsize=512)
def compose(reading: Reading, layer: SemanticLayer) -> str:
    """The SQL of a complete reading."""
    if reading.selection:
        return render(compose_selection(reading.selection, layer))
    if reading.rows:
        return render(compose_rows(reading, layer.by_name[reading.rows], layer))
    if reading.measures:
        return render(compose_groups(reading, layer))
    return render(compose_values(reading, layer))
