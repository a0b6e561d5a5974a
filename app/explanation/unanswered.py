"""What an asker is told where nobody has an answer: beside the reason, what a language model has to do with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.contracts import Attempt, ErrorRecord, Outcome
from app.explanation.silence import SILENCES
from app.explanation.voice import Voice
from app.translating import mark

NOT_RUN = mark("The language model wrote SQL that gave no result.")
SIMPLER = mark("Please ask in other words, or about fewer things at once.")
NOT_OPEN = mark("Please ask about something else, or ask whoever runs QueryCraft to open that to questions.")
ADVICE: dict[str, str] = {
    "ForbiddenTable": NOT_OPEN,
    "HiddenColumn": NOT_OPEN,
    "NotOneSelect": mark("I only read data. Please ask for what you want to know."),
}
"""What to do after SQL of a model that may not run, by the guard's error; after any other, ask in a simpler way."""
REJECTED = (Outcome.INVALID_SQL, Outcome.EXECUTION_FAILED)
TEMPLATE = "{sentences}"
"""Sentences that are said already, in the asker's language."""


def told(error: ErrorRecord, attempts: Sequence[Attempt], voice: Voice) -> ErrorRecord:
    """The error that ends a question, with all that its asker should be told of it."""
    sentences = list(sentences_of(error, attempts, voice))
    if not sentences:
        return error
    return {**error, "template": TEMPLATE, "values": {**error["values"], "sentences": " ".join(sentences)}}


def sentences_of(error: ErrorRecord, attempts: Sequence[Attempt], voice: Voice) -> Iterator[str]:
    """What to say in place of the error's own sentence; nothing where that says it all."""
    silent = last_error(attempts, of_model=True)
    reason = last_error(attempts, of_model=False)
    if silent and silent["code"] in SILENCES and reason and reason["outcome"] == Outcome.UNANSWERABLE:
        if error in (silent, reason):
            yield voice.say(reason["template"], **reason["values"])
            yield voice.say(SILENCES[silent["code"]].unanswered)
    elif error["outcome"] in REJECTED and any(it["model"] and it["error"] is error for it in attempts):
        yield voice.say(NOT_RUN)
        yield voice.say(error["template"], **error["values"])
        yield voice.say(ADVICE.get(error["code"], SIMPLER))


def last_error(attempts: Sequence[Attempt], *, of_model: bool) -> ErrorRecord | None:
    """Why the last candidate of a language model, or of any other generator, was left."""
    errors = [attempt["error"] for attempt in attempts if bool(attempt["model"]) is of_model]
    return errors[-1] if errors else None
