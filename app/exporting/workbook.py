"""An Excel workbook: typed cells, formats, a sheet that runs from right to left for Persian, and one about it all."""

from __future__ import annotations

import ctypes
from datetime import datetime
from typing import IO, Any

from xlsxwriter import Workbook

from app.contracts import Column, Json, Language
from app.exporting.cells import as_moment, as_text, is_like_formula
from app.exporting.sheet import Sheet
from app.translating import mark, translate

KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
MOST_ROWS = 1_048_575
"""Rows that a sheet has below its headings."""
LONGEST_TEXT = 32_767
NARROWEST, WIDEST = 10, 60
"""Characters that a column is wide."""
SAMPLE = 200
"""Rows that are looked at for their width."""
DAYS: dict[Language, str] = {"fa": "[$-160429]yyyy/mm/dd", "en": "yyyy-mm-dd"}
"""How a day is shown; the Persian one is of the Jalali calendar, where the program knows it."""

NUMBERS = {"key": "0", "whole": "#,##0", "part": "#,##0.00", "small": "0.00########"}


def write(sheet: Sheet, file: IO[bytes]) -> None:
    """Write the sheet, and a second one about it. Rows beyond MOST_ROWS are left out."""
    with Workbook(file, OPTIONS) as workbook:
        Rows(workbook, sheet).write()
        write_about(workbook, sheet)
    give_memory_back()


class Rows:
    """The sheet with the rows."""

    def __init__(self, workbook: Workbook, sheet: Sheet) -> None:
        self.sheet = sheet
        self.page = workbook.add_worksheet(translate(sheet.language, mark("Result")))
        days = DAYS[sheet.language]
        self.heading = workbook.add_format({"bold": True, "bottom": 1})
        self.quoted = workbook.add_format({"quote_prefix": True})
        shown = {**NUMBERS, "day": days, "time": f"{days} hh:mm"}
        self.formats = {name: workbook.add_format({"num_format": code}) for name, code in shown.items()}
        self.widths = [len(heading) for heading in sheet.headings]

    def write(self) -> None:
        """Write headings and rows, then make the columns as wide as what stands in them."""
        if self.sheet.language == "fa":
            self.page.right_to_left()
        self.page.freeze_panes(1, 0)
        for at, heading in enumerate(self.sheet.headings):
            self.page.write_string(0, at, heading, self.heading)
        for number, row in enumerate(self.sheet.rows, start=1):
            if number > MOST_ROWS:
                break
            for at, cell in enumerate(row):
                self.put(number, at, cell)
        for at, width in enumerate(self.widths):
            self.page.set_column(at, at, min(max(width + 2, NARROWEST), WIDEST))

    def put(self, row: int, at: int, cell: Json) -> None:
        """Write a cell as what it is."""
        if cell is None:
            return
        if row <= SAMPLE:
            self.widths[at] = max(self.widths[at], len(as_text(cell)))
        column = self.sheet.columns[at]
        moment = as_moment(cell, column["type"], self.sheet.zone)
        if moment is not None:
            name = "time" if isinstance(moment, datetime) else "day"
            self.page.write_datetime(row, at, moment, self.formats[name])
        elif isinstance(cell, bool):
            self.page.write_boolean(row, at, cell)
        elif isinstance(cell, int | float):
            self.page.write_number(row, at, cell, self.formats[number_format(cell, column)])
        else:
            text = as_text(cell)[:LONGEST_TEXT]
            self.page.write_string(row, at, text, self.quoted if is_like_formula(text) else None)


def number_format(cell: float, column: Column) -> str:
    """How a number is shown; what counts nothing, such as a key or a year, has no separators."""
    name = column["name"]
    if name in ("id", "year") or name.endswith("_id"):
        return "key"
    if cell == int(cell):
        return "whole"
    return "part" if abs(cell) >= 1 else "small"


def write_about(workbook: Any, sheet: Sheet) -> None:
    """Write the sheet that says what the other one holds."""
    page = workbook.add_worksheet(translate(sheet.language, mark("About")))
    name = workbook.add_format({"bold": True, "valign": "top"})
    text = workbook.add_format({"text_wrap": True, "quote_prefix": True})
    if sheet.language == "fa":
        page.right_to_left()
    page.set_column(0, 0, 20)
    page.set_column(1, 1, 100)
    for row, (label, said) in enumerate(sheet.about):
        page.write_string(row, 0, label, name)
        page.write_string(row, 1, said[:LONGEST_TEXT], text)


def give_memory_back() -> None:
    """Leave to the system what is free again, where the C library can: a worker would keep 10 MB for the next file."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim:
        trim(0)
