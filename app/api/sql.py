"""POST /api/sql/: run a statement that somebody has written or edited, as if a generator had offered it."""

from __future__ import annotations

from typing import Any

from flask import Response, request
from marshmallow import fields, validate
from werkzeug.exceptions import UnprocessableEntity

from app.api.answers import AnswerSchema, answer_or_problem
from app.api.askers import asker
from app.api.departures import lookout
from app.api.problems import ProblemSchema
from app.api.questions import QuestionSchema, not_too_long, refuse_fields
from app.api.requests import WITH_A_WORD, JsonBlueprint, require_json
from app.asking import Question, ask
from app.contracts import Json
from app.current import current_services
from app.translating import mark

statements = JsonBlueprint("sql", __name__, url_prefix="/api/sql", description="Statements")
statements.before_request(require_json)
statements.register_error_handler(UnprocessableEntity, refuse_fields)


class StatementSchema(QuestionSchema):
    """A statement."""

    class Meta:
        """Without what chooses who writes the SQL, and what it changes."""

        exclude = ("generator", "continues")

    sql = fields.String(
        required=True,
        validate=validate.Regexp(WITH_A_WORD, error=mark("Please write a statement.")),
        error_messages={
            "required": mark("Please write a statement."),
            "null": mark("Please write a statement."),
            "invalid": mark("The statement must be text."),
        },
        metadata={"description": "One SELECT over the open tables.", "example": "SELECT count(*) FROM orders"},
    )
    question = fields.String(
        load_default="",
        validate=not_too_long,
        metadata={"description": "The question that it is to answer, for the record; the statement when left out."},
    )


@statements.route("/", methods=["POST"])
@statements.arguments(StatementSchema)
@statements.response(200, AnswerSchema)
@statements.alt_response(503, schema=ProblemSchema, description="The database can't be reached, or all are busy.")
@statements.alt_response(504, schema=ProblemSchema, description="The database needed too long.")
def post_statement(arguments: dict[str, Any]) -> dict[str, Json] | Response:
    """Run a statement.

    The guard reads it as it reads a generator's, the reader runs it, and it is recorded, all as for a question.
    """
    question = Question(
        text=arguments["question"].strip() or arguments["sql"],
        language=arguments["language"],
        conversation_id=arguments["conversation_id"],
        sql=arguments["sql"],
        asker=asker(),
    )
    with lookout.watching(request.environ) as cancellation:
        return answer_or_problem(ask(current_services(), question, cancellation))
