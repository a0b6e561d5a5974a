"""Whether a span is the whole of what the words around it say: «هفتهٔ اول مهر» is not «مهر»."""

from __future__ import annotations

from collections.abc import Sequence

from app.language.symbols import Symbol

LINKS = ("of", "in", "from")
"""Words that tie one span to another: "last week of March"."""
STRAY_BEFORE = (
    "vague",
    "start",
    "end",
    "final",
    "between",
    "each",
    "last",
    "next",
    "this",
    "previous",
    "recent",
    "same",
    "except",
)
"""Directly before a span these say that it is less, or more, than what was understood."""
STRAY_AFTER = ("ago", "before that", "onward", "same last year", "gone", "back", "recently", "coming", "present")
UNITS = ("unit", "units", "half", "stretch")
COUNTS = ("ordinal", "number", "last", "final", "amount")
TIMES = ("span", "edge", "number", "four digits", "ordinal", "month", "pair", "date", "final", "end", "start")


def is_certain(symbols: Sequence[Symbol], at: int) -> bool:
    """Whether the symbol is a span and nothing beside it says that there is more to it."""
    if symbols[at].kind != "span":
        return False
    before = [symbol.kind for symbol in symbols[:at]]
    after = [symbol.kind for symbol in symbols[at + 1 :]]
    if "comparing" not in before and (is_open_range(after) or before[-1:] == ["to"]):
        return False
    if is_strayed(before[::-1]) or after[:1] in STRAYS_AFTER:
        return False
    return is_listed(symbols, at) or not (is_linked(before[::-1]) or is_linked(after))


def is_listed(symbols: Sequence[Symbol], at: int) -> bool:
    """Whether the span is in a list of its like that ends with "and": «مهر، آبان و آذر»."""
    kind = symbols[at].value.kind
    first, last = at, at
    while first > 0 and is_like(symbols[first - 1], kind):
        first -= 1
    while last + 1 < len(symbols) and is_like(symbols[last + 1], kind):
        last += 1
    ends_with_and = [symbol.kind for symbol in symbols[last + 1 : last + 2]] == ["and"]
    if ends_with_and and last + 2 < len(symbols):
        return last > first and is_like(symbols[last + 2], kind)
    return False


def is_like(symbol: Symbol, kind: str) -> bool:
    """Whether the symbol is a span of the same kind, in some year."""
    return symbol.kind == "span" and bool(symbol.value.kind == kind) and bool(symbol.value.is_yearly)


def is_open_range(after: Sequence[str]) -> bool:
    """Whether a range goes on after the span to something that was not understood."""
    return after[:1] == ["to"] and after[1:2] != [] and after[1] in TIMES


def is_linked(kinds: Sequence[str]) -> bool:
    """Whether another span is next, directly or by "of"; `kinds` lead away from the span."""
    return kinds[:1] == ["span"] or (kinds[:1] != [] and kinds[0] in LINKS and kinds[1:2] == ["span"])


def is_strayed(before: Sequence[str]) -> bool:
    """Whether the words before the span (nearest first) cut a part out of it or shift it."""
    near = before[1:] if before[:1] != [] and before[0] in LINKS else before
    if before[:1] == ["from"] or (near and near[0] in STRAY_BEFORE):
        return True
    one, two = (*near[:2], "", "")[:2]
    return (one in UNITS and two in COUNTS and near[2:3] != ["rank"]) or (one in ("ordinal", "final") and two in UNITS)


STRAYS_AFTER = [[kind] for kind in STRAY_AFTER]
