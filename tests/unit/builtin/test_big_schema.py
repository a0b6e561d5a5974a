"""A schema of 300 tables is asked as quickly as one of three, nearly."""

from __future__ import annotations

import time
from dataclasses import replace
from statistics import median

import pytest

from app.generators.builtin.composing import compose
from app.generators.builtin.reading import read
from app.generators.builtin.warming import learn
from app.language.detection import detect_language
from app.semantics.layer import SemanticLayer
from tests.support.big_schema import TODAY, Names, big_layer, questions

MOST_SECONDS = 0.05
"""Processor time of half of the questions; a twentieth of it is usual."""
DERIVING_SECONDS = 4.0
"""Processor time; a tenth of it is usual."""
LEARNING_SECONDS = 3.0
"""Processor time; a tenth of it is usual."""


@pytest.fixture(scope="module")
def layer() -> SemanticLayer:
    """The layer, with the names that its columns hold."""
    return replace(big_layer(), values=Names())


def test_half_of_the_questions_are_read_and_written_in_their_time(layer: SemanticLayer):
    asked = list(questions(layer))
    assert median([seconds(question, layer) for question in asked]) < MOST_SECONDS


def seconds(question: str, layer: SemanticLayer) -> float:
    """How long it takes to read a question, all of it, and to write its SQL."""
    started = time.process_time()
    reading = read(question, detect_language(question), layer, TODAY)
    assert reading.is_complete, question
    assert compose(reading, layer)
    return time.process_time() - started


def test_a_layer_is_derived_in_its_time():
    started = time.process_time()
    assert len(big_layer().tables) == 300
    assert time.process_time() - started < DERIVING_SECONDS


def test_a_layers_words_are_learned_in_their_time(layer: SemanticLayer):
    unknown = replace(layer, name="another company")
    started = time.process_time()
    learn(unknown)
    assert time.process_time() - started < LEARNING_SECONDS
