"""Telling whoever watches what a model says: its tokens as they come, those together that come fast."""

from __future__ import annotations

import time
from collections.abc import Callable

from app.progress import Progress

PAUSE_SECONDS = 0.1
"""How long after telling something nothing is told: nobody reads faster, and each event is a message of its own."""


class Narrator:
    """Tells the progress of a generator's tokens; when the block ends, of those that were left."""

    def __init__(self, progress: Progress, generator: str, clock: Callable[[], float] = time.monotonic) -> None:
        self.progress = progress
        self.generator = generator
        self.clock = clock
        self._untold: list[str] = []
        self._silent_until = 0.0

    def say(self, text: str) -> None:
        """The model has said that."""
        self._untold.append(text)
        if self.clock() >= self._silent_until:
            self.tell()

    def tell(self) -> None:
        """Tell what has not been told yet."""
        text = "".join(self._untold)
        self._untold.clear()
        if text:
            self.progress.tell("token", generator=self.generator, text=text)
            self._silent_until = self.clock() + PAUSE_SECONDS

    def __enter__(self) -> None: ...

    def __exit__(self, *_: object) -> None:
        self.tell()
