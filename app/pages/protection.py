"""Headers that tell a browser what the pages never do: run foreign code, be framed, ask for devices."""

from __future__ import annotations

from flask import Response, request

POLICY: dict[str, str] = {
    "default-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "object-src": "'none'",
}
DOCS_POLICY = POLICY | {"img-src": "'self' data:"}
"""The style sheet of Swagger UI holds its icons."""

HEADERS: dict[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def protect(response: Response) -> Response:
    """Add the headers to any response."""
    policy = DOCS_POLICY if request.endpoint == "docs.show_docs" else POLICY
    response.headers["Content-Security-Policy"] = "; ".join(f"{name} {value}" for name, value in policy.items())
    response.headers.update(HEADERS)
    return response
