"""execute: the candidate's rows, from the read-only reader."""

from app.contracts import Patch, QueryState, RunContext
from app.explanation.labels import label_columns
from app.explanation.voice import Voice
from app.nodes.registry import node
from app.nodes.validate import sql_of
from app.semantics.reading import Reading


@node(after="validate", writes={"columns", "rows", "row_count", "truncated"}, retry_to="generate")
def execute(state: QueryState, ctx: RunContext) -> Patch:
    """Run the SQL. The guard reads it afresh here: what runs is what it has read, whatever a node in between wrote."""
    sql = sql_of(state)
    result = ctx.reader.run(ctx.guard.check(sql), ctx.progress.cancellation, ctx.progress.seconds_left)
    voice = Voice(state["language"], ctx.layer, ctx.translate)
    table = {
        "columns": label_columns(result, sql, Reading.from_json(state["reading"]), voice),
        "rows": result.rows,
        "row_count": len(result.rows),
        "truncated": result.truncated,
    }
    ctx.progress.tell("result", **table)
    return table
