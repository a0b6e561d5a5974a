"""Days, times and stretches of time as a result writes them. The page's format.js reads days and times alike."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

Span = Literal["day", "month", "quarter", "year"]

MOMENT = re.compile(r"([1-8]\d{3}-\d\d-\d\d)(?:T(\d\d:\d\d)[\d:.+-]*)?", re.ASCII)
"""A day, with the time of day or without, of a year that every calendar here has."""
MIDNIGHT = "00:00"
SPANS: dict[re.Pattern[str], Span] = {
    re.compile(r"[1-8]\d{3}"): "year",
    re.compile(r"[1-8]\d{3}-Q[1-4]"): "quarter",
    re.compile(r"[1-8]\d{3}-(0[1-9]|1[0-2])"): "month",
    re.compile(r"[1-8]\d{3}-\d{2}-\d{2}"): "day",
}
"""How stretches of time are written, and how long they are."""


def day_in(written: str) -> date | None:
    """The day of a day or a time; None for infinity, and for what no calendar here has."""
    found = MOMENT.fullmatch(written)
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None


def clock_in(written: str) -> str:
    """The time of day, as in 13:30, by the clock that a time is written in; "" for midnight, or where there is none."""
    found = MOMENT.fullmatch(written)
    return found[2] or "" if found and found[2] != MIDNIGHT else ""


def grain_in(written: str) -> Span | None:
    """How long the stretch of time is that a text names; None for any other text."""
    return next((grain for pattern, grain in SPANS.items() if pattern.fullmatch(written)), None)
