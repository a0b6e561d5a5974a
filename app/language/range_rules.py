"""Rules for what lies between, since, until, after and before spans: «از ۱ مهر تا ۱۵ آبان», "since March"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from app.language.calendars import ONE_DAY, Limits, parts, shifted
from app.language.folding import fold, keys
from app.language.grammar import COUNTING, Found, rule
from app.language.named_rules import is_nearby
from app.language.relative_rules import whole
from app.language.spans import Span, either, fixed

UNTIL = keys("until till upto upuntil onorbefore nolaterthan notlaterthan notafter تا الی لغایت")
"""After these a single span says where to end; plain "to" needs a beginning."""
LATELY = keys("last previous past yesterday yesterdays prior")
"""What "from" stands before for "in": "orders from yesterday"."""
SOME = fold("هایی")
"""The ending of some of many: «ماه‌هایی از ۱۴۰۴»."""
NOT_SINCE = keys("بهتر بدتر غیر جدا خارج فراتر یکی بعضی برخی هیچکدام کدام کدامیک جز")
"""After one of these «از» is no "since"."""


def edge(found: Found) -> Span | None:
    """The first or last day of a span, or of this month, year ...: «ابتدای سال», "end of March"."""
    if found.has("ordinal") and (found.value("ordinal") != 1 or key_of(found).isascii()):
        return None
    span: Span | None = found.value("span") or this_unit(found)
    if span is None or span.grain == "day" or span.alternatives:
        return None
    is_start = found.has("start", "ordinal")

    def within(year: int) -> Limits:
        start, end = span.within(year)
        return (start, start + ONE_DAY) if is_start else (end - ONE_DAY, end)

    return replace(span, kind="day", grain="day", within=within, is_cut=False, is_bare=False, point=None)


def key_of(found: Found) -> str:
    """The match key of the first matched symbol."""
    symbol = found.symbols[found.start]
    return "".join(token.key for token in found.setting.tokens[symbol.first : symbol.last])


def this_unit(found: Found) -> Span | None:
    """The unit around today."""
    unit = found.value("unit")
    return None if unit in ("day", None) else whole(found, unit, 0)


def between(found: Found) -> Span | None:
    """From one span to another, both included; a year that is said once counts for both."""
    is_bare = not found.has("from", "since", "between")
    if is_bare and any(symbol.kind == "comparing" for symbol in found.symbols[: found.start]):
        return None
    first, last = (symbol.value.measured() for symbol in found.all("span", "edge"))
    if first.alternatives or last.alternatives or not all(is_sure(span, found) for span in (first, last)):
        return None
    today = found.setting.today
    first, last = with_shared_year(first, last, today)
    span = sensible(joined(first, last, today), today)
    is_sided = first.kind == last.kind != "day" and in_order(first, last, today)
    return replace(span, sides=(first, last)) if span and is_sided and not span.alternatives else span


def sensible(span: Span, today: date) -> Span | None:
    """The span, unless it is empty, as from Esfand to January when neither has a year."""
    readings = span.alternatives or (span,)
    return span if all(start < end for start, end in (reading.limits(today) for reading in readings)) else None


def is_sure(span: Span, found: Found) -> bool:
    """Whether it is no number in four digits that is a year only perhaps."""
    return not span.is_bare or is_nearby(span.year or 0, found)


def with_shared_year(first: Span, last: Span, today: date) -> tuple[Span, Span]:
    """The two with the year that only one of them has, so that the first lies before the last."""
    if not (first.is_yearly and last.is_yearly and first.calendar == last.calendar):
        return first, last
    if first.year is None and last.year is not None:
        same = first.in_year(last.year)
        return (same if in_order(same, last, today) else first.in_year(last.year - 1)), last
    if last.year is None and first.year is not None:
        same = last.in_year(first.year)
        return first, (same if in_order(first, same, today) else last.in_year(first.year + 1))
    return first, last


def in_order(first: Span, last: Span, today: date) -> bool:
    """Whether the first begins no later than the other."""
    return first.limits(today)[0] <= last.limits(today)[0]


def joined(first: Span, last: Span, today: date) -> Span:
    """The range from one span to the other; turned round where it was said backwards.

    «از بهمن تا اردیبهشت» without a year began last year or ends next year: it has both readings.
    """
    if in_order(first, last, today):
        return shared(first, last) or stretch(first, last, today)
    if first.lacks_year() and last.lacks_year():
        return either(
            stretch(told_from_now(first, -1, today), last, today), stretch(first, told_from_now(last, 1, today), today)
        )
    if first.lacks_year():
        return stretch(told_from_now(first, -1, today), last, today)
    if last.lacks_year():
        return stretch(first, told_from_now(last, 1, today), today)
    return stretch(last, first, today)


def told_from_now(span: Span, years: int, today: date) -> Span:
    """The span in the year so many years from this one."""
    return span.in_year(parts(span.calendar, today)[0] + years)


def stretch(first: Span, last: Span, today: date) -> Span:
    """From the first day of one to the last day of the other."""
    return fixed("range", first.calendar, (first.limits(today)[0], last.limits(today)[1]))


def shared(first: Span, last: Span) -> Span | None:
    """The same, as something that any year has, if both lie in the same year."""
    if not (first.is_yearly and last.is_yearly and (first.calendar, first.year) == (last.calendar, last.year)):
        return None
    span = Span("range", first.calendar, lambda year: (first.within(year)[0], last.within(year)[1]), is_yearly=True)
    return replace(span, year=first.year)


def since(found: Found) -> Span:
    """From the first day of a span on, without an end."""
    return every_reading(found.value("span", "edge"), begin)


def from_one(found: Found) -> Span | None:
    """«از مهر» is "since"; "from March" may also be "in March", "from last month" is "in last month".

    «ماه‌هایی از ۱۴۰۴» lie in it. After "this month" there is nothing yet.
    """
    before = found.symbols[found.start - 1] if found.start else None
    tokens = found.setting.tokens
    if found.after() == "to" or (before and tokens[before.last - 1].key in NOT_SINCE):
        return None
    span: Span = found.value("span", "edge")
    if before and tokens[before.last - 1].key.endswith(SOME):
        return span
    if found.has("edge") or key_of(found) != "from" or span.alternatives:
        return since(found)
    if tokens[found.all("span")[0].first].key in LATELY:
        return span
    return span if span.is_cut else either(span, begin(span))


def after(found: Found) -> Span:
    """Later than the last day of a span."""
    return every_reading(found.value("span", "edge"), lambda span: begin(moved(span, at_end)))


def before(found: Found) -> Span:
    """Earlier than the first day of a span."""
    return every_reading(found.value("span", "edge"), lambda span: finish(moved(span, at_start)))


def until(found: Found) -> Span | None:
    """Through a day; «تا مهر» may mean before it or through its end."""
    span: Span = found.value("span", "edge")
    if key_of(found) not in UNTIL or found.before() in ("number", "four digits", "amount", "ordinal"):
        return None
    if span.kind == "day" or span.alternatives:
        return every_reading(span, finish)
    return either(finish(span), finish(moved(span, at_start)))


def after_and_before(found: Found) -> Span | None:
    """What lies between two days, neither inside: "after 1 May and before 1 June"."""
    first, last = (symbol.value.measured() for symbol in found.all("span", "edge"))
    if first.alternatives or last.alternatives:
        return None
    today = found.setting.today
    first, last = with_shared_year(first, last, today)
    _, start = first.limits(today)
    end, _ = last.limits(today)
    return fixed("range", first.calendar, (start, end)) if start < end else None


def every_reading(span: Span, change: Callable[[Span], Span]) -> Span:
    """The span changed in each of its readings."""
    return either(*map(change, span.alternatives)) if span.alternatives else change(span)


def begin(span: Span) -> Span:
    """The span without its end."""
    return replace(span.measured(), kind="since", opening="end", grain=None, count=None)


def finish(span: Span) -> Span:
    """The span without its beginning."""
    return replace(span.measured(), kind="until", opening="start", grain=None, count=None)


def moved(span: Span, change: Callable[[date, date], Limits]) -> Span:
    """The span with other limits."""
    measured = span.measured()
    return replace(measured, within=lambda year: change(*measured.within(year)))


def at_start(start: date, _end: date) -> Limits:
    """No days, where the span starts."""
    return start, start


def at_end(_start: date, end: date) -> Limits:
    """No days, where the span ends."""
    return end, end


def since_until_now(found: Found) -> Span | None:
    """«از مهر تا امروز»."""
    today = found.setting.today
    span: Span = found.value("span", "edge").measured()
    if span.alternatives:
        return None
    return sensible(joined(span, fixed("day", span.calendar, (today, today + ONE_DAY)), today), today)


def span_until_now(found: Found) -> Span | None:
    """A span that ends today for now: "this year so far"."""
    span: Span = found.value("span")
    start, end = span.limits(found.setting.today)
    return replace(span, is_cut=True) if start <= found.setting.today < end and not span.alternatives else None


def until_now(found: Found) -> Span:
    """Everything through today: "so far"."""
    today = found.setting.today
    return replace(fixed("until", found.setting.calendar, (today, today + ONE_DAY)), opening="start")


def unit_beside(found: Found) -> Span | None:
    """The month before or after a month, the week before or after a week."""
    span: Span = found.value("span")
    if found.before() in ("ordinal", *COUNTING) or span.grain != found.value("unit"):
        return None
    unit, within, offset = span.grain, span.within, -1 if found.has("before") else 1
    if unit is None or span.alternatives:
        return None
    return replace(span, within=lambda year: shifted(span.calendar, unit, within(year)[0], offset), is_cut=False)


EDGE_RULES = (
    rule("start|end|final|ordinal, of?, span", edge),
    rule("start|end|final|ordinal, of?, unit", edge),
)
RANGE_RULES = (
    rule("from|since?, span|edge, to, span|edge", between),
    rule("between, span|edge, and|to, span|edge", between),
    rule("from|since, span|edge, so far", since_until_now),
    rule("span, so far", span_until_now),
    rule("so far, span", span_until_now),
    rule("so far", until_now),
    rule("since, span|edge", since),
    rule("from?, span|edge, onward", since),
    rule("from, span|edge", from_one),
    rule("after, span|edge", after),
    rule("before, span|edge", before),
    rule("after, span|edge, and?, before, span|edge", after_and_before),
    rule("to, span|edge", until),
    rule("unit, before|after, span", unit_beside),
)
