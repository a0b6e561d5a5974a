"""What the result columns of a selection are called, in SQL and for people."""

from __future__ import annotations

from app.semantics.layer import SemanticLayer
from app.semantics.selection import Selection, Value


def output_names(selection: Selection, layer: SemanticLayer) -> tuple[str, ...]:
    """The names of the result columns, none of them twice."""
    names: list[str] = []
    for output in selection.outputs:
        name = str(selection.grain) if is_span(output, selection, layer) else output_name(output, layer)
        names.append(name if name not in names else f"{output.table}_{name}")
    if selection.ratio:
        names.append("percentage" if selection.ratio.is_percent else "ratio")
    return tuple(names)


def output_name(output: Value, layer: SemanticLayer) -> str:
    """The name of a result column: the column's own, `avg_age`, or `number_of_concerts`."""
    if output.via:
        return f"{role_of(output.via, layer).replace(' ', '_')}_{output.column}"
    if output.since:
        return f"{output.aggregate}_days" if output.aggregate else "days"
    if output.aggregate in ("count", "count_distinct"):
        return f"number_of_{counted_table(output, layer) or output.column}"
    return f"{output.aggregate}_{output.column}" if output.aggregate else output.column


def counted_table(output: Value, layer: SemanticLayer) -> str | None:
    """The table whose rows a value is the number of; None for a number of different values."""
    is_key = layer.by_name[output.table].key == (output.column,)
    return output.table if output.aggregate == "count" or is_key else None


def is_span(value: Value, selection: Selection, layer: SemanticLayer) -> bool:
    """Whether a value is a date that stands for a span of time, there being a row for each: "in each month"."""
    if selection.grain is None or value.aggregate or value.since or value.reference not in selection.groups:
        return False
    column = layer.column(value.reference)
    return column.kind == "time_dimension" and not column.holds_years


def role_of(reference: str, layer: SemanticLayer) -> str:
    """What a row is to those that refer to it by a column: "manager"."""
    words = layer.column(reference).label["en"].split()
    return " ".join(words[:-1] if words[-1] in ("id", "code", "number") and len(words) > 1 else words)
