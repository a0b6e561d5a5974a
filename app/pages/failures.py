"""Errors as pages, in people's language."""

from __future__ import annotations

from http import HTTPStatus

from flask import Flask, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from app.api.problems import handle_error, retry_headers, transport_problem, wants_json
from app.errors import DatabaseUnavailable, QueryCraftError
from app.pages.languages import page_language
from app.translating import mark, translate


def register_failures(app: Flask) -> None:
    """Answer errors with pages, except where the API answers with problem documents."""
    app.register_error_handler(HTTPException, show_transport_failure)
    app.register_error_handler(QueryCraftError, show_own_failure)
    app.register_error_handler(OperationalError, show_unreachable_database)


def show_transport_failure(error: HTTPException) -> ResponseReturnValue:
    """An error of the transport, or one that nobody foresaw."""
    if wants_json():
        return transport_problem(error)
    status = error.code or 500
    return failure_page(status, translate(page_language(), message_for(status)))


def show_own_failure(error: QueryCraftError) -> ResponseReturnValue:
    """An error of ours that ended a request."""
    if wants_json():
        return handle_error(error)
    return failure_page(error.http_status, translate(page_language(), error.template(), **error.values))


def show_unreachable_database(error: OperationalError) -> ResponseReturnValue:
    """The record can't be read."""
    return show_own_failure(DatabaseUnavailable())


def message_for(status: int) -> str:
    """What happened, before it is translated."""
    if status == HTTPStatus.NOT_FOUND:
        return mark("There is no page at this address.")
    return QueryCraftError.template() if status >= 500 else mark("This page can't take that request.")


def failure_page(status: int, message: str) -> tuple[str, int, dict[str, str]]:
    """A page that says what happened and leads back."""
    return render_template("failure.html", status=status, message=message), status, retry_headers(status)
