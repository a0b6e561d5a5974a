"""GET /api/history/<id>/export: the whole result of an answered question as a file."""

from __future__ import annotations

from typing import Any

from flask import Response, abort, request, send_file
from flask_smorest import Blueprint
from marshmallow import fields, validate
from werkzeug.exceptions import MethodNotAllowed

from app.api.askers import asker
from app.api.departures import lookout
from app.api.problems import ProblemSchema, problem
from app.api.requests import RequestSchema, known_language
from app.clock import zone_of
from app.contracts import Language
from app.current import current_services, current_settings
from app.errors import QueryCraftError
from app.exporting.files import FORMATS, Export, Order
from app.exporting.results import Extent, Source, export_result
from app.extensions import db
from app.models.audit import QueryRun
from app.recorded import find_run
from app.translating import mark, translate

exports = Blueprint("export", __name__, url_prefix="/api/history", description="Files to take away")

OWN_PAGES = ("same-origin", "none")
"""Where a request may come from, as browsers tell it: our own pages, or a person who has typed its address."""
known_format = validate.OneOf(list(FORMATS), error=mark("The format is csv or xlsx."))


class ExportSchema(RequestSchema):
    """How the file is wanted."""

    format = fields.String(load_default="csv", validate=known_format)
    language = fields.String(
        load_default=None,
        validate=known_language,
        metadata={"description": "Language of the headings; that of the question when left out."},
    )


@exports.route("/<int:run_id>/export", methods=["GET"])
@exports.arguments(ExportSchema, location="query")
@exports.response(200, {"type": "string", "format": "binary"}, content_type="text/csv", description="The file.")
@exports.alt_response(409, schema=ProblemSchema, description="The question has no result.")
def get_export(arguments: dict[str, Any], run_id: int) -> Response:
    """The result of a question's SQL as it is now, up to EXPORT_ROW_LIMIT rows, as CSV or XLSX.

    The SQL is run anew, through the guard and the reader, and the export is recorded.
    """
    require_download()
    run = find_run(run_id)
    # Its connection is for others meanwhile: the statement may take its time.
    db.session.close()
    language: Language = arguments["language"] or ("fa" if run.language == "fa" else "en")
    if not run.sql or run.outcome != "answered":
        return problem(
            409, translate(language, mark("This question has no rows to take away.")), code="NothingToExport"
        )
    order = Order(run.question, language, arguments["format"], asker(), of=run.export_of or run.id)
    try:
        with lookout.watching(request.environ) as cancellation:
            return file_response(export_result(current_services(), source_of(run), order, extent(), cancellation))
    except QueryCraftError as error:
        status = error.http_status if error.http_status >= 400 else 409
        return problem(status, translate(language, error.template(), **error.values), code=error.code)


def require_download() -> None:
    """Refuse other sites' pages, and who only wants to look (HEAD): an export works and is recorded."""
    if request.method != "GET":
        raise MethodNotAllowed(["GET"])
    if request.headers.get("Sec-Fetch-Site", "none") not in OWN_PAGES:
        abort(403)


def source_of(run: QueryRun) -> Source:
    """What a recorded question has run."""
    return Source(run.sql or "", run.generator or "", run.model, run.reading)


def extent() -> Extent:
    """How much a file may hold, by the settings."""
    settings = current_settings()
    return Extent(settings.export_row_limit, settings.export_max_bytes, zone_of(settings))


def file_response(export: Export) -> Response:
    """The file, for the browser to keep and for nobody in between."""
    response = send_file(export.file, export.kind, as_attachment=True, download_name=export.name)
    response.cache_control.no_store = True
    return response
