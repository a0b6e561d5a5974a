"""Ollama: a local language model, asked in the way that suits it."""

from __future__ import annotations

import logging
from threading import Thread

from app.contracts import Candidate, GenerationRequest, Json
from app.errors import ModelUnavailable, QueryCraftError
from app.generators.ollama.call import Patience
from app.generators.ollama.narrating import Narrator
from app.generators.ollama.server import REPLY_TOKENS, Ollama
from app.generators.ollama.translating import Translator
from app.generators.prompts import Budget, Profile, profile_of
from app.settings import Settings

log = logging.getLogger(__name__)


class OllamaGenerator:
    """One model of one Ollama, the profile that says how it is asked, and who translates for it."""

    name = "ollama"
    repairs = True

    def __init__(self, ollama: Ollama, model: str, profile: Profile, translator: Translator) -> None:
        self.ollama = ollama
        self.model: str | None = model
        self.profile = profile
        self.translator = translator
        self.budget = Budget(ollama.context_tokens, REPLY_TOKENS)

    def is_available(self) -> bool:
        """Whether Ollama answers and has the model."""
        return self.ollama.has(self.model or "")

    def generate(self, request: GenerationRequest) -> Candidate:
        """The model's SQL.

        Raises Unanswerable when it gives none, ModelUnavailable or one of its kind when it can't, Cancelled and
        QuestionTimedOut. Their `details` tell what it was asked, what it said and how long it took.
        """
        details: dict[str, Json] = {}
        try:
            candidate = self.candidate(request, details)
        except QueryCraftError as error:
            error.details = {**details, **error.details}
            raise
        return Candidate(candidate.sql, {**details, **candidate.details})

    def candidate(self, request: GenerationRequest, details: dict[str, Json]) -> Candidate:
        """The model's SQL; `details` are told as soon as there are some. Raises what `generate` raises."""
        narrator = Narrator(request.progress, self.name)
        prompt = self.profile.write(request, self.budget, self.translator.english(request, details))
        details.update(prompt.details)
        with narrator:
            completion = self.ollama.complete(self.model or "", prompt, request.progress, narrator.say)
        details.update(completion.details)
        return self.profile.read(completion.text, request, is_cut="ended_by" in completion.details)

    def preload(self) -> None:
        """Have Ollama load the model, behind the scenes, if it answers and has it: the first question waits less."""
        Thread(target=self.load, name="preload", daemon=True).start()

    def load(self) -> None:
        """Have the model loaded, and wait for it; where that fails, the first question will say why."""
        # Nobody waits for this look, and words are learned in the same moment: it has as long as a question has.
        if not self.ollama.has(self.model or "", self.ollama.patience.connect):
            return
        try:
            self.ollama.load(self.model or "")
        except ModelUnavailable as error:
            log.warning("%s could not be loaded beforehand: %s (%s)", self.model, error, error.detail)

    def close(self) -> None:
        """Hang up."""
        self.ollama.close()


def ollama_of(settings: Settings) -> Ollama:
    """The Ollama of the settings."""
    patience = Patience(
        connect=settings.ollama_connect_seconds,
        silence=settings.ollama_first_token_seconds,
        total=settings.ollama_timeout_seconds,
    )
    return Ollama(settings.ollama_host, patience, settings.ollama_context_tokens)


def make(settings: Settings) -> OllamaGenerator:
    """The generator of the settings. Raises InvalidSetting."""
    ollama = ollama_of(settings)
    translator = Translator(ollama, settings.translate_model)
    return OllamaGenerator(ollama, settings.ollama_model, profile_of(settings), translator)
