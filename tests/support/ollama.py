"""A stand-in for Ollama: speaks its HTTP protocol, answers what a test has told it to, and fails as Ollama does."""

from __future__ import annotations

import hashlib
import json
import re
import select
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import MSG_PEEK, SHUT_RDWR
from threading import Event, Thread
from typing import Any

VERSION = "0.35.1"
BUSY = "server busy, please try again.  maximum pending requests exceeded"
REPEATED = "prediction aborted, token repeat limit reached"
CONTEXT_TOKENS = 16384
FACTS = {"general.architecture": "llama", "llama.context_length": CONTEXT_TOKENS}
PULLED = (
    {"status": "pulling manifest"},
    {"status": "pulling 7307edc53b42", "digest": "sha256:7307edc53b42", "total": 2_500_000_000},
    {"status": "pulling 7307edc53b42", "digest": "sha256:7307edc53b42", "total": 2_500_000_000, "completed": 2**31},
    {"status": "verifying sha256 digest"},
    {"status": "writing manifest"},
    {"status": "success"},
)
"""How a pull goes. The first line of a layer has nothing `completed`: Ollama leaves out what is 0."""
FOR_EVER = 30.0
"""Seconds; longer than any test waits."""
LOOK_SECONDS = 0.01
NANOSECONDS = 1_000_000_000
PROMPT_TOKENS, LOAD_SECONDS, PROMPT_SECONDS = 1500, 0.002, 0.25
"""What the stand-in says of a prompt; it neither counts nor loads anything."""


@dataclass
class Reply:
    """What a model answers: a text token by token, or an error status with the text as its reason.

    Nothing is said before `release`, if there is one, is set, nor before `think_seconds`; `token_seconds` lie between
    two tokens. After `tokens` of them, if that is set, the model is silent for ever, the connection is `cut`, or Ollama
    tells of an `error`. One that `breaks_off` has no last line: so Ollama ended one whose model repeated itself.
    `lines` are sent as they are in place of it all. `prompt_tokens` is what it tells of the prompt: 0 of one that it
    has in its cache. `thoughts` come before the text, also from models that were told not to think.
    """

    text: str = ""
    thoughts: str = ""
    status: int = 200
    release: Event | None = None
    think_seconds: float = 0.0
    token_seconds: float = 0.0
    prompt_tokens: int = PROMPT_TOKENS
    tokens: int | None = None
    cut: bool = False
    error: str = ""
    breaks_off: bool = False
    lines: bytes = b""
    done_reason: str = "stop"


@dataclass
class StandIn:
    """A running stand-in: its address and its models, the replies it has left, and what it was asked for.

    `requests` are completions and chats, `loads` those without a prompt, `orders` the path and body of what changes its
    models. `loading` is how a load ends, `progress` are the lines of the next pulls. `facts` are those of its models'
    files, and `tells_context` is whether it tells the context of a loaded one, which it does since 0.10. `departures`
    counts clients that hung up while it was answering.
    """

    model: str = "sqlcoder-7b-2"
    models: set[str] | None = None
    default: Reply = field(default_factory=lambda: Reply("SELECT 1 AS one"))
    loading: Reply = field(default_factory=Reply)
    replies: deque[Reply] = field(default_factory=deque)
    requests: list[dict[str, Any]] = field(default_factory=list)
    loads: list[dict[str, Any]] = field(default_factory=list)
    orders: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    progress: list[dict[str, Any]] = field(default_factory=list)
    blobs: dict[str, bytes] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=lambda: dict(FACTS))
    tells_context: bool = True
    departures: int = 0
    url: str = ""

    def __post_init__(self) -> None:
        self.names = {self.model} if self.models is None else self.models

    def say(self, *texts: str) -> None:
        """Answer the next calls with these texts."""
        self.reply(*map(Reply, texts))

    def reply(self, *replies: Reply) -> None:
        """Answer the next calls so."""
        self.replies.extend(replies)

    def next_reply(self) -> Reply:
        """The reply of this call."""
        return self.replies.popleft() if self.replies else self.default

    def has(self, name: str) -> bool:
        """Whether it has a model, by its name with or without a tag."""
        return name.removesuffix(":latest") in self.names


class ClientLeft(Exception):
    """Whoever asked has hung up."""


class Server(ThreadingHTTPServer):
    """A server for one stand-in; a client that hangs up is an everyday thing to it."""

    daemon_threads = True
    request_queue_size = 128

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

    @property
    def stand_in(self) -> StandIn:
        """What the server stands in with."""
        return self.server.stand_in

    def do_GET(self) -> None:
        """Version, models, and those that are loaded."""
        models = [self.entry(name) for name in sorted(self.stand_in.names)]
        loaded = [self.loaded(body) for body in (*self.stand_in.loads, *self.stand_in.requests)][-1:]
        pages = {"/api/version": {"version": VERSION}, "/api/tags": {"models": models}, "/api/ps": {"models": loaded}}
        if self.path in pages:
            self.answer(200, pages[self.path])
        else:
            self.send_text(404, "404 page not found")

    def do_POST(self) -> None:
        """Everything else."""
        length = int(self.headers.get("Content-Length") or 0)
        if self.path.startswith("/api/blobs/"):
            self.keep_blob(self.path.rpartition("/")[2], self.rfile.read(length) if length else self.unchunked())
            return
        body = json.loads(self.rfile.read(length))
        answers: dict[str, Callable[[dict[str, Any]], None]] = {
            "/api/generate": self.generate,
            "/api/chat": partial(self.generate, is_chat=True),
            "/api/show": self.show,
            "/api/embed": self.embed,
            "/api/pull": self.pull,
            "/api/create": self.create,
        }
        if self.path not in answers:
            self.send_text(404, "404 page not found")
        elif self.path in ("/api/pull", "/api/create") or self.stand_in.has(str(body.get("model"))):
            answers[self.path](body)
        else:
            self.refuse(404, f"model '{body.get('model')}' not found")

    def entry(self, name: str) -> dict[str, Any]:
        """A model in a list of models."""
        tagged = name if ":" in name else f"{name}:latest"
        details = {"format": "gguf", "family": "llama", "parameter_size": "6.7B", "quantization_level": "Q4_K_M"}
        digest = hashlib.sha256(name.encode()).hexdigest()
        times = {"modified_at": "2026-11-01T00:00:00Z"}
        return {"name": tagged, "model": tagged, "digest": digest, "size": 4_081_096_320, "details": details, **times}

    def loaded(self, body: dict[str, Any]) -> dict[str, Any]:
        """A model in the list of those in memory, as the request has it that it is there for, up to what it can."""
        tokens = min(body["options"]["num_ctx"], CONTEXT_TOKENS)
        context = {"context_length": tokens} if self.stand_in.tells_context else {}
        return {**self.entry(body["model"]), **context, "expires_at": "2318-03-01T01:02:03.123456789+03:30"}

    def show(self, body: dict[str, Any]) -> None:
        """Answer /api/show."""
        details = self.entry(body["model"])["details"]
        facts = {"model_info": self.stand_in.facts} if self.stand_in.facts else {}
        self.answer(200, {"details": details, **facts, "capabilities": ["completion"]})

    def embed(self, body: dict[str, Any]) -> None:
        """Answer /api/embed: each text has a direction of its own, the same at every time."""
        texts = [body["input"]] if isinstance(body["input"], str) else body["input"]
        vectors = [[byte / 255 for byte in hashlib.sha256(text.encode()).digest()] for text in texts]
        self.answer(200, {"model": body["model"], "embeddings": vectors, "prompt_eval_count": len(texts)})

    def pull(self, body: dict[str, Any]) -> None:
        """Answer /api/pull; the model is there unless the scripted lines end with an error."""
        self.install(body, self.stand_in.progress or list(PULLED))

    def create(self, body: dict[str, Any]) -> None:
        """Answer /api/create: from blobs that were sent, or from a model that is there.

        What a file is, it knows from its name, as Ollama did at first; a name with a colon it refuses, as it does now.
        """
        files = body.get("files") or {}
        missing = [digest for digest in files.values() if digest not in self.stand_in.blobs]
        if missing or not (files or self.stand_in.has(str(body.get("from")))):
            self.refuse(400, "neither 'from' or 'files' was specified")
        elif [name for name in files if ":" in name]:
            self.refuse(400, "file path must be relative")
        elif [name for name in files if not name.endswith(".gguf")]:
            self.refuse(400, "unknown type")
        else:
            self.install(body, [{"status": "parsing GGUF"}, {"status": "writing manifest"}, {"status": "success"}])

    def install(self, body: dict[str, Any], lines: list[dict[str, Any]]) -> None:
        """Take note of the order, tell how it goes, and have the model."""
        self.stand_in.orders.append((self.path, body))
        if "error" not in lines[-1]:
            self.stand_in.names.add(body["model"])
        if body.get("stream", True):
            self.begin_stream()
            for line in lines:
                self.send_line(line)
            self.end_stream()
        else:
            self.answer(200, lines[-1])

    def keep_blob(self, digest: str, data: bytes) -> None:
        """Answer /api/blobs/DIGEST."""
        if digest == f"sha256:{hashlib.sha256(data).hexdigest()}":
            self.stand_in.blobs[digest] = data
            self.answer(201, None)
        else:
            self.refuse(400, "digest mismatch")

    def unchunked(self) -> bytes:
        """A body that was sent in chunks."""
        data = b""
        while size := int(self.rfile.readline(), 16):
            data += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return data

    def generate(self, body: dict[str, Any], *, is_chat: bool = False) -> None:
        """Answer /api/generate or /api/chat; without a prompt, they only load the model."""
        is_load = not body.get("messages" if is_chat else "prompt")
        (self.stand_in.loads if is_load else self.stand_in.requests).append(body)
        try:
            if is_load:
                self.load(body, is_chat, self.stand_in.loading)
            else:
                self.speak(body, is_chat, self.stand_in.next_reply())
        except (ClientLeft, BrokenPipeError, ConnectionResetError):
            self.stand_in.departures += 1
            self.close_connection = True

    def load(self, body: dict[str, Any], is_chat: bool, reply: Reply) -> None:
        """Answer that a model is in memory now, or why it can't be. Raises ClientLeft, which makes Ollama abort it."""
        self.think(reply)
        if reply.status == 200:
            self.answer(200, {**self.part(body, is_chat, ""), "done": True, "done_reason": "load"})
        else:
            self.refuse(reply.status, reply.text)

    def speak(self, body: dict[str, Any], is_chat: bool, reply: Reply) -> None:
        """Send a reply. Raises ClientLeft, BrokenPipeError or ConnectionResetError where nobody waits for it."""
        self.think(reply)
        if reply.status != 200:
            self.refuse(reply.status, reply.text)
        elif body.get("stream", True):
            self.begin_stream()
            self.send_chunk(reply.lines) if reply.lines else self.stream(body, is_chat, reply)
            self.end_stream()
        else:
            self.answer(200, {**self.part(body, is_chat, reply.text), **self.figures(reply)})

    def think(self, reply: Reply) -> None:
        """Take the time that the reply takes before its first word; Ollama sends not even a status until then."""
        end = time.monotonic() + FOR_EVER
        while reply.release and not reply.release.is_set() and time.monotonic() < end:
            self.pause(LOOK_SECONDS)
        self.pause(reply.think_seconds)

    def stream(self, body: dict[str, Any], is_chat: bool, reply: Reply) -> None:
        """Send a reply token by token, as far as it goes, and Ollama's figures."""
        started = time.monotonic()
        thoughts = [self.part(body, is_chat, "", token) for token in tokens_of(reply.thoughts)]
        words = [self.part(body, is_chat, token) for token in tokens_of(reply.text)]
        for count, part in enumerate([*thoughts, *words][: reply.tokens], 1):
            self.send_line(part)
            self.pause(max(0.0, started + count * reply.token_seconds - time.monotonic()))
        if reply.error:
            self.send_line({"error": reply.error})
        elif reply.cut:
            self.connection.shutdown(SHUT_RDWR)
            self.close_connection = True
        elif reply.tokens is not None:
            self.pause(FOR_EVER)
        elif not reply.breaks_off:
            self.send_line({**self.part(body, is_chat, ""), **self.figures(reply)})

    def pause(self, seconds: float) -> None:
        """Wait, unless the client hangs up meanwhile. Raises ClientLeft."""
        if seconds and select.select([self.connection], [], [], seconds)[0] and not self.connection.recv(1, MSG_PEEK):
            raise ClientLeft

    def part(self, body: dict[str, Any], is_chat: bool, text: str, thought: str = "") -> dict[str, Any]:
        """A line of a reply."""
        thinking = {"thinking": thought} if thought else {}
        chat = {"message": {"role": "assistant", "content": text, **thinking}}
        said = chat if is_chat else {"response": text, **thinking}
        return {"model": body["model"], "created_at": "2026-11-21T00:00:00.123456789Z", **said, "done": False}

    def figures(self, reply: Reply) -> dict[str, Any]:
        """What the last line tells besides; Ollama leaves out what is 0."""
        count = len(tokens_of(reply.thoughts + reply.text))
        seconds = {"load_duration": LOAD_SECONDS, "prompt_eval_duration": PROMPT_SECONDS, "eval_duration": count * 0.02}
        durations = {name: int(value * NANOSECONDS) for name, value in seconds.items()}
        counts = {"prompt_eval_count": reply.prompt_tokens, "eval_count": count}
        numbers = {**counts, **durations, "total_duration": sum(durations.values())}
        told = {name: number for name, number in numbers.items() if number}
        return {"done": True, "done_reason": reply.done_reason, **told}

    def begin_stream(self) -> None:
        """Send the head of a reply in lines of JSON."""
        self.send_response(200)
        self.send_header("Content-Type", "application/x-ndjson")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()

    def send_line(self, line: dict[str, Any]) -> None:
        """Send a line of JSON."""
        self.send_chunk(encoded(line) + b"\n")

    def send_chunk(self, data: bytes) -> None:
        """Send bytes as one chunk."""
        self.wfile.write(b"%x\r\n%b\r\n" % (len(data), data))

    def end_stream(self) -> None:
        """Send the end of a reply, unless the connection was cut."""
        if not self.close_connection:
            self.wfile.write(b"0\r\n\r\n")

    def refuse(self, status: int, reason: str) -> None:
        """Send an error in Ollama's own shape."""
        self.answer(status, {"error": reason})

    def answer(self, status: int, body: Any) -> None:
        """Send JSON, or nothing but the status."""
        self.send(status, "application/json; charset=utf-8", b"" if body is None else encoded(body))

    def send_text(self, status: int, text: str) -> None:
        """Send what is no JSON."""
        self.send(status, "text/plain", text.encode())

    def send(self, status: int, kind: str, data: bytes) -> None:
        """Send a reply in one piece."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


def encoded(value: Any) -> bytes:
    """JSON as Go writes it: in UTF-8, with <, > and & as escapes."""
    text = json.dumps(value, ensure_ascii=False)
    return re.sub("[<>&]", lambda sign: f"\\u{ord(sign[0]):04x}", text).encode()


def tokens_of(text: str) -> list[str]:
    """A text in pieces about as long as a model's tokens."""
    return re.findall(r"\s*\S{1,6}|\s+$", text)


@contextmanager
def ollama_stand_in(**options: Any) -> Iterator[StandIn]:
    """A stand-in that listens on a free port of this host until the block ends."""
    stand_in = StandIn(**options)
    with Server(stand_in) as server:
        stand_in.url = f"http://127.0.0.1:{server.server_address[1]}"
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield stand_in
        server.shutdown()
