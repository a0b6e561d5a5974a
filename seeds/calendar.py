"""When the shop is visited: its days, and how busy each of them is by growth, season, weekday and chance."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

import jdatetime

DAYS = 913
"""The shop's age: two and a half years."""

WEEKDAYS = (1.15, 1.05, 1.0, 1.0, 0.95, 0.9, 0.7)
"""Saturday to Friday: baskets wait for the week to begin, and Friday belongs to the family."""


class Season(NamedTuple):
    """A stretch of every Jalali year, as (month, day) of its first and last day, and how busy it is."""

    first: tuple[int, int]
    last: tuple[int, int]
    factor: float


SEASONS = (
    Season((1, 1), (1, 4), 0.35),  # Nowruz: families visit each other
    Season((1, 5), (1, 13), 0.6),
    Season((4, 15), (5, 31), 0.85),  # the summer's dip
    Season((6, 15), (7, 5), 1.25),  # back to school
    Season((9, 21), (9, 30), 1.5),  # presents for Yalda, the longest night
    Season((12, 1), (12, 10), 1.3),  # the new year's shopping
    Season((12, 11), (12, 25), 1.75),
    Season((12, 26), (12, 30), 1.1),  # too late for a parcel
)


def window(today: date) -> list[date]:
    """The shop's days, the last of which is `today`."""
    return [today - timedelta(days=age) for age in range(DAYS - 1, -1, -1)]


def busyness(days: Sequence[date], rng: Random, yearly_growth: float, opening: float) -> list[float]:
    """A positive weight for each day: 1 would be an ordinary day at the opening.

    `yearly_growth` is the factor of one year; `opening` is how far the first day is above (or below) the ordinary,
    which wears off within some weeks.
    """
    return [
        yearly_growth ** (number / 365)
        * (1 + opening * math.exp(-number / 30))
        * season_factor(day)
        * black_friday_factor(day)
        * weekday_factor(day)
        * rng.uniform(0.9, 1.1)
        for number, day in enumerate(days)
    ]


def season_factor(day: date) -> float:
    """How busy the day's season is."""
    jalali = jdatetime.date.fromgregorian(date=day)
    place = (jalali.month, jalali.day)
    return next((season.factor for season in SEASONS if season.first <= place <= season.last), 1.0)


def black_friday_factor(day: date) -> float:
    """How busy the sale makes the day: the Friday after November's fourth Thursday, and the six days before it."""
    friday = black_friday(day.year)
    if day == friday:
        return 3.0
    return 1.5 if friday - timedelta(days=6) <= day < friday else 1.0


def black_friday(year: int) -> date:
    """The year's Black Friday: the one Friday between 23 and 29 November."""
    earliest = date(year, 11, 23)
    return earliest + timedelta(days=(4 - earliest.weekday()) % 7)


def weekday_factor(day: date) -> float:
    """How busy the day's weekday is."""
    return WEEKDAYS[(day.weekday() + 2) % 7]
