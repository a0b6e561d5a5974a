"""Makes a semantics file for a database of which descriptions of columns and join pairs are known, but no keys.

python -m tests.support.metadata FOLDER NAME URL > FILE: the folder holds NAME.json and joinable_columns.json.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from psycopg import Connection

from app.semantics.deriving import derive_layer
from app.semantics.drafting import draft
from app.semantics.sources import read_source
from app.sql.catalogue import CatalogueTable, ForeignKey, catalogue_connection, read_catalogue
from app.sql.contents import read_contents

Pairs = Sequence[tuple[str, str]]
"""`table.column` and the `table.column` that it can be joined with."""


def described(table: CatalogueTable, columns: Sequence[Mapping[str, str]]) -> CatalogueTable:
    """The table with its columns' descriptions as comments."""
    comments = {column["column_name"]: column["column_description"] for column in columns}
    return replace(
        table, columns=tuple(replace(column, comment=comments.get(column.name, "")) for column in table.columns)
    )


def joined(tables: Sequence[CatalogueTable], pairs: Pairs, connection: Connection[Any]) -> list[CatalogueTable]:
    """The tables with a foreign key for each pair, towards the column that is unique."""
    contents = read_contents(connection, {table: [column.name for column in table.columns] for table in tables})
    unique = {f"{table}.{column}" for (_, table, column), held in contents.items() if held.unique}
    keys: dict[str, list[ForeignKey]] = {table.name: [] for table in tables}
    for pair in pairs:
        # In little data much is unique by chance: the thing itself has a shorter name than what it is part of.
        ends = [side for side in sorted(pair, key=len) if side in unique]
        named = [side for side in ends if is_key(side) or (len(ends) == 1 and same_column(*pair))]
        if named:
            (other, target), (table, column) = (side.split(".") for side in (named[0], pair[pair[0] == named[0]]))
            keys[table].append(ForeignKey((column,), "public", other, (target,)))
    return [replace(table, foreign_keys=tuple(keys[table.name])) for table in tables]


def is_key(name: str) -> bool:
    """Whether `table.column` is called like the key of the table: `author.aid`, `state.state_name`."""
    table, column = name.split(".")
    return column.endswith("id") or column.startswith(table)


def same_column(left: str, right: str) -> bool:
    """Whether two columns, as `table.column`, have one name."""
    return left.split(".")[1] == right.split(".")[1]


def semantics_file(folder: Path, name: str, url: str) -> str:
    """The file's text."""
    tables = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))["table_metadata"]
    joins = json.loads((folder / "joinable_columns.json").read_text(encoding="utf-8"))[name]
    pairs = [(left, right) for group in joins.values() for left, right in group]
    with catalogue_connection(url) as connection:
        catalogue = [described(table, tables.get(table.name, ())) for table in read_catalogue(connection)]
        catalogue = joined(catalogue, pairs, connection)
        return draft(derive_layer(read_source(connection, catalogue), name), catalogue)


if __name__ == "__main__":
    sys.stdout.write(semantics_file(Path(sys.argv[1]), *sys.argv[2:]))
