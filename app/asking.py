"""Asking: the only caller of the graph. It opens the audit row before anything runs and closes it whatever happens."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from langchain_core.runnables import RunnableConfig
from langsmith import tracing_context

from app.audit import Asker, AuditRecorder, RunJournal
from app.cancellation import Cancellation
from app.contracts import (
    ErrorRecord,
    Generator,
    Guard,
    Json,
    Language,
    Outcome,
    QueryState,
    Reader,
    RunContext,
    Step,
    Translate,
)
from app.encoding import storable
from app.errors import (
    Abandoned,
    Cancelled,
    DatabaseUnavailable,
    InvalidQuestion,
    QueryCraftError,
    TooBusy,
    UnknownGenerator,
)
from app.graph import RECURSION_LIMIT, Graph
from app.language.detection import detect_language
from app.progress import Progress
from app.semantics.layer import SemanticLayer

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Question:
    """A question as it was asked; language and generator only where the asker chose them."""

    text: str
    language: Language | None = None
    generator: str | None = None
    conversation_id: str | None = None
    today: date | None = None
    asker: Asker = field(default_factory=Asker)


@dataclass(frozen=True)
class Services:
    """What asking needs, made once by the application factory."""

    graph: Graph
    layer: SemanticLayer
    chain: tuple[Generator, ...]
    generators: Mapping[str, Generator]
    guard: Guard
    reader: Reader
    recorder: AuditRecorder
    translate: Translate
    max_attempts: int
    today: Callable[[], date]

    def disconnect(self) -> None:
        """Give all connections back; afterwards nothing can be asked any more."""
        self.reader.close()
        self.recorder.engine.dispose()
        for generator in self.generators.values():
            generator.close()


def ask(services: Services, question: Question, cancellation: Cancellation | None = None) -> dict[str, Json]:
    """Answer a question, unless it is cancelled: the whole JSON that POST /api/query/ returns, whatever the outcome.

    Raises DatabaseUnavailable or TooBusy when the question can't be recorded, and then nothing has run; or when its end
    can't be, and then nothing is answered.
    """
    started = time.perf_counter()
    question = replace(question, text=storable(question.text))
    language = question.language or detect_language(question.text)
    run_id = services.recorder.open(question.text, language, question.asker, question.conversation_id)
    with OpenRecord(services.recorder, run_id):
        state = run(services, question, language, run_id, cancellation or Cancellation())
        body = answer_body(services, state, run_id)
    body["timings_ms"]["total"] = round((time.perf_counter() - started) * 1000, 3)
    recorded = {"error": state.get("error"), "reading": state.get("reading"), "timings": body["timings_ms"]}
    services.recorder.close(run_id, {**body, **recorded})
    return body


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


def run(
    services: Services, question: Question, language: Language, run_id: int, cancellation: Cancellation
) -> QueryState:
    """Run the graph. An error that no node foresaw becomes the state's error: every question is closed."""
    state: QueryState = {"question": question.text, "language": language}
    try:
        for patch in patches(services, state, context_for(services, question, run_id, cancellation)):
            state = merged(state, patch)
    except QueryCraftError as error:
        state["error"] = error.as_record()
    except Exception:
        log.exception("question %s failed", run_id)
        state["error"] = QueryCraftError().as_record()
    return state


def patches(services: Services, state: QueryState, context: RunContext) -> Iterator[QueryState]:
    """What each step of the graph changes, as it comes."""
    config: RunnableConfig = {"recursion_limit": RECURSION_LIMIT}
    with tracing_context(enabled=False):
        for update in services.graph.stream(state, config, context=context, stream_mode="updates"):
            yield from update.values()


def merged(state: QueryState, patch: QueryState) -> QueryState:
    """The state after a patch, its lists and extras joined as the graph joins them."""
    joined: QueryState = {**state, **patch}
    joined["trail"] = [*state.get("trail", []), *patch.get("trail", [])]
    joined["extras"] = {**state.get("extras", {}), **patch.get("extras", {})}
    return joined


def context_for(services: Services, question: Question, run_id: int, cancellation: Cancellation) -> RunContext:
    """The live objects of one run. Raises UnknownGenerator."""
    return RunContext(
        layer=services.layer,
        generators=chain_for(services, question.generator),
        guard=services.guard,
        reader=services.reader,
        translate=services.translate,
        today=question.today or services.today(),
        max_attempts=services.max_attempts,
        journal=RunJournal(services.recorder, run_id),
        progress=Progress(cancellation),
    )


def chain_for(services: Services, name: str | None) -> tuple[Generator, ...]:
    """The generators to ask: the one that the asker named, or the configured chain."""
    if name is None:
        return services.chain
    if name not in services.generators:
        raise UnknownGenerator(name=storable(name), known=", ".join(services.generators))
    return (services.generators[name],)


def answer_body(services: Services, state: QueryState, run_id: int) -> dict[str, Json]:
    """The JSON of a finished run."""
    language = state["language"]
    error = state.get("error")
    return {
        "id": run_id,
        "outcome": error["outcome"] if error else Outcome.ANSWERED,
        "question": state["question"],
        "language": language,
        "sql": state.get("sql"),
        "columns": state.get("columns", []),
        "rows": state.get("rows", []),
        "row_count": state.get("row_count", 0),
        "truncated": state.get("truncated", False),
        "answer": message(services, error, language) if error else state["answer"],
        "explanation": state.get("explanation", ""),
        "interpretation": state.get("interpretation", []),
        "chart": state.get("chart"),
        "generator": state.get("generator"),
        "model": state.get("model"),
        "attempts": [shown_attempt(services, attempt, language) for attempt in state.get("attempts", [])],
        "warnings": state.get("warnings", []),
        "suggestions": suggestions(services, error, language),
        "error": shown_error(services, error, language),
        "timings_ms": step_times(state.get("trail", [])),
        "extras": state.get("extras", {}),
    }


def suggestions(services: Services, error: ErrorRecord | None, language: Language) -> list[str]:
    """What to ask instead of a question without an answer: its clear readings, or examples that have one."""
    return (error["choices"] or list(services.layer.examples[language])) if error else []


def step_times(trail: list[Step]) -> dict[str, float]:
    """Milliseconds by node; a node that ran for several attempts has them added up."""
    times: dict[str, float] = {}
    for step in trail:
        times[step["node"]] = round(times.get(step["node"], 0.0) + step["ms"], 3)
    return times


def message(services: Services, error: ErrorRecord, language: Language) -> str:
    """An error's sentence in the asker's language."""
    return services.translate(language, error["template"], **error["values"])


def shown_error(services: Services, error: ErrorRecord | None, language: Language) -> Json:
    """An error as the API shows it."""
    if error is None:
        return None
    return {
        "code": error["code"],
        "status": error["status"],
        "message": message(services, error, language),
        "detail": error["detail"],
        "fragment": error["values"].get("fragment") or None,
        "position": int(error["values"].get("position") or 0) or None,
    }


def shown_attempt(services: Services, attempt: Mapping[str, Any], language: Language) -> Json:
    """An attempt as the API shows it."""
    return {**attempt, "error": shown_error(services, attempt["error"], language)}


def record_invalid(services: Services, question: Question, reason: str) -> int:
    """Record a question that was refused before it could run; its id."""
    language = question.language or detect_language(question.text)
    error = InvalidQuestion(reason=reason).as_record()
    run_id = services.recorder.open(question.text, language, question.asker)
    services.recorder.close(run_id, {"outcome": Outcome.INVALID_QUESTION, "error": error})
    return run_id
