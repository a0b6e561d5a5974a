"""explain: the answer as a sentence, what was understood, how it was computed, and what to draw or be warned of."""

from app.contracts import Patch, QueryState, RunContext
from app.explanation.account import account
from app.explanation.answering import answer
from app.explanation.charting import choose_chart
from app.explanation.interpretation import interpret
from app.explanation.voice import Voice
from app.explanation.warnings import warn
from app.nodes.registry import node
from app.nodes.validate import sql_of
from app.semantics.reading import Reading

WRITES = {"answer", "explanation", "interpretation", "chart", "warnings"}


@node(after="execute", writes=WRITES)
def explain(state: QueryState, ctx: RunContext) -> Patch:
    """Write what people read, from the result and from the SQL's own syntax tree; no model takes part."""
    voice = Voice(state["language"], ctx.layer, ctx.translate)
    reading = computed_reading(state)
    return {
        "answer": answer(state, reading, voice),
        "explanation": account(sql_of(state), voice),
        "interpretation": interpret(reading, voice) if reading else [],
        "chart": choose_chart(state["columns"], state["rows"]),
        "warnings": warn(state, voice),
    }


def computed_reading(state: QueryState) -> Reading | None:
    """The reading, where it is what the SQL was made from: a model may have computed something else."""
    return Reading.from_json(state["reading"]) if state["generator"] == "builtin" else None
