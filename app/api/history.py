"""GET /api/history/: the record of questions, newest first."""

from __future__ import annotations

from typing import Any

from flask_smorest import Blueprint
from marshmallow import Schema, fields, validate

from app.contracts import Outcome
from app.recorded import HistoryFilter, find_run, find_runs
from app.translating import mark

history = Blueprint("history", __name__, url_prefix="/api/history", description="The record of questions")


class HistoryQuerySchema(Schema):
    """Which part of the record is wanted."""

    before = fields.Integer(
        load_default=None, metadata={"description": "Only records older than this id: the next page's key."}
    )
    limit = fields.Integer(
        load_default=50,
        validate=validate.Range(1, 200, error=mark("From 1 to 200.")),
        metadata={"description": "Rows."},
    )
    outcome = fields.String(
        load_default=None,
        validate=validate.OneOf([str(outcome) for outcome in Outcome], error=mark("No such outcome.")),
    )
    language = fields.String(
        load_default=None, validate=validate.OneOf(["fa", "en"], error=mark("The language is fa or en."))
    )
    generator = fields.String(load_default=None)
    text = fields.String(load_default=None, metadata={"description": "Words of the question."})


class RunSchema(Schema):
    """One question in the record."""

    id = fields.Integer()
    created_at = fields.AwareDateTime(metadata={"description": "UTC."})
    closed_at = fields.AwareDateTime(allow_none=True)
    outcome = fields.String()
    question = fields.String()
    language = fields.String(allow_none=True)
    generator = fields.String(allow_none=True)
    model = fields.String(allow_none=True)
    sql = fields.String(allow_none=True)
    row_count = fields.Integer(allow_none=True)
    truncated = fields.Boolean(allow_none=True)
    answer = fields.String(allow_none=True)
    error = fields.Dict(allow_none=True)
    timings = fields.Dict(allow_none=True, metadata={"description": "Milliseconds by step."})
    ip = fields.String(allow_none=True)
    user_agent = fields.String(allow_none=True)


class RecordedAttemptSchema(Schema):
    """One SQL candidate in the record."""

    id = fields.Integer()
    created_at = fields.AwareDateTime()
    generator = fields.String()
    model = fields.String(allow_none=True)
    sql = fields.String(allow_none=True)
    error = fields.Dict(allow_none=True)
    ms = fields.Float()


class RunDetailSchema(RunSchema):
    """One question in the record, with its SQL candidates."""

    attempts = fields.List(fields.Nested(RecordedAttemptSchema))


class HistoryPageSchema(Schema):
    """A page of the record."""

    items = fields.List(fields.Nested(RunSchema))
    next = fields.Integer(allow_none=True, metadata={"description": "`before` of the next page; null on the last one."})


@history.route("/", methods=["GET"])
@history.arguments(HistoryQuerySchema, location="query")
@history.response(200, HistoryPageSchema)
def get_history(arguments: dict[str, Any]) -> dict[str, Any]:
    """A page of the record, newest first."""
    limit = arguments.pop("limit")
    runs, following = find_runs(HistoryFilter(**arguments), limit)
    return {"items": runs, "next": following}


@history.route("/<int:run_id>", methods=["GET"])
@history.response(200, RunDetailSchema)
def get_run(run_id: int) -> Any:
    """One question with every SQL candidate."""
    return find_run(run_id)
