"""The rows of an answer: as a chart, as a table that is sorted and paged, and as files."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect

from tests.browser.visiting import answered, ask, show_table

MONTHLY = {"en": "monthly revenue this year", "fa": "درآمد ماهانه امسال"}
LONGEST_TASK = """async () => {
    const tasks = [];
    new PerformanceObserver((list) => tasks.push(...list.getEntries())).observe({ type: "longtask" });
    for (const name of ["th:first-child .sort", "th:last-child .sort", ".table-pager button:last-child"]) {
        document.querySelector(name).click();
        await new Promise((done) => setTimeout(done, 100));
    }
    return Math.max(0, ...tasks.map((task) => task.duration));
}"""
"""Milliseconds for which the page does not answer, at worst, while a table is sorted and paged."""
STORED = ['<img src=x onerror="alert(1)">', '=HYPERLINK("http://example.org")', "@SUM(1)"]
"""Markup, then two formulas."""
RANKING = {"en": "top 5 products by revenue this year", "fa": "۵ محصول برتر از نظر درآمد امسال"}


def column(name: str, kind: str) -> dict[str, Any]:
    """A column whose label is its name."""
    return {"name": name, "label": name, "type": kind, "unit": None, "values": {}}


def show_rows(page: Page, columns: list[dict[str, Any]], rows: list[list[Any]], language: str = "en") -> Locator:
    """Answer the page's next question with these rows; the card."""

    def answer(route: Any) -> None:
        body = route.fetch(post_data=json.dumps({"question": "orders by status"}), headers=JSON).json()
        changes = {"columns": columns, "rows": rows, "row_count": len(rows), "chart": None, "language": language}
        route.fulfill(body=json.dumps({**body, **changes}), content_type="application/json")

    page.route("**/api/query/", answer)
    page.goto("/?lang=en")
    card = ask(page, "q")
    expect(card).to_have_attribute("data-outcome", "answered")
    return card


JSON = {"Content-Type": "application/json", "Accept": "application/json"}


def first_column(card: Locator) -> Locator:
    """The cells of the first column."""
    return card.locator("tbody td:first-child")


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_chart_stands_before_the_table(page, language):
    page.goto(f"/?lang={language}")
    card = answered(page, MONTHLY[language])
    tabs = card.get_by_role("tab")
    expect(tabs).to_have_text({"en": ["Chart", "Table"], "fa": ["نمودار", "جدول"]}[language])
    expect(tabs.first).to_have_attribute("aria-selected", "true")
    expect(card.locator(".chart svg")).to_be_visible()
    expect(card.locator("table")).to_have_count(0)
    tabs.last.click()
    expect(card.locator("tbody tr")).to_have_count({"en": 11, "fa": 8}[language])
    expect(card.locator(".chart")).to_be_hidden()


def test_a_charts_months_and_digits_are_persian_in_persian(page):
    page.goto("/?lang=fa")
    chart = answered(page, MONTHLY["fa"]).locator(".chart svg")
    expect(chart).to_contain_text("فروردین ۱۴۰۵")
    texts = " ".join(chart.locator("text").all_text_contents())
    assert re.search("[۰-۹]", texts)
    assert not re.search("[0-9]", texts)


def test_a_mark_of_a_chart_tells_its_number(page):
    page.goto("/?lang=fa")
    card = answered(page, RANKING["fa"])
    card.locator(".chart .mark-rect path").first.hover()
    tooltip = page.locator("#vg-tooltip-element")
    expect(tooltip).to_be_visible()
    expect(tooltip).to_contain_text("۲۲۴")
    expect(tooltip).to_contain_text("Mehta Laptop, Black")


@pytest.mark.parametrize("kind", ["png", "svg"])
@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_chart_can_be_saved(page, tmp_path, language, kind):
    page.goto(f"/?lang={language}")
    card = answered(page, RANKING[language])
    expect(card.locator(".chart svg")).to_be_visible()
    name = {"en": f"Save the chart as {kind.upper()}", "fa": f"ذخیرهٔ نمودار به شکل {kind.upper()}"}[language]
    with page.expect_download() as download:
        card.get_by_role("button", name=name).click()
    assert download.value.suggested_filename.endswith(f".{kind}")
    file = tmp_path / "chart"
    download.value.save_as(file)
    assert file.read_bytes().startswith(b"\x89PNG" if kind == "png" else b"<svg")
    if kind == "svg":
        assert "Mehta Laptop, Black" in file.read_text(encoding="utf-8")


def test_a_chart_follows_the_colours_of_the_page(page):
    page.goto("/?lang=en")
    chart = answered(page, RANKING["en"]).locator(".chart")
    bar = chart.locator(".mark-rect path").first
    before = bar.get_attribute("fill")
    page.get_by_role("button", name="Dark colours").click()
    expect(bar).not_to_have_attribute("fill", str(before))


def test_the_charts_library_comes_once_and_only_with_the_first_chart(page):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/?lang=en")
    answered(page, "how many new customers registered last month")
    assert not [url for url in asked if "vega" in url]
    for language in ("en", "fa"):
        expect(answered(page, RANKING[language]).locator(".chart svg")).to_be_visible()
    assert len([url for url in asked if "vega" in url]) == 1


def test_without_its_library_an_answer_shows_its_table(page, complaints):
    page.route("**/vega.js*", lambda route: route.abort())
    page.goto("/?lang=en")
    card = answered(page, RANKING["en"])
    expect(card.locator("tbody tr")).to_have_count(5)
    card.get_by_role("tab", name="Chart").click()
    expect(card.get_by_text("The chart could not be drawn.")).to_be_visible()
    assert "ERR_FAILED" in complaints.pop()


@pytest.mark.parametrize("language", ["en", "fa"])
def test_arrow_keys_go_from_tab_to_tab_as_the_eye_sees_them(page, language):
    page.goto(f"/?lang={language}")
    tabs = answered(page, RANKING[language]).get_by_role("tab")
    tabs.first.focus()
    page.keyboard.press({"en": "ArrowRight", "fa": "ArrowLeft"}[language])
    expect(tabs.last).to_be_focused()
    expect(tabs.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Home")
    expect(tabs.first).to_have_attribute("aria-selected", "true")


def test_a_press_on_a_heading_sorts_and_the_third_one_undoes_it(page):
    card = show_rows(page, [column("name", "text"), column("n", "number")], [["b", 10], ["a", None], ["c", 9]])
    heading = card.get_by_role("columnheader", name="n", exact=True)
    sort = heading.get_by_role("button")
    expect(first_column(card)).to_have_text(["b", "a", "c"])
    sort.click()
    expect(first_column(card)).to_have_text(["c", "b", "a"])
    expect(heading).to_have_attribute("aria-sort", "ascending")
    sort.click()
    expect(first_column(card)).to_have_text(["b", "c", "a"])
    sort.click()
    expect(first_column(card)).to_have_text(["b", "a", "c"])
    assert heading.get_attribute("aria-sort") is None


def test_persian_words_are_sorted_as_in_a_persian_dictionary(page):
    card = show_rows(page, [column("name", "text"), column("n", "number")], [["یزد", 1], ["پارس", 2], ["آمل", 3]], "fa")
    card.get_by_role("columnheader").first.get_by_role("button").click()
    expect(first_column(card)).to_have_text(["آمل", "پارس", "یزد"])


@pytest.mark.parametrize("language", ["en", "fa"])
def test_ten_thousand_rows_are_paged_and_sorted_without_a_stutter(page, language):
    rows = [[f"row {number}", (number * 7919) % 10_000] for number in range(10_000)]
    card = show_rows(page, [column("name", "text"), column("n", "number")], rows, language)
    expect(card.locator("tbody tr")).to_have_count(100)
    place = {"en": "1 to 100 of 10,000", "fa": "۱ تا ۱۰۰ از ۱۰٬۰۰۰"}[language]
    expect(card.locator(".table-pager")).to_contain_text(place)
    card.locator(".table-pager button").last.click()
    expect(first_column(card).first).to_have_text("row 100")
    assert min(page.evaluate(LONGEST_TASK) for _ in range(3)) < 200
    expect(card.locator("tbody td:last-child").first).to_have_text({"en": "100", "fa": "۱۰۰"}[language])


def test_all_rows_can_be_taken_away_as_a_file(page):
    page.goto("/?lang=fa")
    card = answered(page, RANKING["fa"])
    link = card.get_by_role("link", name="ذخیرهٔ همهٔ ردیف‌ها به شکل XLSX")
    assert re.fullmatch(r"/api/history/\d+/export\?format=xlsx&language=fa", str(link.get_attribute("href")))
    with page.expect_download() as download:
        link.click()
    assert Path(download.value.path()).read_bytes().startswith(b"PK")


@pytest.mark.parametrize("language", ["en", "fa"])
def test_stored_markup_and_formulas_are_text_in_the_files(page, tmp_path, language):
    page.goto(f"/?lang={language}")
    card = answered(page, "orders by status")
    card.locator(".sql-fold summary").click()
    card.locator(".sql-tools button").first.click()
    rows = " UNION ALL ".join(f"SELECT $${text}$$ AS name, {n} AS n" for n, text in enumerate(STORED))
    card.get_by_role("textbox").fill(f"{rows} ORDER BY n")
    card.get_by_role("textbox").press("Control+Enter")
    shown = page.locator("article").nth(1)
    expect(shown).to_have_attribute("data-outcome", "answered")
    files = {kind: download(page, shown, kind, tmp_path) for kind in ("csv", "xlsx")}
    lines = list(csv.reader(io.StringIO(files["csv"].read_text(encoding="utf-8-sig"), newline="")))
    assert [line[0] for line in lines[1:]] == [STORED[0], *(f"'{formula}" for formula in STORED[1:])]
    cells = [row[0] for row in load_workbook(files["xlsx"]).worksheets[0].iter_rows(min_row=2)]
    assert [(cell.value, cell.data_type) for cell in cells] == [(text, "s") for text in STORED]
    assert [cell.quotePrefix for cell in cells] == [False, True, True]


def download(page: Page, card: Locator, kind: str, folder: Path) -> Path:
    """The file that a card's link brings."""
    with page.expect_download() as download:
        card.locator(f".downloads a[href*='format={kind}']").click()
    file = folder / f"rows.{kind}"
    download.value.save_as(file)
    return file


def test_one_number_is_a_figure_with_its_unit(page):
    page.goto("/?lang=fa")
    card = answered(page, "فروش کتاب")
    expect(card.locator(".figure-value")).to_have_text("۲۷۸٬۸۵۵٬۰۰۰")
    expect(card.locator(".figure-unit")).to_have_text("تومان")
    expect(card.locator("table")).to_have_count(0)
    expect(show_table(card)).to_have_count(0)
