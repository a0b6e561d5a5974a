"""Ties the periods, numbers and values of an approved question to what stems from them in its SQL. Sure, or not at all.

What changes with the question must not be said anywhere else in the SQL: an alias such as revenue_in_october, a second
value of the same column, a division by the days of a month keep a place from being free.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.generators.verified.numbers import tied_numbers
from app.generators.verified.pairs import Pair
from app.generators.verified.slots import Limits, NumberSlot, PeriodSlot, Placed, ValueSlot, lasts_a_day
from app.generators.verified.statements import Statement, Written
from app.generators.verified.values import all_apart, tied_values
from app.generators.verified.wording import Wording, key_of, polite_ends, word, worded, words_in
from app.language.calendars import ONE_DAY, Calendar, parts
from app.language.folding import keys
from app.language.formatting import MONTHS, SEASONS, WEEKDAYS
from app.semantics.layer import Column, SemanticLayer

YEAR = re.compile(r"(?<!\d)(?:1[34]|19|20)\d\d(?!\d)")
PROBES = date(2011, 5, 5), date(2012, 9, 9)
"""Two days on which a period that moves with the day has different limits."""
WORD = re.compile(r"\w+")
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
    """Whether there are days or years in it that no period of the question accounts for: «since Nowruz»."""


def wording_of(pair: Pair) -> Wording:
    """The wording of a pair's question, on the day that its SQL is for. Raises InvalidDate."""
    return plain_wording(pair, pair.as_of or PROBES[0])


def plain_wording(pair: Pair, day: date) -> Wording:
    """The wording of a pair's question on a day, without politeness that its SQL does not speak of."""
    wording = word(pair.question, pair.language, day)
    first, last = polite_ends(wording.tokens)
    polite = (*wording.tokens[:first], *wording.tokens[last:])
    if not polite or any(token.key in key_of(pair.sql) for token in polite):
        return wording
    return worded(wording.tokens[first:last], pair.language, day)


def tie(pair: Pair, wording: Wording, statement: Statement, layer: SemanticLayer) -> Ties:
    """The places of a pair's question."""
    values = tied_values(wording, statement, layer)
    numbers = {place: slot for place, slot in tied_numbers(wording, statement).items() if all_apart(place, values)}
    tied = {written for slot in values.values() for written in slot.tied} | {slot.tied for slot in numbers.values()}
    rest = [it for it in statement.values if it not in tied]
    years = years_in(rest, layer)
    limits = limits_of(pair, wording)
    owners = None if statement.divides or years else owners_of(statement, limits, layer)
    periods = period_slots(wording, limits, owners or {}, is_free=not names_period(statement, rest))
    if not all(is_covered(slot, wording.today) for slot in periods.values()):
        owners, periods = None, period_slots(wording, limits, {}, is_free=False)
    ages = owners is None and not is_accounted_for(rest, years, limits)
    moves = owners is not None and (statement.uses_clock or not is_about_time(statement, layer))
    return Ties({**values, **numbers, **periods}, moves, ages)


def is_about_time(statement: Statement, layer: SemanticLayer) -> bool:
    """Whether a value is a day, or is compared with a date or with something that is made of one."""
    times = {it.name for it in layer.by_reference.values() if isinstance(it, Column) and it.kind == "time_dimension"}
    return any(isinstance(it.value, date) or not times.isdisjoint(WORD.findall(it.subject)) for it in statement.values)


def years_in(values: Sequence[Written], layer: SemanticLayer) -> set[int]:
    """The years in texts and numbers; amounts, names and limits are none, and days are looked at one by one."""
    kinds = {reference: it.kind for reference, it in layer.by_reference.items() if isinstance(it, Column)}
    doubtful = (it for it in values if it.use != "limit" and kinds.get(it.subject) in {None, "time_dimension"})
    texts = (str(it.value) for it in doubtful if not isinstance(it.value, date))
    return {int(year) for text in texts for year in YEAR.findall(text)}


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


def limits_of(pair: Pair, wording: Wording) -> dict[int, Limits | None]:
    """The limits of each period on the day that the SQL is for; where that is not known, of those that never move."""
    later = wording if pair.as_of else plain_wording(pair, PROBES[1])
    found: dict[int, Limits | None] = {}
    for at, period in wording.periods.items():
        other = later.periods.get(at)
        limits = period.start, period.end
        found[at] = limits if other and limits == (other.start, other.end) else None
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
