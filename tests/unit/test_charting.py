"""A chart fits the shape of its result, speaks the reader's language, and is one that Vega-Lite really draws."""

from __future__ import annotations

import re
from typing import Any

import pytest
import vl_convert

from app.contracts import Column, Json, Language
from app.explanation.axes import MOST_TICKS
from app.explanation.charting import choose_chart
from app.explanation.drawing import Spec
from app.explanation.voice import Voice
from app.semantics.loading import load_layer
from app.settings import PROJECT
from app.translating import translate

Rows = list[list[Json]]
LAYER = load_layer(PROJECT / "seeds" / "shop.semantics.yml")


def column(
    name: str, kind: str, unit: str | None = None, label: str | None = None, values: dict[str, str] | None = None
) -> Column:
    return {"name": name, "label": label or name, "type": kind, "unit": unit, "values": values or {}}


REVENUE = column("revenue", "number", "تومان", "درآمد")
BEFORE = column("revenue_before", "number", "تومان", "درآمد پیشین")
CHANGE = column("change", "number", "٪", "تغییر")
UNITS = column("units", "number")
SHARE = column("share", "number", "%")
MONTH = column("month", "text", label="ماه")
DAY = column("order_date", "date", label="تاریخ سفارش")
MOMENT = column("at", "time")
YEAR = column("year", "number")
STATUS = column("status", "text", label="وضعیت", values={"delivered": "تحویل‌شده"})
CATEGORY = column("category", "text", label="دسته")
IS_NEW = column("is_new", "boolean")
KEY = column("id", "number")

MONTHS: Rows = [["1405-06", 2_500_000_000], ["1405-07", 3_000_000_000], ["1405-08", 2_750_000_000]]
BY_STATUS: Rows = [["delivered", 70.5], ["shipped", 20], ["cancelled", 9.5]]


def chart(columns: list[Column], rows: Rows, language: Language = "fa") -> Spec | None:
    return choose_chart(columns, rows, Voice(language, LAYER, translate))


def drawn(columns: list[Column], rows: Rows, language: Language = "fa") -> str:
    """The SVG, as the compiler of the bundle that pages load makes it."""
    spec = chart(columns, rows, language)
    assert spec
    names = [column["name"] for column in columns]
    values = [dict(zip(names, row, strict=True)) for row in rows]
    return vl_convert.vegalite_to_svg({**spec, "width": 640, "data": {"values": values}})


def plain(svg: str) -> str:
    """Without the marks that keep the order of words."""
    return re.sub("[\u2066-\u2069]", "", svg)


def texts(svg: str) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", plain(svg))


SHAPES: list[tuple[str, list[Column], Rows, str | None]] = [
    ("months", [MONTH, REVENUE], MONTHS, "line"),
    ("days", [DAY, REVENUE], [["2026-01-01", 1], ["2026-01-02", 2]], "line"),
    ("times", [MOMENT, UNITS], [["2026-01-01T10:00:00", 1], ["2026-01-02T11:30:00", 2]], "line"),
    ("years", [YEAR, REVENUE], [[1403, 1], [1404, 2]], "line"),
    ("quarters", [column("quarter", "text"), REVENUE], [["1405-Q1", 1], ["1405-Q2", 2]], "line"),
    ("months by status", [MONTH, STATUS, UNITS], [["1405-07", "shipped", 1], ["1405-07", "cancelled", 2]], "line"),
    ("two numbers over time", [MONTH, REVENUE, BEFORE], [["1405-07", 1, 3], ["1405-08", 2, 4]], "line"),
    ("growth", [MONTH, REVENUE, CHANGE], [["1405-07", 1, None], ["1405-08", 2, 100]], "line"),
    ("the same day twice", [DAY, UNITS], [["2026-01-01", 1], ["2026-01-01", 2]], None),
    ("categories", [CATEGORY, UNITS], [["Books", 1], ["Toys", 2]], "bar"),
    ("truths", [IS_NEW, UNITS], [[True, 1], [False, 2], [None, 3]], "bar"),
    ("a key, a name and a number", [KEY, CATEGORY, UNITS], [[1, "Books", 1], [2, "Toys", 2]], "bar"),
    ("two numbers of a kind", [CATEGORY, REVENUE, BEFORE], [["Books", 1, 2], ["Toys", 2, 1]], "bar"),
    ("two names", [CATEGORY, STATUS, UNITS], [["Books", "shipped", 1], ["Books", "pending", 2]], "bar"),
    ("a namesake", [CATEGORY, UNITS], [["Books", 1], ["Books", 2]], None),
    ("shares", [STATUS, SHARE], BY_STATUS, "arc"),
    ("shares with their numbers", [STATUS, UNITS, SHARE], [["shipped", 3, 75], ["pending", 1, 25]], "arc"),
    ("shares that make no whole", [STATUS, SHARE], [["shipped", 30], ["pending", 20]], "bar"),
    ("one row", [CATEGORY, UNITS], [["Books", 1]], None),
    ("few numbers", [REVENUE], [[1], [2]], None),
    ("many numbers", [REVENUE], [[n] for n in range(12)], "bar"),
    ("no number", [CATEGORY, STATUS], [["a", "b"], ["c", "d"]], None),
    ("too many bars", [CATEGORY, UNITS], [[str(n), n] for n in range(41)], None),
    ("numbers beyond JSON's", [CATEGORY, UNITS], [["Books", "99999999999999999999"], ["Toys", 2]], None),
    ("two columns of a name", [CATEGORY, UNITS, UNITS], [["Books", 1, 1], ["Toys", 2, 2]], None),
    ("nothing but nothing", [CATEGORY, UNITS], [["Books", None], ["Toys", None]], None),
]


@pytest.mark.parametrize(("columns", "rows", "mark"), [case[1:] for case in SHAPES], ids=[case[0] for case in SHAPES])
def test_a_chart_is_chosen_by_the_shape_of_the_result(columns: list[Column], rows: Rows, mark: str | None):
    spec = chart(columns, rows)
    assert (spec and spec["mark"]["type"]) == mark


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize(
    ("columns", "rows"), [case[1:3] for case in SHAPES if case[3]], ids=[case[0] for case in SHAPES if case[3]]
)
def test_every_chart_is_drawn(columns: list[Column], rows: Rows, language: Language):
    svg = drawn(columns, rows, language)
    assert svg.count('aria-roledescription="') > 1
    assert not re.search("undefined|NaN|null", svg)


def test_months_stand_along_the_axis_as_people_call_them():
    assert {"شهریور ۱۴۰۵", "مهر ۱۴۰۵", "آبان ۱۴۰۵"} <= set(texts(drawn([MONTH, REVENUE], MONTHS)))


def test_days_are_marked_where_months_of_the_readers_calendar_begin():
    rows: Rows = [[f"2026-{month:02}-05", month] for month in range(3, 9)]
    assert {"مهر ۱۴۰۵", "تیر ۱۴۰۵"} & set(texts(drawn([DAY, UNITS], rows))) == {"تیر ۱۴۰۵"}
    assert {"April 2026", "August 2026"} <= set(texts(drawn([DAY, UNITS], rows, "en")))


def test_months_that_were_counted_by_the_gregorian_calendar_are_called_so():
    rows: Rows = [["2026-09-01", 1], ["2026-10-01", 2], ["2026-11-01", 3]]
    assert {"سپتامبر ۲۰۲۶", "اکتبر ۲۰۲۶", "نوامبر ۲۰۲۶"} <= set(texts(drawn([DAY, UNITS], rows)))


def test_large_amounts_are_told_in_large_numbers_with_their_unit_and_digits():
    said = texts(drawn([MONTH, REVENUE], MONTHS))
    assert "درآمد (میلیارد تومان)" in said
    assert "۲٫۵" in said
    assert "revenue (billion toman)" in texts(drawn([MONTH, column("revenue", "number", "toman")], MONTHS, "en"))


def test_slices_tell_how_much_they_are_and_stand_in_the_order_of_the_rows():
    rows: Rows = [["b", 50], ["c", 30], ["a", 20]]
    svg = drawn([STATUS, SHARE], rows, "en")
    assert [text for text in texts(svg) if "%" in text] == ["b: 50%", "c: 30%", "a: 20%"]
    slices = re.findall(r'd="M([^A"]+)A150,150,0,.,0,([^L]+)L', svg)
    ends, beginnings = zip(*slices, strict=True)
    assert beginnings == ("0,-150", *ends[:-1])
    assert "b: ۵۰٪" in texts(drawn([STATUS, SHARE], rows))


@pytest.mark.parametrize("most", [1, 2, 3, 5, 7, 40])
def test_whole_numbers_have_no_marks_between_them(most: int):
    said = texts(drawn([CATEGORY, UNITS], [["Books", 1], ["Toys", most]], "en"))
    assert not [text for text in said if "." in text]


def test_names_that_tell_rows_apart_need_no_colours():
    spec = chart([CATEGORY, STATUS, UNITS], [["Books", "shipped", 1], ["Toys", "shipped", 2], ["Food", "pending", 2]])
    assert spec is not None
    assert "color" not in spec["encoding"]


def test_stored_values_have_the_names_that_people_use():
    said = texts(drawn([STATUS, UNITS], [["delivered", 3], ["a new one", 1]]))
    assert {"تحویل‌شده", "a new one"} <= set(said)


def test_a_tooltip_tells_the_name_and_the_whole_number():
    svg = plain(drawn([MONTH, REVENUE], MONTHS))
    assert "ماه: مهر ۱۴۰۵; درآمد (تومان): ۳٬۰۰۰٬۰۰۰٬۰۰۰" in svg


def test_lying_bars_begin_where_the_language_does():
    persian, english = (chart([CATEGORY, UNITS], [["Books", 1], ["Toys", 2]], language) for language in ("fa", "en"))
    assert persian["encoding"]["y"]["axis"]["orient"] == "right"
    assert persian["encoding"]["x"]["scale"] == {"reverse": True}
    assert english["encoding"]["y"]["axis"]["orient"] == "left"


@pytest.mark.parametrize("name", ["a.b", "it's", 'x["y"]', "[0]", "\\", "__proto__", "فروش کل", "a\u2028b"])
def test_columns_may_have_any_name(name: str):
    svg = drawn([column(name, "text", label="who"), column(f"{name} 2", "number", label="what")], [["A", 1], ["B", 2]])
    assert "what: ۱; who: A" in plain(svg)


def test_stored_markup_and_expressions_are_text():
    evil = "<script>alert(1)</script>' + datum + '"
    svg = drawn([CATEGORY, UNITS], [[evil, 1], ["Toys", 2]])
    assert "<script" not in svg
    assert "&lt;script" in svg


@pytest.mark.parametrize(("columns", "rows"), [case[1:3] for case in SHAPES if case[3]])
def test_a_chart_loads_nothing(columns: list[Column], rows: Rows):
    def keys(value: Any) -> set[str]:
        if isinstance(value, dict):
            return set(value).union(*map(keys, value.values()))
        return set().union(*map(keys, value)) if isinstance(value, list) else set()

    assert not keys(chart(columns, rows)) & {"url", "data", "href", "$schema"}


def test_small_amounts_keep_the_digits_that_tell_them_apart():
    rows: Rows = [["a", 0.001], ["b", -0.0045]]
    rate = column("rate", "number")
    assert {"-0.004", "-0.002", "0"} <= set(texts(drawn([CATEGORY, rate], rows, "en")))
    assert {"\u200e−۰٫۰۰۴", "\u200e−۰٫۰۰۲", "۰"} <= set(texts(drawn([CATEGORY, rate], rows)))


def test_times_are_placed_by_the_clock_that_they_are_written_in():
    here: Rows = [["2026-11-21T01:00:00+03:30", 1], ["2026-11-22T13:30:00+03:30", 2]]
    anywhere: Rows = [["2026-11-21T01:00:00", 1], ["2026-11-22T13:30:00", 2]]
    assert drawn([MOMENT, UNITS], here) == drawn([MOMENT, UNITS], anywhere)


@pytest.mark.parametrize("language", ["fa", "en"])
def test_days_beyond_the_calendars_are_names_along_the_axis(language: Language):
    said = texts(drawn([DAY, UNITS], [["2026-11-21", 1], ["9999-12-31", 2], ["infinity", 3]], language))
    assert {"9999-12-31", "infinity"} <= set(said)


def test_days_far_apart_are_marked_by_years():
    spec = chart([DAY, UNITS], [["1000-01-01", 1], ["8999-12-31", 2]])
    assert spec
    (ticks,) = (param["value"] for param in spec["params"] if param["name"] == "ticks")
    assert len(ticks) <= MOST_TICKS
