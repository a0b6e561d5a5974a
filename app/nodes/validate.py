"""validate: the guard's verdict on the candidate."""

from app.contracts import Patch, QueryState, RunContext
from app.nodes.registry import node


@node(after="generate", retry_to="generate")
def validate(state: QueryState, ctx: RunContext) -> Patch:
    """Let a bounded SELECT over the allowed tables pass. Raises UnsafeSql, which goes back for another candidate."""
    ctx.guard.check(sql_of(state))
    return {}


def sql_of(state: QueryState) -> str:
    """The candidate; generate lets no run come this far without one."""
    return str(state["sql"])
