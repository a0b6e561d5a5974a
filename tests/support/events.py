"""Server-sent events as a client reads them."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterable, Iterator
from typing import Any

Event = tuple[str, Any]
"""An event's name and its values."""
EVENT_STREAM = "text/event-stream"


def events_in(text: str) -> list[Event]:
    """The events of a whole stream."""
    return list(filter(None, map(read_event, text.split("\n\n"))))


def events_from(connection: socket.socket) -> Iterator[Event]:
    """The events of a response as they arrive; its head and the marks of its chunks are left out."""
    with connection.makefile("rb") as lines:
        for block in blocks(line.decode() for line in lines):
            event = read_event(block)
            if event:
                yield event


def blocks(lines: Iterable[str]) -> Iterator[str]:
    """What stands between blank lines."""
    block = ""
    for line in lines:
        if line in ("\n", "\r\n"):
            yield block
            block = ""
        block += line


def read_event(block: str) -> Event | None:
    """One event; None for what is none, such as a comment."""
    fields = dict(line.split(": ", 1) for line in block.splitlines() if line.startswith(("event: ", "data: ")))
    return (fields["event"], json.loads(fields["data"])) if fields else None
