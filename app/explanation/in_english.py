"""That a model was given a question in English: whoever asked in another language sees what became of it."""

from __future__ import annotations

from collections.abc import Iterator

from app.contracts import QueryState, Understood
from app.explanation.interpretation import part
from app.explanation.voice import Voice
from app.translating import mark


def rendering(state: QueryState, voice: Voice) -> Iterator[Understood]:
    """The English that the answer's SQL was written for; nothing where that is the question itself."""
    own = [attempt["details"] for attempt in state["attempts"] if attempt["generator"] == state["generator"]]
    for english in filter(None, (details.get("translation") or details.get("gloss") for details in own[-1:])):
        yield part("english", voice.say(mark("The model read it as")), english)
