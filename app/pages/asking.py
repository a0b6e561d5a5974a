"""The page that asks, and what its modules need to show answers."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, render_template, request, url_for

from app.assets import CHARTS, address_of
from app.contracts import Json, Language
from app.current import current_services, current_settings
from app.language.formatting import MONTHS, SEASONS
from app.pages.languages import LANGUAGES, page_language
from app.pages.messages import CARD, GENERATORS, STEPS
from app.settings import PROJECT
from app.translating import catalogue

asking = Blueprint("asking", __name__)

ENDPOINTS = {
    "ask": "asking.show_asking",
    "conversations": "conversations.get_conversations",
    "feedback": "feedback.post_feedback",
    "history": "record.show_record",
    "query": "query.post_question",
    "ready": "health.readyz",
    "runs": "history.get_history",
    "sql": "sql.post_statement",
    "suggestions": "suggestions.get_suggestions",
    "vocabulary": "suggestions.get_vocabulary",
}
"""What the page's modules call, by the names that they have for it."""
MODULES = sorted(path.name for path in (PROJECT / "app" / "static" / "js").glob("*.js") if path.stem != "docs")
"""The page's modules, which browsers may fetch at once instead of one after the other."""


@asking.get("/")
def show_asking() -> str:
    """The page; `?question=` puts a question into the composer without asking it."""
    return render_template(
        "ask.html",
        question=request.args.get("question", ""),
        max_chars=current_settings().question_max_chars,
        modules=MODULES,
        examples=current_services().layer.examples[page_language()],
        page_data=page_data(),
    )


def page_data() -> Json:
    """Addresses and words for the page's modules; an answer is shown in its own language, whatever the page's."""
    return {
        "addresses": {
            **{name: url_for(endpoint) for name, endpoint in ENDPOINTS.items()},
            "vega": address_of("built", CHARTS),
        },
        "words": {language: words(language) for language in LANGUAGES},
    }


def words(language: Language) -> Json:
    """A language's messages (their places not filled in), and its names of steps, generators and spans of time."""
    return {
        "messages": translated(CARD, language),
        "steps": translated(STEPS, language),
        "generators": translated(GENERATORS, language),
        "seasons": SEASONS[language],
        "months": {calendar: MONTHS[calendar, language] for calendar in ("jalali", "gregorian")},
    }


def translated(messages: Mapping[str, str], language: Language) -> dict[str, str]:
    """Messages in a language, by their keys."""
    return {key: catalogue(language).gettext(message) for key, message in messages.items()}
