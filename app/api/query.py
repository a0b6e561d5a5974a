"""POST /api/query/: ask a question."""

from __future__ import annotations

from typing import Any

from flask import Response, request
from werkzeug.exceptions import UnprocessableEntity

from app.api.answers import ANSWER, answer_or_problem
from app.api.askers import asker
from app.api.departures import lookout
from app.api.problems import ProblemSchema
from app.api.questions import QuestionSchema, refuse_fields
from app.api.requests import JsonBlueprint, require_json
from app.api.streaming import EVENTS, stream_answer, wants_events
from app.asking import Question, ask
from app.contracts import Json
from app.current import current_services

query = JsonBlueprint("query", __name__, url_prefix="/api/query", description="Questions")
query.before_request(require_json)
query.register_error_handler(UnprocessableEntity, refuse_fields)


@query.route("/", methods=["POST"])
@query.arguments(QuestionSchema)
@query.response(200, ANSWER)
@query.doc(responses={200: {"content": EVENTS}})
@query.alt_response(
    503,
    schema=ProblemSchema,
    description="No generator, or no database, can be reached, or all are busy.",
    headers={"Retry-After": {"description": "Seconds until another try.", "schema": {"type": "integer"}}},
)
@query.alt_response(504, schema=ProblemSchema, description="The model or the database needed too long.")
def post_question(arguments: dict[str, Any]) -> dict[str, Json] | Response:
    """Ask a question.

    Whatever ran to an outcome answers 200 with the outcome in the body. With `Accept: text/event-stream` the same
    arrives as events: `step`, `token`, `sql` and `result` as they happen, then `done` with the whole answer, or `error`
    with a problem document.
    """
    question = Question(
        text=arguments["question"],
        language=arguments["language"],
        generator=arguments["generator"],
        conversation_id=arguments["conversation_id"],
        continues=arguments["continues"],
        asker=asker(),
    )
    if wants_events():
        return stream_answer(question, ANSWER)
    with lookout.watching(request.environ) as cancellation:
        return answer_or_problem(ask(current_services(), question, cancellation))
