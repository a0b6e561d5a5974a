"""Numbers, dates and periods as people read them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from app.contracts import Language
from app.language.calendars import Calendar
from app.language.formatting import calendar_name, format_date, format_number, format_period
from app.language.numbers import find_numbers
from app.language.periods import find_periods
from app.language.tokens import tokenise

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("value", "english", "persian"),
    [
        (Decimal("1234.50"), "1,234.5", "۱٬۲۳۴٫۵"),
        (Decimal("100.00"), "100", "۱۰۰"),
        (Decimal("-0.00"), "0", "۰"),
        (Decimal("1E+3"), "1,000", "۱٬۰۰۰"),
        (Decimal("0.1250"), "0.125", "۰٫۱۲۵"),
        (Decimal("0.0044445"), "0.00444", "۰٫۰۰۴۴۴"),
    ],
)
def test_a_number_of_the_database_is_written_like_any_other(value: Decimal, english: str, persian: str) -> None:
    assert format_number(value, "en") == english
    assert format_number(value, "fa") == persian


@pytest.mark.parametrize(
    ("language", "calendar", "text"),
    [
        ("fa", "jalali", "۱ مهر ۱۴۰۵"),
        ("en", "jalali", "1 Mehr 1405"),
        ("fa", "gregorian", "۲۳ سپتامبر ۲۰۲۶"),
        ("en", "gregorian", "23 September 2026"),
    ],
)
def test_a_date_is_written_in_both_languages_and_calendars(language: Language, calendar: Calendar, text: str) -> None:
    assert format_date(date(2026, 9, 23), language, calendar) == text


def test_calendars_have_names() -> None:
    assert (calendar_name("jalali", "fa"), calendar_name("gregorian", "en")) == ("شمسی", "Gregorian")


def formatted(question: str) -> str:
    language: Language = "en" if question.isascii() else "fa"
    tokens = tokenise(question)
    (period,) = find_periods(tokens, find_numbers(tokens), TODAY, language)
    return format_period(period, language)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("ماه گذشته", "مهر ۱۴۰۵ (۱ تا ۳۰ مهر ۱۴۰۵)"),
        ("last month", "October 2026 (1–31 October 2026)"),
        ("this month", "1–21 November 2026"),
        ("۳۰ روز اخیر", "۳۰ روز اخیر (۱ تا ۳۰ آبان ۱۴۰۵)"),
        ("last 3 months", "last 3 months (22 August – 21 November 2026)"),
        ("the last 1 week", "last 1 week (15–21 November 2026)"),
        ("today", "21 November 2026"),
        ("هفته گذشته", "۲۳ تا ۲۹ آبان ۱۴۰۵"),
        ("پارسال", "سال ۱۴۰۴ (۱ فروردین تا ۲۹ اسفند ۱۴۰۴)"),
        ("last year", "2025 (1 January – 31 December 2025)"),
        ("سه ماهه دوم ۱۴۰۵", "سه‌ماههٔ دوم ۱۴۰۵ (۱ تیر تا ۳۱ شهریور ۱۴۰۵)"),
        ("Q2 2025", "Q2 2025 (1 April – 30 June 2025)"),
        ("تابستان ۱۴۰۳", "تابستان ۱۴۰۳ (۱ تیر تا ۳۱ شهریور ۱۴۰۳)"),
        ("last winter", "winter 2025 (1 December 2025 – 28 February 2026)"),
        ("نیمه دوم ۱۴۰۴", "نیمهٔ دوم ۱۴۰۴ (۱ مهر تا ۲۹ اسفند ۱۴۰۴)"),
        ("first half of 2026", "first half of 2026 (1 January – 30 June 2026)"),
        ("از ۱ مهر تا ۱۵ آبان", "۱ مهر تا ۱۵ آبان ۱۴۰۵"),
        ("from November 2025 to May 2026", "1 November 2025 – 31 May 2026"),
        ("since March", "since 1 March 2026"),
        ("از اول مهر", "از ۱ مهر ۱۴۰۵"),
        ("before 2025", "until 31 December 2024"),
        ("قبل از ۱۴۰۵", "تا ۲۹ اسفند ۱۴۰۴"),
        ("in October", "October 2026 (1–31 October 2026)"),
        ("فروش اکتبر", "اکتبر ۲۰۲۶ (۱ تا ۳۱ اکتبر ۲۰۲۶)"),
    ],
)
def test_a_period_shows_its_name_and_its_real_limits(question: str, text: str) -> None:
    assert formatted(question) == text
