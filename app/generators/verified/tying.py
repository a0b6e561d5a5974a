"""Ties the periods, numbers and values of an approved question to what stems from them in its SQL. Sure, or not at all.

What changes with the question must not be said anywhere else in the SQL: an alias such as revenue_in_october, a second
value of the same column, a division by the days of a month keep a place from being free.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.errors import InvalidDate
from app.generators.verified.numbers import tied_numbers
from app.generators.verified.pairs import Pair
from app.generators.verified.politeness import polite_ends
from app.generators.verified.slots import Limits, NumberSlot, PeriodSlot, Placed, ValueSlot, lasts_a_day
from app.generators.verified.statements import Statement, Written
from app.generators.verified.values import all_apart, tied_values
from app.generators.verified.wording import Wording, key_of, word, worded, words_in
from app.language.calendars import ONE_DAY, Calendar, parts
from app.language.folding import keys
from app.language.formatting import MONTHS, SEASONS, WEEKDAYS
from app.language.periods import Period
from app.language.words import POLITENESS
from app.semantics.layer import Column, SemanticLayer

YEAR = re.compile(r"(?<!\d)(?:1[34]|19|20)\d\d(?!\d)")
YEAR_OF_DAY = re.compile(r"(?<!\d)((?:1[34]|19|20)\d\d)(?:[01]\d(?:[0-3]\d)?)?(?!\d)")
"""The year in a text, also in 202610 and 20261031."""
PROBES = date(2011, 5, 5), date(2012, 9, 9)
"""Two days on which a period that moves with the day has different limits."""
DIGITS = re.compile(r"[0-9]{1,9}")
DAYS_OF_GRAINS = 7, 30.44, 91.31, 365.24
"""Of a week, a month, a quarter and a year."""
SAME_YEAR = date(2011, 8, 20)
"""A day in the same years as the first of these, on which "last month" is another and "in March" is not."""
YEAR_BEFORE = timedelta(days=366)
CALENDARS: tuple[Calendar, ...] = ("gregorian", "jalali")
PERIOD_WORDS = keys("""
    last this previous prev current next past today yesterday first second third fourth q1 q2 q3 q4 h1 h2 ytd mtd
    گذشته جاری قبل قبلی پیش این امسال پارسال امروز دیروز اخیر اول دوم سوم چهارم
""") | keys(" ".join(name for names in (*MONTHS.values(), *SEASONS.values(), *WEEKDAYS.values()) for name in names))
"""Words in the name of a column that say which period it is about."""


@dataclass(frozen=True)
class Ties:
    """The places of a question that can be tied, or are periods; and how the rest of the SQL ages."""

    slots: dict[Placed, PeriodSlot | NumberSlot | ValueSlot]
    moves: bool
    """Whether what is not tied moves by itself: by the server's clock, or as nothing there is about time."""
    ages: bool
    """Whether something in it is sure to be right on its own day alone.

    It has days or years that no period of the question accounts for: «since Nowruz»; or it reckons with the server's
    clock where the question names its period: «in October» is no month ago for long.
    """


def wording_of(pair: Pair) -> Wording:
    """The wording of a pair's question, on the day that its SQL is for. Raises InvalidDate."""
    return plain_wording(pair, pair.as_of or PROBES[0])


def plain_wording(pair: Pair, day: date) -> Wording:
    """The wording of a pair's question on a day, without politeness that its SQL does not speak of."""
    wording = word(pair.question, pair.language, day)
    first, last = polite_ends(wording.tokens)
    polite = (*wording.tokens[:first], *wording.tokens[last:])
    if not polite or any(token.key in POLITENESS and token.key in key_of(pair.sql) for token in polite):
        return wording
    return worded(wording.tokens[first:last], pair.language, day)


def tie(pair: Pair, wording: Wording, statement: Statement, layer: SemanticLayer) -> Ties:
    """The places of a pair's question."""
    values = tied_values(wording, statement, layer)
    lengths = {length for period in wording.periods.values() for length in lengths_of(period)}
    found = tied_numbers(wording, statement, lengths).items()
    numbers = {place: slot for place, slot in found if all_apart(place, values)}
    tied = {written for slot in values.values() for written in slot.tied} | {slot.tied for slot in numbers.values()}
    rest = [it for it in statement.values if it not in tied]
    years = years_in(rest, layer)
    limits = limits_of(pair, wording)
    owners = None if statement.divides or years else owners_of(statement, limits, layer)
    is_free = not names_period(statement, rest) and lengths.isdisjoint(counts_in(rest))
    periods = period_slots(wording, limits, owners or {}, is_free=is_free)
    if not all(is_covered(slot, wording.today) for slot in periods.values()):
        owners, periods = None, period_slots(wording, limits, {}, is_free=False)
    is_explained = owners is not None or is_accounted_for(rest, years, limits)
    if not is_explained:
        numbers = {place: replace(slot, is_free=False) for place, slot in numbers.items()}
    if time_columns(layer).isdisjoint(statement.arguments):
        periods = {place: replace(slot, has_months=False) for place, slot in periods.items()}
    moves = owners is not None and (statement.uses_clock or not is_about_time(statement, layer))
    ages = not is_explained or (statement.uses_clock and names_its_period(pair, periods))
    return Ties({**values, **numbers, **periods}, moves, ages)


def is_about_time(statement: Statement, layer: SemanticLayer) -> bool:
    """Whether a value is a day, or a condition or a calculation names a column of dates."""
    is_compared = not time_columns(layer).isdisjoint(statement.conditions)
    return is_compared or any(isinstance(it.value, date) for it in statement.values)


def time_columns(layer: SemanticLayer) -> set[str]:
    """The names of the columns of dates."""
    return {it.name for it in layer.by_reference.values() if isinstance(it, Column) and it.kind == "time_dimension"}


def names_its_period(pair: Pair, periods: dict[Placed, PeriodSlot]) -> bool:
    """Whether a period from which nothing in the SQL stems is a certain one, whatever the day."""
    return any(not slot.is_tied and not is_relative(at, pair) for (at, _), slot in periods.items())


def is_relative(at: int, pair: Pair) -> bool:
    """Whether the period at a place moves with the day, as "last month" and "last year" do, and "in March" does not."""
    try:
        found = [plain_wording(pair, day).periods[at] for day in (PROBES[0], SAME_YEAR, PROBES[1])]
    except (InvalidDate, KeyError):
        return False
    first, same_year, later = map(limits_in, found)
    return first != same_year or (found[0].kind == "year" and first != later)


def limits_in(period: Period) -> Limits:
    """A period's limits."""
    return period.start, period.end


def years_in(values: Sequence[Written], layer: SemanticLayer) -> set[int]:
    """The years in texts and numbers; amounts, names and limits are none, and days are looked at one by one."""
    kinds = {reference: it.kind for reference, it in layer.by_reference.items() if isinstance(it, Column)}
    doubtful = (it for it in values if it.use != "limit" and kinds.get(it.subject) in {None, "time_dimension"})
    said = (it.value for it in doubtful if not isinstance(it.value, date))
    found = (YEAR_OF_DAY.findall(it) if isinstance(it, str) else YEAR.findall(str(it)) for it in said)
    return {int(year) for years in found for year in years}


def is_accounted_for(values: Sequence[Written], years: set[int], limits: dict[int, Limits | None]) -> bool:
    """Whether all days and years lie in a period of the question, or in the year before it."""
    ends = [[day for day in both if day] for both in limits.values() if both]
    known = {parts(calendar, day)[0] for days in ends for day in days for calendar in CALENDARS}
    written = (it.value for it in values if isinstance(it.value, date))
    return years <= known and all(any(min(it) - YEAR_BEFORE <= day <= max(it) for it in ends) for day in written)


def names_period(statement: Statement, rest: Sequence[Written]) -> bool:
    """Whether a column's name or a text says which period the SQL is about."""
    texts = (*statement.names, *(it.value for it in rest if isinstance(it.value, str)))
    return any(word in PERIOD_WORDS or YEAR.fullmatch(word) for text in texts for word in words_in(text))


def lengths_of(period: Period) -> set[int]:
    """How many days, weeks, months, quarters or years a period may be taken for."""
    days = (period.end - period.start).days if period.start and period.end else 0
    found = {days, *(round(days / length) for length in DAYS_OF_GRAINS), period.count or 0}
    return found - {0, 1}


def counts_in(values: Sequence[Written]) -> set[int]:
    """The numbers in values that are no days and limit no rows, also in a text such as '3 months'."""
    texts = (str(it.value) for it in values if it.use != "limit" and not isinstance(it.value, date))
    return {int(digits) for text in texts for digits in DIGITS.findall(text)}


def limits_of(pair: Pair, wording: Wording) -> dict[int, Limits | None]:
    """The limits of each period on the day that the SQL is for; where that is not known, of those that never move."""
    later = wording if pair.as_of else plain_wording(pair, PROBES[1])
    found: dict[int, Limits | None] = {}
    for at, period in wording.periods.items():
        other = later.periods.get(at)
        found[at] = limits_in(period) if other and limits_in(period) == limits_in(other) else None
    return found


def owners_of(
    statement: Statement, limits: dict[int, Limits | None], layer: SemanticLayer
) -> dict[Written, tuple[int, int]] | None:
    """Of each day in the SQL the period that it stems from, and from which end; None if that is not sure of all."""
    owners: dict[Written, tuple[int, int]] = {}
    for written in statement.values:
        if not isinstance(written.value, date):
            continue
        likely = int(written.use == "until")
        places = ends_at(written, limits, likely) or ends_at(written, limits, 1 - likely)
        if len(places) != 1 or written.subject not in layer.by_reference:
            return None
        owners[written] = places[0]
    return owners


def ends_at(written: Written, limits: dict[int, Limits | None], side: int) -> list[tuple[int, int]]:
    """The periods that have a day in the SQL for an end."""
    return [
        (at, side)
        for at, both in limits.items()
        if both and both[side] == written.value and (written.use != "on" or (side == 0 and lasts_a_day(both)))
    ]


def period_slots(
    wording: Wording, limits: dict[int, Limits | None], owners: dict[Written, tuple[int, int]], *, is_free: bool
) -> dict[Placed, PeriodSlot]:
    """The places of periods, with the days that stem from each; those that have both ends may be free."""
    slots: dict[Placed, PeriodSlot] = {}
    for at, period in wording.periods.items():
        starts, ends = (tuple(it for it, owner in owners.items() if owner == (at, side)) for side in (0, 1))
        slot = PeriodSlot(wording.keys(at, period.last), period, limits[at], starts, ends)
        is_whole = slot.is_tied and slot.has_end and not period.ambiguous
        slots[at, period.last] = replace(slot, is_free=is_free and is_whole)
    return slots


def is_covered(slot: PeriodSlot, as_of: date) -> bool:
    """Whether both ends of a tied period are in the SQL; one that ends with the day itself may do without that end."""
    if not slot.is_tied or slot.limits is None:
        return True
    return bool(slot.limits[0] is None or slot.starts) and (slot.has_end or slot.limits[1] == as_of + ONE_DAY)
