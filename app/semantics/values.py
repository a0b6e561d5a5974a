"""Values of text columns that questions may name, as the engine sees them; app/semantics/value_index.py knows some."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.language.tokens import Token


@dataclass(frozen=True)
class FoundValue:
    """A value of `table.column` that tokens (up to, not including, `last`) name, in every spelling that is stored."""

    column: str
    stored: tuple[str, ...]
    last: int
    is_heard: bool = False
    """Whether it is written in another alphabet, and only sounds alike."""


class Values(Hashable, Protocol):
    """The values at one moment; they never change."""

    def found(self, tokens: Sequence[Token], at: int) -> tuple[FoundValue, ...]:
        """The values that the longest run of tokens from `at` on names, if any does."""
        ...


class NoValues:
    """No values."""

    def found(self, tokens: Sequence[Token], at: int) -> tuple[FoundValue, ...]:
        """Nothing."""
        return ()


NO_VALUES: Values = NoValues()


class ValueSource(Protocol):
    """Where values come from."""

    def current(self) -> Values:
        """The values as they are known now."""
        ...


class NoValueSource:
    """Knows of no values."""

    def current(self) -> Values:
        """None."""
        return NO_VALUES
