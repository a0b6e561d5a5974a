"""What goes wrong with Ollama, in our errors: a name for each, and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

import httpx

from app.errors import ModelBroken, ModelBusy, ModelMissing, ModelTimedOut, ModelUnavailable
from app.generators.ollama.client import ResponseError
from app.generators.ollama.publication import MODEL, PUBLISHED

FAILURES = (ResponseError, ConnectionError, httpx.HTTPError, httpx.InvalidURL, ValueError, TypeError, AttributeError)
"""What ollama's client lets through: Ollama's own errors, those of the network, and replies that it can't read.

It takes every line for a JSON object with the fields that it knows, hence the last two.
"""
UNREACHED = (ConnectionError, httpx.ConnectError, httpx.ConnectTimeout, httpx.UnsupportedProtocol, httpx.InvalidURL)
BY_STATUS: Mapping[int, type[ModelUnavailable]] = {
    HTTPStatus.NOT_FOUND: ModelUnavailable,
    HTTPStatus.METHOD_NOT_ALLOWED: ModelUnavailable,
    HTTPStatus.BAD_GATEWAY: ModelUnavailable,
    HTTPStatus.SERVICE_UNAVAILABLE: ModelBusy,
    HTTPStatus.GATEWAY_TIMEOUT: ModelTimedOut,
}
"""What a status stands for: no Ollama at that address, such as one that ends in /v1, or none behind its reverse proxy;
a full queue; a proxy that has waited long enough.
"""
LONGEST_DETAIL = 500
"""Characters of what Ollama said that are kept."""


def failure(error: Exception, model: str) -> ModelUnavailable:
    """The error of ours that a failure is."""
    detail = reason_of(error)
    if is_missing(error):
        return ModelMissing(detail, model=model, command=command_for(model))
    return kind_of(error)(detail)


def kind_of(error: Exception) -> type[ModelUnavailable]:
    """Which of our errors a failure is where the model is not the one that is missing."""
    if isinstance(error, ResponseError):
        return BY_STATUS.get(error.status_code, ModelBroken)
    if isinstance(error, UNREACHED):
        return ModelUnavailable
    return ModelTimedOut if isinstance(error, httpx.TimeoutException) else ModelBroken


def reason_of(error: Exception) -> str:
    """What a failure says of itself, with Ollama's status where it has sent one."""
    has_no_status = isinstance(error, ResponseError) and error.status_code < 0
    return str(error.args[0] if has_no_status else error)[:LONGEST_DETAIL]


def is_missing(error: Exception) -> bool:
    """Whether Ollama says that it has no such model; one whose file lacks something is another matter."""
    said = error.error if isinstance(error, ResponseError) and error.status_code == HTTPStatus.NOT_FOUND else ""
    return "model" in said and "not found" in said


def is_busy(error: Exception) -> bool:
    """Whether Ollama's queue is full."""
    return isinstance(error, ResponseError) and error.status_code == HTTPStatus.SERVICE_UNAVAILABLE


def is_repetition(error: Exception) -> bool:
    """Whether Ollama has broken a reply off as its model repeated itself; an older one does so without a word."""
    return isinstance(error, ResponseError) and "token repeat limit" in error.error


def command_for(model: str) -> str:
    """What to type so that Ollama has the model."""
    if model == MODEL:
        return f"ollama pull {PUBLISHED} && ollama cp {PUBLISHED} {MODEL}"
    return f"ollama pull {model}"
