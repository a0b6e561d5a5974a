"""POST /api/feedback/: what an asker thinks of an answer, and the SQL that would have been right."""

from __future__ import annotations

from typing import Any

from flask import Response, abort, request
from marshmallow import Schema, fields, validate

from app.api.problems import ProblemSchema, problem, reader_language
from app.api.requests import JsonBlueprint, RequestSchema, require_json
from app.browsers import known_browser
from app.clock import day_of
from app.contracts import Json
from app.current import current_services, current_settings
from app.errors import UnsafeSql
from app.translating import mark, translate
from app.verified.proposing import Opinion, give

feedback = JsonBlueprint("feedback", __name__, url_prefix="/api/feedback", description="What askers think of answers")
feedback.before_request(require_json)

MOST_REASON_CHARS = 1000
MOST_HOLDER_CHARS = 500
THANKS = mark("Thank you, this has been recorded.")
IN_REVIEW = mark("Thank you. Once somebody has approved it, this question is answered this way at once.")


class FeedbackSchema(RequestSchema):
    """An asker's opinion of an answer."""

    id = fields.Integer(
        required=True,
        strict=True,
        validate=validate.Range(1, 2**63 - 1, error=mark("Name the question by its number in the record.")),
        error_messages=dict.fromkeys(
            ("required", "null", "invalid"), mark("Name the question by its number in the record.")
        ),
        metadata={"description": "The question's number in the record."},
    )
    verdict = fields.String(
        required=True,
        validate=validate.OneOf(["up", "down"], error=mark("The verdict is up or down.")),
        error_messages=dict.fromkeys(("required", "null", "invalid"), mark("The verdict is up or down.")),
    )
    reason = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.Length(max=MOST_REASON_CHARS, error=mark("Please give the reason in fewer words.")),
        error_messages={"invalid": mark("The reason must be text.")},
        metadata={"description": "Why, in the asker's words."},
    )
    sql = fields.String(
        load_default=None,
        allow_none=True,
        error_messages={"invalid": mark("The statement must be text.")},
        metadata={"description": "The SQL that would have been right; the guard reads it."},
    )


class ReceiptSchema(Schema):
    """What has become of it."""

    id = fields.Integer(metadata={"description": "The question's number in the record."})
    verdict = fields.String()
    review = fields.String(
        allow_none=True,
        metadata={"description": "Whether what it proposes is pending, approved or rejected; null if nothing."},
    )
    message = fields.String(metadata={"description": "In the asker's language."})


@feedback.route("/", methods=["POST"])
@feedback.arguments(FeedbackSchema)
@feedback.response(200, ReceiptSchema)
@feedback.alt_response(404, schema=ProblemSchema, description="There is no such question, or it has not ended yet.")
@feedback.alt_response(503, schema=ProblemSchema, description="The database can't be reached.")
def post_feedback(arguments: dict[str, Any]) -> dict[str, Json] | Response:
    """Say what you think of an answer.

    Whoever says something of the same answer again changes what they said. Nothing is learned from it by itself: a
    question and its SQL are put on a list, which a person reviews.
    """
    services = current_services()
    sql = (arguments["sql"] or "").strip() or None
    try:
        if sql:
            services.guard.check(sql)
    except UnsafeSql as error:
        return refused(error)
    opinion = Opinion(arguments["id"], opinion_holder(), arguments["verdict"], arguments["reason"], sql)
    receipt = give(services.recorder.engine, opinion, services.layer, day_of(current_settings()))
    if receipt is None:
        abort(404)
    said = IN_REVIEW if receipt.status == "pending" else THANKS
    message = translate(reader_language(), said)
    return {"id": opinion.run_id, "verdict": opinion.verdict, "review": receipt.status, "message": message}


def opinion_holder() -> str:
    """Who sends the request: the browser's name or, for a program, which keeps none, its address and what it is.

    Only the beginning, as an index holds no long text.
    """
    return known_browser() or f"{request.remote_addr} {request.user_agent.string}"[:MOST_HOLDER_CHARS]


def refused(error: UnsafeSql) -> Response:
    """The answer to SQL that the guard refuses."""
    said = translate(reader_language(), error.template(), **error.values)
    return problem(422, said, code=error.code, errors={"sql": [said]})
