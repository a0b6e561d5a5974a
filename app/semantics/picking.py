"""Which columns of a table tell its rows apart, name them, and date them, as far as names and values tell."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from app.semantics.column_types import family_of
from app.semantics.kinds import is_personal
from app.semantics.layer import Column

NAMES = ("name", "full name", "title", "label", "display name")
NAME_ENDINGS = ("name", "title")
NO_NAMES = frozenset(
    """
    first last middle maiden nick user file host code type kind status state description comment note notes abstract
    text content body url link homepage website date time rank share
    """.split()
)
"""With one of these words a text, though it may be different in each row, is not what people call the row."""
BEGINNINGS = ("date", "created at", "created on", "created", "creation date", "timestamp", "time")
PASSING = frozenset(
    """
    birth born death updated update modified changed deleted expires expiry expiration valid until end due last
    """.split()
)
"""Words in dates that a period is not about unless the question says so."""
STEM = 4
"""So many letters at the beginning of a noun are those of its verb: `booked_on` of a booking."""


def pick_key(columns: Sequence[Column], name_column: str | None, unique: Collection[str]) -> tuple[str, ...]:
    """The column that tells the rows apart where no key is declared: an identifier, or else the name, if it does."""
    likely = [column.name for column in columns if column.kind == "key" or column.name == name_column]
    return tuple(name for name in sorted(likely, key=lambda name: name == name_column) if name in unique)[:1]


def pick_name(columns: Sequence[Column], noun: str, unique: Collection[str]) -> str | None:
    """The column that names a row, for which there is a noun; None where no column does."""
    texts = [column for column in columns if family_of(column.type) == "text" and not column.hidden]
    labels = {column.label["en"]: column.name for column in texts}
    for label in (f"{noun} name", *NAMES, noun, f"{noun} title"):
        if label in labels:
            return labels[label]
    telling = [column for column in texts if column.name in unique and not NO_NAMES & words_in(column)]
    telling.sort(key=lambda column: column.label["en"].split()[-1] not in NAME_ENDINGS)
    return next((column.name for column in telling if not is_personal(words_in(column))), None)


def pick_time(columns: Sequence[Column], noun: str) -> str | None:
    """The date that a period is about where the question names none.

    That is the table's own (`order_date`, `ordered_on`), the one that a row was made at, or the first; years as numbers
    come last.
    """
    dates = [column for column in columns if column.kind == "time_dimension" and not PASSING & words_in(column)]
    labels = {column.label["en"]: column.name for column in dates}
    for label in (f"{noun} date", f"{noun} time", *BEGINNINGS):
        if label in labels:
            return labels[label]
    made = [column for column in dates if any(word.startswith(noun[:STEM]) for word in words_in(column))]
    return next((column.name for column in (*made, *sorted(dates, key=lambda column: column.holds_years))), None)


def words_in(column: Column) -> set[str]:
    """The words of a column's name."""
    return set(column.label["en"].split())
