"""Why a language model has said nothing, in the asker's words."""

from __future__ import annotations

from typing import NamedTuple

from app.translating import mark


class Silence(NamedTuple):
    """What is said of it where another generator has answered, and where none has."""

    handed_over: str
    unanswered: str


FAILED = Silence(
    mark("The language model failed while it was answering, so {who} answered."),
    mark("The language model, which may understand it, failed while it was answering. Please try again later."),
)
TOO_LONG = Silence(
    mark("The language model needed too long, so {who} answered."),
    mark("The language model, which may understand it, needed too long. Please try again later."),
)
SILENCES: dict[str, Silence] = {
    "ModelUnavailable": Silence(
        mark("The language model could not be reached, so {who} answered."),
        mark("The language model, which may understand it, can't be reached just now. Please try again later."),
    ),
    "ModelMissing": Silence(
        mark("The language model is not installed, so {who} answered."),
        mark("The language model, which may understand it, is not installed."),
    ),
    "ModelBusy": Silence(
        mark("The language model had too many questions waiting, so {who} answered."),
        mark(
            "The language model, which may understand it, has too many questions waiting just now. "
            "Please try again later."
        ),
    ),
    "ModelBroken": FAILED,
    "QueryCraftError": FAILED,
    "ModelTimedOut": TOO_LONG,
    "QuestionTimedOut": TOO_LONG,
}
"""By the code of the model's last error; after any other, it was its SQL that did not do."""
