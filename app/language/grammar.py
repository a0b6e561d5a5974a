"""Rules over symbols: patterns written as the kinds in a row, and what a match of one becomes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.contracts import Language
from app.language.calendars import Calendar
from app.language.symbols import Symbol
from app.language.tokens import Token

COUNTING = ("number", "amount", "few", "each")
"""After one of these a unit is counted or grouped by: «چند ماه گذشته», «هر ماه گذشته»."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a period is read against: the tokens, today, and the calendar where the text names none."""

    tokens: Sequence[Token]
    today: date
    calendar: Calendar
    language: Language


@dataclass(frozen=True, slots=True)
class Found:
    """The symbols that a pattern matched, and all symbols for a look around."""

    symbols: Sequence[Symbol]
    start: int
    end: int
    setting: Setting

    def all(self, *kinds: str) -> list[Symbol]:
        """The matched symbols of these kinds, in order."""
        return [symbol for symbol in self.symbols[self.start : self.end] if symbol.kind in kinds]

    def has(self, *kinds: str) -> bool:
        """Whether one of the kinds was matched."""
        return bool(self.all(*kinds))

    def value(self, *kinds: str) -> Any:
        """The value of the first matched symbol of these kinds, None if there is none."""
        found = self.all(*kinds)
        return found[0].value if found else None

    def starts_with(self, *kinds: str) -> bool:
        """Whether the first matched symbol is of one of the kinds."""
        return self.symbols[self.start].kind in kinds

    def is_counted(self, *units: str) -> bool:
        """Whether the match begins with a unit that belongs to a count or grouping before it."""
        return self.starts_with(*units) and self.before() in COUNTING

    def before(self, distance: int = 1) -> str:
        """The kind of the symbol before the match, "" at the beginning."""
        at = self.start - distance
        return self.symbols[at].kind if at >= 0 else ""

    def after(self, distance: int = 1) -> str:
        """The kind of the symbol after the match, "" at the end."""
        at = self.end - 1 + distance
        return self.symbols[at].kind if at < len(self.symbols) else ""


Build = Callable[[Found], Any]
"""Gives the value of the new symbol, or None when the match makes no sense."""


class Codes(dict[str, str]):
    """One character for every kind, given out on demand, so that patterns over kinds are regular expressions."""

    def __missing__(self, kind: str) -> str:
        """The next free character."""
        self[kind] = chr(0xE000 + len(self))
        return self[kind]


CODES = Codes()


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern over the codes of symbols, the codes that it may begin with, and what a match becomes."""

    pattern: re.Pattern[str]
    beginnings: frozenset[str]
    build: Build


def rule(pattern: str, build: Build) -> Rule:
    """A rule from kinds separated by commas: "from?, span, to|and, span"; | is "or", ? is "perhaps"."""
    items = [item.strip() for item in pattern.split(",")]
    required = next(at for at, item in enumerate(items) if not item.endswith("?"))
    beginnings = frozenset(code for item in items[: required + 1] for code in codes_of(item))
    classes = (f"[{''.join(codes_of(item))}]{'?' if item.endswith('?') else ''}" for item in items)
    return Rule(re.compile("".join(classes)), beginnings, build)


def codes_of(item: str) -> list[str]:
    """The codes of the kinds in one item of a pattern."""
    return [CODES[kind] for kind in item.removesuffix("?").split("|")]


class Pass:
    """Rules that are tried together; what they match becomes a symbol of one kind."""

    def __init__(self, kind: str, *rules: Rule) -> None:
        self.kind = kind
        beginnings = {code for rule in rules for code in rule.beginnings}
        self._rules = {code: [rule for rule in rules if code in rule.beginnings] for code in beginnings}

    def rewrite(self, symbols: Sequence[Symbol], setting: Setting) -> list[Symbol]:
        """The symbols, from left to right, with the longest match that makes sense as one symbol."""
        codes = "".join([CODES[symbol.kind] for symbol in symbols])
        rewritten: list[Symbol] = []
        at = 0
        while at < len(symbols):
            symbol, at = self._step(symbols, codes, at, setting)
            rewritten.append(symbol)
        return rewritten

    def _step(self, symbols: Sequence[Symbol], codes: str, at: int, setting: Setting) -> tuple[Symbol, int]:
        """The symbol that stands at a place after rewriting, and the next place."""
        rules = self._rules.get(codes[at], ())
        matches = [(match.end(), rule) for rule in rules if (match := rule.pattern.match(codes, at))]
        for end, rule in sorted(matches, key=lambda found: -found[0]):
            value = rule.build(Found(symbols, at, end, setting))
            if value is not None:
                return Symbol(self.kind, value, symbols[at].first, symbols[end - 1].last), end
        return symbols[at], at + 1
