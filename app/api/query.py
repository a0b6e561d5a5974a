"""POST /api/query/: ask a question."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Any, ClassVar

from flask import Response, abort, current_app, request
from flask_smorest import Blueprint
from marshmallow import Schema, ValidationError, fields, validate
from werkzeug.exceptions import UnprocessableEntity

from app.api.departures import lookout
from app.api.problems import ProblemSchema, document_of_answer, problem, reader_language, respond
from app.api.streaming import EVENTS, stream_answer, wants_events
from app.asking import Question, ask, record_invalid
from app.audit import Asker
from app.browsers import named_browser
from app.contracts import Json, Language
from app.language.detection import detect_language
from app.translating import mark, translate

query = Blueprint("query", __name__, url_prefix="/api/query", description="Questions")


def not_blank(text: str) -> None:
    """Refuse a question without a word."""
    if not text.strip():
        raise ValidationError(mark("Please type a question."))


def not_too_long(text: str) -> None:
    """Refuse a question that is longer than the setting allows."""
    if len(text) > current_app.extensions["settings"].question_max_chars:
        raise ValidationError(mark("Please ask in fewer words: the question is too long."))


class QuestionSchema(Schema):
    """A question."""

    error_messages: ClassVar[dict[str, str]] = {  # type: ignore[misc]  # marshmallow reads it from the class
        "unknown": mark("This field is not known."),
        "type": mark("The body must be a JSON object."),
    }

    question = fields.String(
        required=True,
        validate=[not_blank, not_too_long],
        error_messages={
            "required": mark("Please type a question."),
            "null": mark("Please type a question."),
            "invalid": mark("The question must be text."),
        },
        metadata={
            "description": "The question, in Persian or English.",
            "example": "top 5 products by revenue this year",
        },
    )
    language = fields.String(
        load_default=None,
        validate=validate.OneOf(["fa", "en"], error=mark("The language is fa or en.")),
        metadata={"description": "Language of the answer; that of the question when left out."},
    )
    generator = fields.String(
        load_default=None, metadata={"description": "One generator to ask instead of the configured chain."}
    )
    conversation_id = fields.String(
        load_default=None,
        validate=validate.Length(max=64, error=mark("At most 64 characters.")),
        metadata={
            "description": "One for all questions of a conversation, chosen by the client. In it, a question that is "
            "no whole one (and by month?) changes the one that was answered before it."
        },
    )


class ColumnSchema(Schema):
    """A column of the result."""

    name = fields.String()
    label = fields.String(metadata={"description": "Its name in the asker's language."})
    type = fields.String(metadata={"description": "number, text, date, time or boolean."})
    unit = fields.String(allow_none=True)


class AskingErrorSchema(Schema):
    """An error in the asker's language."""

    code = fields.String()
    status = fields.Integer()
    message = fields.String()
    detail = fields.String(metadata={"description": "Technical detail, such as PostgreSQL's message."})
    fragment = fields.String(allow_none=True, metadata={"description": "The part of the SQL that was refused."})
    position = fields.Integer(allow_none=True, metadata={"description": "Where it begins, counted from 1."})


class AttemptSchema(Schema):
    """One SQL candidate, or one generator's refusal."""

    generator = fields.String()
    model = fields.String(allow_none=True)
    sql = fields.String(allow_none=True)
    error = fields.Nested(AskingErrorSchema, allow_none=True)
    ms = fields.Float()
    details = fields.Dict(metadata={"description": "How it came about, such as a model's token counts."})


class UnderstoodSchema(Schema):
    """One thing that was understood."""

    kind = fields.String()
    label = fields.String()
    value = fields.String()


class AnswerSchema(Schema):
    """The answer, and everything needed to check it."""

    id = fields.Integer(metadata={"description": "The question's number in the record."})
    outcome = fields.String()
    question = fields.String()
    language = fields.String()
    sql = fields.String(allow_none=True)
    columns = fields.List(fields.Nested(ColumnSchema))
    rows = fields.Raw(metadata={"description": "Rows of JSON values, in the order of the columns."})
    row_count = fields.Integer()
    truncated = fields.Boolean(metadata={"description": "Whether there were more rows than are shown."})
    answer = fields.String(metadata={"description": "One sentence."})
    explanation = fields.String(metadata={"description": "How it was computed, in plain words."})
    interpretation = fields.List(fields.Nested(UnderstoodSchema))
    chart = fields.Dict(allow_none=True, metadata={"description": "A Vega-Lite specification without its data."})
    generator = fields.String(allow_none=True)
    model = fields.String(allow_none=True)
    attempts = fields.List(fields.Nested(AttemptSchema))
    warnings = fields.List(fields.String())
    suggestions = fields.List(fields.String())
    error = fields.Nested(AskingErrorSchema, allow_none=True)
    timings_ms = fields.Dict(keys=fields.String(), values=fields.Float())
    extras = fields.Dict(metadata={"description": "What added nodes have found."})


ANSWER = AnswerSchema()
"""One for all answers, as it takes a millisecond to make."""


@query.before_request
def require_json() -> None:
    """Refuse what is not JSON, rather than read it as an empty question."""
    if not request.is_json:
        abort(415)


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
        asker=asker(),
    )
    if wants_events():
        return stream_answer(question, ANSWER)
    with lookout.watching(request.environ) as cancellation:
        return answer_or_problem(ask(current_app.extensions["services"], question, cancellation))


def answer_or_problem(body: dict[str, Json]) -> dict[str, Json] | Response:
    """An answer; a problem document for what ended in an error of the transport."""
    found = document_of_answer(body)
    return respond(found) if found else body


@query.errorhandler(UnprocessableEntity)
def refuse_fields(error: Any) -> Response:
    """Answer wrong fields with a message each; a question that can be read is recorded all the same."""
    language, recorded = record_readable(request.get_json(silent=True))
    errors = translated(error.data["messages"]["json"], language)
    detail = translate(language, "Some fields of the request are missing or wrong.")
    return problem(422, detail, code="InvalidQuestion", outcome="invalid_question", errors=errors, **recorded)


def record_readable(body: Json) -> tuple[Language, dict[str, Json]]:
    """Record the question of a refused request, if there is one; the language to answer in and the record's id."""
    text = body.get("question") if isinstance(body, dict) else None
    if not isinstance(text, str):
        return reader_language(), {}
    run_id = record_invalid(current_app.extensions["services"], Question(text, asker=asker()), "wrong fields")
    return detect_language(text), {"id": run_id}


def translated(errors: dict[str, list[str]], language: Language) -> dict[str, list[str]]:
    """The messages of each field in the asker's language."""
    return {field: [translate(language, message) for message in messages] for field, messages in errors.items()}


def asker() -> Asker:
    """Who sends the request, as far as it tells."""
    return Asker(ip=valid_address(request.remote_addr), user_agent=request.user_agent.string, session=named_browser())


def valid_address(text: str | None) -> str | None:
    """An IP address; None for what is none, as a proxy's header may say anything."""
    try:
        return str(ip_address(text or ""))
    except ValueError:
        return None
