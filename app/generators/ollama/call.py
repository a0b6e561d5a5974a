"""One call of a model: how long it may take, and how another thread hangs up on it."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from socket import SHUT_RDWR, socket
from threading import Lock, Timer
from typing import Any

import httpx

from app.cancellation import Cancellation

CONNECTED = ("connect_tcp.complete", "start_tls.complete")
"""How the events of httpx's `trace` end that tell of a connection."""


@dataclass(frozen=True)
class Patience:
    """How many seconds a call may take: to connect, to say something (a first word or the next), and altogether."""

    connect: float
    silence: float
    total: float


class Call:
    """A call under way. It is hung up on when its time is over or its question cancelled, whatever it waits for."""

    def __init__(self, patience: Patience, seconds: float) -> None:
        """`seconds`: how long it may take altogether, which may be less than its patience."""
        self.patience = patience
        self.seconds = seconds
        self.started = time.monotonic()
        self.is_overdue = False
        self._lock = Lock()
        self._socket: socket | None = None
        self._is_hung_up = False

    @property
    def seconds_left(self) -> float:
        """Seconds until it is over."""
        return max(0.0, self.started + self.seconds - time.monotonic())

    @contextmanager
    def under_way(self, cancellation: Cancellation) -> Iterator[None]:
        """While the block runs, requests of this thread belong to this call. Raises Cancelled."""
        timer = Timer(self.seconds, self.expire)
        timer.daemon = True
        token = CURRENT.set(self)
        timer.start()
        try:
            with cancellation.heeding(self.hang_up):
                yield
        finally:
            timer.cancel()
            CURRENT.reset(token)

    def expire(self) -> None:
        """Its time is over."""
        self.is_overdue = True
        self.hang_up()

    def hang_up(self) -> None:
        """End the connection, or the one that is being made: whoever reads from it or writes to it wakes up."""
        with self._lock:
            self._is_hung_up = True
            self._shut_down()

    def connected(self, event: str, info: Mapping[str, Any]) -> None:
        """Take note of a connection, of which httpx tells by its `trace`."""
        if event.endswith(CONNECTED):
            with self._lock:
                self._socket = info["return_value"].get_extra_info("socket")
                if self._is_hung_up:
                    self._shut_down()

    def _shut_down(self) -> None:
        if self._socket is not None:
            with suppress(OSError):
                self._socket.shutdown(SHUT_RDWR)

    def bound(self, request: httpx.Request) -> None:
        """Give a request this call's limits."""
        left = self.seconds_left
        connect, silence = min(self.patience.connect, left), min(self.patience.silence, left)
        request.extensions["timeout"] = httpx.Timeout(silence, connect=connect).as_dict()
        request.extensions["trace"] = self.connected


CURRENT: ContextVar[Call | None] = ContextVar("call", default=None)
"""This thread's call."""


def bind(request: httpx.Request) -> None:
    """Make a request that is about to be sent part of its thread's call; a hook of httpx's."""
    call = CURRENT.get()
    if call is not None:
        call.bound(request)
