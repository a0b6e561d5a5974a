"""A question can be cancelled from any thread: what heeds it is stopped, and never once it has ended by itself."""

from __future__ import annotations

from threading import Event, Thread

import pytest

from app.cancellation import Cancellation
from app.errors import Cancelled

PATIENCE = 5.0


def test_a_question_that_nobody_cancels_goes_on():
    cancellation = Cancellation()
    cancellation.check()
    assert not cancellation.is_cancelled


def test_a_cancelled_question_is_told_so_at_the_next_check():
    cancellation = Cancellation()
    cancellation.cancel()
    assert cancellation.is_cancelled
    with pytest.raises(Cancelled):
        cancellation.check()


def test_work_that_heeds_it_is_stopped_by_another_thread():
    cancellation, stopped = Cancellation(), Event()
    with cancellation.heeding(stopped.set):
        Thread(target=cancellation.cancel).start()
        assert stopped.wait(PATIENCE)


def test_work_of_a_cancelled_question_does_not_begin():
    cancellation, stopped, begun = Cancellation(), Event(), Event()
    cancellation.cancel()
    with pytest.raises(Cancelled), cancellation.heeding(stopped.set):
        begun.set()
    assert not begun.is_set()
    assert not stopped.is_set()


def test_work_that_has_ended_is_not_stopped_any_more():
    cancellation, stopped = Cancellation(), Event()
    with cancellation.heeding(stopped.set):
        pass
    cancellation.cancel()
    assert not stopped.is_set()


def test_work_that_failed_is_not_stopped_any_more():
    cancellation, stopped = Cancellation(), Event()
    with pytest.raises(ZeroDivisionError), cancellation.heeding(stopped.set):
        raise ZeroDivisionError
    cancellation.cancel()
    assert not stopped.is_set()


def test_work_ends_only_after_a_stop_under_way():
    cancellation = Cancellation()
    begun, stopping, go_on, ended = Event(), Event(), Event(), Event()

    def stop() -> None:
        stopping.set()
        go_on.wait(PATIENCE)

    def work() -> None:
        with cancellation.heeding(stop):
            begun.set()
            stopping.wait(PATIENCE)
        ended.set()

    Thread(target=work).start()
    assert begun.wait(PATIENCE)
    Thread(target=cancellation.cancel).start()
    assert stopping.wait(PATIENCE)
    assert not ended.wait(0.1)
    go_on.set()
    assert ended.wait(PATIENCE)


def test_a_stop_that_was_missed_comes_again_when_it_is_cancelled_again():
    cancellation = Cancellation()
    stops: list[int] = []
    with cancellation.heeding(lambda: stops.append(1)):
        cancellation.cancel()
        cancellation.cancel()
    cancellation.cancel()
    assert stops == [1, 1]
