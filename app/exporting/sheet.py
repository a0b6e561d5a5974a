"""What goes into a file: columns, their rows, and what is said about them; rows wait on the disk, not in memory."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from tempfile import TemporaryFile
from types import TracebackType
from typing import Self

from app.contracts import Column, Json, Language
from app.explanation.cells import heading_text


class Spool:
    """Rows that are put down as they come and taken up again in their order; closing it forgets them."""

    def __init__(self) -> None:
        self.file = TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 - it is closed with the spool
        self.count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.file.close()

    def keep(self, row: Sequence[Json]) -> None:
        """Put a row down."""
        self.file.write(json.dumps(row))
        self.file.write("\n")
        self.count += 1

    def __iter__(self) -> Iterator[list[Json]]:
        """The rows, from the first."""
        self.file.seek(0)
        return map(json.loads, self.file)


@dataclass(frozen=True)
class Sheet:
    """A table to be written: `about` is pairs of what is said about it, such as the question and its SQL."""

    language: Language
    columns: Sequence[Column]
    rows: Iterable[list[Json]]
    about: Sequence[tuple[str, str]]
    zone: tzinfo
    """In whose clock times are shown."""

    @property
    def headings(self) -> list[str]:
        """The columns' names, with their units."""
        return [heading_text(column) for column in self.columns]
