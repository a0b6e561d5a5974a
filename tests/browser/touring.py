"""A tour of all pages: each is seen in both colour schemes, by axe and in a picture that goes to var/screenshots."""

from __future__ import annotations

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.visiting import ask

PICTURES = Path(__file__).parents[2] / "var" / "screenshots"
SCHEMES = {"light": None, "dark": ["color-contrast", "link-in-text-block"]}
"""The rules of axe to look by; all in the first scheme, in the other those of colours, as all else stays the same."""
GRAVE = {"serious", "critical"}
QUESTIONS = {
    "en": {
        "best products": "needs_clarification",
        "how many new customers registered last month": "answered",
        "monthly revenue this year": "answered",
        "top 5 products by revenue this year": "answered",
        "unicorns by revenue this year": "unanswerable",
    },
    "fa": {
        "بهترین محصولات": "needs_clarification",
        "در ماه گذشته چند کاربر جدید ثبت نام کرده‌اند؟": "answered",
        "درآمد ماهانه امسال": "answered",
        "۵ محصول برتر از نظر درآمد امسال": "answered",
        "چند تک‌شاخ داریم": "unanswerable",
    },
}
AT_REST = """async () => {
    const frame = () => new Promise(requestAnimationFrame);
    await frame();
    await frame();
    await Promise.allSettled(document.getAnimations().map((one) => one.finished));
}"""


def tour(page: Page, complaints: list[str], language: str, size: str) -> None:
    """Visit the pages, opening what can be opened."""
    page.goto(f"/?lang={language}")
    expect(page.locator("#status")).not_to_be_empty()
    look_at(page, f"ask-{language}-{size}")
    for question, outcome in QUESTIONS[language].items():
        expect(ask(page, question)).to_have_attribute("data-outcome", outcome)
    cards = page.locator("article")
    cards.nth(1).locator(".sql-fold summary").click()
    cards.nth(2).locator(".sql-fold summary").click()
    cards.nth(3).get_by_role("tab").last.click()
    cards.last.locator(".thumb").last.click()
    expect(cards.nth(2).locator(".chart svg")).to_be_visible()
    look_at(page, f"answer-{language}-{size}")
    page.locator("#vocabulary-opener").click()
    expect(page.locator(".subject").first).to_be_visible()
    look_at(page, f"vocabulary-{language}-{size}", whole=False)
    page.keyboard.press("Escape")

    page.goto("/history")
    page.locator(".entry summary").first.click()
    look_at(page, f"history-{language}-{size}")

    page.locator(".entry[open] .entry-links a").last.click()
    look_at(page, f"question-{language}-{size}")

    page.goto("/nowhere")
    look_at(page, f"failure-{language}-{size}")
    assert "404" in complaints.pop()


def look_at(page: Page, name: str, *, whole: bool = True, spared: tuple[str, ...] = ()) -> None:
    """Look at what the page shows, in a window as high as the page if the whole is wanted.

    It must not be wider than the window, nor keep anybody out; `spared` are rules of axe that it need not follow.
    """
    page.wait_for_load_state()
    size = page.viewport_size
    if whole:
        page.set_viewport_size({**size, "height": max(size["height"], page.evaluate("document.body.scrollHeight"))})
    for scheme, rules in SCHEMES.items():
        page.emulate_media(color_scheme=scheme)
        page.evaluate(AT_REST)
        expect(page.locator("[aria-busy=true]")).to_have_count(0)
        assert flaws(page, spared, rules) == []
        page.screenshot(path=PICTURES / f"{name}-{scheme}.png")
    page.set_viewport_size(size)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def flaws(page: Page, spared: tuple[str, ...] = (), only: list[str] | None = None) -> list[str]:
    """What axe finds that keeps people out: the rule, and where; by all rules but some, or by some alone."""
    rules = {"runOnly": only} if only else {"rules": {rule: {"enabled": False} for rule in spared}}
    found = Axe().run(page, options={"resultTypes": ["violations"], **rules}).response["violations"]
    return [
        f"{flaw['id']}: {node['target']} {node['failureSummary']}"
        for flaw in found
        if flaw["impact"] in GRAVE
        for node in flaw["nodes"]
    ]
