"""Prompts: each profile writes a question down in the way that one kind of model reads best, and reads its reply."""

from __future__ import annotations

from app.errors import InvalidSetting
from app.generators.prompts.chat import Chat
from app.generators.prompts.prompt import Budget, Order, Profile, Prompt
from app.generators.prompts.sqlcoder import Sqlcoder
from app.settings import Settings

__all__ = ["Budget", "Order", "Profile", "Prompt", "profile_named", "profile_of", "profile_of_model"]

ORDERS: dict[str, Order] = {"trained": "trained", "schema_first": "schema_first"}
"""What PROMPT_ORDER may be."""


def profile_named(name: str, order: Order = "trained") -> Profile:
    """The profile of a name. Raises KeyError for one that there is not."""
    profiles: dict[str, Profile] = {"sqlcoder": Sqlcoder(order), "chat": Chat()}
    return profiles[name]


def profile_of_model(model: str) -> str:
    """The name of the profile that suits a model: its family's own, else that of any model that can chat."""
    return "sqlcoder" if "sqlcoder" in model.lower() else "chat"


def profile_of(settings: Settings) -> Profile:
    """The profile of the settings. Raises InvalidSetting for a name that is none."""
    name = settings.ollama_profile or profile_of_model(settings.ollama_model)
    try:
        order = ORDERS[settings.prompt_order]
    except KeyError:
        known = " or ".join(ORDERS)
        raise InvalidSetting(name="PROMPT_ORDER", value=settings.prompt_order, example=known) from None
    try:
        return profile_named(name, order)
    except KeyError:
        raise InvalidSetting(name="OLLAMA_PROFILE", value=name, example="sqlcoder or chat") from None
