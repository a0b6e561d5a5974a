"""/api/conversations/: what this browser has asked, conversation by conversation."""

from __future__ import annotations

from typing import Any

from flask import abort
from marshmallow import Schema, fields, validate

from app.api.requests import WITH_A_WORD, JsonBlueprint, RequestSchema
from app.browsers import known_browser
from app.conversations import delete_conversation, find_conversations, find_questions, name_conversation
from app.encoding import storable
from app.translating import mark

conversations = JsonBlueprint(
    "conversations", __name__, url_prefix="/api/conversations", description="The conversations of this browser"
)


class ConversationSchema(Schema):
    """A conversation."""

    id = fields.String(metadata={"description": "The `conversation_id` that its questions were sent with."})
    title = fields.String(metadata={"description": "Its name, or else its first question."})
    questions = fields.Integer(metadata={"description": "How many were asked."})
    created_at = fields.AwareDateTime()
    updated_at = fields.AwareDateTime(metadata={"description": "When the last one was asked."})


class ConversationsSchema(Schema):
    """The conversations, the latest first."""

    items = fields.List(fields.Nested(ConversationSchema))


class AskedSchema(Schema):
    """A question of a conversation, as it is recorded."""

    id = fields.Integer()
    created_at = fields.AwareDateTime()
    question = fields.String()
    language = fields.String(allow_none=True)
    outcome = fields.String()
    answer = fields.String(allow_none=True)
    sql = fields.String(allow_none=True)
    generator = fields.String(allow_none=True)


class ConversationDetailSchema(ConversationSchema):
    """A conversation with its questions, from the first."""

    items = fields.List(fields.Nested(AskedSchema))


class TitleSchema(RequestSchema):
    """A new name."""

    title = fields.String(
        required=True,
        validate=[
            validate.Regexp(WITH_A_WORD, error=mark("Please give it a name.")),
            validate.Length(max=200, error=mark("At most 200 characters.")),
        ],
        error_messages={
            "required": mark("Please give it a name."),
            "null": mark("Please give it a name."),
            "invalid": mark("The name must be text."),
        },
    )


@conversations.route("/", methods=["GET"])
@conversations.response(200, ConversationsSchema)
def get_conversations() -> dict[str, Any]:
    """The conversations of this browser, which its cookie tells."""
    browser = known_browser()
    return {"items": find_conversations(browser) if browser else []}


@conversations.route("/<string:conversation_id>", methods=["GET"])
@conversations.response(200, ConversationDetailSchema)
def get_conversation(conversation_id: str) -> dict[str, Any]:
    """A conversation of this browser with its questions; their rows are not kept."""
    browser, found = held(conversation_id)
    return {**found, "items": find_questions(browser, found["id"])}


@conversations.route("/<string:conversation_id>", methods=["PATCH"])
@conversations.arguments(TitleSchema)
@conversations.response(200, ConversationSchema)
def patch_conversation(arguments: dict[str, str], conversation_id: str) -> dict[str, Any]:
    """Give a conversation of this browser a name."""
    browser, found = held(conversation_id)
    name_conversation(browser, found["id"], arguments["title"].strip())
    return held(conversation_id)[1]


@conversations.route("/<string:conversation_id>", methods=["DELETE"])
@conversations.response(204)
def remove_conversation(conversation_id: str) -> None:
    """Take a conversation off this browser's list. What was asked stays in the record."""
    browser, found = held(conversation_id)
    delete_conversation(browser, found["id"])


def held(conversation_id: str) -> tuple[str, dict[str, Any]]:
    """The browser's name and its conversation of that id; 404 where it holds none."""
    browser = known_browser()
    found = find_conversations(browser, storable(conversation_id)) if browser else []
    if not (browser and found):
        abort(404)
    return browser, dict(found[0]._mapping)
