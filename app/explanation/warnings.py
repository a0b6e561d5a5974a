"""What an asker should know before trusting an answer."""

from __future__ import annotations

from collections.abc import Iterator

from app.contracts import QueryState
from app.explanation.cross_checking import doubt
from app.explanation.handing_over import takeovers
from app.explanation.voice import Voice
from app.language.formatting import format_number
from app.translating import mark


def warn(state: QueryState, voice: Voice) -> list[str]:
    """The warnings, in the asker's language."""
    return list(warnings(state, voice))


def warnings(state: QueryState, voice: Voice) -> Iterator[str]:
    """Rows cut off, nothing found, a model that left the answer to another, a second reading that differs."""
    if state["truncated"]:
        count = format_number(state["row_count"], voice.language)
        yield voice.say(mark("There are more rows; only the first {count} are shown."), count=count)
    if not state["rows"]:
        yield voice.say(mark("No row fits. A shorter list of conditions or a longer period may find some."))
    yield from takeovers(state, voice)
    yield from doubt(state, voice)
