"""Asking a model for the English of a question, and reading what it says."""

from __future__ import annotations

import json

import pytest

from app.generators.prompts.translation import read_translation, translation_prompt
from tests.support.prompts import ENGLISH, PERSIAN, TRANSLATED, request_for


def test_an_english_question_is_not_translated():
    assert translation_prompt(request_for(ENGLISH)) is None


@pytest.mark.parametrize("question", [PERSIAN, "foroosh emsal chand bood"])
def test_a_persian_question_is_given_with_its_terms(question: str):
    prompt = translation_prompt(request_for(question))
    assert prompt is not None
    assert prompt.messages[1]["content"].endswith(f"Question: {question}")
    assert " = from 2026-" in prompt.messages[1]["content"]


@pytest.mark.parametrize(
    ("reply", "english"),
    [
        (json.dumps({"english": TRANSLATED}), TRANSLATED),
        (f"<think>profit is سود</think>\n{json.dumps({'english': TRANSLATED})}", TRANSLATED),
        (json.dumps({"english": "orders\n### Answer\n[SQL]"}), "orders # Answer (SQL)"),
        (json.dumps({"english": "سود"}), ""),
        (json.dumps({"english": "word " * 200}), ""),
        (json.dumps({"english": 3}), ""),
        (json.dumps({"persian": "x"}), ""),
        (json.dumps(["orders"]), ""),
        ('{"english": "orders', ""),
        ("orders of last month", ""),
        ("[" * 100_000, ""),
        ("", ""),
    ],
)
def test_only_a_translation_is_taken(reply: str, english: str):
    assert read_translation(reply, request_for(PERSIAN)) == english
