"""Asking: the only caller of the graph. It opens the audit row before anything runs and closes it whatever happens."""

from __future__ import annotations

import logging
import re
import time
from collections import abc
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from queue import Empty, SimpleQueue
from typing import NamedTuple

from langchain_core.runnables import RunnableConfig
from langsmith import tracing_context

from app.answers import answer_body
from app.audit import Asker, AuditRecorder, RunJournal
from app.cancellation import Cancellation
from app.contracts import (
    Earlier,
    Generator,
    Guard,
    Json,
    Language,
    Outcome,
    QueryState,
    Reader,
    RunContext,
    Translate,
)
from app.encoding import storable
from app.errors import (
    Abandoned,
    Cancelled,
    DatabaseUnavailable,
    InvalidDate,
    InvalidQuestion,
    NeedsClarification,
    QueryCraftError,
    Refused,
    TooBusy,
    UnknownGenerator,
)
from app.generators.builtin.following import read_on, stands_alone
from app.generators.given import GivenSql
from app.generators.verified import VerifiedGenerator
from app.graph import RECURSION_LIMIT, Graph
from app.language.detection import detect_language
from app.progress import Progress, Tell, tell_nobody
from app.semantics.layer import SemanticLayer
from app.semantics.reading import Reading
from app.verified.questions import VerifiedQuestions

log = logging.getLogger(__name__)

QUIET_SECONDS = 5.0
"""How long whoever watches a question hears nothing, before being told that it goes on."""
STATEMENT = re.compile(r"\s*(select|with)\b", re.IGNORECASE)
"""How a text begins that may be a statement."""


@dataclass(frozen=True)
class Question:
    """A question as it was asked; language and generator only where the asker chose them, SQL where they brought it."""

    text: str
    language: Language | None = None
    generator: str | None = None
    conversation_id: str | None = None
    continues: int | None = None
    """The record's number of the answer that it continues, where that is not the conversation's last one."""
    sql: str | None = None
    today: date | None = None
    asker: Asker = field(default_factory=Asker)


@dataclass(frozen=True)
class Services:
    """What asking needs, made once by the application factory."""

    graph: Graph
    statement_graph: Graph
    """For SQL that the asker brings along: there is nothing to understand."""
    layer: SemanticLayer
    chain: tuple[Generator, ...]
    generators: Mapping[str, Generator]
    guard: Guard
    reader: Reader
    recorder: AuditRecorder
    translate: Translate
    max_attempts: int
    seconds: float
    """How long a question may take."""
    today: Callable[[], date]
    verified: VerifiedQuestions
    fixed_day: date | None = None
    """Today, where the settings fix it."""

    def disconnect(self) -> None:
        """Give all connections back; afterwards nothing can be asked any more."""
        self.reader.close()
        self.recorder.engine.dispose()
        for generator in self.generators.values():
            generator.close()


class Event(NamedTuple):
    """What has happened to a question: a step, a token, an SQL candidate, the result; `done` with the whole JSON."""

    name: str
    values: dict[str, Json]


Stream = abc.Generator[list[Event], None, None]
"""The events of a question, those together that have piled up; closing it before its end cancels the question."""


def ask(
    services: Services, question: Question, cancellation: Cancellation | None = None, tell: Tell = tell_nobody
) -> dict[str, Json]:
    """Answer a question, unless it is cancelled: the whole JSON that POST /api/query/ returns, whatever the outcome.

    `tell` hears of all that happens on the way. Raises DatabaseUnavailable or TooBusy when the question can't be
    recorded, and then nothing has run; or when its end can't be, and then nothing is answered. Raises Abandoned when
    its record was closed meanwhile.
    """
    started = time.perf_counter()
    question = with_pasted(replace(question, text=storable(question.text)), services.guard)
    language = question.language or detect_language(question.text)
    run_id = services.recorder.open(question.text, language, question.asker, question.conversation_id)
    with OpenRecord(services.recorder, run_id):
        progress = Progress(cancellation, tell, time.monotonic() + services.seconds)
        state = run(services, question, language, run_id, progress)
        body = answer_body(state, run_id, services.translate, suggestions(services, state))
    body["timings_ms"]["total"] = round((time.perf_counter() - started) * 1000, 3)
    reading = state.get("reading") if question.sql is None else None
    recorded = {"error": state.get("error"), "reading": reading, "timings": body["timings_ms"]}
    if not services.recorder.close(run_id, {**body, **recorded}):
        raise Abandoned()
    return body


def with_pasted(question: Question, guard: Guard) -> Question:
    """The question; where its text is a statement that the guard lets pass, as one whose asker has brought SQL."""
    if question.sql is None and STATEMENT.match(question.text):
        with suppress(QueryCraftError):
            guard.check(question.text)
            return replace(question, sql=question.text)
    return question


def ask_stream(
    services: Services, question: Question, cancellation: Cancellation, quiet: float = QUIET_SECONDS
) -> Stream:
    """Answer a question in a thread of its own: its events as they come, an empty list after `quiet` seconds of rest.

    The last one is `done`. Raises what `ask` raises. What is told is kept until it is heard, so that a slow listener
    never holds up a question with its connections; it can't be much.
    """
    events: SimpleQueue[Event | None] = SimpleQueue()
    with ThreadPoolExecutor(1, "question") as thread:
        work = thread.submit(ask, services, question, cancellation, lambda *told: events.put(Event(*told)))
        work.add_done_callback(lambda _: events.put(None))
        try:
            while not (work.done() and events.empty()):
                told = heard(events, quiet)
                if told or not work.done():
                    yield told
            yield [Event("done", work.result())]
        finally:
            cancellation.cancel()


def heard(events: SimpleQueue[Event | None], quiet: float) -> list[Event]:
    """The next event and all that wait behind it; none where there is none for so long, or where the work has ended."""
    told: list[Event | None] = []
    with suppress(Empty):
        told.append(events.get(timeout=quiet))
        while True:
            told.append(events.get_nowait())
    return list(filter(None, told))


class OpenRecord:
    """The record of a question that is being worked on; an exception that ends the work closes it as well."""

    def __init__(self, recorder: AuditRecorder, run_id: int) -> None:
        self.recorder = recorder
        self.run_id = run_id

    def __enter__(self) -> None: ...

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Close the record if the block did not come to its end; should that fail too, the sweep will do it."""
        if kind is not None:
            error = ending_of(kind)()
            with suppress(DatabaseUnavailable, TooBusy):
                self.recorder.close(self.run_id, {"outcome": error.outcome, "error": error.as_record()})


def ending_of(kind: type[BaseException]) -> type[QueryCraftError]:
    """What an exception that nobody has foreseen means to a question: Ctrl-C, a bug of ours, or the server's end."""
    if issubclass(kind, KeyboardInterrupt):
        return Cancelled
    return QueryCraftError if issubclass(kind, Exception) else Abandoned


def run(services: Services, question: Question, language: Language, run_id: int, progress: Progress) -> QueryState:
    """Run the graph. An error that no node foresaw becomes the state's error: every question is closed."""
    state: QueryState = {"question": question.text, "language": language}
    graph = services.graph
    if question.sql is not None:
        graph, state["reading"] = services.statement_graph, Reading(language).as_json()
    try:
        previous = None
        if question.conversation_id:
            previous = services.recorder.answered_before(question.conversation_id, question.asker, question.continues)
            if question.sql is None:
                state["previous"] = previous
        for patch in patches(graph, state, context_for(services, question, language, run_id, progress, previous)):
            state = merged(state, patch)
    except QueryCraftError as error:
        state["error"] = error.as_record()
    except Exception:
        log.exception("question %s failed", run_id)
        state["error"] = QueryCraftError().as_record()
    return state


def patches(graph: Graph, state: QueryState, context: RunContext) -> Iterator[QueryState]:
    """What each step of the graph changes, as it comes."""
    config: RunnableConfig = {"recursion_limit": RECURSION_LIMIT}
    with tracing_context(enabled=False):
        for update in graph.stream(state, config, context=context, stream_mode="updates"):
            yield from update.values()


def merged(state: QueryState, patch: QueryState) -> QueryState:
    """The state after a patch, its lists and extras joined as the graph joins them."""
    joined: QueryState = {**state, **patch}
    joined["trail"] = [*state.get("trail", []), *patch.get("trail", [])]
    joined["extras"] = {**state.get("extras", {}), **patch.get("extras", {})}
    return joined


def context_for(
    services: Services,
    question: Question,
    language: Language,
    run_id: int,
    progress: Progress,
    previous: Earlier | None,
) -> RunContext:
    """The live objects of one run. Raises UnknownGenerator."""
    today = question.today or services.today()
    return RunContext(
        layer=services.layer,
        generators=generators_for(services, question, language, today, previous),
        guard=services.guard,
        reader=services.reader,
        translate=services.translate,
        today=today,
        max_attempts=services.max_attempts,
        journal=RunJournal(services.recorder, run_id),
        progress=progress,
        examples=services.verified.current(),
        fixed_day=question.today or services.fixed_day,
    )


def generators_for(
    services: Services, question: Question, language: Language, today: date, previous: Earlier | None
) -> tuple[Generator, ...]:
    """What offers SQL for a question: the asker, if any came along, or else generators. Raises UnknownGenerator.

    What a person has approved for it comes first, unless the asker has named a generator, or goes on with something.
    """
    if question.sql is not None:
        continued = previous and continued_by(question.text, language, services.layer, today, previous)
        return (GivenSql(question.sql, continued),)
    if question.generator is not None:
        return chain_for(services, question.generator)
    approved = services.verified.current().answer(question.text, language, today)
    if not approved or (previous and continued_by(question.text, language, services.layer, today, previous)):
        return services.chain
    return (VerifiedGenerator(services.verified, approved), *services.chain)


def continued_by(question: str, language: Language, layer: SemanticLayer, today: date, previous: Earlier) -> str | None:
    """The earlier question of the conversation that a question goes on with, if it does."""
    if question == previous["question"]:
        return previous["reading"].get("continues")
    if not stands_alone(question, language, layer, today):
        return previous["question"]
    try:
        return read_on(question, language, layer, today, previous).continues
    except (NeedsClarification, Refused, InvalidDate):
        return None


def chain_for(services: Services, name: str | None) -> tuple[Generator, ...]:
    """The generators to ask: the one that the asker named, or the configured chain."""
    if name is None:
        return services.chain
    if name not in services.generators:
        raise UnknownGenerator(name=storable(name), known=", ".join(services.generators))
    return (services.generators[name],)


def suggestions(services: Services, state: QueryState) -> list[str]:
    """What to ask next; instead of a question without an answer its clear readings, or questions that have one."""
    error = state.get("error")
    if error is None:
        return state.get("suggestions", [])
    return error["choices"] or list(examples(services, state["language"]))


def examples(services: Services, language: Language) -> tuple[str, ...]:
    """Questions that have an answer: those that a person has approved, then the layer's."""
    approved = services.verified.current().questions(language)
    return tuple(dict.fromkeys((*approved, *services.layer.examples[language])))


def record_invalid(services: Services, question: Question, reason: str) -> int:
    """Record a question that was refused before it could run; its id."""
    language = question.language or detect_language(question.text)
    error = InvalidQuestion(reason=reason).as_record()
    run_id = services.recorder.open(question.text, language, question.asker)
    services.recorder.close(run_id, {"outcome": Outcome.INVALID_QUESTION, "error": error})
    return run_id
