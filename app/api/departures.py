"""Clients that hang up while their question is being answered: the question is cancelled."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from socket import MSG_DONTWAIT, MSG_PEEK, socket
from ssl import SSLSocket
from threading import Event, Lock, Thread
from typing import Any

from app.cancellation import Cancellation

CONNECTIONS = ("gunicorn.socket", "werkzeug.socket")
"""Where web servers put the client's connection into a request's environment."""
LOOK_SECONDS = 0.2
"""How long a departure may go unnoticed."""
STOPPERS = 8
"""How many questions are stopped at the same time."""


class Lookout:
    """One thread for all clients of this process; it starts with the first of them, as no thread survives a fork."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.clients: set[tuple[socket, Cancellation]] = set()
        self.has_clients = Event()
        self.thread = Thread()

    @contextmanager
    def watching(self, environ: Mapping[str, Any]) -> Iterator[Cancellation]:
        """A cancellation for a request's question: the client's departure cancels it while the block runs."""
        cancellation = Cancellation()
        connection = connection_of(environ)
        if connection is None:
            yield cancellation
            return
        self.add(connection, cancellation)
        try:
            yield cancellation
        finally:
            self.remove(connection, cancellation)

    def add(self, connection: socket, cancellation: Cancellation) -> None:
        """Watch a client."""
        with self.lock:
            self.clients.add((connection, cancellation))
            self.has_clients.set()
            if not self.thread.is_alive():
                self.thread = Thread(target=self.look_out, name="lookout", daemon=True)
                self.thread.start()

    def remove(self, connection: socket, cancellation: Cancellation) -> None:
        """Watch a client no longer."""
        with self.lock:
            self.clients.remove((connection, cancellation))

    def look_out(self) -> None:
        """Cancel the questions of those who leave, for ever; again at every look, until the question has ended.

        Stopping their work may take seconds, so that others see to it.
        """
        under_way: dict[Cancellation, Future[None]] = {}
        with ThreadPoolExecutor(STOPPERS, "stopping") as stoppers:
            while self.has_clients.wait():
                time.sleep(LOOK_SECONDS)
                under_way = {cancellation: stop for cancellation, stop in under_way.items() if not stop.done()}
                for cancellation in self.departed():
                    if cancellation not in under_way:
                        under_way[cancellation] = stoppers.submit(cancellation.cancel)

    def departed(self) -> list[Cancellation]:
        """The cancellations of the clients that are gone by now; nobody waits for the lock while they are looked at."""
        with self.lock:
            clients = list(self.clients)
            if not clients:
                self.has_clients.clear()
        return [cancellation for connection, cancellation in clients if has_left(connection)]


def connection_of(environ: Mapping[str, Any]) -> socket | None:
    """The client's connection, where the server shows it; peeking into TLS would tell nothing and might break it."""
    connection = next((environ[name] for name in CONNECTIONS if name in environ), None)
    return connection if isinstance(connection, socket) and not isinstance(connection, SSLSocket) else None


def has_left(connection: socket) -> bool:
    """Whether the client has hung up; one that merely says it sends no more counts as gone, as it does for proxies.

    Bytes that it has sent ahead, of a next request, stay where they are.
    """
    try:
        return not connection.recv(1, MSG_PEEK | MSG_DONTWAIT)
    except (BlockingIOError, TimeoutError):
        return False
    except OSError:
        return True


lookout = Lookout()
