"""execute: the candidate's rows, from the read-only reader."""

from app.contracts import Patch, QueryState, RunContext
from app.explanation.labels import label_columns
from app.nodes.registry import node
from app.nodes.validate import sql_of


@node(after="validate", writes={"columns", "rows", "row_count", "truncated"}, retry_to="generate")
def execute(state: QueryState, ctx: RunContext) -> Patch:
    """Run the SQL. The guard reads it afresh here: what runs is what it has read, whatever a node in between wrote."""
    result = ctx.reader.run(ctx.guard.check(sql_of(state)))
    return {
        "columns": label_columns(result, state["reading"], state["language"], ctx.layer, ctx.translate),
        "rows": result.rows,
        "row_count": len(result.rows),
        "truncated": result.truncated,
    }
