"""A second model of the same Ollama that puts Persian questions into English for one that reads nothing else."""

from __future__ import annotations

import logging

from app.contracts import GenerationRequest, Json
from app.errors import ModelUnavailable, QuestionTimedOut
from app.generators.ollama.server import Ollama
from app.generators.prompts.translation import read_translation, translation_prompt

log = logging.getLogger(__name__)

SHARE = 0.5
"""Of the time left, what a translation may take."""


class Translator:
    """Asks the model; one without a name never does, and the words' own English has to do."""

    def __init__(self, ollama: Ollama, model: str) -> None:
        self.ollama = ollama
        self.model = model

    def english(self, request: GenerationRequest, details: dict[str, Json]) -> str:
        """The question in English; nothing where it is in English, or nobody translates it. Raises Cancelled.

        `details` are told which model was asked, and how that went.
        """
        if request.rejected:
            return str(request.rejected["details"].get("translation", ""))
        prompt = translation_prompt(request) if self.model else None
        if prompt is None:
            return ""
        try:
            completion = self.ollama.complete(self.model, prompt, request.progress.part(SHARE))
            details["translator"] = {"model": self.model, "ms": completion.ms, **completion.details}
        except (ModelUnavailable, QuestionTimedOut) as error:
            details["translator"] = {"model": self.model, "error": error.code, **error.details}
            log.warning("%s could not translate: %s (%s)", self.model, error, error.detail)
            request.progress.check()
            return ""
        return read_translation(completion.text, request)
