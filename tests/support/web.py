"""The application behind gunicorn, in processes of its own, as in a container; and a client that can break off."""

from __future__ import annotations

import json
import os
import socket
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from app.settings import PROJECT

WAIT_SECONDS = 30
RESET = struct.pack("ii", 1, 0)
"""SO_LINGER that makes closing a connection break it off."""


@dataclass
class WebServer:
    """A running gunicorn: its parent process, where it listens, and the file with what it says on stderr."""

    process: psutil.Popen
    address: tuple[str, int]
    log: Path

    def workers(self) -> list[psutil.Process]:
        """Its worker processes."""
        workers: list[psutil.Process] = self.process.children()
        return workers

    def connect(self) -> socket.socket:
        """A client's connection."""
        return socket.create_connection(self.address, timeout=WAIT_SECONDS)

    def ask(self, question: str, **fields: str) -> int:
        """Ask a question and wait for the answer; its HTTP status."""
        with self.connect() as connection:
            connection.sendall(request_bytes(question, **fields))
            return int(read_all(connection).split()[1])

    def stop(self) -> None:
        """Let it answer what it is working on, and end it."""
        if self.process.is_running():
            self.process.terminate()
            self.process.wait(WAIT_SECONDS)


@contextmanager
def web_server(folder: Path, workers: int = 1, application: str = "wsgi:app", **variables: str) -> Iterator[WebServer]:
    """A gunicorn with these environment variables while the block lasts; `folder` gets its log."""
    log = folder / "gunicorn.log"
    with socket.create_server(("127.0.0.1", 0), backlog=128) as listener, log.open("wb") as stderr:
        listener.set_inheritable(True)
        process = psutil.Popen(
            [
                *[sys.executable, "-m", "gunicorn", "--config", "python:app.deploy.web", "--log-level", "error"],
                *["--bind", f"fd://{listener.fileno()}", application],
            ],
            cwd=PROJECT,
            env={**os.environ, "WEB_CONCURRENCY": str(workers), **variables},
            pass_fds=[listener.fileno()],
            stdout=subprocess.DEVNULL,
            stderr=stderr,
        )
        server = WebServer(process, listener.getsockname(), log)
        try:
            yield server
        finally:
            server.stop()


def request_bytes(question: str, accept: str = "application/json", **fields: str) -> bytes:
    """The HTTP request that asks a question, after whose answer the server hangs up."""
    body = json.dumps({"question": question, **fields}).encode()
    lines = [
        "POST /api/query/ HTTP/1.1",
        "Host: shop",
        f"Accept: {accept}",
        "Content-Type: application/json",
        f"Content-Length: {len(body)}",
        "Connection: close",
    ]
    return "\r\n".join([*lines, "", ""]).encode() + body


def read_all(connection: socket.socket) -> bytes:
    """What the server sends until it hangs up."""
    return b"".join(iter(lambda: connection.recv(65536), b""))
