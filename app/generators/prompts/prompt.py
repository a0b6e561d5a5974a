"""What a prompt is, and what writes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from app.contracts import Candidate, GenerationRequest, Json

Order = Literal["trained", "schema_first"]
"""Which part of a prompt goes first: as the model was trained, or the schema, which is the same for every question."""


@dataclass(frozen=True)
class Budget:
    """How many tokens a model's context holds, and how many of them its reply may need."""

    context_tokens: int
    reply_tokens: int

    @property
    def prompt_tokens(self) -> int:
        """What is left for the prompt."""
        return self.context_tokens - self.reply_tokens


@dataclass(frozen=True)
class Prompt:
    """What a model is sent: `text` to complete as it stands, or the `messages` of a chat.

    `format` is the JSON schema that the reply is held to, `stop` ends the reply, `details` go into the record.
    """

    kind: Literal["completion", "chat"]
    text: str = ""
    messages: tuple[dict[str, str], ...] = ()
    format: dict[str, Any] | None = None
    stop: tuple[str, ...] = ()
    details: Mapping[str, Json] = field(default_factory=dict)


class Profile(Protocol):
    """One way to ask a model."""

    @property
    def name(self) -> str:
        """What OLLAMA_PROFILE calls it."""
        ...

    def write(self, request: GenerationRequest, budget: Budget, translation: str = "") -> Prompt:
        """The prompt of a question; `translation` is its English text, if somebody has translated it.

        Raises SchemaTooLarge when not even the tables that the question names fit the budget.
        """
        ...

    def read(self, reply: str, request: GenerationRequest, *, is_cut: bool = False) -> Candidate:
        """The SQL in a reply, and in `details` what had to be mended; `is_cut`, if the model had no tokens left.

        Raises Unanswerable when there is no SQL, or not all of it.
        """
        ...
