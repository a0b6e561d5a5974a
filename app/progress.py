"""A run's progress: told to whoever watches it, ended by who cancels it or by its deadline."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from app.cancellation import Cancellation
from app.contracts import Json
from app.errors import QuestionTimedOut

Tell = Callable[[str, dict[str, Json]], None]
"""Takes an event's name and its JSON values; called from the thread that works on the question."""


def tell_nobody(event: str, values: dict[str, Json]) -> None:
    """Nobody watches."""


class Progress:
    """One run's progress; `deadline` is a time of `time.monotonic()`."""

    def __init__(
        self, cancellation: Cancellation | None = None, tell: Tell = tell_nobody, deadline: float = math.inf
    ) -> None:
        self.cancellation = cancellation or Cancellation()
        self.deadline = deadline
        self._tell = tell

    def tell(self, event: str, **values: Json) -> None:
        """Tell who watches what has happened: a `step` begun or ended, a `token` of a model, an `sql` candidate ..."""
        self._tell(event, values)

    @property
    def seconds_left(self) -> float:
        """Seconds until the deadline, never negative; infinite where there is none."""
        return max(0.0, self.deadline - time.monotonic())

    def check(self) -> None:
        """Raise Cancelled if the question was cancelled, QuestionTimedOut if its time is over."""
        self.cancellation.check()
        if not self.seconds_left:
            raise QuestionTimedOut()

    def part(self, share: float) -> Progress:
        """The same progress with that share of the seconds left, for work that must leave some for others."""
        return Progress(self.cancellation, self._tell, time.monotonic() + share * self.seconds_left)
