"""A part of the record as a file, for whoever looks into what was asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.audit import AuditRecorder
from app.contracts import Column, Json, Language
from app.exporting.files import Export, Order, recorded_export
from app.exporting.results import Extent
from app.exporting.sheet import Sheet, Spool
from app.models.audit import QueryRun
from app.recorded import HistoryFilter, each_run
from app.translating import mark, translate

COLUMNS: dict[str, tuple[str, str]] = {
    "id": ("number", mark("Number in the record")),
    "created_at": ("time", mark("Asked")),
    "closed_at": ("time", mark("Ended")),
    "outcome": ("text", mark("Outcome")),
    "language": ("text", mark("Language")),
    "question": ("text", mark("Question")),
    "generator": ("text", mark("Answered by")),
    "model": ("text", mark("Model")),
    "row_count": ("number", mark("Rows")),
    "answer": ("text", mark("Answer")),
    "sql": ("text", mark("SQL")),
    "ip": ("text", mark("IP address")),
    "user_agent": ("text", mark("Browser")),
    "session": ("text", mark("Name of the browser")),
    "conversation_id": ("text", mark("Conversation")),
    "export_of": ("number", mark("Export of")),
    "export_format": ("text", mark("Format")),
    "lane": ("number", mark("Lane")),
    "position": ("number", mark("Position")),
    "hash": ("text", mark("Hash")),
}
"""What is told of each record: its kind, and its heading."""


def export_records(recorder: AuditRecorder, wanted: HistoryFilter, order: Order, extent: Extent) -> Export:
    """The file, with the newest records first. Raises DatabaseUnavailable where it can't be recorded."""
    with recorded_export(recorder, order) as export, Spool() as spool:
        for run in each_run(wanted, extent.rows + 1):
            spool.keep(list(cells(run)))
        truncated = spool.count > extent.rows
        rows = min(spool.count, extent.rows)
        kept = (row for row, _ in zip(spool, range(rows), strict=False))
        about = [(translate(order.language, mark("Address")), order.about)]
        export.write(
            Sheet(order.language, columns(order.language), kept, about, extent.zone), rows=rows, truncated=truncated
        )
    return export


def columns(language: Language) -> list[Column]:
    """The columns, in the reader's language."""
    return [
        {"name": name, "label": translate(language, label), "type": kind, "unit": None, "values": {}}
        for name, (kind, label) in COLUMNS.items()
    ]


def cells(run: QueryRun) -> Iterator[Json]:
    """A record's cells."""
    return (as_cell(getattr(run, name)) for name in COLUMNS)


def as_cell(value: Any) -> Json:
    """A recorded value as JSON."""
    if isinstance(value, bytes):
        return value.hex()
    return value.isoformat() if hasattr(value, "isoformat") else value
