"""GET /api/history/: the record of questions, newest first."""

from __future__ import annotations

from dataclasses import replace
from datetime import tzinfo
from typing import Any

from flask import Response, request
from flask_smorest import Blueprint
from marshmallow import Schema, fields, post_load, validate

from app.api.askers import asker, valid_address
from app.api.export import extent, file_response, known_format, require_download
from app.api.problems import reader_language
from app.api.requests import RequestSchema, known_language
from app.clock import zone_of
from app.contracts import Outcome
from app.current import current_services, current_settings
from app.exporting.files import Order
from app.exporting.records import export_records
from app.recorded import HistoryFilter, find_place, find_run, find_runs
from app.translating import mark

history = Blueprint("history", __name__, url_prefix="/api/history", description="The record of questions")

NO_DATE = mark("A date such as 2026-11-21.")
FILTERS = ("outcome", "language", "generator", "text", "since", "until", "ip", "session")


class HistoryFilterSchema(RequestSchema):
    """Which records are wanted."""

    outcome = fields.String(
        load_default=None,
        validate=validate.OneOf([str(outcome) for outcome in Outcome], error=mark("No such outcome.")),
    )
    language = fields.String(load_default=None, validate=known_language)
    generator = fields.String(load_default=None, metadata={"description": "What wrote the SQL that ran."})
    text = fields.String(
        load_default=None,
        validate=validate.Length(max=200, error=mark("At most 200 characters.")),
        metadata={"description": "Words of the question; the last one may be its beginning."},
    )
    since = fields.Date(
        load_default=None, error_messages={"invalid": NO_DATE}, metadata={"description": "First day, in TIME_ZONE."}
    )
    until = fields.Date(
        load_default=None, error_messages={"invalid": NO_DATE}, metadata={"description": "Last day, in TIME_ZONE."}
    )
    ip = fields.IP(load_default=None, error_messages={"invalid_ip": mark("This is no IP address.")})
    session = fields.String(load_default=None, metadata={"description": "The name that a browser was given."})

    @post_load
    def as_filter(self, data: dict[str, Any], **_: object) -> dict[str, Any]:
        """The filter as one value, beside what is not of it."""
        names = [name for name in FILTERS if name in data]
        wanted = {name: data.pop(name) for name in names}
        days = wanted.pop("since"), wanted.pop("until")
        ip = wanted.pop("ip")
        return {"wanted": HistoryFilter(ip=ip and valid_address(str(ip)), **wanted).within_days(*days, zone()), **data}


class HistoryQuerySchema(HistoryFilterSchema):
    """Which page of the record is wanted."""

    before = fields.Integer(
        load_default=None, metadata={"description": "Only records older than this id: the next page's key."}
    )
    limit = fields.Integer(
        load_default=50,
        validate=validate.Range(1, 200, error=mark("From 1 to 200.")),
        metadata={"description": "Rows."},
    )


class HistoryExportSchema(HistoryFilterSchema):
    """Which part of the record is wanted as a file."""

    format = fields.String(load_default="csv", validate=known_format)


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
    session = fields.String(allow_none=True, metadata={"description": "The name that the browser was given."})
    conversation_id = fields.String(allow_none=True)
    export_of = fields.Integer(allow_none=True, metadata={"description": "Of an export: the question it holds."})
    export_format = fields.String(allow_none=True, metadata={"description": "Of an export: csv or xlsx."})


class RecordedAttemptSchema(Schema):
    """One SQL candidate in the record."""

    id = fields.Integer()
    created_at = fields.AwareDateTime()
    generator = fields.String()
    model = fields.String(allow_none=True)
    sql = fields.String(allow_none=True)
    error = fields.Dict(allow_none=True)
    ms = fields.Float()
    details = fields.Dict(
        allow_none=True, metadata={"description": "How it came about, such as a model's token counts."}
    )


class PlaceSchema(Schema):
    """A record's place in the chain of hashes."""

    lane = fields.Integer()
    position = fields.Integer()
    hash = fields.String(metadata={"description": "SHA-256 of the hash before it and of all that is recorded."})
    fits = fields.Boolean(metadata={"description": "Whether the hash is true after the one before it."})


class RunDetailSchema(RunSchema):
    """One question in the record, with its SQL candidates and its place in the chain."""

    attempts = fields.List(fields.Nested(RecordedAttemptSchema))
    reading = fields.Dict(allow_none=True, metadata={"description": "What it was understood to ask."})
    place = fields.Nested(PlaceSchema, allow_none=True, metadata={"description": "Null while it is being worked on."})


DETAILS = [name for name in RunDetailSchema().fields if name != "place"]


class HistoryPageSchema(Schema):
    """A page of the record."""

    items = fields.List(fields.Nested(RunSchema))
    next = fields.Integer(allow_none=True, metadata={"description": "`before` of the next page; null on the last one."})


@history.route("/", methods=["GET"])
@history.arguments(HistoryQuerySchema, location="query")
@history.response(200, HistoryPageSchema)
def get_history(arguments: dict[str, Any]) -> dict[str, Any]:
    """A page of the record, newest first."""
    wanted = replace(arguments["wanted"], before=arguments["before"])
    runs, following = find_runs(wanted, arguments["limit"])
    return {"items": runs, "next": following}


@history.route("/export", methods=["GET"])
@history.arguments(HistoryExportSchema, location="query")
@history.response(200, {"type": "string", "format": "binary"}, content_type="text/csv", description="The file.")
def get_history_export(arguments: dict[str, Any]) -> Response:
    """The newest records of a filter, up to EXPORT_ROW_LIMIT, as CSV or XLSX; the export is recorded."""
    require_download()
    address = request.full_path if request.query_string else request.path
    order = Order(address, reader_language(), arguments["format"], asker())
    return file_response(export_records(current_services().recorder, arguments["wanted"], order, extent()))


@history.route("/<int:run_id>", methods=["GET"])
@history.response(200, RunDetailSchema)
def get_run(run_id: int) -> Any:
    """One question with every SQL candidate, and its place in the chain of hashes."""
    run = find_run(run_id)
    return {**{name: getattr(run, name) for name in DETAILS}, "place": find_place(run)}


def zone() -> tzinfo:
    """Where the days of a filter begin."""
    return zone_of(current_settings())
