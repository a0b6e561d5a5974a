"""Answers as the API gives them."""

from __future__ import annotations

from flask import Response
from marshmallow import Schema, fields

from app.api.problems import document_of_answer, respond
from app.contracts import Json


class ColumnSchema(Schema):
    """A column of the result."""

    name = fields.String()
    label = fields.String(metadata={"description": "Its name in the asker's language."})
    type = fields.String(metadata={"description": "number, text, date, time or boolean."})
    unit = fields.String(allow_none=True)
    values = fields.Dict(metadata={"description": "What people call the stored values that it shows."})


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
    part = fields.String(
        metadata={"description": "Its name for GET /api/history/{id}/changes, where there may be any."},
    )


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


def answer_or_problem(body: dict[str, Json]) -> dict[str, Json] | Response:
    """An answer; a problem document for what ended in an error of the transport."""
    found = document_of_answer(body)
    return respond(found) if found else body
