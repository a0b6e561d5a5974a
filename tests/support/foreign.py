"""A database with a schema that nobody has described: the layer that is derived from it, and what it answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from itertools import permutations
from typing import Any

from app.cancellation import Cancellation
from app.contracts import GenerationRequest, Language
from app.generators.builtin import BuiltinGenerator
from app.generators.builtin.reading import read
from app.local.postgres import EmbeddedPostgres
from app.progress import Progress
from app.semantics.deriving import derive_layer
from app.semantics.layer import SemanticLayer
from app.semantics.reading import Reading
from app.semantics.sources import read_source
from app.semantics.value_index import ValueIndex
from app.serving import policy_of
from app.sql.catalogue import catalogue_connection, read_catalogue
from app.sql.guard import SqlGuard
from app.sql.reader import Limits, SqlReader
from tests.conftest import TODAY
from tests.support.postgres import execute, fresh_database, query


@dataclass(frozen=True)
class Foreign:
    """The database by its owner's URL, its layer with an index of its names, and what runs statements there."""

    url: str
    layer: SemanticLayer
    reader: SqlReader

    def reading(self, question: str) -> Reading:
        """How the engine reads a question."""
        language: Language = "en" if question.isascii() else "fa"
        return read(question, language, self.layer, TODAY)

    def answered(self, question: str) -> list[list[Any]]:
        """The rows of the engine's SQL, once the guard has read it; the reading has been written as JSON and back."""
        reading = self.reading(question)
        request = GenerationRequest(question, reading.language, reading.as_json(), self.layer, TODAY, Progress())
        sql = BuiltinGenerator().generate(request).sql
        return self.reader.run(SqlGuard(policy_of(self.layer)).check(sql), Cancellation()).rows

    def queried(self, sql: str) -> list[Any]:
        """The rows of SQL that was written by hand."""
        return query(self.url, sql)


@contextmanager
def foreign_database(postgres: EmbeddedPostgres, name: str, statements: str) -> Iterator[Foreign]:
    """A fresh database that statements fill, and its layer of that name."""
    with fresh_database(postgres) as url:
        execute(url, statements)
        with closing(SqlReader(url, Limits(), connections=1, allow_superuser=True)) as reader:
            with catalogue_connection(url) as connection:
                layer = derive_layer(read_source(connection, read_catalogue(connection)), name)
            yield Foreign(url, replace(layer, values=ValueIndex(layer, SqlGuard(policy_of(layer)), reader)), reader)


def plain(value: Any) -> str:
    """A value as a text, numbers to two decimals."""
    return f"{float(value):.2f}" if str(value).replace(".", "").isdigit() else str(value)


def columns_of(rows: Sequence[Sequence[Any]]) -> list[list[str]]:
    """The columns of rows."""
    return [[plain(value) for value in column] for column in zip(*rows, strict=True)]


def shows(found: Sequence[Sequence[Any]], wanted: Sequence[Sequence[Any]]) -> bool:
    """Whether rows are those that are wanted, perhaps with further columns."""
    mine, theirs = columns_of(found), columns_of(wanted)
    picks = permutations(range(len(mine)), len(theirs))
    rows = sorted(zip(*theirs, strict=True))
    return any(sorted(zip(*(mine[at] for at in pick), strict=True)) == rows for pick in picks)
