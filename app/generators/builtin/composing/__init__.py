"""Composes a reading into PostgreSQL: a syntax tree, rendered at the end."""

from __future__ import annotations

from functools import lru_cache

from sqlglot import exp

from app.errors import OutsideScope
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
        rows = compose_rows(reading, layer.by_name[reading.rows], layer)
        require_tables(rows)
        return render(rows)
    if reading.measures:
        return render(compose_groups(reading, layer))
    return render(compose_values(reading, layer))


def require_tables(statement: exp.Expression) -> None:
    """Raise OutsideScope where a column is shown of a table that the rows can't be joined to."""
    read = {relation.alias_or_name for relation in statement.find_all(exp.Table, exp.Subquery)}
    for column in statement.find_all(exp.Column):
        if column.table and column.table not in read:
            raise OutsideScope(f"{column.sql()} of rows that have none")
