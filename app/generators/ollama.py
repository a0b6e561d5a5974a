"""Ollama: a local language model, asked in the format that sqlcoder was trained on."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any

import httpx
from ollama import Client, ResponseError

from app.contracts import Candidate, GenerationRequest
from app.errors import ModelTimedOut, ModelUnavailable, Unanswerable
from app.generators.prompts.sqlcoder import STOP, write_prompt
from app.settings import Settings

CONNECT_SECONDS = 3.0
PROBE_SECONDS = 1.0
OUTPUT_TOKENS = 512
FAILURES = (ResponseError, ConnectionError, httpx.TransportError, ValueError)
"""What the client lets through: Ollama's own errors, those of the network, and replies that it can't read."""
REFUSAL = re.compile(r"\bI do not know\b", re.IGNORECASE)


class OllamaGenerator:
    """One model behind one Ollama; one client for the process, as building it costs 17 ms."""

    name = "ollama"
    repairs = True

    def __init__(self, host: str, model: str, *, timeout: float, context_tokens: int) -> None:
        self.model: str | None = model
        self.host = host
        self.timeout = httpx.Timeout(timeout, connect=CONNECT_SECONDS)
        self.options: dict[str, Any] = {
            "temperature": 0,
            "seed": 1,
            "repeat_penalty": 1.0,
            "num_predict": OUTPUT_TOKENS,
            "num_ctx": context_tokens,
            "stop": list(STOP),
        }

    @cached_property
    def client(self) -> Client:
        """The client, made on first use: it costs 17 ms and some MB, which a chain without a model never pays."""
        return Client(host=self.host, timeout=self.timeout)

    def is_available(self) -> bool:
        """Whether Ollama answers and has the model; asked with a patience of its own, not the client's."""
        try:
            with Client(host=self.host, timeout=PROBE_SECONDS) as probe:
                probe.show(self.model or "")
        except FAILURES:
            return False
        return True

    def generate(self, request: GenerationRequest) -> Candidate:
        """The model's SQL. Raises Unanswerable when it refuses, ModelUnavailable or ModelTimedOut when it can't."""
        return Candidate(sql_in(self.complete(write_prompt(request))))

    def close(self) -> None:
        """Hang up, if there is a client: one that nobody used is not made in order to be closed."""
        if "client" in self.__dict__:
            self.client.close()  # type: ignore[no-untyped-call]

    def complete(self, prompt: str) -> str:
        """The model's text for a raw prompt."""
        try:
            reply = self.client.generate(self.model or "", prompt, raw=True, options=self.options, keep_alive=-1)
        except httpx.TimeoutException as error:
            raise ModelTimedOut(str(error)) from error
        except FAILURES as error:
            raise ModelUnavailable(str(error)) from error
        return str(reply.response)


def sql_in(reply: str) -> str:
    """The statement in a reply: without fences, and nothing behind its end. Raises Unanswerable when there is none."""
    text = re.sub(r"^\s*```(?:sql)?", "", reply).partition("```")[0].partition(";")[0].strip()
    if not text or REFUSAL.search(text):
        raise Unanswerable(reply[:200])
    return text


def make(settings: Settings) -> OllamaGenerator:
    """The generator of the settings."""
    return OllamaGenerator(
        settings.ollama_host,
        settings.ollama_model,
        timeout=settings.ollama_timeout_seconds,
        context_tokens=settings.ollama_context_tokens,
    )
