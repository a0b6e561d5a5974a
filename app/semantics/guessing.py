"""Relationships that nothing declares, guessed where the names leave no doubt: `customer_id` and `customers.id`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from app.semantics.column_types import full_name
from app.semantics.layer import Column, Relationship, Table


def guess_relationships(tables: Sequence[Table], declared: Sequence[Relationship]) -> Iterator[Relationship]:
    """One for each column that is named after exactly one other table's key and has its type."""
    taken = {(join.left_table, join.left_column) for join in declared}
    named = by_reference(tables)
    for table in tables:
        for column in table.columns:
            if column.kind != "key" or (table.name, column.name) in taken:
                continue
            targets = [it for it in named.get(plain(column.name), ()) if it is not table and refers(column, it)]
            if len(targets) == 1:
                yield Relationship(table.name, column.name, targets[0].name, targets[0].key[0], guessed=True)


def by_reference(tables: Sequence[Table]) -> Mapping[str, Sequence[Table]]:
    """The tables with a key of one column, by what columns that refer to it may be called: `customerid`."""
    found: defaultdict[str, list[Table]] = defaultdict(list)
    for table in tables:
        if len(table.key) == 1:
            for noun in {plain(noun) for noun in (table.name, table.singular["en"], table.label["en"])}:
                found[f"{noun}id"].append(table)
    return found


def refers(column: Column, table: Table) -> bool:
    """Whether a column that is named after a table has its key's type, and the key is called `id` or as the column."""
    key = table.column(table.key[0])
    return plain(key.name) in {"id", plain(column.name)} and full_name(key.type) == full_name(column.type)


def plain(name: str) -> str:
    """A name without case and separators."""
    return "".join(letter for letter in name.lower() if letter.isalnum())
