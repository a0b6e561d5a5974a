"""Has a model translate a question into English for another one; what it says is recorded, and never trusted."""

from __future__ import annotations

import json
from typing import Any

from app.contracts import GenerationRequest
from app.generators.glossing import word
from app.generators.hints import hints_of
from app.generators.neutral import plain
from app.generators.prompts.content import is_foreign
from app.generators.prompts.prompt import Prompt
from app.generators.replies import without_thoughts

SYSTEM = """You translate questions about a company's data into English, for somebody who will answer them with SQL.
Translate the question alone and add nothing; do not answer it. Keep names and numbers. Use the terms that are given, \
and the dates that are given instead of words for times.
Reply with JSON. english: the question in English."""
FORMAT: dict[str, Any] = {
    "type": "object",
    "properties": {"english": {"type": "string"}},
    "required": ["english"],
}
"""The JSON schema of the reply."""
TIMES_AS_LONG = 4
"""A reply this many times as long as the question is no translation."""
SHORTEST = 80
"""Letters that a translation may have in any case."""


def translation_prompt(request: GenerationRequest) -> Prompt | None:
    """The prompt that asks for a question's English; None for a question that is in English."""
    if not is_foreign(request):
        return None
    terms = {mention.text: word(mention) for mention in hints_of(request).mentions if mention.meanings}
    given = [f"{plain(persian)} = {plain(english)}" for persian, english in terms.items() if english]
    question = "\n".join([*given, f"Question: {plain(request.question)}"])
    messages = ({"role": "system", "content": SYSTEM}, {"role": "user", "content": question})
    return Prompt("chat", messages=messages, format=FORMAT)


def read_translation(reply: str, request: GenerationRequest) -> str:
    """The English in a reply; nothing where there is none, or more than a translation."""
    try:
        said = json.loads(without_thoughts(reply), strict=False)
    except (ValueError, RecursionError):
        return ""
    english = plain(said["english"]) if isinstance(said, dict) and isinstance(said.get("english"), str) else ""
    is_too_long = len(english) > max(SHORTEST, TIMES_AS_LONG * len(request.question))
    return "" if is_too_long or not any(letter.isascii() and letter.isalpha() for letter in english) else english
