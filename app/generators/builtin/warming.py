"""Learning a layer's words before the first question: those that it says, and the values that the database holds."""

from __future__ import annotations

from threading import Thread

from app.generators.builtin.lexicon import vocabulary_of
from app.generators.builtin.selecting import lexicon as selecting
from app.semantics.layer import SemanticLayer


def start_learning(layer: SemanticLayer) -> None:
    """Learn the layer's words behind the scenes: the first question waits less."""
    Thread(target=learn, args=(layer,), name="vocabulary", daemon=True).start()


def learn(layer: SemanticLayer) -> None:
    """Learn the layer's words, and have its values read."""
    layer.values.current()
    vocabulary_of(layer)
    selecting.vocabulary_of(layer)
