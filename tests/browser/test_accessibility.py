"""Whoever uses a keyboard alone, or does not want to see things move, gets what everybody gets."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.visiting import answered


def test_a_question_is_asked_and_its_answer_opened_by_keyboard_alone(page):
    page.goto("/?lang=en")
    page.keyboard.type("top 5 products by revenue this year")
    page.keyboard.press("Enter")
    card = page.locator("article")
    expect(card).to_have_attribute("data-outcome", "answered")
    expect(page.locator("#question")).to_be_focused()
    summary = card.locator(".sql-fold summary")
    for _ in range(30):
        page.keyboard.press("Shift+Tab")
        if summary.evaluate("summary => summary === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(card.locator("pre.sql")).to_be_visible()


@pytest.mark.parametrize("visitor", [{"reduced_motion": "reduce"}], indirect=True)
def test_nothing_moves_for_those_who_ask_for_that(page):
    page.goto("/?lang=en")
    answered(page, "monthly revenue this year")
    moving = page.evaluate("document.getAnimations().filter((one) => one.playState === 'running').length")
    assert moving == 0
