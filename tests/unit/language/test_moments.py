"""Days, times and stretches of time are read as results write them."""

from __future__ import annotations

from datetime import date

import pytest

from app.language.moments import clock_in, day_in, grain_in


@pytest.mark.parametrize(
    ("written", "day", "clock"),
    [
        ("2026-11-21", date(2026, 11, 21), ""),
        ("2026-11-21T13:30:00.5+03:30", date(2026, 11, 21), "13:30"),
        ("2026-11-21T13:30:00", date(2026, 11, 21), "13:30"),
        ("2026-11-21T00:00:00-05:00", date(2026, 11, 21), ""),
        ("1930-01-01T10:00:00+03:25:44", date(1930, 1, 1), "10:00"),
        ("2026-02-30", None, ""),
        ("0999-12-31", None, ""),
        ("9999-12-31", None, ""),
        ("2026-11-21 BC", None, ""),
        ("2026-11-21T13:30:00 BC", None, ""),
        ("infinity", None, ""),
        ("۲۰۲۶-11-21", None, ""),
    ],
)
def test_a_moment_has_a_day_and_maybe_a_clock(written: str, day: date | None, clock: str) -> None:
    assert (day_in(written), clock_in(written)) == (day, clock)


@pytest.mark.parametrize(
    ("written", "grain"),
    [
        ("1405", "year"),
        ("1405-Q3", "quarter"),
        ("1405-08", "month"),
        ("1405-08-30", "day"),
        ("1405-13", None),
        ("1405-Q5", None),
        ("9405-08", None),
        ("", None),
    ],
)
def test_a_stretch_of_time_is_as_long_as_it_is_written(written: str, grain: str | None) -> None:
    assert grain_in(written) == grain
