"""generate: the next SQL candidate, from the first generator of the chain that still has one to offer."""

import time

from app.contracts import Attempt, ErrorRecord, GenerationRequest, Generator, Outcome, Patch, QueryState, RunContext
from app.errors import ModelUnavailable, Unanswerable
from app.nodes.registry import node


@node(after="understand", writes={"sql", "generator", "model", "attempts", "error"})
def generate(state: QueryState, ctx: RunContext) -> Patch:
    """Ask the generators in turn. When none is left, the run ends with the most telling of their errors."""
    attempts = list(state.get("attempts", []))
    for generator in ctx.generators:
        if not can_offer(generator, attempts, ctx.max_attempts):
            continue
        ctx.progress.check()
        attempt = ask(generator, request(state, ctx, generator, attempts))
        ctx.journal.attempt_made(attempt)
        attempts.append(attempt)
        if attempt["sql"] is not None:
            return {"sql": attempt["sql"], "generator": generator.name, "model": attempt["model"], "attempts": attempts}
    return {"sql": None, "attempts": attempts, "error": most_telling(attempts)}


def can_offer(generator: Generator, attempts: list[Attempt], limit: int) -> bool:
    """Whether the generator may be asked again: not after a refusal, nor when it only repeats itself."""
    offers = [attempt["sql"] for attempt in attempts if attempt["generator"] == generator.name]
    if not offers:
        return True
    return generator.repairs and len(offers) < limit and None not in offers and len(set(offers)) == len(offers)


def ask(generator: Generator, request: GenerationRequest) -> Attempt:
    """One generator's candidate, or its reason for giving none."""
    started = time.perf_counter()
    sql, model, error, details = None, generator.model, None, {}
    try:
        candidate = generator.generate(request)
        sql, details = candidate.sql, candidate.details
    except (Unanswerable, ModelUnavailable) as refusal:
        error = refusal.as_record()
    ms = round((time.perf_counter() - started) * 1000, 3)
    return {"generator": generator.name, "model": model, "sql": sql, "error": error, "ms": ms, "details": details}


def request(state: QueryState, ctx: RunContext, generator: Generator, attempts: list[Attempt]) -> GenerationRequest:
    """What the generator gets to work with; after a rejection of its own, what was wrong with it."""
    own = [attempt for attempt in attempts if attempt["generator"] == generator.name]
    return GenerationRequest(
        question=state["question"],
        language=state["language"],
        reading=state["reading"],
        layer=ctx.layer,
        today=ctx.today,
        progress=ctx.progress,
        rejected=own[-1] if own else None,
    )


def most_telling(attempts: list[Attempt]) -> ErrorRecord | None:
    """The last error that is about the question; that a model can't be reached only where nothing else is known."""
    errors = [attempt["error"] for attempt in attempts if attempt["error"]]
    about_question = [error for error in errors if error["outcome"] != Outcome.MODEL_UNAVAILABLE]
    return (about_question or errors)[-1]
