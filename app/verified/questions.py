"""The approved questions of the semantics file and of the database, read anew every few seconds.

An approval takes effect without a restart, and a question costs a look at the clock.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable
from threading import Lock

from sqlalchemy import Engine, select

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
READ = (
    select(
        VerifiedQuestion.id,
        VerifiedQuestion.question,
        VerifiedQuestion.language,
        VerifiedQuestion.sql,
        VerifiedQuestion.as_of,
    )
    .where(VerifiedQuestion.status == "approved")
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
        self._read_at: float | None = None
        self._lock = Lock()

    def current(self) -> Approved:
        """The approved questions; one question in a while waits until they have been read, the others don't."""
        if self.is_old() and self._lock.acquire(blocking=self._read_at is None):
            try:
                if self.is_old():
                    self.refresh()
            finally:
                self._lock.release()
        return self._approved

    def is_old(self) -> bool:
        """Whether it is time to read them again."""
        return self._read_at is None or self.clock() - self._read_at > FRESH_SECONDS

    def refresh(self) -> None:
        """Read them, the newest first and the file's last, and keep the templates of those that were known."""
        try:
            with our_errors(), self.engine.connect() as connection:
                stored = [Pair(**row) for row in connection.execute(READ).mappings()]
        except (DatabaseUnavailable, TooBusy) as error:
            log.warning("the approved questions could not be read: %s", error)
            stored = [pair for pair in self._templates if pair.id is not None]
        self._templates = {pair: self.template(pair) for pair in (*stored, *self._in_file)}
        templates = [template for template in self._templates.values() if template]
        if templates != list(self._approved.templates):
            self._approved = Approved(templates, self.layer)
        self._read_at = self.clock()

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
