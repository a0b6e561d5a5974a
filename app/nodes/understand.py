"""understand: the question's dates, tables, columns, values and measure, as a reading."""

from app.contracts import Patch, QueryState, RunContext
from app.errors import EmptyQuestion, NeedsClarification, Refused
from app.generators.builtin.following import read_on
from app.generators.verified import NAME as VERIFIED
from app.nodes.registry import node
from app.semantics.reading import Reading


@node(writes={"reading"})
def understand(state: QueryState, ctx: RunContext) -> Patch:
    """Read the question.

    Raises EmptyQuestion, Refused for a wish to change data and InvalidDate for a day that does not exist. What a person
    has approved SQL for is neither asked back nor refused.
    """
    if not state["question"].strip():
        raise EmptyQuestion()
    try:
        reading = read_on(state["question"], state["language"], ctx.layer, ctx.today, state.get("previous"))
    except (NeedsClarification, Refused) as error:
        if ctx.generators[0].name != VERIFIED:
            raise
        reading = Reading(state["language"], unread=str(error))
    return {"reading": reading.as_json()}
