"""What a semantic layer is derived from: the tables that may be asked about, and what their columns hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from psycopg import Connection

from app.semantics.column_types import family_of
from app.semantics.inflection import singular
from app.semantics.kinds import is_identifier, is_personal, is_secret
from app.semantics.naming import parts_of, words_of
from app.sql.catalogue import CatalogueColumn, CatalogueTable
from app.sql.contents import ColumnName, Contents, read_contents


@dataclass(frozen=True)
class Source:
    """Tables, the columns of which may all be asked about, and what is known of the columns' values."""

    tables: tuple[CatalogueTable, ...]
    contents: Mapping[ColumnName, Contents]

    @cached_property
    def known_words(self) -> frozenset[str]:
        """The words that the names are written with."""
        names = [name for table in self.tables for name in (table.name, *(column.name for column in table.columns))]
        parts = {part for name in names for part in parts_of(name)}
        return frozenset(parts | {singular(part) for part in parts})

    @cached_property
    def shared_labels(self) -> frozenset[str]:
        """What several columns are called."""
        labels = Counter(" ".join(self.words(column.name)) for table in self.tables for column in table.columns)
        return frozenset(label for label, count in labels.items() if count > 1)

    def words(self, name: str) -> tuple[str, ...]:
        """The words that a name stands for."""
        return words_of(name, self.known_words)

    def held_by(self, table: CatalogueTable, column: str) -> Contents:
        """What a column holds, as far as it is known."""
        return self.contents.get((table.schema, table.name, column), Contents())


def read_source(connection: Connection[Any], catalogue: Sequence[CatalogueTable]) -> Source:
    """The askable part of a catalogue, with what it holds. Raises psycopg.Error."""
    tables = askable(catalogue)
    return Source(tables, read_contents(connection, {table: telling_columns(table) for table in tables}))


def askable(catalogue: Sequence[CatalogueTable]) -> tuple[CatalogueTable, ...]:
    """The tables with columns that may be asked about, these alone; of several tables with one name, the first.

    A layer calls tables by their bare name, and their columns `table.column`.
    """
    found: dict[str, CatalogueTable] = {}
    for table in catalogue:
        columns = tuple(column for column in table.columns if column.readable and is_askable(column))
        if columns and "." not in table.name:
            found.setdefault(table.name, with_columns(table, columns))
    return tuple(found.values())


def is_askable(column: CatalogueColumn) -> bool:
    """Whether questions can be about a column of that type: JSON, bytes and lists are left out."""
    return bool(column.labels) or family_of(column.type) != "other"


def with_columns(table: CatalogueTable, columns: tuple[CatalogueColumn, ...]) -> CatalogueTable:
    """The table with some of its columns, and the keys that these make up."""
    names = {column.name for column in columns}
    return replace(
        table,
        columns=columns,
        key=table.key if names.issuperset(table.key) else (),
        foreign_keys=tuple(key for key in table.foreign_keys if names.issuperset(key.columns)),
    )


def telling_columns(table: CatalogueTable) -> list[str]:
    """The columns whose values are worth a look: texts that are not private, and what may be a key that is missing."""
    keys = [column.name for column in table.columns if is_identifier(column, words_of(column.name)) and not table.key]
    texts = [column.name for column in table.columns if family_of(column.type) == "text" and not is_private(column)]
    return list(dict.fromkeys((*keys, *texts)))


def is_private(column: CatalogueColumn) -> bool:
    """Whether a column's values should not be listed."""
    words = words_of(column.name)
    return is_secret(words) or is_personal(words)
