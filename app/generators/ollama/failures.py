"""What goes wrong with Ollama, in our errors: a name for each, and what to do."""

from __future__ import annotations

from http import HTTPStatus

import httpx
from ollama import ResponseError

from app.errors import ModelBroken, ModelBusy, ModelMissing, ModelTimedOut, ModelUnavailable
from app.generators.ollama.publication import MODEL, PUBLISHED

FAILURES = (ResponseError, ConnectionError, httpx.HTTPError, httpx.InvalidURL, ValueError, TypeError, AttributeError)
"""What ollama's client lets through: Ollama's own errors, those of the network, and replies that it can't read.

It takes every line for a JSON object with the fields that it knows, hence the last two.
"""
UNREACHED = (ConnectionError, httpx.ConnectError, httpx.ConnectTimeout, httpx.UnsupportedProtocol, httpx.InvalidURL)
LONGEST_DETAIL = 500
"""Characters of what Ollama said that are kept."""


def failure(error: Exception, model: str) -> ModelUnavailable:
    """The error of ours that a failure is."""
    detail = reason_of(error)
    if is_missing(error):
        return ModelMissing(detail, model=model, command=command_for(model))
    if is_busy(error):
        return ModelBusy(detail)
    if isinstance(error, UNREACHED):
        return ModelUnavailable(detail)
    if isinstance(error, httpx.TimeoutException):
        return ModelTimedOut(detail)
    return ModelBroken(detail)


def reason_of(error: Exception) -> str:
    """What a failure says of itself, with Ollama's status where it has sent one."""
    has_no_status = isinstance(error, ResponseError) and error.status_code < 0
    return str(error.args[0] if has_no_status else error)[:LONGEST_DETAIL]


def is_missing(error: Exception) -> bool:
    """Whether Ollama says that it has no such model; a 404 without that is somebody else's."""
    return isinstance(error, ResponseError) and "model" in error.error and "not found" in error.error


def is_busy(error: Exception) -> bool:
    """Whether Ollama's queue is full."""
    return isinstance(error, ResponseError) and error.status_code == HTTPStatus.SERVICE_UNAVAILABLE


def command_for(model: str) -> str:
    """What to type so that Ollama has the model."""
    if model == MODEL:
        return f"ollama pull {PUBLISHED} && ollama cp {PUBLISHED} {MODEL}"
    return f"ollama pull {model}"
