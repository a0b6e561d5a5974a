"""A day in a field is read in either calendar, with any digits, and written as its reader would type it."""

from __future__ import annotations

from datetime import date

import pytest

from app.pages.days import read_day, write_day

LAST_OF_ABAN = date(2026, 11, 21)


@pytest.mark.parametrize(
    "text",
    [
        "۱۴۰۵/۰۸/۳۰",
        "1405-08-30",
        "۱۴۰۵/۸/۳۰",
        " ١٤٠٥.٠٨.٣٠ ",
        "\u200f۱۴۰۵؍۰۸؍۳۰",
        "2026-11-21",
        "۲۰۲۶/۱۱/۲۱",
    ],
)
def test_a_day_is_read_in_the_calendar_that_its_year_tells(text: str):
    assert read_day(text) == LAST_OF_ABAN


@pytest.mark.parametrize(
    "text", ["", "yesterday", "1405-08-31", "2026-02-29", "1404/12/30", "0001-01-01", "1405/13/01", "30/8/1405", "۱۴۰۵"]
)
def test_what_is_no_day_is_none(text: str):
    assert read_day(text) is None


def test_the_thirtieth_of_esfand_is_there_in_a_leap_year():
    assert read_day("۱۴۰۳/۱۲/۳۰") == date(2025, 3, 20)


def test_a_day_is_written_so_that_it_is_read_again():
    assert write_day(LAST_OF_ABAN, "fa") == "۱۴۰۵/۰۸/۳۰"
    assert write_day(LAST_OF_ABAN, "en") == "2026-11-21"
    assert read_day(write_day(LAST_OF_ABAN, "fa")) == read_day(write_day(LAST_OF_ABAN, "en")) == LAST_OF_ABAN
