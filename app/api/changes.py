"""GET /api/history/<id>/changes: what may take the place of a part of an answered question."""

from __future__ import annotations

from typing import Any

from flask_smorest import Blueprint
from marshmallow import Schema, fields

from app.api.requests import RequestSchema
from app.contracts import Earlier
from app.current import current_services
from app.generators.builtin.following.changing import changes_of
from app.models.audit import QueryRun
from app.recorded import find_run

changes = Blueprint("changes", __name__, url_prefix="/api/history", description="Changes of a question")


class PartSchema(RequestSchema):
    """The part to change."""

    part = fields.String(
        required=True, metadata={"description": "As the answer's interpretation names it.", "example": "period"}
    )


class ChangeSchema(Schema):
    """What may take the part's place."""

    label = fields.String()
    question = fields.String(
        metadata={"description": "What puts it there, asked in the same conversation with `continues` as the id."}
    )


class ChangesSchema(Schema):
    """Changes that the built-in engine is known to read, each of which changes that part alone."""

    items = fields.List(fields.Nested(ChangeSchema))


@changes.route("/<int:run_id>/changes", methods=["GET"])
@changes.arguments(PartSchema, location="query")
@changes.response(200, ChangesSchema)
def get_changes(arguments: dict[str, Any], run_id: int) -> dict[str, Any]:
    """What may take the place of a part of an answered question; nothing outside of conversations."""
    earlier, services = earlier_of(find_run(run_id)), current_services()
    found = changes_of(earlier, arguments["part"], services.layer, services.today()) if earlier else ()
    return {"items": found}


def earlier_of(run: QueryRun) -> Earlier | None:
    """What a recorded question was understood to ask, where another one may continue it."""
    if run.outcome != "answered" or run.conversation_id is None or run.reading is None:
        return None
    return {"question": run.question, "reading": run.reading}
