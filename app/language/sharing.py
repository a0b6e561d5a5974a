"""What a span takes from another one in the same question: its year, its place, "the month before"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from app.language.calendars import Grain, Limits, add_months, containing, parts, shifted, step
from app.language.grammar import COUNTING, Found, Setting, rule
from app.language.spans import Span, either, fixed
from app.language.symbols import Symbol

CONJUNCTIONS = frozenset(("and", "versus", "to", "in", "of", "from"))
COMPARISONS = frozenset(("versus", "to"))


def antecedent(found: Found) -> Span | None:
    """The last span before the match, if it has two ends and one reading."""
    spans: list[Span] = [symbol.value for symbol in found.symbols[: found.start] if symbol.kind == "span"]
    return spans[-1] if spans and not spans[-1].alternatives and spans[-1].opening is None else None


def unit_before_it(found: Found) -> Span | None:
    """The month before the one that was said last."""
    other = antecedent(found)
    if other is None or found.before() in COUNTING or other.grain != found.value("unit"):
        return None
    return one_before(other)


def one_before(other: Span) -> Span | None:
    """The month before a month, the week before a week."""
    grain, within = other.grain, other.within
    if grain is None or other.kind != grain:
        return None

    def limits(year: int) -> Limits:
        return shifted(other.calendar, grain, within(year)[0], -1)

    return replace(other, within=limits, is_cut=False, is_bare=False, point=None, is_previous=False)


def units_before_it(found: Found) -> Span | None:
    """The 30 days before those that were said last."""
    other, grain, count = antecedent(found), found.value("unit", "units"), found.value("number")
    if other is None or (other.kind, other.grain, other.count) != ("rolling", grain, count):
        return None
    return as_many_before(other, grain, count, found.setting)


def as_many_before(other: Span, grain: Grain, count: int, setting: Setting) -> Span:
    """So many units that end where the other span begins."""
    start, _ = other.limits(setting.today)
    return fixed("range", other.calendar, (step(other.calendar, grain, start, -count), start))


def same_last_year(found: Found) -> Span | None:
    """The stretch that was said last, a year earlier."""
    other = antecedent(found)
    return years_later(other, -1, found.setting) if other else None


def years_later(other: Span, years: int, setting: Setting) -> Span:
    """The same stretch of another year."""
    if other.is_yearly and not other.is_cut:
        current, _, _ = parts(other.calendar, setting.today)
        return replace(other.in_year((other.year or current) + years), is_bare=False)
    start, end = (add_months(other.calendar, day, 12 * years) for day in other.limits(setting.today))
    return fixed("range", other.calendar, (start, end))


def same_unit(found: Found) -> Span | None:
    """The same month last year as the one that was said last."""
    year: Span = found.value("span")
    if year.kind != "year" or year.year is None or found.value("unit") not in ("month", "quarter"):
        return None
    other = antecedent(found)
    if other is None or other.grain != found.value("unit"):
        return None
    return unit_in_year(other, year, found)


def this_unit_in_year(found: Found) -> Span | None:
    """«همین ماه پارسال», "this month last year"."""
    unit, year = (symbol.value for symbol in found.all("span"))
    if year.kind != "year" or year.year is None or not unit.is_cut or unit.kind not in ("month", "quarter"):
        return None
    return unit_in_year(unit, year, found)


def unit_in_year(other: Span, year: Span, found: Found) -> Span | None:
    """The same whole month or quarter of another year."""
    if other.calendar != year.calendar or other.grain is None:
        return None
    current, _, _ = parts(other.calendar, found.setting.today)
    offset = (year.year or current) - current
    start = add_months(other.calendar, other.limits(found.setting.today)[0], 12 * offset)
    return fixed(other.kind, other.calendar, containing(other.calendar, other.grain, start), other.grain)


OTHER_RULES = (
    rule("same, unit, of|in?, span", same_unit),
    rule("unit, same, of|in?, span", same_unit),
    rule("span, of|in?, span", this_unit_in_year),
    rule("unit, before that|before", unit_before_it),
    rule("number, unit|units, before that|before", units_before_it),
    rule("same last year", same_last_year),
)


def share(symbols: Sequence[Symbol], setting: Setting) -> list[Symbol]:
    """The symbols, where spans have what they take from each other."""
    shared = list(symbols)
    places = [at for at, symbol in enumerate(shared) if symbol.kind == "span"]
    pairs = list(pairwise(places))
    for one, two in pairs[::-1] + pairs:
        between = {symbol.kind for symbol in shared[one + 1 : two]}
        pair = paired(shared[one].value, shared[two].value, between, setting)
        for at, span in zip((one, two), pair, strict=True):
            shared[at] = replace(shared[at], value=span)
    for at in places:
        shared[at] = replace(shared[at], value=settled(shared[at].value, setting))
    return shared


def settled(span: Span, setting: Setting) -> Span:
    """The span; one without a year that is still to come may be of last year."""
    if not span.lacks_year() or span.alternatives or span.opening == "start":
        return span
    start, _ = span.limits(setting.today)
    current, _, _ = parts(span.calendar, setting.today)
    return either(span.in_year(current), span.in_year(current - 1)) if start > setting.today else span


def paired(one: Span, two: Span, between: set[str], setting: Setting) -> tuple[Span, Span]:
    """Two spans that follow each other; `between` are the kinds of the symbols there."""
    is_listed = between <= CONJUNCTIONS and (between != set() or one.kind == two.kind)
    if is_listed and two.is_previous and is_rolling_like(one, two) and two.grain and two.count:
        return one, as_many_before(one, two.grain, two.count, setting)
    if two.alternatives or one.opening or two.opening:
        return one, two
    if is_listed and two.is_previous and one.grain == two.grain:
        return one, told_from(one, two, setting)
    if is_listed and two.kind == "year" != one.kind and (one.is_yearly or between & COMPARISONS):
        return one, in_that_year(one, two, setting)
    if one.is_yearly and two.is_yearly and one.calendar == two.calendar:
        return with_year_of(one, two, is_listed, setting), with_year_of(two, one, is_listed, setting)
    return one, two


def is_rolling_like(one: Span, two: Span) -> bool:
    """Whether the first is a rolling span of as many units as the other: «۷ روز اخیر نسبت به ۷ روز قبل»."""
    return one.kind == "rolling" and (one.grain, one.count) == (two.grain, two.count)


def told_from(one: Span, two: Span, setting: Setting) -> Span:
    """The previous month, said after another month: the one before that, before this one, or either."""
    near = one_before(one)
    limits = two.limits(setting.today)
    if near is None or near.limits(setting.today) == limits:
        return two
    return near if one.limits(setting.today) == limits else either(near, two)


def in_that_year(one: Span, two: Span, setting: Setting) -> Span:
    """«مهر ۱۴۰۳ و ۱۴۰۴», "March vs last year": the same in that year, or all of it."""
    if one.is_yearly and not one.is_cut:
        if one.calendar != two.calendar or two.year is None:
            return two
        return either(replace(one.in_year(two.year), alternatives=()), two)
    current, _, _ = parts(two.calendar, setting.today)
    return either(years_later(one, (two.year or current) - current, setting), two)


def with_year_of(one: Span, other: Span, is_listed: bool, setting: Setting) -> Span:
    """A span without a year beside one with: that year in a list («مهر و آبان ۱۴۰۴»), and elsewhere perhaps.

    «پاییز» beside «پاییز پارسال» is another one.
    """
    current, _, _ = parts(one.calendar, setting.today)
    if one.year is not None or other.year in (None, current) or other.kind == "year":
        return one
    told = one.in_year(other.year or current)
    if is_listed:
        return told
    if told.limits(setting.today) == other.limits(setting.today):
        return one
    return either(one.in_year(current), told) if one.kind == other.kind else one
