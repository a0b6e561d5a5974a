"""Today's date: where the business day is, or fixed by QUERYCRAFT_TODAY."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from app.errors import InvalidSetting
from app.settings import Settings


def today_of(settings: Settings) -> Callable[[], date]:
    """A function that gives today's date."""
    fixed, zone = settings.querycraft_today, zone_of(settings)
    return lambda: fixed or datetime.now(zone).date()


def day_of(settings: Settings) -> Callable[[datetime], date]:
    """A function that gives the day of a moment, as `today_of` gave it then."""
    fixed, zone = settings.querycraft_today, zone_of(settings)
    return lambda moment: fixed or moment.astimezone(zone).date()


def zone_of(settings: Settings) -> ZoneInfo:
    """The business's time zone. Raises InvalidSetting for a name that there is no zone for."""
    try:
        return ZoneInfo(settings.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        example = "a time zone such as Asia/Tehran"
        raise InvalidSetting(name="TIME_ZONE", value=settings.time_zone, example=example) from None
