"""What a model said, and how: its text, its tokens and its milliseconds."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass

from app.contracts import Json
from app.errors import ModelBroken
from app.generators.ollama.client import ChatResponse, GenerateResponse

Part = GenerateResponse | ChatResponse
"""A line of Ollama's reply: a few letters of the model's, and in the last line its figures."""

COUNTS = {"prompt_tokens": "prompt_eval_count", "output_tokens": "eval_count"}
DURATIONS = {"load_ms": "load_duration", "prompt_ms": "prompt_eval_duration", "output_ms": "eval_duration"}
"""Our names of Ollama's figures; its durations are nanoseconds."""
MOST_SAID = 2000
"""Letters of an unfinished reply that go into the record."""


@dataclass(frozen=True)
class Completion:
    """A finished reply, and how many milliseconds it took; `details` are for the record."""

    text: str
    ms: float
    details: Mapping[str, Json]


class Speech:
    """A reply as it comes."""

    def __init__(self) -> None:
        self.started = time.perf_counter()
        self.pieces: list[str] = []
        self.last: Part | None = None
        self.details: dict[str, Json] = {}

    @property
    def ms(self) -> float:
        """Milliseconds until now."""
        return round((time.perf_counter() - self.started) * 1000, 1)

    @property
    def text(self) -> str:
        """What was said until now."""
        return "".join(self.pieces)

    def hear(self, part: Part) -> str:
        """Take note of a part; the text in it."""
        if self.last is None:
            self.details["first_token_ms"] = self.ms
        self.last = part
        text = (part.response if isinstance(part, GenerateResponse) else part.message.content) or ""
        self.pieces.append(text)
        return text

    def finished(self) -> Completion:
        """The whole of it, or all that there is. Raises ModelBroken where that is nothing."""
        if self.last is None:
            raise ModelBroken("The reply ended before it was complete.")
        return Completion(self.text, self.ms, {**self.details, **figures(self.last)})

    def unfinished(self) -> dict[str, Json]:
        """What is worth recording of a reply that was never finished."""
        return {**self.details, **({"reply": self.text[:MOST_SAID]} if self.text else {})}


def figures(last: Part) -> dict[str, Json]:
    """Ollama's figures, as far as it has told them; why the reply ended, where that was not its natural end.

    It leaves out what is 0, such as the tokens of a prompt that it has in its cache. Where a model repeats itself, it
    breaks off without a last line, and so without any figures.
    """
    told = last.model_dump()
    counts = {name: told[theirs] for name, theirs in COUNTS.items() if told[theirs] is not None}
    times = {name: round(told[theirs] / 1e6, 1) for name, theirs in DURATIONS.items() if told[theirs] is not None}
    reason = last.done_reason if last.done else "break"
    ended = {"ended_by": reason} if reason not in (None, "stop") else {}
    return {**counts, **times, **ended}
