"""Whether a span is the whole of what the words around it say: «هفتهٔ اول مهر» is not «مهر»."""

from __future__ import annotations

from collections.abc import Sequence

from app.language.spans import Span
from app.language.symbols import Symbol

LINKS = ("of", "in", "from")
"""Words that tie one span to another: "last week of March"."""
SHIFTING = ("last", "next", "this", "previous", "recent", "same")
STRAY_BEFORE = ("vague", "start", "end", "final", "between", "each", "few", "except", *SHIFTING)
"""Directly before a span these say that it is less, or more, than what was understood."""
STRAY_AFTER = (
    "backward",
    "ago",
    "before that",
    "onward",
    "same last year",
    "gone",
    "back",
    "recently",
    "coming",
    "same",
)
UNITS = ("unit", "units", "half", "stretch", "other unit")
COUNTS = ("ordinal", "number", "few", "last", "final", "amount", "same")
TIMES = ("span", "edge", "number", "four digits", "ordinal", "month", "pair", "date", "final", "end", "start")
EXCEPTION = ("except", "but")
"""Before a span: "but not in 2026" names all of it."""
NOTHING = ("", "", "")
"""Stands for what lies beyond the ends of the question."""


def is_certain(symbols: Sequence[Symbol], at: int) -> bool:
    """Whether the symbol is a span and nothing beside it says that there is more to it."""
    if symbols[at].kind != "span":
        return False
    kinds = [symbol.kind for symbol in symbols]
    before, after = [*kinds[:at][::-1], *NOTHING], [*kinds[at + 1 :], *NOTHING]
    if is_strayed(before) or after[0] in STRAY_AFTER or is_labelled(before, symbols[at].value):
        return False
    if "comparing" not in before and is_open_range(before, after):
        return False
    if symbols[at].value.kind == "day" and is_one_of_days(before, after):
        return False
    return is_listed(symbols, at) or not (is_linked(before) or is_linked(after))


def is_strayed(before: Sequence[str]) -> bool:
    """Whether the words before the span (nearest first) cut a part out of it or shift it."""
    one, two, three = before[1:4] if before[0] in LINKS else before[:3]
    if (one, two) == EXCEPTION:
        return False
    if before[0] == "from" or one in STRAY_BEFORE:
        return True
    return (one in UNITS and two in COUNTS and three != "rank") or (one in ("ordinal", "final") and two in UNITS)


def is_labelled(before: Sequence[str], span: Span) -> bool:
    """Whether a day or a year is the number of something: "code 1405", but not "orders of Clean Code this year"."""
    one = before[1] if before[0] in LINKS else before[0]
    return one == "label" and (span.is_bare or span.kind == "day")


def is_open_range(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether a range goes on to, or comes from, something that was not understood."""
    return before[0] == "to" or (after[0] == "to" and after[1] in TIMES)


def is_one_of_days(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether the day is in a list that names its month once: "January 5 and 6", «۵ و ۶ مهر»."""
    return any(kinds[0] == "and" and kinds[1] in ("number", "ordinal") for kinds in (before, after))


def is_linked(kinds: Sequence[str]) -> bool:
    """Whether another span is next, directly or by "of"; `kinds` lead away from the span."""
    return kinds[0] == "span" or (kinds[0] in LINKS and kinds[1] == "span")


def is_listed(symbols: Sequence[Symbol], at: int) -> bool:
    """Whether the span is in a list of its like that ends with "and": «مهر، آبان و آذر»."""
    kind = symbols[at].value.kind
    first, last = at, at
    while first > 0 and is_like(symbols[first - 1], kind):
        first -= 1
    while last + 1 < len(symbols) and is_like(symbols[last + 1], kind):
        last += 1
    conjunction, end = [*symbols[last + 1 : last + 3], None, None][:2]
    if conjunction is None or end is None or conjunction.kind != "and":
        return False
    return last > first and is_like(end, kind)


def is_like(symbol: Symbol, kind: str) -> bool:
    """Whether the symbol is a span of the same kind, in some year."""
    return symbol.kind == "span" and bool(symbol.value.kind == kind) and bool(symbol.value.is_yearly)
