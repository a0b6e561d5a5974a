"""A model's tokens are told as they come, those together that come fast."""

from __future__ import annotations

from app.contracts import Json
from app.generators.ollama.narrating import PAUSE_SECONDS, Narrator
from app.progress import Progress


def told(times: dict[str, float]) -> list[str]:
    """What is told, of tokens that are said at these times."""
    events: list[str] = []
    now = 0.0

    def tell(name: str, values: dict[str, Json]) -> None:
        assert (name, values["generator"]) == ("token", "ollama")
        events.append(values["text"])

    narrator = Narrator(Progress(tell=tell), "ollama", clock=lambda: now)
    with narrator:
        for token, time in times.items():
            now = time
            narrator.say(token)
    return events


def test_tokens_that_come_slowly_are_told_one_by_one():
    assert told({"SELECT": 0.0, " 1": PAUSE_SECONDS, " AS": 2 * PAUSE_SECONDS}) == ["SELECT", " 1", " AS"]


def test_tokens_that_come_fast_are_told_together_and_none_is_left():
    times = {"SELECT": 0.0, " 1": 0.1, " AS": 0.2, " one": 1.1, ";": 1.2}
    assert told({token: time * PAUSE_SECONDS for token, time in times.items()}) == ["SELECT", " 1 AS one", ";"]


def test_of_a_model_that_says_nothing_nothing_is_told():
    assert told({"": 0.0}) == []
