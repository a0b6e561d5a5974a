"""That a person has approved the SQL: for which question, and which periods were filled in."""

from __future__ import annotations

from collections.abc import Iterator

from app.contracts import QueryState, Understood
from app.explanation.interpretation import part
from app.explanation.voice import Voice
from app.translating import mark


def approval(state: QueryState, voice: Voice) -> Iterator[Understood]:
    """What is said of an answer whose SQL was approved; nothing of others."""
    own = (attempt["details"] for attempt in state["attempts"] if attempt["generator"] == state["generator"])
    for details in own:
        if "verified_id" in details:
            yield part("verified", voice.say(mark("Approved question")), details["question"])
            yield from (part("period", voice.say(mark("Period")), period) for period in details["periods"])
