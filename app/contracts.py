"""What travels between the parts: the state of a run, its context, the outcomes and the protocols.

Everything in QueryState is a JSON value; live objects travel in RunContext.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, Literal, NotRequired, Protocol, TypedDict

if TYPE_CHECKING:
    from app.cancellation import Cancellation
    from app.progress import Progress
    from app.semantics.layer import SemanticLayer
    from app.sql.guard import VerifiedSql

Language = Literal["fa", "en"]
Json = Any
"""A value that `json.dumps` takes."""


class Outcome(StrEnum):
    """How a question ended; a question that is being worked on is RUNNING."""

    RUNNING = "running"
    ANSWERED = "answered"
    NEEDS_CLARIFICATION = "needs_clarification"
    UNANSWERABLE = "unanswerable"
    REFUSED = "refused"
    INVALID_QUESTION = "invalid_question"
    INVALID_SQL = "invalid_sql"
    EXECUTION_FAILED = "execution_failed"
    TIMED_OUT = "timed_out"
    MODEL_UNAVAILABLE = "model_unavailable"
    RATE_LIMITED = "rate_limited"
    QUOTA_EXCEEDED = "quota_exceeded"
    CANCELLED = "cancelled"
    ABANDONED = "abandoned"
    INTERNAL_ERROR = "internal_error"


class ErrorRecord(TypedDict):
    """An error as JSON; `template` and `values` make the message in any language."""

    code: str
    outcome: str
    status: int
    retryable: bool
    template: str
    values: dict[str, str]
    detail: str
    choices: list[str]
    """Questions to ask instead, where the error knows some."""


class Attempt(TypedDict):
    """One SQL candidate (or one generator's refusal to give any) and what became of it."""

    generator: str
    model: str | None
    sql: str | None
    error: ErrorRecord | None
    ms: float
    details: dict[str, Json]
    """What tells how it came about, such as a model's token counts and the English text that it was given."""


class Step(TypedDict):
    """One node's run: its name and how long it took."""

    node: str
    ms: float


class Column(TypedDict):
    """A column of the result; `type` is number, text, date, time or boolean."""

    name: str
    label: str
    type: str
    unit: str | None
    values: dict[str, str]
    """What people call the stored values that it shows, where they have names."""


class Understood(TypedDict):
    """One thing that was understood, for people: «period: Mehr 1405, 2026-09-23 to 2026-10-22»."""

    kind: str
    label: str
    value: str
    part: NotRequired[str]
    """The part's name, where something else may take its place."""


class Earlier(TypedDict):
    """The question that was answered before in the same conversation, and its reading."""

    question: str
    reading: dict[str, Json]


class QueryState(TypedDict, total=False):
    """The state of one run through the graph, JSON values only."""

    question: str
    language: Language
    previous: Earlier | None
    reading: dict[str, Json]
    interpretation: list[Understood]
    sql: str | None
    generator: str | None
    model: str | None
    attempts: list[Attempt]
    columns: list[Column]
    rows: list[list[Json]]
    row_count: int
    truncated: bool
    answer: str
    explanation: str
    chart: dict[str, Json] | None
    warnings: list[str]
    suggestions: list[str]
    extras: Annotated[dict[str, Json], operator.or_]
    trail: Annotated[list[Step], operator.add]
    error: ErrorRecord | None


Patch = dict[str, Json]
"""The part of the state that a node changes."""


@dataclass(frozen=True)
class Example:
    """A question that a person has approved SQL for."""

    question: str
    sql: str


@dataclass(frozen=True)
class GenerationRequest:
    """What a generator gets to work with; `rejected` is its own last candidate, if that came back.

    `progress` is for whoever takes long: it tells of tokens, is cancelled, and has a deadline.
    """

    question: str
    language: Language
    reading: dict[str, Json]
    layer: SemanticLayer
    today: date
    progress: Progress
    rejected: Attempt | None = None
    examples: tuple[Example, ...] = ()
    """Approved questions like this one, the nearest first."""
    earlier: tuple[str, ...] = ()
    """The questions that this one may continue, the oldest first; none where it is known to stand alone."""


@dataclass(frozen=True)
class Candidate:
    """SQL that a generator offers, untrusted until the guard has read it; `details` go into the record."""

    sql: str
    details: dict[str, Json] = field(default_factory=dict)


class Generator(Protocol):
    """Turns a question into SQL.

    Raises Unanswerable (or a subclass) when the question is not for it, ModelUnavailable when it can't work now.
    """

    name: str
    model: str | None
    repairs: bool
    """Whether another call with feedback may give other SQL."""

    def is_available(self) -> bool:
        """Whether it could answer just now; for people and probes, asked outside questions."""
        ...

    def generate(self, request: GenerationRequest) -> Candidate:
        """One SQL candidate for the question."""
        ...

    def close(self) -> None:
        """Give connections back, if it holds any."""
        ...


@dataclass(frozen=True)
class Result:
    """Rows of a statement: JSON values, the columns' names and kinds, and whether rows were cut off."""

    names: tuple[str, ...]
    types: tuple[str, ...]
    rows: list[list[Json]]
    truncated: bool


@dataclass(frozen=True)
class Heading:
    """What stands over a statement's rows: the columns' names and kinds; and whether rows were cut off."""

    names: tuple[str, ...]
    types: tuple[str, ...]
    truncated: bool


class Reader(Protocol):
    """Runs verified SQL on the business tables, read-only and bounded."""

    def run(self, verified: VerifiedSql, cancellation: Cancellation, seconds: float = math.inf) -> Result:
        """The statement's rows; it may run for so many seconds, or the reader's own limit where that is less.

        Raises Cancelled, ExecutionFailed, TooCostly, UnsafeSql, StatementTimedOut, TooBusy, UnsafeReader or
        DatabaseUnavailable.
        """
        ...

    def read(
        self,
        verified: VerifiedSql,
        cancellation: Cancellation,
        keep: Callable[[list[Json]], None],
        *,
        rows: int,
        size: int,
    ) -> Heading:
        """Hand the statement's rows to `keep` one by one: so many at most, of so many bytes. Raises as `run` does."""
        ...

    def is_reachable(self) -> bool:
        """Whether the business tables' database answers."""
        ...

    def close(self) -> None:
        """Give the connections back."""
        ...


class Guard(Protocol):
    """Decides whether SQL may run."""

    def check(self, sql: str) -> VerifiedSql:
        """The verdict, bound to the exact text. Raises UnsafeSql."""
        ...


class Journal(Protocol):
    """Writes one run's SQL candidates to the audit as they come."""

    def attempt_made(self, attempt: Attempt) -> None:
        """Record a candidate, before it may run."""
        ...

    def attempt_failed(self, error: ErrorRecord) -> None:
        """Record why the last candidate was left."""
        ...


class Examples(Protocol):
    """Finds approved questions."""

    def nearest(self, question: str, language: Language, count: int, today: date) -> tuple[Example, ...]:
        """Those most like a question, with SQL as it is right today; at most `count`, the nearest first."""
        ...


class NoExamples:
    """No approved questions."""

    def nearest(self, question: str, language: Language, count: int, today: date) -> tuple[Example, ...]:
        """None."""
        return ()


class Translate(Protocol):
    """Gives a message in a language: `translate("fa", "{count} rows", count=3)`."""

    def __call__(self, language: Language, message: str, /, **values: object) -> str:
        """The message, in the language, filled in."""
        ...


@dataclass(frozen=True)
class RunContext:
    """The live objects that one run needs."""

    layer: SemanticLayer
    generators: Sequence[Generator]
    guard: Guard
    reader: Reader
    translate: Translate
    today: date
    max_attempts: int
    journal: Journal
    progress: Progress
    examples: Examples = NoExamples()
    fixed_day: date | None = None
    """What SQL gets that asks the server for today, where that is not the server's to say."""
