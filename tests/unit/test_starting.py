"""What an application is made of stays, and is not looked through for garbage."""

from __future__ import annotations

import gc

import pytest

from app.starting import lasting


@pytest.fixture(autouse=True)
def _thawed():
    """The collector as it was before."""
    yield
    gc.unfreeze()


def test_what_is_made_is_never_looked_through_again():
    with lasting():
        made = [[] for _ in range(1000)]

    searched = {id(thing) for thing in gc.get_objects()}
    assert not searched & {id(thing) for thing in made}


def test_nothing_is_collected_while_it_is_made():
    with lasting():
        assert not gc.isenabled()

    assert gc.isenabled()


def test_the_collector_works_again_where_nothing_could_be_made():
    with pytest.raises(RuntimeError), lasting():
        raise RuntimeError

    assert gc.isenabled()
