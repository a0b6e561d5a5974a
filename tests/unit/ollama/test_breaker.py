"""An Ollama that does not answer is left alone, and tried again by one caller after each pause."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from app.generators.ollama.breaker import FAILURES, Breaker


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    """A new one."""
    return Clock()


@pytest.fixture
def breaker(clock: Clock) -> Breaker:
    """A breaker that pauses for ten seconds of that clock."""
    return Breaker(clock=clock, pause_seconds=10)


def test_calls_are_let_through_while_they_are_answered(breaker: Breaker):
    for _ in range(20):
        assert breaker.admits()
        breaker.succeeded()


def test_who_could_not_be_reached_is_left_alone_at_once(breaker: Breaker):
    breaker.trip()
    assert not breaker.admits()
    assert breaker.seconds_left == 10


def test_other_failures_open_it_only_when_they_follow_each_other(breaker: Breaker):
    for _ in range(FAILURES - 1):
        breaker.failed()
    breaker.succeeded()
    for _ in range(FAILURES - 1):
        breaker.failed()
    assert breaker.admits()

    breaker.failed()

    assert not breaker.admits()


def test_after_the_pause_one_caller_tries_and_the_others_are_still_kept_away(breaker: Breaker, clock: Clock):
    breaker.trip()
    clock.now += 9.9
    assert not breaker.admits()

    clock.now += 0.1
    with ThreadPoolExecutor(16) as threads:
        admitted = list(threads.map(lambda _: breaker.admits(), range(200)))

    assert admitted.count(True) == 1


def test_a_try_that_is_answered_lets_everybody_through(breaker: Breaker, clock: Clock):
    breaker.trip()
    clock.now += 10
    assert breaker.admits()

    breaker.succeeded()

    assert breaker.admits()
    assert breaker.seconds_left == 0


def test_a_try_that_fails_begins_another_pause(breaker: Breaker, clock: Clock):
    breaker.trip()
    clock.now += 10
    assert breaker.admits()
    clock.now += 4

    breaker.failed()

    assert breaker.seconds_left == 10
    assert not breaker.admits()


def test_a_try_that_never_ends_does_not_keep_others_away_for_ever(breaker: Breaker, clock: Clock):
    breaker.trip()
    clock.now += 10
    assert breaker.admits()

    clock.now += 10

    assert breaker.admits()
