"""What an asker should know before trusting an answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from app.contracts import Json, QueryState
from app.explanation.cross_checking import doubt
from app.explanation.handing_over import takeovers
from app.explanation.voice import Voice
from app.language.formatting import format_number
from app.semantics.measures import measure_of
from app.semantics.reading import Reading
from app.translating import mark

EMPTY = mark("No row fits. A shorter list of conditions or a longer period may find some.")
AHEAD = mark("This period has not begun yet.")


def warn(state: QueryState, reading: Reading | None, today: date, voice: Voice) -> list[str]:
    """The warnings, in the asker's language; `reading` if it made the SQL."""
    return list(warnings(state, reading, today, voice))


def warnings(state: QueryState, reading: Reading | None, today: date, voice: Voice) -> Iterator[str]:
    """Rows cut off, nothing found, a model that left the answer to another, a second reading that differs."""
    if state["truncated"]:
        count = format_number(state["row_count"], voice.language)
        yield voice.say(mark("There are more rows; only the first {count} are shown."), count=count)
    if is_empty(state["rows"], reading, voice):
        yield voice.say(AHEAD if is_ahead(reading, today) else EMPTY)
    yield from takeovers(state, voice)
    yield from doubt(state, voice)


def is_empty(rows: list[list[Json]], reading: Reading | None, voice: Voice) -> bool:
    """Whether nothing was found: no row, none to add up, or none that was to be counted."""
    if not rows or rows == [[None]]:
        return True
    counts = [measure_of(voice.layer, use).aggregate == "count" for use in reading.measures] if reading else []
    return rows == [[0]] and counts == [True]


def is_ahead(reading: Reading | None, today: date) -> bool:
    """Whether all of a reading's period is still to come."""
    return bool(reading and reading.period and reading.period.start and reading.period.start > today)
