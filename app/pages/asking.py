"""The page that asks, and what its modules need to show answers."""

from __future__ import annotations

from flask import Blueprint, current_app, render_template, request, url_for

from app.asking import Services
from app.contracts import Json, Language
from app.language.formatting import MONTHS, SEASONS
from app.pages.languages import LANGUAGES, page_language
from app.pages.messages import CARD
from app.semantics.layer import Column, SemanticLayer
from app.settings import Settings
from app.translating import catalogue

asking = Blueprint("asking", __name__)


@asking.get("/")
def show_asking() -> str:
    """The page; `?question=` puts a question into the composer without asking it."""
    services: Services = current_app.extensions["services"]
    settings: Settings = current_app.extensions["settings"]
    return render_template(
        "ask.html",
        question=request.args.get("question", ""),
        max_chars=settings.question_max_chars,
        examples=services.layer.examples[page_language()],
        page_data=page_data(services.layer, settings),
    )


def page_data(layer: SemanticLayer, settings: Settings) -> Json:
    """Addresses and words for the page's modules; an answer is shown in its own language, whatever the page's."""
    return {
        "timeZone": settings.time_zone,
        "addresses": {
            "query": url_for("query.post_question"),
            "ready": url_for("health.readyz"),
            "history": url_for("record.show_record"),
        },
        "words": {language: words(layer, language) for language in LANGUAGES},
    }


def words(layer: SemanticLayer, language: Language) -> Json:
    """A language's messages (their places not filled in), names of spans of time, labels of stored values by column."""
    return {
        "messages": {key: catalogue(language).gettext(message) for key, message in CARD.items()},
        "seasons": SEASONS[language],
        "months": {calendar: MONTHS[calendar, language] for calendar in ("jalali", "gregorian")},
        "values": {
            thing.name: {stored.value: stored.label[language] for stored in thing.values}
            for thing in layer.things()
            if isinstance(thing, Column) and thing.values
        },
    }
