"""A file that is being made: recorded before any row is read, and closed in the record before anybody gets it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from tempfile import TemporaryFile
from types import ModuleType
from typing import IO

from app.asking import OpenRecord
from app.audit import Asker, AuditRecorder, RunJournal
from app.contracts import Json, Language, Outcome
from app.errors import Abandoned, QueryCraftError
from app.exporting.sheet import Sheet

FORMATS = {"csv": "app.exporting.comma_separated", "xlsx": "app.exporting.workbook"}
"""What writes each format: modules with `write` and KIND, loaded when they are needed, as one brings 12 MB along."""


@dataclass(frozen=True)
class Order:
    """What somebody wants as a file: `about` names it in the record, `of` is the question whose result it is."""

    about: str
    language: Language
    format: str
    asker: Asker
    of: int | None = None


@dataclass
class Export:
    """A file and what its record will say; whoever has it closes the file."""

    run_id: int
    order: Order
    file: IO[bytes]
    journal: RunJournal
    values: dict[str, Json] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """The file's media type."""
        return str(writer(self.order.format).KIND)

    @property
    def name(self) -> str:
        """What to call the file; where rows are missing, it says so."""
        first = f"-first-{self.values['row_count']}-rows" if self.values["truncated"] else ""
        return f"querycraft-{self.order.of or 'history'}{first}.{self.order.format}"

    def write(self, sheet: Sheet, *, rows: int, truncated: bool) -> None:
        """Write a sheet of so many rows."""
        writer(self.order.format).write(sheet, self.file)
        self.file.seek(0)
        self.values |= {"row_count": rows, "truncated": truncated}


def writer(format: str) -> ModuleType:
    """The module that writes a format."""
    return import_module(FORMATS[format])


@contextmanager
def recorded_export(recorder: AuditRecorder, order: Order) -> Iterator[Export]:
    """An export for the block to write; afterwards its record is closed, and the file belongs to the caller.

    Raises what the block raises, DatabaseUnavailable or TooBusy where it can't be recorded, and Abandoned where its
    record was closed meanwhile; then there is no file.
    """
    started = time.perf_counter()
    run_id = recorder.open_export(order.about, order.language, order.asker, of=order.of, format=order.format)
    with OpenRecord(recorder, run_id), ExitStack() as stack:
        export = Export(run_id, order, stack.enter_context(TemporaryFile()), RunJournal(recorder, run_id))
        try:
            yield export
        except QueryCraftError as error:
            recorder.close(run_id, {**export.values, "outcome": error.outcome, "error": error.as_record()})
            raise
        total = round((time.perf_counter() - started) * 1000, 3)
        if not recorder.close(run_id, {**export.values, "outcome": Outcome.ANSWERED, "timings": {"total": total}}):
            raise Abandoned()
        stack.pop_all()
