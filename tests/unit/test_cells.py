"""A cell of a result reads the same in sentences, on the terminal and on the page."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from app.contracts import Column, Json, Language
from app.explanation.cells import cell_text, number_in
from app.explanation.voice import Voice
from app.translating import translate
from tests.support.engine import LAYER
from tests.support.shown import shown


def text(value: Json, kind: str, name: str = "x", language: Language = "en") -> str:
    column: Column = {"name": name, "label": name, "type": kind, "unit": None, "values": {"stored": "as people say"}}
    return cell_text(value, column, Voice(language, LAYER, translate))


@pytest.mark.parametrize(("value", "english", "persian"), shown("numbers"))
def test_numbers_have_two_decimals_or_three_digits_below_one(value: Json, english: str, persian: str) -> None:
    assert (text(value, "number"), text(value, "number", language="fa")) == (english, persian)


@pytest.mark.parametrize(("value", "english", "persian"), shown("moments"))
def test_moments_keep_their_clock_and_what_no_calendar_has_stays(value: Json, english: str, persian: str) -> None:
    assert (text(value, "time"), text(value, "time", language="fa")) == (english, persian)


@pytest.mark.parametrize(
    ("kind", "name", "value", "english", "persian"),
    [
        ("number", "year", 1405, "1405", "۱۴۰۵"),
        ("number", "customer_id", 12345, "12345", "۱۲۳۴۵"),
        ("boolean", "paid", True, "yes", "بله"),
        ("text", "name", None, "—", "—"),
        ("text", "state", "stored", "as people say", "as people say"),
        ("text", "day", "1405-08-30", "30 Aban 1405", "۳۰ آبان ۱۴۰۵"),
        ("text", "day", "1403-12-30", "30 Esfand 1403", "۳۰ اسفند ۱۴۰۳"),
        ("text", "day", "1404-12-30", "1404-12-30", "1404-12-30"),
        ("text", "month", "2026-09", "September 2026", "سپتامبر ۲۰۲۶"),
        ("text", "quarter", "1405-Q3", "Q3 1405", "سه‌ماههٔ سوم ۱۴۰۵"),
        ("text", "year", "1405", "1405", "۱۴۰۵"),
        ("text", "month", "no month", "no month", "no month"),
        ("text", "sizes", [1, "متن"], '[1,"متن"]', '[1,"متن"]'),
        ("text", "more", {"a": None}, '{"a":null}', '{"a":null}'),
        ("text", "phone", "2026-09", "2026-09", "2026-09"),
    ],
)
def test_other_cells_are_called_what_people_call_them(
    kind: str, name: str, value: Json, english: str, persian: str
) -> None:
    assert (text(value, kind, name), text(value, kind, name, "fa")) == (english, persian)


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (5, Decimal(5)),
        ("12.5", Decimal("12.5")),
        (True, None),
        (None, None),
        ("nan", None),
        ("-inf", None),
        ([1], None),
    ],
)
def test_digits_that_came_as_text_are_a_number(value: Any, number: Decimal | None) -> None:
    assert number_in(value) == number
