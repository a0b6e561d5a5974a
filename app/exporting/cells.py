"""Cells of a file: what spreadsheets would take for a formula is told from text, and moments are told from words."""

from __future__ import annotations

import json
import re
from datetime import date, datetime, tzinfo

from app.contracts import Json

FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
"""How a text begins that a spreadsheet may take for a formula."""
NUMBER = re.compile(r"-?\d+(\.\d+)?(e[+-]?\d+)?", re.IGNORECASE)
FIRST_YEAR = 1900
"""Spreadsheets have no days before it."""


def as_text(cell: Json) -> str:
    """A cell as text; what has parts, as JSON."""
    if cell is None:
        return ""
    return cell if isinstance(cell, str) else json.dumps(cell, ensure_ascii=False)


def is_like_formula(text: str) -> bool:
    """Whether a spreadsheet may take a text for a formula; a plain number is none."""
    return bool(FORMULA.match(text)) and not NUMBER.fullmatch(text)


def harmless(text: str) -> str:
    """The text with an apostrophe before what may be taken for a formula, as spreadsheets themselves mark text."""
    return f"'{text}" if is_like_formula(text) else text


def as_moment(cell: Json, kind: str, zone: tzinfo) -> date | datetime | None:
    """A day or a time of a result, in the zone's clock; None for what is none, or what spreadsheets can't hold."""
    if kind not in ("date", "time") or not isinstance(cell, str):
        return None
    try:
        moment = date.fromisoformat(cell) if kind == "date" else datetime.fromisoformat(cell)
    except ValueError:
        return None
    if isinstance(moment, datetime) and moment.tzinfo:
        moment = moment.astimezone(zone).replace(tzinfo=None)
    return moment if moment.year >= FIRST_YEAR else None
