"""ollama's client as it is used here; no other module imports its package, which reads the environment on import."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import httpx

from app.generators.ollama.call import bind

__all__ = ["ChatResponse", "GenerateResponse", "OwnClient", "ProgressResponse", "ResponseError"]


@contextmanager
def environment(**variables: str) -> Iterator[None]:
    """While the block runs, the environment has these variables."""
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name)
            if value is not None:
                os.environ[name] = value


# The package makes a client that nobody here uses, and raises where a proxy or OLLAMA_HOST is of no kind that it knows.
with environment(no_proxy="*", OLLAMA_HOST=""):
    from ollama import ChatResponse, Client, GenerateResponse, ProgressResponse, ResponseError


class OwnClient(Client):
    """ollama's client, with what it leaves out that Ollama tells.

    It uses no proxy of the environment, which is for the Internet and would not find an Ollama of one's own. Each call
    has a connection of its own, so that hanging up on it stops the model and disturbs nobody else.
    """

    def __init__(self, host: str) -> None:
        transport = httpx.HTTPTransport(limits=httpx.Limits(max_keepalive_connections=0))
        super().__init__(host, transport=transport, event_hooks={"request": [bind]})

    def version(self) -> str:
        """Ollama's version, such as 0.35.1."""
        return str(self._told("GET", "/api/version")["version"])

    def facts(self, model: str) -> Mapping[str, Any]:
        """The facts of a model's file, which are none where Ollama leaves them out; ollama's client insists on them."""
        return self._told("POST", "/api/show", json={"model": model}).get("model_info") or {}

    def _told(self, method: str, path: str, **request: object) -> Any:
        """What Ollama answers, as it says it."""
        return self._request_raw(method, path, **request).json()  # type: ignore[no-untyped-call]
