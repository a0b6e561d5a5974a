"""The approved questions of the semantics file and of the database, read anew every few seconds.

An approval takes effect without a restart, and a question costs a look at the clock.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable
from datetime import datetime
from threading import Lock, Thread

from sqlalchemy import Engine, Row, func, select

from app.audit import our_errors
from app.contracts import Guard
from app.errors import DatabaseUnavailable, InvalidDate, TooBusy, UnsafeSql
from app.generators.verified.approved import Approved
from app.generators.verified.pairs import Pair
from app.generators.verified.templates import Template, template_of
from app.models.verified import VerifiedQuestion
from app.semantics.layer import SemanticLayer

log = logging.getLogger(__name__)

FRESH_SECONDS = 2.0
"""How long an approval may take to be noticed."""
PATIENCE_SECONDS = 0.1
"""How long a question waits for what was approved since the last one; of very many at a time, it hears later."""
IS_APPROVED = VerifiedQuestion.status == "approved"
CHANGED = select(func.count().filter(IS_APPROVED), func.max(VerifiedQuestion.decided_at))
"""Another row after each decision."""
READ = (
    select(
        VerifiedQuestion.id,
        VerifiedQuestion.question,
        VerifiedQuestion.language,
        VerifiedQuestion.sql,
        VerifiedQuestion.as_of,
    )
    .where(IS_APPROVED)
    .order_by(VerifiedQuestion.id.desc())
)


class VerifiedQuestions:
    """Knows the approved questions; where the database can't be read, those that were known before."""

    def __init__(
        self, layer: SemanticLayer, guard: Guard, engine: Engine, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.layer = layer
        self.guard = guard
        self.engine = engine
        self.clock = clock
        self._in_file = tuple(pairs_in(layer))
        self._templates: dict[Pair, Template | None] = {}
        self._approved = Approved((), layer)
        self._changed: Row[int, datetime | None] | None = None
        self._read_at: float | None = None
        self._lock = Lock()

    def start_reading(self) -> None:
        """Read them behind the scenes: the first question waits less."""
        Thread(target=self.current, name="approved questions", daemon=True).start()

    def current(self) -> Approved:
        """The approved questions; the first question waits until they have been read, later ones hardly ever."""
        if self._read_at is None:
            with self._lock:
                if self._read_at is None:
                    self.refresh()
        elif self.is_old() and self._lock.acquire(blocking=False):
            work = Thread(target=self.refresh_held, name="approved questions", daemon=True)
            work.start()
            work.join(PATIENCE_SECONDS)
        return self._approved

    def is_old(self) -> bool:
        """Whether it is time to read them again."""
        return self._read_at is None or self.clock() - self._read_at > FRESH_SECONDS

    def refresh_held(self) -> None:
        """Read them, and let go of the lock that the caller holds."""
        try:
            self.refresh()
        finally:
            self._lock.release()

    def refresh(self) -> None:
        """Read what has changed, the newest first and the file's last; what was known stays where that can't be."""
        try:
            with our_errors(), self.engine.connect() as connection:
                changed = connection.execute(CHANGED).one()
                if changed != self._changed:
                    stored = [Pair(**row) for row in connection.execute(READ).mappings()]
                    self.learn((*stored, *self._in_file))
                    self._changed = changed
        except (DatabaseUnavailable, TooBusy) as error:
            log.warning("the approved questions could not be read: %s", error)
            if self._read_at is None:
                self.learn(self._in_file)
        self._read_at = self.clock()

    def learn(self, pairs: Iterable[Pair]) -> None:
        """Know these pairs and no others, and keep the templates of those that were known."""
        self._templates = {pair: self.template(pair) for pair in pairs}
        self._approved = Approved([template for template in self._templates.values() if template], self.layer)

    def template(self, pair: Pair) -> Template | None:
        """A pair's template; None for one whose SQL the guard refuses by now, or whose question can't be read."""
        if pair in self._templates:
            return self._templates[pair]
        try:
            self.guard.check(pair.sql)
            return template_of(pair, self.layer)
        except (UnsafeSql, InvalidDate) as error:
            log.warning("the approved question «%s» is not used: %s", pair.question, error)
            return None


def pairs_in(layer: SemanticLayer) -> Iterable[Pair]:
    """The pairs of the semantics file: one for each language of a question."""
    for query in layer.verified_queries:
        for language, question in query.question.items():
            yield Pair(question, language, query.sql, query.as_of)
