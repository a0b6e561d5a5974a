"""A stand-in for Ollama that speaks its HTTP protocol and answers what a test has told it to."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any


@dataclass
class Reply:
    """What /api/generate answers: a text, an error status, or nothing until `release` is set."""

    text: str = ""
    status: int = 200
    release: Event | None = None


@dataclass
class StandIn:
    """A running stand-in: its address, the replies it has left, and the requests it got."""

    model: str = "sqlcoder-7b-2"
    default: Reply = field(default_factory=lambda: Reply("SELECT 1 AS one"))
    replies: deque[Reply] = field(default_factory=deque)
    requests: list[dict[str, Any]] = field(default_factory=list)
    url: str = ""

    def say(self, *texts: str) -> None:
        """Answer the next calls with these texts."""
        self.replies.extend(Reply(text) for text in texts)

    def next_reply(self) -> Reply:
        """The reply of this call."""
        return self.replies.popleft() if self.replies else self.default


class Server(ThreadingHTTPServer):
    """A server for one stand-in; a client that hangs up is an everyday thing to it."""

    daemon_threads = True

    def __init__(self, stand_in: StandIn) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.stand_in = stand_in

    def handle_error(self, *_: object) -> None:
        """Say nothing of clients that went away."""


class Handler(BaseHTTPRequestHandler):
    """Answers as Ollama does."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Server

    def do_GET(self) -> None:
        """Version and list of models."""
        models = {"models": [{"model": self.server.stand_in.model}]}
        pages = {"/api/version": {"version": "0.12.0"}, "/api/tags": models}
        self.answer(200 if self.path in pages else 404, pages.get(self.path, {"error": "not found"}))

    def do_POST(self) -> None:
        """Generate and show."""
        stand_in = self.server.stand_in
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if body.get("model") != stand_in.model:
            self.answer(404, {"error": f"model '{body.get('model')}' not found"})
        elif self.path == "/api/show":
            self.answer(200, {"details": {"family": "llama"}, "model_info": {}})
        else:
            stand_in.requests.append(body)
            self.generate(stand_in.next_reply())

    def generate(self, reply: Reply) -> None:
        """Answer /api/generate in one piece."""
        if reply.release:
            reply.release.wait(timeout=30)
        said = {"model": self.server.stand_in.model, "response": reply.text, "done": True, "eval_count": 20}
        self.answer(reply.status, said if reply.status == 200 else {"error": reply.text})

    def answer(self, status: int, body: Any) -> None:
        """Send JSON."""
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@contextmanager
def ollama_stand_in(**options: Any) -> Iterator[StandIn]:
    """A stand-in that listens on a free port of this host until the block ends."""
    stand_in = StandIn(**options)
    with Server(stand_in) as server:
        stand_in.url = f"http://127.0.0.1:{server.server_address[1]}"
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield stand_in
        server.shutdown()
