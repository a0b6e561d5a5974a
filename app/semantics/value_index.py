"""The values of text columns, read from the database: names of customers and products, so that questions may use them.

The index is bounded: a sample of each column, a limited number of values. It is read through the guard and the reader
as any question is, in the background; only a process's first questions wait for it, and not for long.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from threading import Event, Lock, Thread

from app.cancellation import Cancellation
from app.contracts import Guard, Reader
from app.errors import QueryCraftError
from app.language.morphology import stems
from app.language.tokens import Token, tokenise
from app.language.words import EVERYDAY
from app.semantics.column_types import family_of
from app.semantics.layer import Column, SemanticLayer, Table
from app.semantics.sounding import LEAST_WORDS, sound_of, written
from app.semantics.values import NO_VALUES, FoundValue, Values

log = logging.getLogger(__name__)

MOST_ROWS = 50_000
"""Rows of a table that are looked at."""
MOST_VALUES = 10_000
"""Values of a column that are kept."""
MOST_IN_ALL = 100_000
"""Values that are kept altogether; names of rows come first."""
LONGEST_VALUE = 80
"""Characters; a longer text is no name."""
LONGEST_PHRASE = 10
"""Words; longer names are not found."""
SHORTEST_VALUE = 3
"""Letters; a shorter value is mistaken for other words too easily."""
REFRESH_SECONDS = 600.0
RETRY_SECONDS = 10.0
"""After a reading that found nothing: the database may not have been there yet."""
FIRST_WAIT_SECONDS = 0.5
STATEMENT = """
SELECT json_agg(value) AS found
FROM (
  SELECT DISTINCT value FROM (SELECT {column}::text AS value FROM {table} LIMIT {rows}) AS sample
  WHERE char_length(value) BETWEEN {shortest} AND {longest} LIMIT {values}
) AS listed
"""


class KnownValues:
    """Values by what they are called: match keys without spaces, as phrases have."""

    def __init__(self, columns: Mapping[str, Iterable[str]]) -> None:
        """`columns`: the stored values of each `table.column`."""
        self._found: dict[str, dict[str, list[str]]] = {}
        self._heard: dict[str, dict[str, list[str]]] = {}
        for column, stored in columns.items():
            for value in stored:
                self.keep(column, value)

    def keep(self, column: str, value: str) -> None:
        """Remember a value by its words, and by how they sound."""
        tokens = tokenise(value)
        words = [token.key for token in tokens]
        key, sound = "".join(words), sound_of(words)
        if len(tokens) <= LONGEST_PHRASE and is_telling(tokens, key):
            self._found.setdefault(key, {}).setdefault(column, []).append(value)
            if sound:
                self._heard.setdefault(f"{key.isascii()} {sound}", {}).setdefault(column, []).append(value)

    def found(self, tokens: Sequence[Token], at: int) -> tuple[FoundValue, ...]:
        """The values that the longest run of tokens from `at` on names, if any does; else one that sounds like it."""
        if not self._found:
            return ()
        keys = [token.key for token in tokens[at : at + LONGEST_PHRASE]]
        for length in range(len(keys), 0, -1):
            columns = self.named(keys[:length])
            if columns:
                return tuple(FoundValue(column, tuple(stored), at + length) for column, stored in columns.items())
        return self.heard(tokens, at)

    def heard(self, tokens: Sequence[Token], at: int) -> tuple[FoundValue, ...]:
        """The one value in the other alphabet that the longest run of tokens from `at` on sounds like."""
        words = written(tokens[at : at + LONGEST_PHRASE])
        for length in range(len(words), LEAST_WORDS - 1, -1):
            sound = sound_of(words[:length])
            columns = self._heard.get(f"{not words[0].isascii()} {sound}", {}) if sound else {}
            if columns:
                alike = [(column, stored) for column, values in columns.items() for stored in values]
                found = [FoundValue(column, (stored,), at + length, is_heard=True) for column, stored in alike]
                return tuple(found) if len(found) == 1 else ()
        return ()

    def named(self, keys: Sequence[str]) -> Mapping[str, list[str]] | None:
        """The values that are called so, by column; the last of several words may be inflected: "Air Fryers"."""
        *words, last = keys
        forms = stems(last) if words else ((True, last),)
        found = (self._found.get("".join((*words, form))) for _, form in forms)
        return next(filter(None, found), None)


def is_telling(tokens: Sequence[Token], key: str) -> bool:
    """Whether a name can be told from other words: it is no number, and no everyday word."""
    return len(key) >= SHORTEST_VALUE and not key.isdigit() and not (len(tokens) == 1 and key in EVERYDAY)


class ValueIndex:
    """Keeps the values of a layer's names and short texts up to date."""

    def __init__(
        self,
        layer: SemanticLayer,
        guard: Guard,
        reader: Reader,
        *,
        clock: Callable[[], float] = time.monotonic,
        refresh_seconds: float = REFRESH_SECONDS,
    ) -> None:
        self.tables = layer.by_name
        self.columns = sorted(
            (column for table in layer.tables for column in indexed(table)),
            key=lambda column: column.name != self.tables[column.table].name_column,
        )
        self.guard = guard
        self.reader = reader
        self.clock = clock
        self.refresh_seconds = refresh_seconds
        self._values: Values = NO_VALUES
        self._listed: dict[str, list[str]] | None = None
        self._read_at: float | None = None
        self._lock = Lock()
        self._ready = Event()

    def current(self) -> Values:
        """The values as they are known now; old ones are read anew behind the scenes."""
        if not self.columns:
            return self._values
        with self._lock:
            now = self.clock()
            if self._read_at is None or now - self._read_at > self.lasting():
                self._read_at = now
                Thread(target=self.refresh, name="value index", daemon=True).start()
            waited = now - self._read_at
        if not self._ready.is_set() and waited < FIRST_WAIT_SECONDS:
            self._ready.wait(FIRST_WAIT_SECONDS - waited)
        return self._values

    def lasting(self) -> float:
        """Seconds for which the values are good enough."""
        has_none = self._ready.is_set() and not any((self._listed or {}).values())
        return min(RETRY_SECONDS, self.refresh_seconds) if has_none else self.refresh_seconds

    def refresh(self) -> None:
        """Read the values, and wait for them; a column that can't be read keeps none."""
        found = dict(self.listed())
        if found != self._listed:
            self._listed, self._values = found, KnownValues(found)
        self._read_at = self.clock()
        self._ready.set()

    def listed(self) -> Iterator[tuple[str, list[str]]]:
        """The values of each column, until there are enough of them."""
        room = MOST_IN_ALL
        for column in self.columns:
            if room <= 0:
                log.warning("there are too many values to know; those of %s and what follows are not", column.reference)
                return
            stored = self.stored(column)[:room]
            room -= len(stored)
            yield column.reference, stored

    def stored(self, column: Column) -> list[str]:
        """A column's values, a sample of them where there are many."""
        try:
            result = self.reader.run(self.guard.check(self.statement(column)), Cancellation())
        except QueryCraftError as error:
            log.warning("the values of %s could not be read: %s", column.reference, error)
            return []
        found = result.rows[0][0] if result.rows else None
        return [value for value in found or [] if isinstance(value, str)]

    def statement(self, column: Column) -> str:
        """The SQL that reads a column's values: one row, whatever their number."""
        table = self.tables[column.table]
        return STATEMENT.format(
            column=quoted(column.name),
            table=f"{quoted(table.schema)}.{quoted(table.name)}",
            rows=MOST_ROWS,
            shortest=SHORTEST_VALUE,
            longest=LONGEST_VALUE,
            values=MOST_VALUES,
        )


def indexed(table: Table) -> Iterable[Column]:
    """The columns of which values are worth knowing: names, and texts whose values the file does not list."""
    for column in table.visible_columns:
        is_text = family_of(column.type) == "text" and column.kind == "dimension"
        if is_text and not column.values:
            yield column


def quoted(name: str) -> str:
    """A name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'
