"""cross_check: what the engine and a model can both answer is answered by both, and the results are compared."""

from dataclasses import replace

from app.confirming import confirm
from app.contracts import Attempt, Generator, Json, Patch, QueryState, RunContext
from app.errors import Cancelled, Incomparable, QueryCraftError
from app.nodes.generate import ask, request
from app.nodes.registry import node
from app.progress import Progress
from app.semantics.reading import Reading, TimeGroup, WeekdayGroup

SHARE = 0.5
"""Of the time left, what the second generator may take; the answer is there already and must not get lost."""

MOST_SHOWN = 10
"""Rows of the second statement that go into the answer."""


@node(after="execute", writes={"attempts", "extras"}, optional=True)
def cross_check(state: QueryState, ctx: RunContext) -> Patch:
    """Have a second generator answer as well; its SQL takes the same way: the record, the guard, the reader."""
    generator = second_generator(state, ctx)
    if generator is None:
        return {}
    attempt = candidate(generator, state, ctx)
    ctx.journal.attempt_made(attempt)
    ctx.progress.cancellation.check()
    rows: list[list[Json]] = []
    if attempt["error"] is None:
        try:
            rows = rows_of(str(attempt["sql"]), state, ctx)
            if attempt["sql"] != state["sql"]:
                compare(rows, state)
        except Cancelled:
            raise
        except QueryCraftError as error:
            why = error.as_record()
            ctx.journal.attempt_failed(why)
            attempt["error"] = why
    found = {
        "agrees": attempt["error"] is None,
        "sql": attempt["sql"],
        "row_count": len(rows),
        "rows": rows[:MOST_SHOWN],
    }
    return {"attempts": [*state["attempts"], attempt], "extras": {"cross_check": found}}


def second_generator(state: QueryState, ctx: RunContext) -> Generator | None:
    """The model of the chain where the engine has answered, and the other way round; one that was asked has failed."""
    asked = {attempt["generator"] for attempt in state["attempts"]}
    if not Reading.from_json(state["reading"]).is_complete:
        return None
    for generator in ctx.generators:
        is_pair = "builtin" in (generator.name, state["generator"]) and bool(generator.model) != bool(state["model"])
        if is_pair and generator.name not in asked:
            return generator
    return None


def candidate(generator: Generator, state: QueryState, ctx: RunContext) -> Attempt:
    """The second generator's SQL, or its reason for giving none; the record says what it was for, nobody hears it."""
    unheard = Progress(ctx.progress.cancellation, deadline=ctx.progress.part(SHARE).deadline)
    wanted = replace(request(state, ctx, generator, []), progress=unheard)
    attempt = ask(generator, wanted, [], ctx.fixed_day)
    return {**attempt, "details": {**attempt["details"], "cross_check": True}}


def rows_of(sql: str, state: QueryState, ctx: RunContext) -> list[list[Json]]:
    """What the second statement returns. Raises Incomparable where not all rows are known, and what the reader does."""
    if sql == state["sql"]:
        return state["rows"]
    result = ctx.reader.run(ctx.guard.check(sql), ctx.progress.cancellation, ctx.progress.part(SHARE).seconds_left)
    if state["truncated"] or result.truncated:
        raise Incomparable()
    return result.rows


def compare(rows: list[list[Json]], state: QueryState) -> None:
    """Return if the rows confirm the answer; raise DifferentResult or one of its kind where they don't."""
    groups = Reading.from_json(state["reading"]).groups
    is_over_time = any(isinstance(group, TimeGroup | WeekdayGroup) for group in groups)
    confirm(state["rows"], rows, is_over_time=is_over_time)
