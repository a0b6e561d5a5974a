"""GET /api/suggestions/ completes a question that is being typed; GET /api/vocabulary/ says what to ask about."""

from __future__ import annotations

from typing import Any

from flask_smorest import Blueprint
from marshmallow import Schema, fields, validate

from app.api.problems import reader_language
from app.api.requests import RequestSchema, known_language
from app.contracts import Language
from app.current import current_services
from app.suggesting import suggest, vocabulary
from app.translating import mark

suggestions = Blueprint("suggestions", __name__, url_prefix="/api", description="Help with asking")


class LanguageSchema(RequestSchema):
    """The language of what is told."""

    language = fields.String(
        load_default=None,
        validate=known_language,
        metadata={"description": "That of the browser when left out."},
    )


class TypedSchema(LanguageSchema):
    """What has been typed so far."""

    text = fields.String(load_default="", validate=validate.Length(max=200, error=mark("At most 200 characters.")))


class SuggestionSchema(Schema):
    """A question that has an answer."""

    question = fields.String()
    verified = fields.Boolean(metadata={"description": "Whether a person has approved its SQL."})


class SuggestionsSchema(Schema):
    """Questions, the best first."""

    items = fields.List(fields.Nested(SuggestionSchema))


class TermSchema(Schema):
    """A column or a measure."""

    name = fields.String()
    label = fields.String()
    words = fields.List(fields.String(), metadata={"description": "Other words for it."})
    unit = fields.String(allow_none=True)
    description = fields.String()


class ColumnTermSchema(TermSchema):
    """A column, and what its stored values are called, where they have names."""

    values = fields.List(fields.String())


class SubjectSchema(Schema):
    """A table, and what can be asked about it."""

    name = fields.String()
    label = fields.String()
    description = fields.String()
    measures = fields.List(fields.Nested(TermSchema))
    columns = fields.List(fields.Nested(ColumnTermSchema))


class VocabularySchema(Schema):
    """Everything that questions may be about; what is hidden is not in it."""

    tables = fields.List(fields.Nested(SubjectSchema))


@suggestions.route("/suggestions/", methods=["GET"])
@suggestions.arguments(TypedSchema, location="query")
@suggestions.response(200, SuggestionsSchema)
def get_suggestions(arguments: dict[str, Any]) -> dict[str, Any]:
    """Questions that begin like the text, or have words that do; those that a person has approved first."""
    return {"items": suggest(current_services(), arguments["text"], arguments["language"] or reader_language())}


@suggestions.route("/vocabulary/", methods=["GET"])
@suggestions.arguments(LanguageSchema, location="query")
@suggestions.response(200, VocabularySchema)
def get_vocabulary(arguments: dict[str, Any]) -> dict[str, Any]:
    """The tables, columns, measures and values that one may ask about."""
    language: Language = arguments["language"] or reader_language()
    return {"tables": vocabulary(current_services().layer, language)}
