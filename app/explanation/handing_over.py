"""What an asker is told of a language model that was asked first and left the answer to another generator."""

from __future__ import annotations

from collections.abc import Iterator

from app.contracts import Attempt, QueryState
from app.explanation.silence import SILENCES
from app.explanation.voice import Voice
from app.translating import mark

NO_SQL = mark("The language model gave no SQL that could be used, so {who} answered.")


def takeovers(state: QueryState, voice: Voice) -> Iterator[str]:
    """For each model that was asked before the generator that has answered, why it was left."""
    generators = [attempt["generator"] for attempt in state["attempts"]]
    before = state["attempts"][: generators.index(str(state["generator"]))]
    last = {attempt["generator"]: attempt for attempt in before if attempt["model"]}
    for attempt in last.values():
        code = attempt["error"]["code"] if attempt["error"] else ""
        reason = SILENCES[code].handed_over if code in SILENCES else NO_SQL
        yield voice.say(reason, who=name_of(state["generator"], state["model"], voice))


def name_of(generator: str | None, model: str | None, voice: Voice) -> str:
    """What people call a generator."""
    if generator == "builtin":
        return voice.say(mark("the built-in engine"))
    return voice.say(mark("the language model {name}"), name=model) if model else str(generator)


def maker(attempt: Attempt, voice: Voice) -> str:
    """What people call the generator that made an attempt."""
    return name_of(attempt["generator"], attempt["model"], voice)
