"""A circuit breaker: an Ollama that does not answer is left alone for a while, so that questions don't wait."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock

PAUSE_SECONDS = 10.0
FAILURES = 3
"""Failures in a row that open the breaker, where Ollama can be reached but does not do its work."""


class Breaker:
    """Lets calls through until they fail; then, after each pause, one of them, to try. Threads may share it."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic, pause_seconds: float = PAUSE_SECONDS) -> None:
        self.clock = clock
        self.pause_seconds = pause_seconds
        self._lock = Lock()
        self._failures = 0
        self._paused_until: float | None = None

    @property
    def seconds_left(self) -> float:
        """Seconds until a call is let through again; 0 where one is let through now."""
        until = self._paused_until
        return 0.0 if until is None else max(0.0, until - self.clock())

    def admits(self) -> bool:
        """Whether the caller may go ahead. Where others have failed, it is the one that tries, and none beside it."""
        with self._lock:
            if self.seconds_left:
                return False
            if self._paused_until is not None:
                self._pause()
            return True

    def succeeded(self) -> None:
        """A call was answered."""
        with self._lock:
            self._failures = 0
            self._paused_until = None

    def failed(self) -> None:
        """A call came to nothing, though Ollama could be reached."""
        with self._lock:
            self._failures += 1
            if self._failures >= FAILURES:
                self._pause()

    def trip(self) -> None:
        """Ollama could not be reached: nobody needs to try that again at once."""
        with self._lock:
            self._failures = FAILURES
            self._pause()

    def _pause(self) -> None:
        """Let nobody through for a while."""
        self._paused_until = self.clock() + self.pause_seconds
