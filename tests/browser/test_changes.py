"""A part of what was understood can be changed: a menu offers what else it may be, and the question is asked so."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.touring import PICTURES, flaws
from tests.browser.visiting import answered

QUESTIONS = {"en": "revenue of books by status last month", "fa": "درآمد کتاب به تفکیک وضعیت در ماه گذشته"}
CHANGES = {
    "en": [
        ("measure", "Change: Measure", "units sold", "units sold"),
        ("period", "Change: order date", "this month", "1–21 November 2026"),
        ("filter", "Change: category", "Beauty", "Beauty"),
        ("group", "Change: For each", "week", "week"),
    ],
    "fa": [
        ("measure", "تغییر: شاخص", "تعداد فروش", "تعداد فروش"),
        ("period", "تغییر: تاریخ سفارش", "این ماه", "آبان ۱۴۰۵"),
        ("filter", "تغییر: دسته", "زیبایی", "زیبایی"),
        ("group", "تغییر: به تفکیک", "هفته", "هفته"),
    ],
}
CHOICES = [(language, *change) for language, changes in CHANGES.items() for change in changes]
PHONE = {"viewport": {"width": 360, "height": 740}}


def opened(card: Locator, kind: str) -> Locator:
    """The menu of a chip, opened and filled."""
    card.locator(f".chip-{kind} .chip-change").first.click()
    entries = card.get_by_role("menuitem")
    expect(entries.first).to_be_focused()
    return entries


def chips_of(card: Locator) -> dict[str, str]:
    """What a card says was understood, by kind."""
    kinds = ("measure", "period", "filter", "group")
    return {kind: str(card.locator(f".chip-{kind} .chip-value").text_content()) for kind in kinds}


@pytest.mark.parametrize(("language", "kind", "name", "choice", "then"), CHOICES)
def test_a_part_is_changed_and_all_else_stays(page: Page, language: str, kind: str, name: str, choice: str, then: str):
    page.goto(f"/?lang={language}")
    card = answered(page, QUESTIONS[language])
    card.get_by_role("button", name=name).click()
    card.get_by_role("menuitem", name=choice, exact=True).click()
    changed = page.locator("article").nth(1)
    expect(changed).to_have_attribute("data-outcome", "answered")
    before, after = chips_of(card), chips_of(changed)
    assert then in after[kind]
    assert {**before, kind: after[kind]} == after
    assert before[kind] != after[kind]


@pytest.mark.parametrize("language", ["en", "fa"])
def test_the_menu_is_used_by_keyboard_alone(page: Page, language: str):
    page.goto(f"/?lang={language}")
    card = answered(page, QUESTIONS[language])
    opener = card.locator(".chip-measure .chip-change")
    opener.focus()
    page.keyboard.press("Enter")
    entries = card.get_by_role("menuitem")
    expect(entries.first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(entries.last).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(entries.nth(1)).to_be_focused()
    page.keyboard.press("Escape")
    expect(card.get_by_role("menu")).to_have_count(0)
    expect(opener).to_be_focused()
    page.keyboard.press("Enter")
    expect(entries.first).to_be_focused()
    page.keyboard.press("ArrowDown")
    chosen = str(entries.nth(1).text_content())
    page.keyboard.press("Enter")
    expect(page.locator("article").nth(1).locator(".chip-measure")).to_contain_text(chosen)


def test_leaving_the_menu_closes_it(page: Page):
    page.goto("/?lang=en")
    card = answered(page, QUESTIONS["en"])
    menu = card.get_by_role("menu")
    opened(card, "period")
    page.keyboard.press("Tab")
    expect(menu).to_have_count(0)
    opened(card, "filter")
    page.locator("#question").click()
    expect(menu).to_have_count(0)
    opened(card, "group")
    card.locator(".chip-group .chip-change").click()
    expect(menu).to_have_count(0)


def test_a_server_that_can_not_be_reached_is_told_of_in_the_menu(page: Page, complaints: list[str]):
    page.goto("/?lang=en")
    card = answered(page, QUESTIONS["en"])
    page.route("**/changes?*", lambda route: route.abort())
    expect(opened(card, "period")).to_have_text(["The server can't be reached. Check the connection and try again."])
    assert "ERR_FAILED" in complaints.pop()
    page.unroute("**/changes?*")
    page.keyboard.press("Escape")
    expect(opened(card, "period").first).to_have_text("this month")


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_change_is_one_of_its_own_card_even_if_others_came_after_it(page: Page, language: str):
    page.goto(f"/?lang={language}")
    first = answered(page, QUESTIONS[language])
    answered(page, {"en": "number of customers", "fa": "تعداد مشتریان"}[language])
    opened(first, "measure").first.click()
    expect(page.locator("article").nth(2).locator(".chip-continues")).to_contain_text(QUESTIONS[language])
    first.locator(".suggestion").first.click()
    expect(page.locator("article").nth(3).locator(".chip-continues")).to_contain_text(QUESTIONS[language])


@pytest.mark.parametrize("visitor", [{}, PHONE], indirect=True, ids=["desktop", "phone"])
@pytest.mark.parametrize("language", ["en", "fa"])
def test_an_open_menu_keeps_nobody_out_and_stays_inside_the_window(page: Page, visitor, language: str):
    page.goto(f"/?lang={language}")
    card = answered(page, QUESTIONS[language])
    for kind in ("measure", "period", "filter", "group"):
        opened(card, kind)
        box = card.get_by_role("menu").bounding_box()
        assert 0 <= box["x"] <= box["x"] + box["width"] <= page.viewport_size["width"]
        assert 0 <= box["y"] <= box["y"] + box["height"] <= page.viewport_size["height"]
        assert flaws(page) == []
        size = "phone" if visitor.get("viewport") else "desktop"
        page.screenshot(path=PICTURES / f"changes-{kind}-{language}-{size}.png")
        page.keyboard.press("Escape")
