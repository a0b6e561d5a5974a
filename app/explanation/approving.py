"""That a person has approved the SQL: for which question, and what was filled in for the one that was asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.contracts import Json, QueryState, Understood
from app.explanation.interpretation import exchange, part
from app.explanation.voice import Voice
from app.language.formatting import format_digits
from app.semantics.layer import Column
from app.translating import mark


def approval(state: QueryState, voice: Voice) -> Iterator[Understood]:
    """What is said of an answer whose SQL was approved; nothing of others."""
    own = (attempt["details"] for attempt in state["attempts"] if attempt["generator"] == state["generator"])
    for details in own:
        if "verified_id" in details:
            yield part("verified", voice.say(mark("Approved question")), details["question"])
            yield from (part("period", voice.say(mark("Period")), period) for period in details["periods"])
            yield from exchanged(details, voice)


def exchanged(details: Mapping[str, Json], voice: Voice) -> Iterator[Understood]:
    """The numbers and values that took the place of approved ones, and the words that were read as others."""
    for it in details["filled"]:
        was, now = (called(it["column"], value, voice) for value in (it["was"], it["now"]))
        yield exchange("filter", mark("Filled in"), was, now, voice)
    for written, taken in details["corrections"]:
        yield exchange("correction", mark("Read as"), written, taken, voice)


def called(reference: str, value: str, voice: Voice) -> str:
    """What people call a column's value, or a number, which has no column."""
    column = voice.layer.by_reference.get(reference)
    return voice.value(column, value) if isinstance(column, Column) else format_digits(value, voice.language)
