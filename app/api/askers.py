"""Who sends a request, as far as it tells."""

from __future__ import annotations

from ipaddress import ip_address

from flask import request

from app.audit import Asker
from app.browsers import known_browser, named_browser


def asker() -> Asker:
    """Who asks, with a name for the browser, given to it now if need be."""
    has_name = known_browser() is not None
    ip, user_agent = valid_address(request.remote_addr), request.user_agent.string
    return Asker(ip, user_agent, session=named_browser(), has_name=has_name)


def valid_address(text: str | None) -> str | None:
    """An IP address, without its scope, which says something on one machine alone and can't be recorded.

    None for what is none, as a proxy's header may say anything.
    """
    try:
        return str(ip_address((text or "").partition("%")[0]))
    except ValueError:
        return None
