"""Relationships that nothing declares, guessed where the names leave no doubt: `customer_id` and `customers.id`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.semantics.column_types import full_name
from app.semantics.layer import Column, Relationship, Table


def guess_relationships(tables: Sequence[Table], declared: Sequence[Relationship]) -> Iterator[Relationship]:
    """One for each column that is named after exactly one other table's key and has its type."""
    taken = {(join.left_table, join.left_column) for join in declared}
    for table in tables:
        for column in table.columns:
            if column.kind != "key" or (table.name, column.name) in taken:
                continue
            targets = [other for other in tables if other is not table and refers(column, other)]
            if len(targets) == 1:
                yield Relationship(table.name, column.name, targets[0].name, targets[0].key[0], guessed=True)


def refers(column: Column, table: Table) -> bool:
    """Whether a column is named after a table's key, `customer_id` for `id` or `customer_id`, and has its type."""
    if len(table.key) != 1:
        return False
    key = table.column(table.key[0])
    nouns = {plain(noun) for noun in (table.name, table.singular["en"], table.label["en"])}
    return (
        plain(column.name) in {f"{noun}id" for noun in nouns}
        and plain(key.name) in {"id", plain(column.name)}
        and full_name(key.type) == full_name(column.type)
    )


def plain(name: str) -> str:
    """A name without case and separators."""
    return "".join(letter for letter in name.lower() if letter.isalnum())
