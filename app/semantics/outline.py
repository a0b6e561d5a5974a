"""What a semantics file declares and where, read also from a file that is wrong elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from app.semantics.document import KeyPath
from app.semantics.file_format import KINDS


@dataclass(frozen=True)
class Declared:
    """A table, column or measure: its name (of a column and a measure: `table.name`), its entry, and where that is."""

    name: str
    entry: dict[str, Any]
    path: KeyPath
    kind: str


@dataclass(frozen=True)
class Outline:
    """The declarations of a file's data, whatever shape that has."""

    data: Any

    @cached_property
    def tables(self) -> tuple[Declared, ...]:
        """The tables."""
        return tuple(declared(self.data, "tables", (), "", "table"))

    @cached_property
    def columns(self) -> tuple[Declared, ...]:
        """The columns."""
        return tuple(
            column
            for table in self.tables
            for group in table.entry
            if group in KINDS
            for column in declared(table.entry, group, table.path, f"{table.name}.", KINDS[group])
        )

    @cached_property
    def measures(self) -> tuple[Declared, ...]:
        """The measures."""
        return tuple(
            measure
            for table in self.tables
            for measure in declared(table.entry, "measures", table.path, f"{table.name}.", "measure")
        )

    @cached_property
    def paths(self) -> dict[str, KeyPath]:
        """Where each table, column and measure is declared."""
        return {it.name: it.path for it in (*self.measures, *self.columns, *self.tables)}


def declared(data: Any, key: str, path: KeyPath, prefix: str, kind: str) -> Iterator[Declared]:
    """The entries with a name in the list under a key."""
    for place, entry in entries(data, key):
        if isinstance(entry.get("name"), str):
            yield Declared(f"{prefix}{entry['name']}", entry, (*path, key, place), kind)


def entries(data: Any, key: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """The mappings in the list under a key, with their places."""
    found = data.get(key) if isinstance(data, dict) else None
    for place, entry in enumerate(found if isinstance(found, list) else ()):
        if isinstance(entry, dict):
            yield place, entry
