"""What Ollama tells of itself and of a model."""

from __future__ import annotations

from dataclasses import dataclass

from app.errors import ModelMissing
from app.generators.ollama.completion import Completion
from app.generators.ollama.failures import command_for
from app.generators.ollama.server import Ollama
from app.generators.prompts import Prompt
from app.progress import Progress

SECONDS = 5.0
"""How long Ollama may take to tell of itself."""
TEST = Prompt("completion", text="-- How many orders are there?\nSELECT", stop=(";", "\n\n"))


@dataclass(frozen=True)
class Installed:
    """A model as Ollama has it: its digest, its size in bytes, and the longest context that it was made for.

    `is_loaded` is whether it is in memory, and `loaded_tokens` the context there; Ollama tells that since 0.10.
    """

    digest: str
    size: int
    most_tokens: int | None
    is_loaded: bool
    loaded_tokens: int | None


def version_of(ollama: Ollama, model: str) -> str:
    """Ollama's version. Raises ModelUnavailable or one of its kind."""
    with ollama.asking(model, SECONDS) as client:
        return client.version()


def installed(ollama: Ollama, model: str) -> Installed:
    """The model as Ollama has it. Raises ModelMissing, ModelUnavailable or another of its kind."""
    with ollama.asking(model, SECONDS) as client:
        entries = [entry for entry in client.list().models if is_named(entry.model, model)]
        if not entries:
            raise ModelMissing(model=model, command=command_for(model))
        facts = client.facts(model)
        loaded = [entry.context_length for entry in client.ps().models if is_named(entry.model, model)]
    return Installed(
        digest=entries[0].digest or "",
        size=int(entries[0].size or 0),
        most_tokens=facts.get(f"{facts.get('general.architecture')}.context_length"),
        is_loaded=bool(loaded),
        loaded_tokens=loaded[0] if loaded else None,
    )


def is_named(full: str | None, model: str) -> bool:
    """Whether a full name is the model's, whose tag may be left out."""
    return (full or "").casefold() in (model.casefold(), f"{model.casefold()}:latest")


def complete_a_line(ollama: Ollama, model: str) -> Completion:
    """A short completion, for its speed. Raises ModelUnavailable or one of its kind."""
    return ollama.complete(model, TEST, Progress())
