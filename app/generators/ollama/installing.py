"""Makes Ollama serve a model: from a GGUF file, or from where it is published."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Protocol

from app.errors import ModelNotServed, NotGguf
from app.generators.ollama.client import ProgressResponse
from app.generators.ollama.failures import FAILURES, reason_of
from app.generators.ollama.publication import MODEL, PUBLISHED
from app.generators.ollama.server import Ollama
from app.generators.prompts import profile_of_model
from app.generators.prompts.sqlcoder import STOP
from app.translating import mark

BARE_PROMPT = "{{ .Prompt }}"
"""sqlcoder completes a text; a chat template would take it out of the format it was trained on."""
GGUF = b"GGUF"
"""What such a file begins with."""
FILE_NAME = "model.gguf"
"""What Ollama is told that it is called: by its name it knows what a file is, and it takes not every name."""


class Say(Protocol):
    """Tells people a message, which it fills in."""

    def __call__(self, message: str, /, **values: object) -> None:
        """Tell the message."""
        ...


def install(ollama: Ollama, model: str, file: Path | None, say: Say) -> None:
    """Give Ollama the model, from its file if there is one. Raises ModelNotServed and NotGguf."""
    try:
        if file is not None:
            create_from_file(ollama, model, file, say)
        elif model == MODEL:
            follow(ollama.client.pull(PUBLISHED, stream=True), say)
            follow(ollama.client.create(model, from_=PUBLISHED, stream=True, **recipe(ollama, model)), say)
        else:
            follow(ollama.client.pull(model, stream=True), say)
    except (*FAILURES, OSError) as error:
        raise ModelNotServed(model=model, reason=reason_of(error)) from error


def create_from_file(ollama: Ollama, model: str, file: Path, say: Say) -> None:
    """Hand a file of weights over, and have the model made of it. Raises NotGguf and what ollama's client raises."""
    with file.open("rb") as opened:
        if opened.read(len(GGUF)) != GGUF:
            raise NotGguf(file=file)
    say(mark("Handing {file} to Ollama, which takes a while ..."), file=file.name)
    files = {FILE_NAME: ollama.client.create_blob(file)}
    follow(ollama.client.create(model, files=files, stream=True, **recipe(ollama, model)), say)


def recipe(ollama: Ollama, model: str) -> dict[str, Any]:
    """What a made model has besides its weights; one that chats keeps the template that its file brings."""
    if profile_of_model(model) != "sqlcoder":
        return {}
    return {"template": BARE_PROMPT, "parameters": ollama.options(STOP)}


def follow(progress: Iterable[ProgressResponse], say: Say) -> None:
    """Say each step once, and where it has a size each twentieth part of it."""
    said: tuple[str | None, int] | None = None
    for state in progress:
        percent = (state.completed or 0) * 20 // state.total * 5 if state.total else 0
        if said != (state.status, percent):
            tell(state, percent, say)
        said = state.status, percent


def tell(state: ProgressResponse, percent: int, say: Say) -> None:
    """Say one step, in Ollama's words."""
    if state.total:
        size = round(state.total / 1e9, 1)
        say(mark("{step}: {size} GB, {percent}%"), step=state.status, percent=percent, size=size)
    else:
        say("{step}", step=state.status)
