"""The places of an approved question that may say something else: a period, a number, a value.

A place is tied to the values in the SQL that stem from it. One that is not tied must say the same again; and so must
one that is tied but whose change could make something else in the SQL wrong (it is not free).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from app.generators.verified.statements import Written, quoted
from app.generators.verified.wording import Wording, value_at
from app.language.calendars import ONE_DAY
from app.language.numbers import Number
from app.language.periods import Period
from app.semantics.layer import SemanticLayer

Limits = tuple[date | None, date | None]
"""The first day, and the day after the last; None where it is open."""
Placed = tuple[int, int]
"""The first word of a place, and the one after its last."""


@dataclass(frozen=True)
class Filling:
    """What a question says in a place, which ends before the word `last`."""

    last: int
    texts: Mapping[Written, str] = field(default_factory=dict)
    """What the SQL's values become."""
    limits: Limits = (None, None)
    """Of a period."""
    period: Period | None = None
    number: Decimal | None = None
    value: str = ""


@dataclass(frozen=True)
class Words:
    """Words that must be said again, by their match key."""

    keys: str

    def fillings(self, wording: Wording, at: int, layer: SemanticLayer) -> Iterator[Filling]:
        """The same words."""
        if last := wording.after(self.keys, at):
            yield Filling(last)


@dataclass(frozen=True)
class PeriodSlot:
    """A period. The SQL's days stem from its first day (`starts`) and from the day after its last (`ends`)."""

    keys: str
    period: Period
    limits: Limits | None
    """On the day that the SQL answers the question on; None where that is not known."""
    starts: tuple[Written, ...] = ()
    ends: tuple[Written, ...] = ()
    is_free: bool = False
    has_months: bool = True
    """Whether the SQL may do something else with days, such as to make months of them, which are one calendar's."""

    @property
    def is_tied(self) -> bool:
        """Whether days in the SQL stem from it."""
        return bool(self.starts or self.ends)

    @property
    def has_end(self) -> bool:
        """Whether its end, if it has one, is in the SQL."""
        return self.limits is None or self.limits[1] is None or bool(self.ends) or self.is_one_day

    @property
    def is_one_day(self) -> bool:
        """Whether the SQL knows it as one day."""
        return any(it.use == "on" for it in self.starts)

    def is_current(self, limits: Limits, today: date) -> bool:
        """Whether the SQL is about the limits when they are filled in, or as it is."""
        if not self.is_tied:
            return self.limits == limits
        return self.has_end or limits[1] == today + ONE_DAY

    def fillings(self, wording: Wording, at: int, layer: SemanticLayer) -> Iterator[Filling]:
        """The same period in the same words, or another one."""
        period = wording.periods.get(at)
        if period is None:
            return
        is_same = wording.keys(at, period.last) == self.keys
        if not is_same and not (self.is_free and self.is_like(period)):
            return
        limits = period.start, period.end
        texts = {it: day_text(limits[side], it) for side, tied in self.sides() for it in tied}
        yield Filling(period.last, texts, limits, period)

    def is_like(self, period: Period) -> bool:
        """Whether another period can take this one's place."""
        is_open = (self.period.start is None, self.period.end is None) == (period.start is None, period.end is None)
        return (
            is_open
            and (self.period.calendar == period.calendar or not self.has_months)
            and not period.ambiguous
            and (not self.is_one_day or lasts_a_day((period.start, period.end)))
        )

    def sides(self) -> tuple[tuple[int, tuple[Written, ...]], ...]:
        """What stems from the start, and what from the end."""
        return (0, self.starts), (1, self.ends)


@dataclass(frozen=True)
class NumberSlot:
    """A number that one value in the SQL stems from, which is compared with something or limits the rows."""

    keys: str
    number: Number
    tied: Written
    is_free: bool

    def fillings(self, wording: Wording, at: int, layer: SemanticLayer) -> Iterator[Filling]:
        """The same words, or another number of the same unit, whole where this one is."""
        same = wording.after(self.keys, at)
        if same:
            yield Filling(same, number=self.number.value)
        other = wording.numbers.get(at)
        if other and other.last != same and self.is_free and self.is_like(other):
            yield Filling(other.last, {self.tied: f"{other.value.normalize():f}"}, number=other.value)

    def is_like(self, other: Number) -> bool:
        """Whether another number can take this one's place."""
        return other.unit == self.number.unit and other.value > 0 and is_whole(other) >= is_whole(self.number)


@dataclass(frozen=True)
class ValueSlot:
    """A column's value, which some texts in the SQL are."""

    keys: str
    column: str
    tied: tuple[Written, ...]
    is_free: bool

    def fillings(self, wording: Wording, at: int, layer: SemanticLayer) -> Iterator[Filling]:
        """The same words, or words that name one value of the same column and nothing else."""
        same = wording.after(self.keys, at)
        if same:
            yield Filling(same)
        found = value_at(wording, at, layer) if self.is_free else None
        if found is None:
            return
        (column, value, is_pattern), last = found
        if last != same and column == self.column and is_pattern == (self.tied[0].use == "like"):
            yield Filling(last, dict.fromkeys(self.tied, quoted(value)), value=value)


Slot = PeriodSlot | NumberSlot | ValueSlot
Part = Words | Slot


def day_text(limit: date | None, written: Written) -> str:
    """The day that sets a limit as another one did, as SQL writes it: `<= '2026-10-31'` sets 1 November."""
    return quoted(f"{limit - timedelta(days=written.lag)}{written.time}") if limit else ""


def lasts_a_day(limits: Limits) -> bool:
    """Whether a period is one day."""
    return bool(limits[0] and limits[1] and limits[1] - limits[0] == ONE_DAY)


def is_whole(number: Number) -> bool:
    """Whether a number is one without a fraction."""
    return number.value == number.value.to_integral_value()
