"""What requests bring: JSON that is read once, and fields that are checked, with messages that people understand."""

from __future__ import annotations

from typing import Any, ClassVar

from flask import Request, abort, request
from flask_smorest import Blueprint
from marshmallow import Schema, fields, missing, validate
from webargs.flaskparser import FlaskParser

from app.translating import mark

NUMBER = mark("This must be a whole number.")
TEXT = mark("This must be text.")
MESSAGES: dict[str, str] = {
    "Field may not be null.": mark("This field is empty."),
    "Invalid value.": mark("This value is not possible here."),
    "Missing data for required field.": mark("This field is missing."),
    "Not a valid integer.": NUMBER,
    "Not a valid string.": TEXT,
    "Not a valid utf-8 string.": TEXT,
    "Number too large.": NUMBER,
}
"""What marshmallow says by itself, in words for people."""
WITH_A_WORD = r"\s*\S"
known_language = validate.OneOf(["fa", "en"], error=mark("The language is fa or en."))


class BodyParser(FlaskParser):
    """Takes the body as Flask has read it."""

    def load_json(self, req: Request, schema: Schema) -> Any:
        """The body, where it is JSON; what can't be read as such is answered with 400."""
        return req.get_json() if req.is_json else missing


class JsonBlueprint(Blueprint):
    """Resources whose requests may bring JSON."""

    ARGUMENTS_PARSER = BodyParser()


class RequestSchema(Schema):
    """Fields of a request."""

    error_messages: ClassVar[dict[str, str]] = {  # type: ignore[misc]  # marshmallow reads it from the class
        "unknown": mark("This field is not known."),
        "type": mark("The body must be a JSON object."),
    }

    def on_bind_field(self, field_name: str, field_obj: fields.Field[Any]) -> None:
        """Let a field speak in our words, where it has none of its own."""
        said = field_obj.error_messages
        field_obj.error_messages = {key: MESSAGES.get(str(message), message) for key, message in said.items()}


def require_json() -> None:
    """Refuse what is not JSON, rather than read it as an empty question."""
    if not request.is_json:
        abort(415)
