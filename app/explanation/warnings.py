"""What an asker should know before trusting an answer."""

from __future__ import annotations

from collections.abc import Iterator

from app.contracts import ErrorRecord, QueryState, Translate
from app.language.formatting import format_number
from app.translating import mark


def warn(state: QueryState, translate: Translate) -> list[str]:
    """The warnings, in the asker's language."""
    return list(warnings(state, translate))


def warnings(state: QueryState, translate: Translate) -> Iterator[str]:
    """Rows cut off, nothing found, another generator than the first one."""
    language = state["language"]
    if state["truncated"]:
        count = format_number(state["row_count"], language)
        yield translate(language, mark("There are more rows; only the first {count} are shown."), count=count)
    if not state["rows"]:
        yield translate(language, mark("No row fits. A shorter list of conditions or a longer period may find some."))
    for error in left_generators(state):
        yield translate(language, error["template"], **error["values"])


def left_generators(state: QueryState) -> Iterator[ErrorRecord]:
    """Why generators before the one that answered could not be reached."""
    for attempt in state["attempts"]:
        if attempt["error"] and attempt["error"]["status"] >= 500:
            yield attempt["error"]
