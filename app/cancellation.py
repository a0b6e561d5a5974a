"""Cancelling a question: said by any thread, noticed by the one that works on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock

from app.errors import Cancelled


class Cancellation:
    """Whether a question is still wanted; several threads may use it at once."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._stops: list[Callable[[], None]] = []
        self._is_cancelled = False

    @property
    def is_cancelled(self) -> bool:
        """Whether nobody wants the answer any more."""
        return self._is_cancelled

    def cancel(self) -> None:
        """Cancel the question and stop what heeds it.

        A repeated call stops once more: a server may miss a first stop that reaches it just before the work does.
        """
        with self._lock:
            self._is_cancelled = True
            for stop in self._stops:
                stop()

    def check(self) -> None:
        """Raise Cancelled if the question was cancelled."""
        if self._is_cancelled:
            raise Cancelled()

    @contextmanager
    def heeding(self, stop: Callable[[], None]) -> Iterator[None]:
        """While the block runs, `cancel` calls `stop`, from the thread that cancels; `stop` raises nothing.

        Leaving the block waits for a `stop` under way; none comes later, which could hit the work of somebody else.
        Raises Cancelled at once if the question was cancelled before.
        """
        with self._lock:
            self.check()
            self._stops.append(stop)
        try:
            yield
        finally:
            with self._lock:
                self._stops.remove(stop)
