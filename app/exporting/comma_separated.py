"""CSV as spreadsheets open it: UTF-8 with a mark that says so, dates and numbers as programs read them."""

from __future__ import annotations

import csv
import io
from typing import IO

from app.exporting.cells import as_text, harmless
from app.exporting.sheet import Sheet

KIND = "text/csv"


def write(sheet: Sheet, file: IO[bytes]) -> None:
    """Write the sheet, its headings first."""
    lines = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(lines)
    writer.writerow(map(harmless, sheet.headings))
    for row in sheet.rows:
        writer.writerow([harmless(as_text(cell)) for cell in row])
    lines.detach()
