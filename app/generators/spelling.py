"""How the things of the layer are written in SQL, and which of them may be: what is hidden is spelled out to nobody."""

from __future__ import annotations

from collections.abc import Iterable

from app.generators.builtin.composing.terms import name
from app.semantics.layer import Measure, SemanticLayer, Table
from app.semantics.measures import COLUMN


def literal(value: str) -> str:
    """A text."""
    return "'" + value.replace("'", "''") + "'"


def sql_name(text: str) -> str:
    """A name, in quotes where it needs them."""
    return name(text).sql("postgres")


def table_name(table: Table) -> str:
    """A table's name, with its schema where the name alone would not find it."""
    return sql_name(table.name) if table.schema == "public" else f"{sql_name(table.schema)}.{sql_name(table.name)}"


def formula(layer: SemanticLayer, measure: Measure) -> str:
    """A measure; rows are counted by their key."""
    operand = measure.expression or key_of(layer, measure)
    if measure.aggregate == "count_distinct":
        return f"COUNT(DISTINCT {operand})"
    return f"{measure.aggregate.upper()}({operand})"


def key_of(layer: SemanticLayer, measure: Measure) -> str:
    """The column that tells the rows of a measure's table apart, as `table.column`."""
    return f"{measure.table}.{layer.by_name[measure.table].primary_key}"


def is_visible(layer: SemanticLayer, measure: Measure) -> bool:
    """Whether a measure needs no hidden column."""
    pairs = COLUMN.findall(measure.expression or key_of(layer, measure))
    return are_visible(layer, map(".".join, pairs))


def are_visible(layer: SemanticLayer, references: Iterable[str]) -> bool:
    """Whether none of these columns is hidden."""
    return layer.hidden.isdisjoint(references)
