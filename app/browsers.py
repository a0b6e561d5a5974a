"""Telling browsers apart: each gets a name at random, in a signed cookie that says nothing about whoever uses it."""

from __future__ import annotations

import secrets
from datetime import timedelta

from flask import Flask, current_app, request, session
from flask.sessions import SecureCookieSessionInterface

NAME = "browser"
NAME_BYTES = 16
LIFETIME = timedelta(days=365)


class CookieOfConnection(SecureCookieSessionInterface):
    """Flask's signed cookie, kept to HTTPS where the browser came that way."""

    def get_cookie_secure(self, app: Flask) -> bool:
        """Whether the cookie is sent over HTTPS alone."""
        return request.is_secure


def enable_browsers(app: Flask) -> None:
    """Give the application its cookie: no script reads it, no other site's form sends it along."""
    app.session_interface = CookieOfConnection()
    app.config.update(
        SESSION_COOKIE_NAME="querycraft",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=LIFETIME,
    )


def known_browser() -> str | None:
    """The name of the browser that sends the request, if it has one."""
    return session.get(NAME)


def named_browser() -> str | None:
    """The name of the browser that sends the request, given to it now if need be; None where no cookie is signed."""
    if NAME not in session and current_app.secret_key:
        session.permanent = True
        session[NAME] = secrets.token_urlsafe(NAME_BYTES)
    return known_browser()
