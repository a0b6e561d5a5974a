"""Text at the edges: what PostgreSQL can keep, and JSON that people can read."""

from __future__ import annotations

from typing import Any

from flask.json.provider import DefaultJSONProvider

from app.contracts import Json

STORED_CHARS = 10_000
"""A text from outside that is longer than this is cut in the record."""


def storable(text: str) -> str:
    """The text as PostgreSQL can keep it: no NUL, no lone surrogates, not endless."""
    return encodable(text.replace("\x00", "\ufffd"))[:STORED_CHARS]


def storable_json(value: Json) -> Json:
    """A JSON value with every text in it as PostgreSQL can keep it."""
    match value:
        case str():
            return storable(value)
        case dict():
            return {name: storable_json(item) for name, item in value.items()}
        case list() | tuple():
            return [storable_json(item) for item in value]
    return value


def encodable(text: str) -> str:
    """The text with a question mark for each lone surrogate, which UTF-8 has no bytes for."""
    return text.encode("utf-8", "replace").decode("utf-8")


class ReadableJson(DefaultJSONProvider):
    """JSON in the order that it was made in, with Persian as Persian."""

    sort_keys = False
    ensure_ascii = False

    def loads(self, s: str | bytes, **options: Any) -> Any:
        """What a JSON text says. Raises ValueError, also for one that is nested without end."""
        try:
            return super().loads(s, **options)
        except RecursionError as error:
            raise ValueError("nested too deep") from error

    def dumps(self, obj: Any, **options: Any) -> str:
        """The JSON text; what a request brought may be repeated in it, so it is made sure that it can be sent."""
        return encodable(super().dumps(obj, **options))
