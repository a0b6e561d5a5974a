"""`python -m app.deploy.model`: makes Ollama serve the model, from a file in models/ or from where it is published."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

import httpx
from ollama import Client, ProgressResponse, ResponseError

from app.errors import QueryCraftError
from app.generators.ollama import OllamaGenerator, make
from app.settings import PROJECT, load_settings

MODEL = "sqlcoder-7b-2"
FILE = PROJECT / "models" / "sqlcoder-7b-2.Q4_K_M.gguf"
PUBLISHED = "hf.co/MaziyarPanahi/sqlcoder-7b-2-GGUF:Q4_K_M"
BARE_PROMPT = "{{ .Prompt }}"
"""sqlcoder completes a text; a chat template would take it out of the format it was trained on."""


class ModelNotServed(QueryCraftError):
    """Ollama does not serve {name} yet: {reason}. It is tried again; meanwhile the built-in engine answers."""


def main() -> int:
    """Make Ollama serve OLLAMA_MODEL; what keeps it from that is one line on stderr, and exit status 1."""
    try:
        settings = load_settings(os.environ)
        serve(make(settings), Client(host=settings.ollama_host), FILE)
    except QueryCraftError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def serve(generator: OllamaGenerator, client: Client, file: Path) -> None:
    """Give Ollama the generator's model unless it has it. Raises ModelNotServed."""
    name = generator.model or ""
    if not generator.is_available():
        try:
            provide(name, generator, client, file)
        except (ResponseError, httpx.TransportError, OSError) as error:
            raise ModelNotServed(name=name, reason=error) from error
    say(f"Ollama serves {name}.")


def provide(name: str, generator: OllamaGenerator, client: Client, file: Path) -> None:
    """Create the model from its file or its publication; a name other than sqlcoder's is one of Ollama's library."""
    if name != MODEL:
        follow(client.pull(name, stream=True))
    elif file.exists():
        say(f"Handing {file.name} to Ollama ...")
        files = {file.name: client.create_blob(file)}
        follow(client.create(name, files=files, template=BARE_PROMPT, parameters=generator.options, stream=True))
    else:
        follow(client.pull(PUBLISHED, stream=True))
        follow(client.create(name, from_=PUBLISHED, template=BARE_PROMPT, parameters=generator.options, stream=True))


def follow(progress: Iterable[ProgressResponse]) -> None:
    """Say each step once, and where it has a size each twentieth part of it."""
    said = ""
    for state in progress:
        line = describe(state)
        if line != said:
            say(line)
        said = line


def describe(state: ProgressResponse) -> str:
    """A step of Ollama's, with what is done of it."""
    if not state.total:
        return state.status or ""
    return f"{state.status}: {(state.completed or 0) * 20 // state.total * 5} % of {state.total / 1e9:.1f} GB"


def say(line: str) -> None:
    """Print a line at once, wherever the output goes."""
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
