"""`python -m app.deploy.model`: makes Ollama serve the model, from a file in models/ or from where it is published."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from app.errors import QueryCraftError
from app.generators.ollama import ollama_of
from app.generators.ollama.installing import install
from app.generators.ollama.publication import MODEL
from app.generators.ollama.server import Ollama
from app.settings import PROJECT, load_settings

FILE = PROJECT / "models" / "sqlcoder-7b-2.Q4_K_M.gguf"


def main() -> int:
    """Make Ollama serve OLLAMA_MODEL; what keeps it from that is one line on stderr, and exit status 1."""
    try:
        settings = load_settings(os.environ)
        serve(ollama_of(settings), settings.ollama_model, FILE)
    except QueryCraftError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def serve(ollama: Ollama, model: str, file: Path) -> None:
    """Give Ollama the model unless it has it; `file` is where sqlcoder's may lie. Raises ModelNotServed and NotGguf."""
    if not ollama.has(model):
        install(ollama, model, file if model == MODEL and file.exists() else None, say)
    say("Ollama serves {model}.", model=model)


def say(message: str, /, **values: object) -> None:
    """Print a line at once, wherever the output goes."""
    print(message.format(**values), flush=True)


if __name__ == "__main__":
    sys.exit(main())
