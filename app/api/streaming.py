"""Answers as they come: what happens to a question as server-sent events."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import chain

from flask import Response, current_app, request
from marshmallow import Schema

from app.api.departures import lookout
from app.api.problems import document_of_answer, document_of_error, reader_language
from app.asking import Event, Question, ask_stream
from app.contracts import Json, Language
from app.current import current_services
from app.errors import QueryCraftError

log = logging.getLogger(__name__)

MIMETYPE = "text/event-stream"
HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
"""Let no proxy keep events, or hold them back."""
SIGN_OF_LIFE = ": working\n\n"
"""A comment, sent when nothing has happened for a while: proxies end connections that seem dead."""
EVENTS: dict[str, Json] = {
    MIMETYPE: {
        "schema": {"type": "string"},
        "example": (
            'event: step\ndata: {"node": "understand", "status": "started"}\n\n'
            'event: step\ndata: {"node": "understand", "status": "finished", "ms": 0.8}\n\n'
            'event: token\ndata: {"generator": "ollama", "text": "SELECT"}\n\n'
            'event: sql\ndata: {"generator": "ollama", "sql": "SELECT count(*) AS orders FROM orders"}\n\n'
            'event: result\ndata: {"columns": [], "rows": [[3000]], "row_count": 1, "truncated": false}\n\n'
            'event: done\ndata: {"id": 1, "outcome": "answered", "answer": "3,000 orders"}\n\n'
        ),
    }
}
"""What a stream looks like, for the OpenAPI document."""


def wants_events() -> bool:
    """Whether the client prefers events; one that takes both alike, or anything, gets JSON."""
    return request.accept_mimetypes.best_match(["application/json", MIMETYPE]) == MIMETYPE


def stream_answer(question: Question, schema: Schema) -> Response:
    """A question's events as a response, which begins with the first of them: before it, an error has its own status.

    A client that leaves cancels the question, whether the lookout sees it or a write fails.
    """
    with ExitStack() as stack:
        cancellation = stack.enter_context(lookout.watching(request.environ))
        events = ask_stream(current_services(), question, cancellation)
        stack.callback(events.close)
        told = outcomes(chain([next(events)], events), reader_language(), schema)
        response = Response(server_sent(told, current_app.json.dumps), mimetype=MIMETYPE, headers=HEADERS)
        response.call_on_close(stack.pop_all().close)
    return response


def outcomes(events: Iterator[list[Event]], language: Language, schema: Schema) -> Iterator[list[Event]]:
    """The events, the last one as the API gives it: the answer, or the problem document of an error."""
    try:
        for told in events:
            yield [ending(event.values, schema) if event.name == "done" else event for event in told]
    except QueryCraftError as error:
        yield [Event("error", document_of_error(error, language))]
    except Exception:
        log.exception("a question's stream failed")
        yield [Event("error", document_of_error(QueryCraftError(), language))]


def ending(body: dict[str, Json], schema: Schema) -> Event:
    """The last event of a question that has run."""
    found = document_of_answer(body)
    return Event("error", found) if found else Event("done", schema.dump(body))


def server_sent(events: Iterator[list[Event]], dumps: Callable[[Json], str]) -> Iterator[str]:
    """Events as they are sent, their values as JSON, which has no line breaks."""
    for told in events:
        yield "".join(f"event: {name}\ndata: {dumps(values)}\n\n" for name, values in told) or SIGN_OF_LIFE
