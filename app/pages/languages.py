"""The language of a page: chosen by a link and remembered in a cookie, else the browser's; and its colours."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Response, request

from app.contracts import Json, Language

LANGUAGES: tuple[Language, ...] = ("fa", "en")
COOKIE = "language"
THEMES = ("light", "dark")
ONE_YEAR = 365 * 24 * 3600


def page_language() -> Language:
    """The language of the page that is being asked for."""
    return chosen_language() or read_language(request.cookies.get(COOKIE)) or browser_language()


def chosen_language() -> Language | None:
    """The language that the address names: `?lang=fa`."""
    return read_language(request.args.get("lang"))


def read_language(text: str | None) -> Language | None:
    """The language of that name, if it is one of ours."""
    return next((language for language in LANGUAGES if language == text), None)


def browser_language() -> Language:
    """What the browser likes best, of ours."""
    return read_language(request.accept_languages.best_match(LANGUAGES)) or "en"


def remember_language(response: Response) -> Response:
    """Keep a chosen language for the next pages."""
    chosen = chosen_language()
    if chosen:
        response.set_cookie(COOKIE, chosen, max_age=ONE_YEAR, samesite="Lax", httponly=True, secure=request.is_secure)
    return response


def describe_page() -> dict[str, Json]:
    """What every template may use: the page's language, its direction, and the way to the other language."""
    language = page_language()
    other = "en" if language == "fa" else "fa"
    return {
        "language": language,
        "direction": direction(language),
        "direction_of": direction,
        "other_language": other,
        "same_page_in_other_language": same_page_in(other),
        "theme": chosen_theme(),
    }


def chosen_theme() -> str | None:
    """The colours that somebody has chosen, which a module of the pages keeps in a cookie; else the system's."""
    return next((theme for theme in THEMES if theme == request.cookies.get("theme")), None)


def direction(language: str | None) -> str:
    """The direction that a language is written in; where it is not known, the text itself decides."""
    return {"fa": "rtl", "en": "ltr"}.get(language or "", "auto")


def same_page_in(language: str) -> str:
    """The way to the same page in another language: a query alone, so that no path can lead to another host."""
    query = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    return "?" + urlencode([*query, ("lang", language)])
