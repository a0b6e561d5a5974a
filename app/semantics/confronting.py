"""Confronts a semantics file with the database that it is meant for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.semantics.checking import Checked
from app.semantics.column_types import family_of, full_name
from app.semantics.document import Problem
from app.semantics.outline import Declared
from app.sql.catalogue import CatalogueColumn, CatalogueTable

Difference = tuple[str, bool]
"""What is otherwise, and whether that is an error."""


def differences(checked: Checked, catalogue: Sequence[CatalogueTable], role: str) -> Iterator[Problem]:
    """What the file says otherwise than the database, as `role` sees it: missing things, types, missing rights."""
    present = {(table.schema, table.name): table for table in catalogue}
    for table in checked.outline.tables:
        schema = table.entry.get("schema", "public")
        found = present.get((schema, table.name)) if isinstance(schema, str) else None
        if found is None:
            text = f"the database has no table {schema}.{table.name} that «{role}» can see"
            yield checked.document.problem((*table.path, "name"), text)
        else:
            yield from column_differences(checked, table, found, role)


def column_differences(checked: Checked, table: Declared, found: CatalogueTable, role: str) -> Iterator[Problem]:
    """What the columns of a table are otherwise."""
    present = {f"{table.name}.{column.name}": column for column in found.columns}
    for column in checked.outline.columns:
        if column.path[: len(table.path)] != table.path:
            continue
        difference = difference_of(column, present.get(column.name), role)
        if difference:
            text, is_error = difference
            yield checked.document.problem(column.path, text, is_error=is_error)


def difference_of(column: Declared, found: CatalogueColumn | None, role: str) -> Difference | None:
    """What is otherwise about one column."""
    if found is None:
        return f"the database has no column {column.name}", True
    if not (found.readable or column.entry.get("hidden") is True):
        return f"«{role}» may not read {column.name}: GRANT SELECT on it, or set `hidden: true`", True
    said = column.entry.get("type")
    if not isinstance(said, str) or full_name(found.type) == full_name(said):
        return None
    return f"{column.name} is {found.type}, not {said}", family_of(found.type) != family_of(said)
