"""Periods in a question: «ماه گذشته», "from March to May", "last 30 days", «۱۵ مهر ۱۴۰۴» as half-open ranges of dates.

The question's language decides the calendar, unless the text names one (a month, a year, میلادی). "This month" ends
today, "last month" is the whole month before, "last 30 days" includes today. A month or day without a year is of
this year. A range includes both ends. What has several readings (11/05/2026, "winter 2025", "from March") carries
them all in `alternatives`. What is only half understood («هفتهٔ اول مهر», "early March") is no period at all, so its
words stay unexplained.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.contracts import Language
from app.errors import InvalidDate
from app.language.calendars import Calendar, Grain, NoSuchDay, calendar_of_language
from app.language.day_rules import DAY_RULES
from app.language.formatting import calendar_name, format_digits
from app.language.grammar import Pass, Setting
from app.language.guards import is_certain
from app.language.named_rules import NAMED_RULES
from app.language.numbers import Number
from app.language.part_rules import PART_RULES
from app.language.range_rules import EDGE_RULES, RANGE_RULES
from app.language.relative_rules import RELATIVE_RULES, ROLLING_RULES
from app.language.sharing import OTHER_RULES, share
from app.language.spans import Kind, Span
from app.language.symbols import Symbol, scan
from app.language.tokens import Token
from app.language.year_rules import YEAR_RULES

PASSES = (
    Pass("year", *YEAR_RULES),
    Pass("span", *DAY_RULES, *NAMED_RULES, *PART_RULES, *RELATIVE_RULES),
    Pass("span", *ROLLING_RULES),
    Pass("edge", *EDGE_RULES),
    Pass("span", *RANGE_RULES),
    Pass("span", *OTHER_RULES),
)


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time that a question names.

    `start` is the first day, `end` the day after the last; None where it is open. `first` up to, not including,
    `last` are the tokens that say it, its preposition included. `count` grains make a rolling period. `alternatives`
    are all readings (this one first) when there is more than one: ask, don't guess.
    """

    start: date | None
    end: date | None
    calendar: Calendar
    kind: Kind
    first: int
    last: int
    grain: Grain | None = None
    count: int | None = None
    alternatives: tuple[Period, ...] = ()
    sides: tuple[Period, ...] = ()
    """Of a range, the periods that it reaches from and to."""

    @property
    def ambiguous(self) -> bool:
        """Whether it can be read in more than one way."""
        return bool(self.alternatives)


def find_periods(
    tokens: Sequence[Token], numbers: Sequence[Number], today: date, language: Language
) -> tuple[Period, ...]:
    """The periods that the tokens name, in order, not overlapping. Raises InvalidDate for 31 Mehr or 30 February."""
    symbols = scan(tokens, numbers)
    setting = Setting(tokens, today, named_calendar(symbols) or calendar_of_language(language), language)
    try:
        for one in PASSES:
            symbols = one.rewrite(symbols, setting)
        shared = share(symbols, setting)
        return tuple(period_of(shared, at, setting) for at in range(len(shared)) if is_certain(shared, at))
    except NoSuchDay as day:
        text = "/".join(f"{part:02}" for part in (day.year, day.month, day.day) if part is not None)
        raise InvalidDate(text=format_digits(text, language), calendar=calendar_name(day.calendar, language)) from None


def named_calendar(symbols: Sequence[Symbol]) -> Calendar | None:
    """The calendar that the text names, if it names one and not both."""
    named: set[Calendar] = {symbol.value for symbol in symbols if symbol.kind == "calendar"}
    return named.pop() if len(named) == 1 else None


def period_of(symbols: Sequence[Symbol], at: int, setting: Setting) -> Period:
    """The period of a span, with its preposition and article."""
    symbol = symbols[at]
    first = symbols[at - 1].first if at and symbols[at - 1].kind == "in" else symbol.first
    if first > 0 and setting.tokens[first - 1].key == "the":
        first -= 1
    span: Span = symbol.value
    return replace(
        read(span, first, symbol.last, setting.today),
        alternatives=tuple(read(reading, first, symbol.last, setting.today) for reading in span.alternatives),
    )


def read(span: Span, first: int, last: int, today: date) -> Period:
    """One reading of a span as a period."""
    start, end = span.ends(today)
    count = span.count if span.kind == "rolling" else None
    sides = tuple(read(side, first, last, today) for side in span.sides)
    return Period(start, end, span.calendar, span.kind, first, last, span.grain, count, sides=sides)
