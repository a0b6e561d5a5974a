"""Errors as pages, in people's language."""

from __future__ import annotations

from http import HTTPStatus

from flask import Flask, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from werkzeug.exceptions import HTTPException

from app.api.problems import MESSAGES, handle_error, retry_headers, transport_problem, wants_json
from app.connections import is_passing
from app.errors import DatabaseUnavailable, QueryCraftError, StatementTimedOut, TooBusy
from app.pages.languages import page_language
from app.translating import mark, translate

STOPPED = "57014"
"""SQLSTATE of a statement that ran for too long."""


def register_failures(app: Flask) -> None:
    """Answer errors with pages, except where the API answers with problem documents."""
    app.register_error_handler(HTTPException, show_transport_failure)
    app.register_error_handler(QueryCraftError, show_own_failure)
    app.register_error_handler(SQLAlchemyError, show_unread_record)


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


def show_unread_record(error: SQLAlchemyError) -> ResponseReturnValue:
    """The record can't be read just now; what the database refuses is a bug of ours."""
    if not is_passing(error):
        raise error
    return show_own_failure(meaning(error))


def meaning(error: SQLAlchemyError) -> QueryCraftError:
    """What it means to a reader that the record could not be read."""
    if isinstance(error, NoConnectionFree):
        return TooBusy()
    is_stopped = getattr(getattr(error, "orig", None), "pgcode", None) == STOPPED
    return StatementTimedOut() if is_stopped else DatabaseUnavailable()


def message_for(status: int) -> str:
    """What happened, before it is translated."""
    if status == HTTPStatus.NOT_FOUND:
        return mark("There is no page at this address.")
    if status == HTTPStatus.MISDIRECTED_REQUEST:
        return MESSAGES[status]
    return QueryCraftError.template() if status >= 500 else mark("This page can't take that request.")


def failure_page(status: int, message: str) -> tuple[str, int, dict[str, str]]:
    """A page that says what happened and leads back."""
    return render_template("failure.html", status=status, message=message), status, retry_headers(status)
