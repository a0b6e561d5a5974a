"""The names that a database holds are known by whatever spelling, read in the background, and bounded."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from time import sleep
from typing import Any

import pytest

from app.contracts import Result
from app.errors import DatabaseUnavailable
from app.language.tokens import tokenise
from app.semantics.loading import load_layer
from app.semantics.value_index import KnownValues, ValueIndex
from app.semantics.values import NO_VALUES
from app.serving import policy_of
from app.settings import PROJECT
from app.sql.guard import SqlGuard

LAYER = load_layer(PROJECT / "seeds" / "shop.semantics.yml")
GUARD = SqlGuard(policy_of(LAYER))


def known(*names: str) -> KnownValues:
    return KnownValues({"customers.name": names})


def found(values: KnownValues, words: str) -> tuple[str, ...]:
    return tuple(stored for value in values.found(tokenise(words), 0) for stored in value.stored)


@pytest.mark.parametrize("words", ["علی کریمی", "علي كريمي", "علی‌کریمی", "علی کریمی چقدر"])
def test_a_name_is_found_in_every_spelling_that_is_stored(words: str):
    assert found(known("علي كريمي", "علی کریمی"), words) == ("علي كريمي", "علی کریمی")


def test_the_longest_name_counts():
    assert found(known("iPhone", "iPhone 15"), "iphone 15 pro") == ("iPhone 15",)


@pytest.mark.parametrize("name", ["2026", "New", "ال", "today"])
def test_a_name_that_is_a_number_or_an_everyday_word_is_not_known(name: str):
    assert found(known(name), name) == ()


@pytest.mark.parametrize("words", ["Air Fryers", "air fryer's", "ایر فرایرها"])
def test_a_name_of_several_words_is_found_in_the_plural(words: str):
    assert found(known("Air Fryer", "ایر فرایر"), words)


def test_a_name_is_found_in_the_other_alphabet_and_said_to_be_only_heard():
    values = known("سارا احمدی", "Ali Rezaei")
    assert found(values, "sara ahmadi") == ("سارا احمدی",)
    assert found(values, "علی رضایی چقدر") == ("Ali Rezaei",)
    assert values.found(tokenise("sara ahmadi"), 0)[0].is_heard
    assert not values.found(tokenise("سارا احمدی"), 0)[0].is_heard


def test_a_name_that_sounds_like_two_is_neither():
    assert found(known("سعید احمدی", "سید احمدی"), "Saeed Ahmadi") == ()


class Database:
    """A reader that gives the same names for each column, and counts how often it is asked."""

    def __init__(self, names: list[str], *, gate: Event | None = None, error: Exception | None = None) -> None:
        self.names, self.gate, self.error = names, gate, error
        self.asked: list[str] = []

    def run(self, verified: Any, cancellation: Any) -> Result:
        self.asked.append(verified.text)
        if self.gate:
            self.gate.wait(10)
        if self.error:
            raise self.error
        return Result(("found",), ("text",), [[self.names]], truncated=False)

    def is_reachable(self) -> bool:
        return True

    def close(self) -> None: ...


class Clock:
    """Time that passes when a test says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_the_first_question_finds_the_names():
    index = ValueIndex(LAYER, GUARD, Database(["Ali Rezaei"]))
    assert index.current().found(tokenise("ali rezaei"), 0)


def test_names_are_read_through_the_guard_and_of_columns_that_the_file_lists_no_values_for():
    database = Database(["Ali Rezaei"])
    ValueIndex(LAYER, GUARD, database).refresh()
    assert ["name" in sql and "LIMIT" in sql for sql in database.asked] == [True, True]


def test_no_more_values_are_kept_than_there_is_room_for(monkeypatch):
    monkeypatch.setattr("app.semantics.value_index.MOST_IN_ALL", 1)
    database = Database(["Ali Rezaei", "Sara Ahmadi"])
    index = ValueIndex(LAYER, GUARD, database)
    index.refresh()
    assert index.current().found(tokenise("ali rezaei"), 0)
    assert not index.current().found(tokenise("sara ahmadi"), 0)
    assert len(database.asked) == 1


def test_what_is_read_on_demand_is_not_read_again_at_once():
    database = Database(["Ali Rezaei"])
    index = ValueIndex(LAYER, GUARD, database)
    index.refresh()
    asked = len(database.asked)
    assert index.current() is index.current()
    assert len(database.asked) == asked


def test_hidden_columns_are_not_read():
    database = Database(["Ali Rezaei"])
    hidden = LAYER.hiding(["customers.name", "products.name"])
    assert ValueIndex(hidden, GUARD, database).current() is NO_VALUES
    assert database.asked == []


def test_a_slow_database_keeps_nobody_waiting(monkeypatch):
    monkeypatch.setattr("app.semantics.value_index.FIRST_WAIT_SECONDS", 0.01)
    gate = Event()
    index = ValueIndex(LAYER, GUARD, Database(["Ali Rezaei"], gate=gate))
    assert index.current() is NO_VALUES
    gate.set()


def test_names_that_were_not_there_are_looked_for_again_soon():
    clock, database = Clock(), Database([])
    index = ValueIndex(LAYER, GUARD, database, clock=clock)
    index.refresh()
    database.names = ["Ali Rezaei"]
    clock.now = 11
    index.current()
    wait_for(lambda: bool(index.current().found(tokenise("ali rezaei"), 0)))


def test_old_names_are_read_anew():
    clock, database = Clock(), Database(["Ali Rezaei"])
    index = ValueIndex(LAYER, GUARD, database, clock=clock, refresh_seconds=60)
    first = index.current()
    clock.now = 30
    assert index.current() is first
    database.names = ["Sara"]
    clock.now = 61
    index.current()
    wait_for(lambda: index.current() is not first)
    assert index.current().found(tokenise("sara"), 0)


def wait_for(condition: Callable[[], bool]) -> None:
    """Wait until something in the background has happened."""
    for _ in range(1000):
        if condition():
            return
        sleep(0.01)
    pytest.fail("it has not happened")


def test_a_database_that_can_not_be_read_gives_no_names():
    index = ValueIndex(LAYER, GUARD, Database([], error=DatabaseUnavailable()))
    assert index.current().found(tokenise("ali rezaei"), 0) == ()
