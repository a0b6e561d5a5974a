"""Periods: what a question's words mean on Saturday 21 November 2026, 30 Aban 1405."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.contracts import Language
from app.errors import InvalidDate
from app.language.calendars import CONTAINING, Calendar, Grain
from app.language.formatting import format_date
from app.language.numbers import find_numbers
from app.language.numerals import SCALES, SMALL
from app.language.period_words import meanings
from app.language.periods import Period, find_periods
from app.language.tokens import tokenise

TODAY = date(2026, 11, 21)


def language_of(question: str) -> Language:
    return "en" if question.isascii() else "fa"


def periods(question: str, language: Language | None = None) -> tuple[Period, ...]:
    tokens = tokenise(question)
    return find_periods(tokens, find_numbers(tokens), TODAY, language or language_of(question))


def limits(question: str, language: Language | None = None) -> list[str]:
    """The limits of each period as "first..after", empty where they are open."""
    return [shown(period) for period in periods(question, language)]


def shown(period: Period) -> str:
    return f"{period.start or ''}..{period.end or ''}"


def words(question: str) -> list[str]:
    """The words that each period explains."""
    tokens = tokenise(question)
    return [question[tokens[period.first].start : tokens[period.last - 1].end] for period in periods(question)]


ONE_PERIOD = {
    # relative days
    "orders today": "2026-11-21..2026-11-22",
    "سفارش‌های امروز چندتاست": "2026-11-21..2026-11-22",
    "yesterday's revenue": "2026-11-20..2026-11-21",
    "فروش دیروز": "2026-11-20..2026-11-21",
    "پریروز": "2026-11-19..2026-11-20",
    "the day before yesterday": "2026-11-19..2026-11-20",
    "tomorrow": "2026-11-22..2026-11-23",
    "روز گذشته": "2026-11-20..2026-11-21",
    "۳ روز پیش": "2026-11-18..2026-11-19",
    "two days ago": "2026-11-19..2026-11-20",
    "last Friday": "2026-11-20..2026-11-21",
    "جمعهٔ گذشته": "2026-11-20..2026-11-21",
    # this, last, next
    "orders this month": "2026-11-01..2026-11-22",
    "این ماه": "2026-10-23..2026-11-22",
    "ماه جاری": "2026-10-23..2026-11-22",
    "What was our revenue last month?": "2026-10-01..2026-11-01",
    "in the previous month": "2026-10-01..2026-11-01",
    "در ماه گذشته چند کاربر جدید ثبت نام کرده‌اند؟": "2026-09-23..2026-10-23",
    "ماه پیش": "2026-09-23..2026-10-23",
    "ماهِ قبل": "2026-09-23..2026-10-23",
    "revenue this week": "2026-11-16..2026-11-22",
    "فروش این هفته": "2026-11-21..2026-11-22",
    "how many orders last week?": "2026-11-09..2026-11-16",
    "فروش روزانه هفتهٔ گذشته": "2026-11-14..2026-11-21",
    "هفته‌ی پیش": "2026-11-14..2026-11-21",
    "this year": "2026-01-01..2026-11-22",
    "امسال": "2026-03-21..2026-11-22",
    "last year's sales": "2025-01-01..2026-01-01",
    "پارسال چند سفارش داشتیم؟": "2025-03-21..2026-03-21",
    "سال قبل": "2025-03-21..2026-03-21",
    "پیرارسال": "2024-03-20..2025-03-21",
    "the year before last": "2024-01-01..2025-01-01",
    "the week before last": "2026-11-02..2026-11-09",
    "دو سال پیش": "2024-03-20..2025-03-21",
    "3 months ago": "2026-08-01..2026-09-01",
    "a week ago": "2026-11-09..2026-11-16",
    "دو هفته پیش": "2026-11-07..2026-11-14",
    "last quarter": "2026-07-01..2026-10-01",
    "فصل گذشته": "2026-06-22..2026-09-23",
    "current quarter": "2026-10-01..2026-11-22",
    "next month": "2026-12-01..2027-01-01",
    "ماه آینده": "2026-11-22..2026-12-22",
    "year to date": "2026-01-01..2026-11-22",
    "month-to-date": "2026-11-01..2026-11-22",
    "MTD": "2026-11-01..2026-11-22",
    "از ابتدای سال": "2026-03-21..2026-11-22",
    "since the beginning of the month": "2026-11-01..2026-11-22",
    "امسال تا الان": "2026-03-21..2026-11-22",
    # rolling: today is in it
    "revenue in the last 30 days": "2026-10-23..2026-11-22",
    "درآمد ۳۰ روز گذشته": "2026-10-23..2026-11-22",
    "۳۰ روزِ اخیر": "2026-10-23..2026-11-22",
    "weekly revenue over the last 3 months": "2026-08-22..2026-11-22",
    "درآمد هفتگی در سه ماه اخیر": "2026-08-22..2026-11-22",
    "مجموع فروش در ۶ ماه اخیر": "2026-05-21..2026-11-22",
    "past two weeks": "2026-11-08..2026-11-22",
    "در یک ماه گذشته": "2026-10-23..2026-11-22",
    "دو سال اخیر": "2024-11-21..2026-11-22",
    "last twenty-four months": "2024-11-22..2026-11-22",
    # days
    "۱۵ مهر ۱۴۰۴": "2025-10-07..2025-10-08",
    "پانزدهم مهر": "2026-10-07..2026-10-08",
    "بیست و پنجم آبان": "2026-11-16..2026-11-17",
    "۱۵ام مهر ماه ۱۴۰۴": "2025-10-07..2025-10-08",
    "۱۵ مهر ۹۹": "2020-10-06..2020-10-07",
    "روز ۱۵ مهر": "2026-10-07..2026-10-08",
    "۱۴۰۴/۰۷/۱۵": "2025-10-07..2025-10-08",
    "1404/7/15": "2025-10-07..2025-10-08",
    "15/07/1404": "2025-10-07..2025-10-08",
    "15 March 2026": "2026-03-15..2026-03-16",
    "on March 15, 2026": "2026-03-15..2026-03-16",
    "the 15th of March": "2026-03-15..2026-03-16",
    "Mar 3rd": "2026-03-03..2026-03-04",
    "2026-03-15": "2026-03-15..2026-03-16",
    "25/11/2026": "2026-11-25..2026-11-26",
    "05/05/2026": "2026-05-05..2026-05-06",
    "11.05.2026": "2026-05-11..2026-05-12",
    "اول مهر": "2026-09-23..2026-09-24",
    "the last day of March": "2026-03-31..2026-04-01",
    "روز آخر مهر": "2026-10-22..2026-10-23",
    # months, seasons, quarters, halves, years
    "فروش مهر": "2026-09-23..2026-10-23",
    "مهرماه پارسال": "2025-09-23..2025-10-23",
    "سال گذشته در مهر": "2025-09-23..2025-10-23",
    "March last year": "2025-03-01..2025-04-01",
    "orders in May": "2026-05-01..2026-06-01",
    "نوامبر": "2026-11-01..2026-12-01",
    "Mehr 1404": "2025-09-23..2025-10-23",
    "1405/07": "2026-09-23..2026-10-23",
    "3/2026": "2026-03-01..2026-04-01",
    "مهر ۹۹": "2020-09-22..2020-10-22",
    "last March": "2026-03-01..2026-04-01",
    "تابستان ۱۴۰۳": "2024-06-21..2024-09-22",
    "summer 2025": "2025-06-01..2025-09-01",
    "last summer": "2026-06-01..2026-09-01",
    "زمستان گذشته": "2025-12-22..2026-03-21",
    "فروش سه ماهه دوم ۱۴۰۵": "2026-06-22..2026-09-23",
    "سه‌ماههٔ آخر پارسال": "2025-12-22..2026-03-21",
    "total revenue in Q2 2025": "2025-04-01..2025-07-01",
    "1405-Q2": "2026-06-22..2026-09-23",
    "Q3": "2026-07-01..2026-10-01",
    "the third quarter of last year": "2025-07-01..2025-10-01",
    "نیمهٔ اول سال": "2026-03-21..2026-09-23",
    "first half of 2026": "2026-01-01..2026-07-01",
    "H2 2025": "2025-07-01..2026-01-01",
    "نیمهٔ دوم مهر": "2026-10-08..2026-10-23",
    "the second month of 2026": "2026-02-01..2026-03-01",
    "سه ماه اول سال": "2026-03-21..2026-06-22",
    "last 3 months of 2025": "2025-10-01..2026-01-01",
    "۱۰ روز اول مهر": "2026-09-23..2026-10-03",
    "in 2025": "2025-01-01..2026-01-01",
    "2025 revenue": "2025-01-01..2026-01-01",
    "revenue by Jalali month in 1404": "2025-03-21..2026-03-21",
    "سال ۹۹": "2020-03-20..2021-03-21",
    "فروش هر فصل سال ۱۴۰۴": "2025-03-21..2026-03-21",
    "فروش ماهانه به تفکیک ماه میلادی در ۲۰۲۶": "2026-01-01..2027-01-01",
    # ranges include both ends
    "فروش از ۱ مهر تا ۱۵ آبان": "2026-09-23..2026-11-07",
    "بین ۱۴۰۵/۰۱/۱۵ تا ۱۴۰۵/۰۲/۱۵": "2026-04-04..2026-05-06",
    "از تاریخ ۱۴۰۵/۰۱/۰۱ تا تاریخ ۱۴۰۵/۰۳/۳۱": "2026-03-21..2026-06-22",
    "orders between 2026-01-01 and 2026-03-31": "2026-01-01..2026-04-01",
    "from March to May": "2026-03-01..2026-06-01",
    "from November 2025 to February": "2025-11-01..2026-03-01",
    "from November to February 2026": "2025-11-01..2026-03-01",
    "March 1-15, 2026": "2026-03-01..2026-03-16",
    "از ۱ تا ۱۵ آبان": "2026-10-23..2026-11-07",
    "between 1 and 15 March": "2026-03-01..2026-03-16",
    "از اول مهر تا آخر آبان": "2026-09-23..2026-11-22",
    "1 Mehr – 15 Aban": "2026-09-23..2026-11-07",
    "2024-2026": "2024-01-01..2027-01-01",
    "بین ۱۴۰۳ و ۱۴۰۴": "2024-03-20..2026-03-21",
    "from 2026-05-01 to 2026-03-01": "2026-03-01..2026-05-02",
    "از مهر تا الان": "2026-09-23..2026-11-22",
    "از ۱ اسفند تا ۳۰ اسفند ۱۴۰۳": "2025-02-19..2025-03-21",
    "after 2026-05-01 and before 2026-06-01": "2026-05-02..2026-06-01",
    # open ends
    "سفارش‌های بعد از ۱۴۰۵/۰۶/۳۱ را بشمار": "2026-09-23..",
    "after March": "2026-04-01..",
    "since Farvardin": "2026-03-21..",
    "از اول مهر": "2026-09-23..",
    "از فروردین به بعد": "2026-03-21..",
    "since 3 months ago": "2026-08-21..",
    "on or after 2026-03-01": "2026-03-01..",
    "sales before 2025": "..2025-01-01",
    "قبل از ۱۴۰۵/۰۱/۰۱": "..2026-03-21",
    "تا دیروز": "..2026-11-21",
    "until the end of March": "..2026-04-01",
    "no later than 1 March": "..2026-03-02",
    "چنتا سفارش ثبت شده تا حالا": "..2026-11-22",
    "orders from this month": "2026-11-01..2026-11-22",
}


@pytest.mark.parametrize(("question", "expected"), ONE_PERIOD.items())
def test_a_period_has_its_limits(question: str, expected: str) -> None:
    assert limits(question) == [expected]
    assert not periods(question)[0].ambiguous


SEVERAL_PERIODS = {
    "compare sales this month vs last month": ["2026-11-01..2026-11-22", "2026-10-01..2026-11-01"],
    "order growth last month vs the month before, in %": ["2026-10-01..2026-11-01", "2026-09-01..2026-10-01"],
    "تعداد سفارش هفته گذشته در مقایسه با هفته قبلش": ["2026-11-14..2026-11-21", "2026-11-07..2026-11-14"],
    "هفتهٔ گذشته نسبت به هفتهٔ قبل": ["2026-11-14..2026-11-21", "2026-11-07..2026-11-14"],
    "this month compared to the previous month": ["2026-11-01..2026-11-22", "2026-10-01..2026-11-01"],
    "مهر امسال نسبت به مهر پارسال": ["2026-09-23..2026-10-23", "2025-09-23..2025-10-23"],
    "امسال نسبت به مدت مشابه سال قبل": ["2026-03-21..2026-11-22", "2025-03-21..2025-11-22"],
    "March vs the same month last year": ["2026-03-01..2026-04-01", "2025-03-01..2025-04-01"],
    "۷ روز اخیر نسبت به ۷ روز قبل": ["2026-11-15..2026-11-22", "2026-11-08..2026-11-15"],
    "last 30 days vs the 30 days before": ["2026-10-23..2026-11-22", "2026-09-23..2026-10-23"],
    "مهر و آبان ۱۴۰۴": ["2025-09-23..2025-10-23", "2025-10-23..2025-11-22"],
    "March and April 2025": ["2025-03-01..2025-04-01", "2025-04-01..2025-05-01"],
    "فروش خرداد، تیر و مرداد ۱۴۰۴": ["2025-05-22..2025-06-22", "2025-06-22..2025-07-23", "2025-07-23..2025-08-23"],
    "Jan to Mar 2025 vs Apr to Jun": ["2025-01-01..2025-04-01", "2025-04-01..2025-07-01"],
    "compare March 2025 to April 2025": ["2025-03-01..2025-04-01", "2025-04-01..2025-05-01"],
    "2024 and 2025": ["2024-01-01..2025-01-01", "2025-01-01..2026-01-01"],
    "امروز و دیروز": ["2026-11-21..2026-11-22", "2026-11-20..2026-11-21"],
}


@pytest.mark.parametrize(("question", "expected"), SEVERAL_PERIODS.items())
def test_periods_take_what_they_lack_from_each_other(question: str, expected: list[str]) -> None:
    assert limits(question) == expected


READINGS = {
    "11/05/2026": ["2026-05-11..2026-05-12", "2026-11-05..2026-11-06"],
    "since 11/05/2026": ["2026-05-11..", "2026-11-05.."],
    "winter 2025": ["2025-12-01..2026-03-01", "2024-12-01..2025-03-01"],
    "orders from March": ["2026-03-01..2026-04-01", "2026-03-01.."],
    "تا مهر": ["..2026-10-23", "..2026-09-23"],
    "سه ماهه گذشته": ["2026-06-22..2026-09-23", "2026-08-22..2026-11-22"],
    "last 2 quarters": ["2026-04-01..2026-10-01", "2026-05-22..2026-11-22"],
    "previous 3 months": ["2026-08-01..2026-11-01", "2026-08-22..2026-11-22"],
    "از بهمن تا اردیبهشت": ["2026-01-21..2026-05-22", "2027-01-21..2027-05-22"],
    "دی": ["2026-12-22..2027-01-21", "2025-12-22..2026-01-21"],
}


@pytest.mark.parametrize(("question", "readings"), READINGS.items())
def test_what_can_be_read_in_two_ways_has_both_readings(question: str, readings: list[str]) -> None:
    (period,) = periods(question)
    assert [shown(reading) for reading in period.alternatives] == readings


@pytest.mark.parametrize(
    ("question", "readings"),
    [
        ("مهر ۱۴۰۳ و ۱۴۰۴", ["2025-09-23..2025-10-23", "2025-03-21..2026-03-21"]),
        ("March vs last year", ["2025-03-01..2025-04-01", "2025-01-01..2026-01-01"]),
        ("مهر ۱۴۰۴ نسبت به ماه قبل", ["2025-08-23..2025-09-23", "2026-09-23..2026-10-23"]),
    ],
)
def test_a_year_or_month_beside_another_one_may_be_told_from_it(question: str, readings: list[str]) -> None:
    _, second = periods(question)
    assert [shown(reading) for reading in second.alternatives] == readings


@pytest.mark.parametrize(
    "question",
    [
        "هفته اول مهر",
        "the last week of March",
        "early March",
        "اواسط مهر",
        "mid 2025",
        "the month before",
        "the same period last year",
        "هفته قبلش",
        "last month 2026",
        "last 30 days of last week",
        "last weekend",
        "آخر هفته گذشته",
        "5 days of March",
        "every March",
        "excluding March",
        "3 days after 1 March",
        "more than 30 days ago",
        "بیش از ۳۰ روز پیش",
        "recent months",
        "last months",
        "last day",
        "in 30 days",
        "۵ و ۶ مهر",
        "January 5 and 6",
        "year ending March 2026",
        "as of 2026-03-01",
        "end of March",
        "آخر مهر",
        "مهر ۲۰۲۵",
        "March 1404",
        "05/07/15",
        "5/11",
        "last couple of days",
        "چند ماه اخیر",
        "دو سه ماه اخیر",
        "یکی دو هفته گذشته",
        "a few days ago",
        "یک مهر",
        "دهه اول مهر",
        "last year same month",
        "از هفته کاری گذشته",
    ],
)
def test_what_is_only_half_understood_is_no_period(question: str) -> None:
    assert periods(question) == ()


@pytest.mark.parametrize(
    "question",
    [
        "top 2000 products",
        "orders above 2000",
        "orders over 2025",
        "between 2000 and 3000",
        "price between 1950 and 2050",
        "سفارش شماره ۱۴۰۲",
        "بیش از ۱۴۰۰ سفارش",
        "۲۰۰۰ تومان",
        "customers may order",
        "می خواهم فروش را ببینم",
        "sales fall",
        "سی دی",
        "last 5 orders",
        "the first order",
        "month by month",
        "ماه به ماه",
        "هر ماه",
        "سه‌شنبه‌ها",
        "به من بگو چند سفارش داریم",
    ],
)
def test_numbers_and_everyday_words_are_no_periods(question: str) -> None:
    assert periods(question) == ()


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("revenue in the last 30 days by category", ["in the last 30 days"]),
        ("در ماه گذشته چند کاربر جدید ثبت نام کرده‌اند؟", ["در ماه گذشته"]),
        ("فروش از ۱ مهر تا ۱۵ آبان چقدر بود", ["از ۱ مهر تا ۱۵ آبان"]),
        ("فروش بهمن ۱۴۰۴ را به من بگو", ["بهمن ۱۴۰۴"]),
        ("top 5 March products", ["March"]),
        ("top 5 last month", ["last month"]),
        ("revenue by month this year", ["this year"]),
        ("revenue per week last month", ["last month"]),
        ("this month vs the month before", ["this month", "the month before"]),
    ],
)
def test_a_period_explains_its_own_words_and_no_others(question: str, expected: list[str]) -> None:
    assert words(question) == expected


@pytest.mark.parametrize(
    ("question", "language", "expected"),
    [
        ("last Jalali month", "en", "2026-09-23..2026-10-23"),
        ("revenue by Jalali month last month", "en", "2026-09-23..2026-10-23"),
        ("ماه میلادی گذشته", "fa", "2026-10-01..2026-11-01"),
        ("ماه گذشته", "en", "2026-10-01..2026-11-01"),
        ("summer 1404", "en", "2025-06-22..2025-09-23"),
        ("تابستان ۲۰۲۵", "fa", "2025-06-01..2025-09-01"),
    ],
)
def test_the_text_overrides_the_calendar_of_its_language(question: str, language: Language, expected: str) -> None:
    assert limits(question, language) == [expected]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("31 Mehr", "1405/07/31"),
        ("۳۱ مهر ۱۴۰۴", "۱۴۰۴/۰۷/۳۱"),
        ("30 February", "2026/02/30"),
        ("1404/13/01", "1404/13/01"),
        ("1404/13", "1404/13"),
        ("31/02/2026", "2026/02/31"),
        ("۳۰ اسفند", "۱۴۰۵/۱۲/۳۰"),
        ("from 31 Mehr to 5 Aban", "1405/07/31"),
    ],
)
def test_a_day_that_does_not_exist_is_named(question: str, text: str) -> None:
    with pytest.raises(InvalidDate, match=text):
        periods(question)


def test_the_calendar_of_a_wrong_date_is_named_in_the_questions_language() -> None:
    with pytest.raises(InvalidDate) as wrong:
        periods("۳۱ مهر")
    assert wrong.value.values["calendar"] == "شمسی"


@pytest.mark.parametrize(
    ("question", "kind", "grain", "count"),
    [
        ("last 30 days", "rolling", "day", 30),
        ("۳ ماه اخیر", "rolling", "month", 3),
        ("last month", "month", "month", None),
        ("Q2 2025", "quarter", "quarter", None),
        ("تابستان ۱۴۰۳", "season", "season", None),
        ("first half of 2026", "half", None, None),
        ("from March to May", "range", None, None),
        ("since March", "since", None, None),
        ("before 2025", "until", None, None),
        ("3 months ago", "month", "month", None),
    ],
)
def test_a_period_says_of_what_kind_it_is(question: str, kind: str, grain: str | None, count: int | None) -> None:
    (period,) = periods(question)
    assert (period.kind, period.grain, period.count) == (kind, grain, count)


OTHER_WORDS = [*SMALL, *SCALES, "15", "31", "2025", "1404", "2026-03-15", "11/05/2026", "1-15", "1405/07", "5.5", "Q3"]
NOISE = st.lists(st.sampled_from([phrase for phrase, _ in meanings()] + OTHER_WORDS * 3), max_size=8).map(" ".join)


@settings(max_examples=500)
@given(NOISE, st.sampled_from(("fa", "en")))
def test_noise_gives_sound_periods_or_a_wrong_date(question: str, language: Language) -> None:
    try:
        found = periods(question, language)
    except InvalidDate:
        return
    assert all(one.last <= two.first for one, two in pairwise(found))
    for reading in (reading for period in found for reading in (period, *period.alternatives)):
        assert reading.start or reading.end
        assert not (reading.start and reading.end) or reading.start < reading.end


@given(
    st.dates(min_value=date(1960, 1, 1), max_value=date(2090, 12, 31)),
    st.sampled_from(tuple(CONTAINING)),
    st.sampled_from(("fa", "en")),
    st.sampled_from(("jalali", "gregorian")),
)
def test_a_formatted_range_is_read_back_as_itself(
    day: date, grain: Grain, language: Language, calendar: Calendar
) -> None:
    start, end = CONTAINING[grain](calendar, day)
    first, last = (format_date(limit, language, calendar) for limit in (start, date.fromordinal(end.toordinal() - 1)))
    question = f"از {first} تا {last}" if language == "fa" else f"from {first} to {last}"
    assert limits(question, language) == [f"{start}..{end}"]


@pytest.mark.parametrize("question", ["orders of Clean Code this year", "orders of Clean Code last month"])
def test_a_name_that_ends_like_a_label_leaves_the_period(question: str):
    assert len(periods(question)) == 1


@pytest.mark.parametrize("question", ["code 1405", "کد ۱۴۰۵"])
def test_a_year_behind_a_label_is_no_period(question: str):
    assert not periods(question)
