"""How the rows of an answer are shown, whatever they hold."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.visiting import ask
from tests.support.shown import shown

VALUES = [
    ("number", "revenue", 1234567.891, {"en": "1,234,567.89", "fa": "۱٬۲۳۴٬۵۶۷٫۸۹"}),
    ("number", "revenue", "9007199254740993", {"en": "9,007,199,254,740,993", "fa": "۹٬۰۰۷٬۱۹۹٬۲۵۴٬۷۴۰٬۹۹۳"}),
    ("number", "year", 1405, {"en": "1405", "fa": "۱۴۰۵"}),
    ("number", "customer_id", 12345, {"en": "12345", "fa": "۱۲۳۴۵"}),
    ("date", "order_date", "2026-09-23", {"en": "23 September 2026", "fa": "۱ مهر ۱۴۰۵"}),
    ("boolean", "paid", True, {"en": "yes", "fa": "بله"}),
    ("text", "name", None, {"en": "—", "fa": "—"}),
    ("text", "state", "stored", {"en": "as people say", "fa": "as people say"}),
    ("text", "sizes", [1, "متن"], {"en": '[1,"متن"]', "fa": '[1,"متن"]'}),
    ("text", "more", {"a": None}, {"en": '{"a":null}', "fa": '{"a":null}'}),
    ("text", "status", "another", {"en": "another", "fa": "another"}),
    ("text", "day", "1405-08-30", {"en": "30 Aban 1405", "fa": "۳۰ آبان ۱۴۰۵"}),
    ("text", "month", "2026-09", {"en": "September 2026", "fa": "سپتامبر ۲۰۲۶"}),
    ("text", "quarter", "1405-Q3", {"en": "Q3 1405", "fa": "سه‌ماههٔ سوم ۱۴۰۵"}),
    ("text", "season", "1405-S2", {"en": "summer 1405", "fa": "تابستان ۱۴۰۵"}),
    ("text", "year", "1405", {"en": "1405", "fa": "۱۴۰۵"}),
    ("text", "month", "no month", {"en": "no month", "fa": "no month"}),
]
"""Type and name of a column, a value, and how it is shown."""


def column(name: str, kind: str, unit: str | None = None) -> dict[str, Any]:
    """A column whose label is its name."""
    return {"name": name, "label": name, "type": kind, "unit": unit, "values": {"stored": "as people say"}}


def show(page: Page, language: str, columns: list[dict[str, Any]], rows: list[list[Any]], **changes: Any) -> Locator:
    """Give the page this answer to its next question; the card."""
    answer = {
        "id": 7,
        "outcome": "answered",
        "question": "q",
        "language": language,
        "sql": "SELECT 1",
        "columns": columns,
        "rows": rows,
        "row_count": len(rows),
        "answer": "a",
        "explanation": "e",
        "interpretation": [],
        "chart": None,
        "generator": "builtin",
        "model": None,
        "attempts": [],
        "warnings": [],
        "suggestions": [],
        "error": None,
        "timings_ms": {"total": 1234.5},
    }
    body = json.dumps({**answer, **changes})
    page.route("**/api/query/", lambda route: route.fulfill(body=body, content_type="application/json"))
    page.goto("/?lang=en")
    return ask(page, "q")


@pytest.mark.parametrize("language", ["en", "fa"])
def test_values_are_shown_as_their_readers_write_them(page, language):
    columns = [column(name, kind) for kind, name, *_ in VALUES]
    card = show(page, language, columns, [[value for _, _, value, *_ in VALUES]])
    expect(card.locator("td")).to_have_text([shown[language] for *_, shown in VALUES])


@pytest.mark.parametrize(("cells", "kind"), [("numbers", "number"), ("moments", "time")])
def test_numbers_and_moments_are_shown_as_sentences_have_them(page, cells, kind):
    told = shown(cells)
    for place, language in enumerate(["en", "fa"], start=1):
        card = show(page, language, [column("x", kind), column("name", "text")], [[cell[0], "a"] for cell in told])
        expect(card.locator("td:first-child")).to_have_text([cell[place] for cell in told])


@pytest.mark.parametrize("language", ["en", "fa"])
def test_numbers_line_up_by_their_last_digit(page, language):
    card = show(page, language, [column("name", "text"), column("revenue", "number")], [["a", 5], ["الف", 123456]])
    expect(card.locator("tbody tr")).to_have_count(2)
    ends = {round(box["x"] + box["width"]) for box in map(Locator.bounding_box, card.locator("td.number bdi").all())}
    assert len(ends) == 1


def test_a_page_of_rows_scrolls_in_a_box_of_its_own(page):
    card = show(page, "en", [column("name", "text")], [[f"row {number}"] for number in range(100)])
    box = card.locator(".table-box")
    box.focus()
    page.keyboard.press("End")
    expect(card.get_by_text("row 99")).to_be_in_viewport()
    assert box.evaluate("box => box.clientHeight") < 500
    expect(card.locator(".table-pager")).to_have_count(0)


def test_units_stand_beside_the_label(page):
    card = show(page, "en", [column("revenue", "number", "toman")], [[5], [6]])
    expect(card.locator("th .unit")).to_have_text("toman")


def test_what_answered_and_how_long_it_took_are_shown(page):
    card = show(page, "fa", [column("n", "number")], [[5]], generator="ollama", model="sqlcoder-7b-2")
    expect(card.locator(".chip-origin")).to_contain_text("Ollama · sqlcoder-7b-2")
    expect(card.locator(".origin")).to_contain_text("۱٫۲ ثانیه")
    expect(card.get_by_role("link", name="در تاریخچه")).to_have_attribute("href", "/history/7")


def test_warnings_and_the_technical_side_of_an_error_are_shown(page):
    error = {"code": "ExecutionFailed", "status": 200, "message": "a", "detail": 'column "x" does not exist'}
    card = show(page, "en", [], [], warnings=["There are more rows."], error=error, outcome="execution_failed")
    expect(card.get_by_role("list", name="Please note")).to_have_text("There are more rows.")
    expect(card.locator(".technical")).to_be_hidden()
    card.get_by_text("Technical detail").click()
    expect(card.locator(".technical")).to_have_text('column "x" does not exist')
