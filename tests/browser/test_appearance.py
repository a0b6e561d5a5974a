"""Every page in both languages, both colour schemes, on a desktop and on a phone; pictures go to var/screenshots."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

PICTURES = Path(__file__).parents[2] / "var" / "screenshots"
SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 360, "height": 740}}
QUESTIONS = {
    "en": {"unicorns by revenue this year": "unanswerable", "top 5 products by revenue this year": "answered"},
    "fa": {"چند تک‌شاخ داریم": "unanswerable", "۵ محصول برتر از نظر درآمد امسال": "answered"},
}
VISITORS = [
    pytest.param({"viewport": size, "color_scheme": scheme}, f"{name}-{scheme}", id=f"{name}-{scheme}")
    for name, size in SIZES.items()
    for scheme in ("light", "dark")
]


def picture(page: Page, name: str) -> None:
    """Take a picture of the whole page, which must not be wider than the window."""
    page.screenshot(path=PICTURES / f"{name}.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.parametrize("language", ["en", "fa"])
@pytest.mark.parametrize(("visitor", "look"), VISITORS, indirect=["visitor"])
def test_every_page_fits_its_window(page, complaints, language, look):
    page.goto(f"/?lang={language}")
    expect(page.locator("#status")).not_to_be_empty()
    picture(page, f"ask-{language}-{look}")
    for question, outcome in QUESTIONS[language].items():
        page.get_by_role("textbox").fill(question)
        page.get_by_role("textbox").press("Enter")
        expect(page.locator("article").first).to_have_attribute("data-outcome", outcome)
    page.locator("article summary").click()
    picture(page, f"answer-{language}-{look}")

    page.goto("/history")
    page.locator(".entry summary").first.click()
    picture(page, f"history-{language}-{look}")

    page.locator(".entry[open] .entry-links a").last.click()
    picture(page, f"question-{language}-{look}")

    page.goto("/nowhere")
    picture(page, f"failure-{language}-{look}")
    assert "404" in complaints.pop()


def test_the_api_page_is_served_from_this_host(page):
    page.goto("/api/docs")
    page.locator(".opblock-summary-control").first.click()
    page.get_by_role("button", name="Try it out").click()
    page.get_by_role("button", name="Execute").click()
    expect(page.get_by_text("content-security-policy").first).to_be_visible()
    picture(page, "api")
