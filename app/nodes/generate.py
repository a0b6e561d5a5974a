"""generate: the next SQL candidate, from the first generator of the chain that still has one to offer.

Whatever a generator raises, the next one is asked.
"""

import logging
import time
from dataclasses import replace
from datetime import date

from app.contracts import (
    Attempt,
    Candidate,
    ErrorRecord,
    Example,
    GenerationRequest,
    Generator,
    Outcome,
    Patch,
    QueryState,
    RunContext,
)
from app.errors import QueryCraftError, Unanswerable, UnusableSql
from app.explanation.unanswered import told
from app.explanation.voice import Voice
from app.nodes.registry import node
from app.semantics.reading import Reading
from app.sql.dating import on_day

log = logging.getLogger(__name__)

EXAMPLES = 3
"""Approved questions that a model sees."""
SHARE = 0.9
"""Of the time left, what one call of a generator may take: another one must still be able to answer."""
TELLING = {
    Outcome.INTERNAL_ERROR: 0,
    Outcome.MODEL_UNAVAILABLE: 0,
    Outcome.INVALID_SQL: 1,
    Outcome.EXECUTION_FAILED: 1,
    Outcome.UNANSWERABLE: 2,
    Outcome.TIMED_OUT: 3,
    Outcome.REFUSED: 4,
}
"""How much an outcome tells the asker: that a generator fails or writes wrong SQL is not about the question."""


@node(after="understand", writes={"sql", "generator", "model", "attempts", "error"})
def generate(state: QueryState, ctx: RunContext) -> Patch:
    """Ask the generators in turn. When none is left, the run ends with the most telling of their errors."""
    attempts = list(state.get("attempts", []))
    while (generator := next_generator(ctx, attempts)) is not None:
        ctx.progress.check()
        attempt = ask(generator, request(state, ctx, generator, attempts), attempts, ctx.fixed_day)
        ctx.journal.attempt_made(attempt)
        attempts.append(attempt)
        if attempt["error"] is None:
            ctx.progress.tell("sql", sql=attempt["sql"], generator=generator.name)
            return {"sql": attempt["sql"], "generator": generator.name, "model": attempt["model"], "attempts": attempts}
        if attempt["error"]["outcome"] == Outcome.CANCELLED:
            break
    voice = Voice(state["language"], ctx.layer, ctx.translate)
    return {"sql": None, "attempts": attempts, "error": told(most_telling(attempts), attempts, voice)}


def next_generator(ctx: RunContext, attempts: list[Attempt]) -> Generator | None:
    """The first generator of the chain that may be asked, if there is one."""
    return next((it for it in ctx.generators if can_offer(it, attempts, ctx.max_attempts)), None)


def can_offer(generator: Generator, attempts: list[Attempt], limit: int) -> bool:
    """Whether the generator may be asked: again only after SQL that it can mend, and that it has not offered before."""
    own = [attempt for attempt in attempts if attempt["generator"] == generator.name]
    if not own:
        return True
    offers = [attempt["sql"] for attempt in own]
    took_too_long = any(attempt["error"] and attempt["error"]["outcome"] == Outcome.TIMED_OUT for attempt in own)
    is_stuck = took_too_long or None in offers or len(set(offers)) < len(offers)
    return generator.repairs and len(own) < limit and not is_stuck


def ask(generator: Generator, request: GenerationRequest, attempts: list[Attempt], fixed_day: date | None) -> Attempt:
    """One generator's candidate, or its reason for giving none; SQL that was left before is left for that reason."""
    started = time.perf_counter()
    try:
        candidate = dated(generator.generate(request), fixed_day)
        error = next((attempt["error"] for attempt in attempts if attempt["sql"] == candidate.sql), None)
        return attempt_of(generator, started, candidate, error)
    except UnusableSql as refusal:
        return attempt_of(generator, started, Candidate(refusal.sql, refusal.details), refusal.as_record())
    except QueryCraftError as refusal:
        return attempt_of(generator, started, refusal, refusal.as_record())
    except Exception as bug:
        # Generators may come from other packages: what one of them does wrong must not end a question that the next
        # one can answer. The record says who failed and how, the log has all of it.
        log.exception("the generator %s failed", generator.name)
        failure = QueryCraftError()
        failure.details["raised"] = type(bug).__name__
        return attempt_of(generator, started, failure, failure.as_record())


def dated(candidate: Candidate, fixed_day: date | None) -> Candidate:
    """The candidate, whose today is the fixed day if there is one."""
    return replace(candidate, sql=on_day(candidate.sql, fixed_day)) if fixed_day else candidate


def attempt_of(
    generator: Generator, started: float, given: Candidate | QueryCraftError, error: ErrorRecord | None
) -> Attempt:
    """What a generator has given since `started`, as it is recorded."""
    return {
        "generator": generator.name,
        "model": generator.model,
        "sql": given.sql if isinstance(given, Candidate) else None,
        "error": error,
        "ms": round((time.perf_counter() - started) * 1000, 3),
        "details": given.details,
    }


def request(state: QueryState, ctx: RunContext, generator: Generator, attempts: list[Attempt]) -> GenerationRequest:
    """What the generator gets to work with; after a rejection of its own, what was wrong with it."""
    own = [attempt for attempt in attempts if attempt["generator"] == generator.name]
    return GenerationRequest(
        question=state["question"],
        language=state["language"],
        reading=state["reading"],
        layer=ctx.layer,
        today=ctx.today,
        progress=ctx.progress.part(SHARE),
        rejected=own[-1] if own else None,
        examples=examples_for(state, ctx) if generator.model else (),
        earlier=earlier_questions(state),
    )


def examples_for(state: QueryState, ctx: RunContext) -> tuple[Example, ...]:
    """The approved questions that a model sees beside the question."""
    return ctx.examples.nearest(state["question"], state["language"], EXAMPLES, ctx.today)


def earlier_questions(state: QueryState) -> tuple[str, ...]:
    """The questions of the conversation that this one may continue; none where it could be read without them."""
    previous = state.get("previous")
    reading = Reading.from_json(state["reading"])
    if previous is None or (reading.is_complete and not reading.continues):
        return ()
    return tuple(filter(None, (previous["reading"].get("continues"), previous["question"])))


def most_telling(attempts: list[Attempt]) -> ErrorRecord:
    """The error that tells most of why there is no answer; of several alike, the last that says more than that."""
    errors = [attempt["error"] for attempt in reversed(attempts) if attempt["error"]]
    return max(errors, key=telling)


def telling(error: ErrorRecord) -> tuple[int, bool]:
    """How much an error tells the asker, for sorting."""
    return TELLING.get(Outcome(error["outcome"]), len(TELLING)), error["code"] != Unanswerable.__name__
