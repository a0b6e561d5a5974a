"""explain: the answer as a sentence, what was understood, how it was computed, what to draw, and what to ask next."""

from app.contracts import Patch, QueryState, RunContext
from app.explanation.account import account
from app.explanation.answering import answer
from app.explanation.approving import approval
from app.explanation.charting import choose_chart
from app.explanation.cross_checking import confirmation
from app.explanation.in_english import rendering
from app.explanation.interpretation import interpret
from app.explanation.voice import Voice
from app.explanation.warnings import warn
from app.generators.builtin.following.offering import offers
from app.nodes.registry import node
from app.nodes.validate import sql_of
from app.semantics.reading import Reading

WRITES = {"answer", "explanation", "interpretation", "chart", "warnings", "suggestions"}


@node(after="execute", writes=WRITES)
def explain(state: QueryState, ctx: RunContext) -> Patch:
    """Write what people read, from the result and from the SQL's own syntax tree; no model takes part."""
    voice = Voice(state["language"], ctx.layer, ctx.translate)
    reading = computed_reading(state)
    understood = interpret(reading, voice) if reading else rendering(state, voice)
    return {
        "answer": answer(state, reading, voice),
        "explanation": account(sql_of(state), voice),
        "interpretation": [*understood, *approval(state, voice), *confirmation(state, voice)],
        "chart": choose_chart(state["columns"], state["rows"], voice),
        "warnings": warn(state, reading, ctx.today, voice),
        "suggestions": next_questions(state, reading, ctx),
    }


def next_questions(state: QueryState, reading: Reading | None, ctx: RunContext) -> list[str]:
    """What to ask next; in a conversation, which alone knows of a question before, also what continues this one."""
    if reading is None:
        return []
    in_conversation = "previous" in state
    return list(offers(state["question"], reading, ctx.layer, ctx.today, in_conversation=in_conversation))


def computed_reading(state: QueryState) -> Reading | None:
    """The reading, where it is what the SQL was made from: a model may have computed something else."""
    return Reading.from_json(state["reading"]) if state["generator"] == "builtin" else None
