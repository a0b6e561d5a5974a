"""What a layer says is learnt before the first question, which then does not wait for it."""

from __future__ import annotations

import time
from dataclasses import replace

from app.generators.builtin.lexicon import vocabulary_of
from app.generators.builtin.reading import read
from app.generators.builtin.warming import learn, start_learning
from app.semantics.layer import SemanticLayer
from app.semantics.values import NO_VALUES, Values
from tests.support.big_schema import TODAY, big_layer
from tests.support.faults import happens_within

LEARNING_SECONDS = 4.0
"""Processor time; a tenth of it is usual."""
FIRST_QUESTION_SECONDS = 0.1
"""Processor time; a tenth of it is usual."""


class Counted:
    """Values that are none, and how often they were asked for."""

    def __init__(self) -> None:
        self.times = 0

    def current(self) -> Values:
        self.times += 1
        return NO_VALUES


def layer() -> SemanticLayer:
    """A layer of 300 tables that nothing was asked of."""
    return replace(big_layer(), values=Counted())


def test_the_first_question_over_a_big_schema_does_not_wait_for_its_words():
    big = layer()
    started = time.process_time()
    learn(big)
    learnt = time.process_time()
    assert read("how many sales orders are there", "en", big, TODAY).is_complete
    assert learnt - started < LEARNING_SECONDS
    assert time.process_time() - learnt < FIRST_QUESTION_SECONDS


def test_words_and_values_are_learnt_behind_the_scenes():
    big = layer()
    known = vocabulary_of.cache_info().misses
    start_learning(big)
    assert happens_within(30, lambda: vocabulary_of.cache_info().misses > known)
    assert big.values.times == 1
