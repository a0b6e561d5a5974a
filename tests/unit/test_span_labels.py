"""Spans of time are called what people call them; what names none stays as it is."""

from __future__ import annotations

import pytest

from app.explanation.labels import span_label
from app.explanation.voice import Voice
from app.language.calendars import Calendar
from app.semantics.reading import Grain, TimeGroup
from app.translating import translate
from tests.support.engine import LAYER


@pytest.mark.parametrize(
    ("grain", "calendar", "value", "english", "persian"),
    [
        ("week", "gregorian", "2026-11-16", "the week of 16 November 2026", "هفتهٔ ۱۶ نوامبر ۲۰۲۶"),
        ("week", "jalali", "2025-03-15", "the week of 25 Esfand 1403", "هفتهٔ ۲۵ اسفند ۱۴۰۳"),
        ("week", "jalali", "infinity", "infinity", "infinity"),
        ("day", "jalali", "2025-03-20", "30 Esfand 1403", "۳۰ اسفند ۱۴۰۳"),
        ("day", "jalali", "2026-03-20", "29 Esfand 1404", "۲۹ اسفند ۱۴۰۴"),
        ("day", "gregorian", "0044-03-15 BC", "0044-03-15 BC", "0044-03-15 BC"),
        ("month", "jalali", "1403-12", "Esfand 1403", "اسفند ۱۴۰۳"),
        ("month", "gregorian", "9999-12", "9999-12", "9999-12"),
        ("quarter", "jalali", "1403-Q4", "Q4 1403", "سه‌ماههٔ چهارم ۱۴۰۳"),
        ("year", "jalali", "1403", "1403", "سال ۱۴۰۳"),
        ("year", "gregorian", "", "", ""),
    ],
)
def test_a_span_has_a_name(grain: Grain, calendar: Calendar, value: str, english: str, persian: str) -> None:
    group = TimeGroup("orders.order_date", grain, calendar)
    assert span_label(group, value, Voice("en", LAYER, translate)) == english
    assert span_label(group, value, Voice("fa", LAYER, translate)) == persian
