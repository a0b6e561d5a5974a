"""understand: the question's dates, tables, columns, values and measure, as a reading."""

from app.contracts import Patch, QueryState, RunContext
from app.generators.builtin.reading import read
from app.nodes.registry import node


@node(writes={"reading"})
def understand(state: QueryState, ctx: RunContext) -> Patch:
    """Read the question. Raises Refused for a wish to change data and InvalidDate for a day that does not exist."""
    return {"reading": read(state["question"], state["language"], ctx.layer, ctx.today).as_json()}
