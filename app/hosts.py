"""The names that the application answers at: any other site could have a name of its own lead here (DNS rebinding)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial

from flask import Flask, abort, request

LOOPBACK = ("localhost", "127.0.0.1", "::1")
"""Names that no other site can have."""
PORT = re.compile(r":\d*\Z")


def enable_hosts(app: Flask, trusted: Iterable[str]) -> None:
    """Let the application answer at these names and at this machine's own; at any name where none is given."""
    known = {name.strip("[]").lower() for name in trusted}
    if known:
        app.before_request(partial(refuse_other_hosts, known.union(LOOPBACK)))


def refuse_other_hosts(known: set[str]) -> None:
    """Refuse a request that was sent to another name."""
    if PORT.sub("", request.host).strip("[]").lower() not in known:
        abort(421)
