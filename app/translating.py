"""Messages in the asker's language, from the catalogues in app/translations.

Beside Flask-Babel, which serves the language of a page: a question carries its own language, also outside requests.
"""

from __future__ import annotations

import gettext
from functools import cache
from pathlib import Path

from app.contracts import Language
from app.errors import MissingTranslations

CATALOGUES = Path(__file__).parent / "translations"


@cache
def catalogue(language: Language) -> gettext.NullTranslations:
    """The compiled catalogue of a language; English is what the messages are written in.

    Raises MissingTranslations, which the application factory lets nobody come across later.
    """
    if language == "en":
        return gettext.NullTranslations()
    try:
        return gettext.translation("messages", CATALOGUES, [language])
    except FileNotFoundError:
        raise MissingTranslations() from None


def translate(language: Language, message: str, /, **values: object) -> str:
    """The message in the language, its `{name}` places filled in; an unknown message stays as it is."""
    return catalogue(language).gettext(message).format(**values)


def mark(message: str) -> str:
    """The message itself: marks a text that is translated later, so that it gets into the catalogue."""
    return message
