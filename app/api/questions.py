"""Questions as requests bring them; one whose fields are wrong is recorded all the same."""

from __future__ import annotations

import re
from typing import Any

from flask import Response, request
from marshmallow import ValidationError, fields, validate

from app.api.askers import asker
from app.api.problems import problem, reader_language, wrong_fields
from app.api.requests import WITH_A_WORD, RequestSchema, known_language
from app.asking import Question, record_invalid
from app.contracts import Json, Language
from app.current import current_services, current_settings
from app.language.detection import detect_language
from app.translating import mark, translate

NAME = re.compile(r"[\w-]{1,64}")


def not_too_long(text: str) -> None:
    """Refuse a question that is longer than the setting allows."""
    if len(text) > current_settings().question_max_chars:
        raise ValidationError(mark("Please ask in fewer words: the question is too long."))


def fit_for_addresses(name: str) -> None:
    """Refuse a conversation's id that its address could not hold."""
    if not NAME.fullmatch(name):
        raise ValidationError(mark("Please use 1 to 64 letters, digits, hyphens or underscores."))


class QuestionSchema(RequestSchema):
    """A question."""

    question = fields.String(
        required=True,
        validate=[validate.Regexp(WITH_A_WORD, error=mark("Please type a question.")), not_too_long],
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
        validate=known_language,
        metadata={"description": "Language of the answer; that of the question when left out."},
    )
    generator = fields.String(
        load_default=None, metadata={"description": "One generator to ask instead of the configured chain."}
    )
    conversation_id = fields.String(
        load_default=None,
        validate=fit_for_addresses,
        metadata={
            "description": "One for all questions of a conversation, chosen by the client: 1 to 64 letters, digits, "
            "hyphens or underscores. In it, a question that is no whole one (and by month?) changes the one that was "
            "answered before it."
        },
    )
    continues = fields.Integer(
        load_default=None,
        metadata={"description": "The `id` of the conversation's answer that it changes; the last one when left out."},
    )


def refuse_fields(error: Any) -> Response:
    """Answer wrong fields with a message each; a question that can be read is recorded all the same."""
    language, recorded = record_readable(request.get_json(silent=True))
    detail = translate(language, "Some fields of the request are missing or wrong.")
    errors = wrong_fields(error, language)
    return problem(422, detail, code="InvalidQuestion", outcome="invalid_question", **errors, **recorded)


def record_readable(body: Json) -> tuple[Language, dict[str, Json]]:
    """Record the question of a refused request, if there is one; the language to answer in and the record's id."""
    text = body.get("question") if isinstance(body, dict) else None
    if not isinstance(text, str):
        return reader_language(), {}
    run_id = record_invalid(current_services(), Question(text, asker=asker()), "wrong fields")
    return detect_language(text), {"id": run_id}
