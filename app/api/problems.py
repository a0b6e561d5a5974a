"""Errors of the API as RFC 9457 problem documents, in the asker's language."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from flask import Response, jsonify, request
from flask_babel import get_locale
from flask_smorest import Api
from marshmallow import Schema, fields
from werkzeug.exceptions import HTTPException

from app.contracts import Json, Language
from app.errors import QueryCraftError
from app.translating import mark, translate

MESSAGES: dict[int, str] = {
    HTTPStatus.BAD_REQUEST: mark("The request's body is not valid JSON."),
    HTTPStatus.FORBIDDEN: mark("Another site has sent you here. Open QueryCraft itself, and save the file from there."),
    HTTPStatus.NOT_FOUND: mark("There is nothing at this address."),
    HTTPStatus.METHOD_NOT_ALLOWED: mark("This address does not take that method."),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: mark("The request is too large."),
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: mark(
        "Send the question as JSON, with the header Content-Type: application/json."
    ),
    HTTPStatus.MISDIRECTED_REQUEST: mark(
        "QueryCraft does not answer at this address. Whoever runs it can add its name to TRUSTED_HOSTS."
    ),
    HTTPStatus.UNPROCESSABLE_ENTITY: mark("Some fields of the request are missing or wrong."),
    HTTPStatus.INTERNAL_SERVER_ERROR: QueryCraftError.template(),
}
"""What people are told for each status that the transport itself answers with."""
RETRY_SECONDS = 5
"""When another try is worth it, where we can't answer just now."""


class ProblemSchema(Schema):
    """A problem document (RFC 9457)."""

    type = fields.String(metadata={"description": "Always about:blank: the status and `code` say what it is."})
    title = fields.String(metadata={"description": "The status in words."})
    status = fields.Integer(metadata={"description": "The HTTP status."})
    detail = fields.String(metadata={"description": "What happened and what to do, in the asker's language."})
    code = fields.String(metadata={"description": "The error's name."})
    errors = fields.Dict(metadata={"description": "Messages by field, where fields are wrong."})
    id = fields.Integer(metadata={"description": "The question's number in the record, where it has one."})
    outcome = fields.String(metadata={"description": "How the question ended, where one could be read."})


def document(status: int, detail: str, **members: Json) -> dict[str, Json]:
    """A problem document."""
    return {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail, **members}


def document_of_error(error: QueryCraftError, language: Language) -> dict[str, Json]:
    """The problem document of an error of ours."""
    return document(error.http_status, translate(language, error.template(), **error.values), code=error.code)


def document_of_answer(body: dict[str, Json]) -> dict[str, Json] | None:
    """The problem document of an answer that ended in an error of the transport; None for any other answer."""
    error = body["error"]
    if not error or error["status"] < HTTPStatus.BAD_REQUEST:
        return None
    return document(error["status"], error["message"], code=error["code"], id=body["id"], outcome=body["outcome"])


def respond(found: dict[str, Json]) -> Response:
    """A problem document as a response."""
    response = jsonify(found)
    response.status_code = found["status"]
    response.content_type = "application/problem+json"
    response.headers.update(retry_headers(found["status"]))
    return response


def problem(status: int, detail: str, **members: Json) -> Response:
    """A response that is a problem document."""
    return respond(document(status, detail, **members))


def retry_headers(status: int) -> dict[str, str]:
    """The headers that say when to try again, for the one status after which that helps."""
    return {"Retry-After": str(RETRY_SECONDS)} if status == HTTPStatus.SERVICE_UNAVAILABLE else {}


def reader_language() -> Language:
    """The language of whoever sent the request, as far as headers tell."""
    return "fa" if str(get_locale()) == "fa" else "en"


class ProblemApi(Api):
    """flask-smorest with problem documents for errors."""

    ERROR_SCHEMA = ProblemSchema

    def handle_http_exception(self, error: HTTPException) -> Response:
        """Any error of the transport; people get pages from app/pages."""
        return transport_problem(error)


def transport_problem(error: HTTPException) -> Response:
    """An error of the transport, with the wrong fields where it has any."""
    status = error.code or 500
    language = reader_language()
    detail = translate(language, MESSAGES.get(status, HTTPStatus(status).phrase))
    return problem(status, detail, code=error.name.replace(" ", ""), **wrong_fields(error, language))


def wrong_fields(error: HTTPException, language: Language) -> dict[str, Json]:
    """The member `errors` for an error that names fields, wherever they stood."""
    places: dict[str, Any] = getattr(error, "data", {}).get("messages", {})
    fields = {
        field: [translate(language, text) for text in texts]
        for place in places.values()
        if isinstance(place, dict)
        for field, texts in place.items()
    }
    return {"errors": fields} if fields else {}


def handle_error(error: QueryCraftError) -> Response:
    """An error of ours that ended a request."""
    return respond(document_of_error(error, reader_language()))


def wants_json() -> bool:
    """Whether the request is for the API or a probe rather than for a page."""
    return request.path.startswith("/api/") or request.path in ("/healthz", "/readyz")
