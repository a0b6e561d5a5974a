"""Today's date: where the business day is, or fixed by QUERYCRAFT_TODAY."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from app.settings import Settings


def today_of(settings: Settings) -> Callable[[], date]:
    """A function that gives today's date."""
    fixed, zone = settings.querycraft_today, ZoneInfo(settings.time_zone)
    return lambda: fixed or datetime.now(zone).date()
