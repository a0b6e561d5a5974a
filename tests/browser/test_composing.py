"""Writing a question: completions, recent questions, what one may ask about, all by keyboard too."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.visiting import answered

BEGINNINGS = {"en": "top 5 prod", "fa": "۵ محصول بر"}
PAUSE_MS = 300
"""Longer than the page waits before it looks for completions."""
WHOLE = {"en": "top 5 products by revenue this year", "fa": "۵ محصول برتر از نظر درآمد امسال"}


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_completion_is_chosen_by_keyboard(page, language):
    page.goto("/?lang=en")
    page.locator("#question").press_sequentially(BEGINNINGS[language])
    option = page.get_by_role("option", name=WHOLE[language])
    expect(option).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    expect(page.locator("#question")).to_have_attribute("aria-activedescendant", str(option.get_attribute("id")))
    page.keyboard.press("Enter")
    expect(page.locator("article h2").first).to_have_text(WHOLE[language])


def test_escape_closes_the_completions_and_enter_sends_what_was_typed(page):
    page.goto("/?lang=en")
    page.locator("#question").press_sequentially(BEGINNINGS["en"])
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.locator("article h2").first).to_have_text(BEGINNINGS["en"])


def test_the_last_questions_come_back_with_the_page_and_with_a_key(page):
    page.goto("/?lang=en")
    answered(page, "orders by status")
    page.goto("/?lang=en")
    expect(page.locator("#recent .suggestion")).to_have_text(["orders by status"])
    page.locator("#question").press("ArrowDown")
    expect(page.get_by_role("option")).to_have_text(["orders by status"])
    page.keyboard.press("Escape")
    page.locator("#recent .suggestion").click()
    expect(page.locator("article")).to_have_attribute("data-outcome", "answered")


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_dialog_tells_what_one_may_ask_about(page, language):
    page.goto(f"/?lang={language}")
    name = {"en": "What can I ask?", "fa": "چه چیزهایی می‌توانم بپرسم؟"}[language]
    page.get_by_role("button", name=name).press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("heading", level=3)).to_contain_text({"en": ["customers"], "fa": ["مشتریان"]}[language])
    expect(dialog).to_contain_text({"en": "revenue", "fa": "درآمد"}[language])
    expect(dialog).to_contain_text({"en": "delivered", "fa": "تحویل‌شده"}[language])
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_the_field_grows_with_its_text_up_to_a_limit(page):
    page.goto("/?lang=en")
    field = page.locator("#question")
    one_line = field.bounding_box()["height"]
    field.fill("one\ntwo\nthree")
    assert field.bounding_box()["height"] > 2 * one_line
    field.fill("line\n" * 60)
    assert field.bounding_box()["height"] < 300


def test_no_completions_are_looked_for_when_the_text_is_longer_than_they_are(page):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/?lang=en")
    page.locator("#question").fill("orders " * 30)
    page.wait_for_timeout(PAUSE_MS)
    page.locator("#question").fill("orders")
    expect(page.get_by_role("option").first).to_be_visible()
    assert len([url for url in asked if "suggestions" in url]) == 1
