"""The record's pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from app.asking import Question, ask
from app.audit import Asker
from tests.support.record import RUN, tamper


@pytest.fixture
def word() -> str:
    """A word that only this test's questions have."""
    return uuid4().hex


@pytest.fixture
def asked(shop_app) -> Callable[[str], int]:
    """Asks a question; its number in the record."""

    def asked(question: str) -> int:
        services = shop_app.extensions["services"]
        return ask(services, Question(question, asker=Asker("192.0.2.7", "a browser")))["id"]

    return asked


def expect_questions(page: Page, *questions: str) -> None:
    """Wait until these are the questions on the page."""
    expect(page.locator(".entry-question")).to_have_text(list(questions))


def test_a_question_asked_on_the_page_is_in_the_history(page):
    page.goto("/?lang=fa")
    page.locator("#question").fill("۳ محصول برتر از نظر درآمد امسال")
    page.locator("#question").press("Enter")
    page.get_by_role("link", name="در تاریخچه").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("۳ محصول برتر از نظر درآمد امسال")
    expect(page.locator("pre.sql")).to_contain_text("LIMIT 3")


def test_an_entry_opens_to_show_what_became_of_the_question(page, asked):
    asked("top 4 products by revenue this year")
    page.goto("/history?lang=en&text=top+4+products")
    entry = page.locator(".entry").first
    expect(entry.locator(".entry-body")).to_be_hidden()
    entry.locator("summary").click()
    expect(entry.locator("pre.sql")).to_contain_text("LIMIT 4")
    expect(entry).to_contain_text("192.0.2.7")
    expect(entry).to_contain_text("a browser")
    expect(entry).to_contain_text("Built-in engine")
    expect(entry.locator(".timings dt").first).to_have_text("Understanding")
    expect(entry.locator(".timings dt").last).to_have_text("Total")


def test_times_are_in_the_readers_calendar_and_zone(page, asked, shop_database_url):
    number = asked("orders by status this year")
    tamper(shop_database_url, f"UPDATE {RUN} SET created_at = '2026-11-20 20:29:30+00' WHERE id = {number}")
    page.goto(f"/history/{number}?lang=en")
    expect(page.locator(".facts").first).to_contain_text("20 November 2026, 23:59")
    page.get_by_role("link", name="فارسی").click()
    expect(page.locator(".facts").first).to_contain_text("۲۹ آبان ۱۴۰۵، ۲۳:۵۹")


def test_filters_narrow_the_history(page, shop_app, word):
    recorder = shop_app.extensions["services"].recorder
    recorder.open(f"orders of {word}", "en", Asker())
    recorder.open(f"سفارش‌های {word}", "fa", Asker())
    page.goto("/history?lang=en")
    page.get_by_label("Words in the question").fill(word.upper())
    page.get_by_role("button", name="Show").click()
    expect_questions(page, f"سفارش‌های {word}", f"orders of {word}")
    page.locator("[name=language]").select_option("English")
    page.get_by_role("button", name="Show").click()
    expect_questions(page, f"orders of {word}")
    page.locator("[name=outcome]").select_option("answered")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("There is no such question.")).to_be_visible()


def test_older_questions_are_on_the_next_page(page, shop_app, word):
    recorder = shop_app.extensions["services"].recorder
    for number in range(31):
        recorder.open(f"{word} {number:02}", "en", Asker())
    page.goto(f"/history?lang=en&text={word}")
    newest = [f"{word} {number:02}" for number in reversed(range(1, 31))]
    expect_questions(page, *newest)
    page.get_by_role("link", name="Older questions").click()
    expect_questions(page, f"{word} 00")
    page.get_by_role("link", name="Newest questions").click()
    expect_questions(page, *newest)


def test_a_question_can_be_asked_again(page, asked):
    number = asked("orders by status last month")
    page.goto(f"/history/{number}?lang=en")
    page.get_by_role("link", name="Ask again").click()
    expect(page.locator("#question")).to_have_value("orders by status last month")


def test_the_history_is_narrowed_by_who_answered_when_and_from_where(page, asked):
    asked("top 6 products by revenue this year")
    page.goto("/history?lang=en&text=top+6+products")
    page.locator("[name=generator]").select_option("Built-in engine")
    page.locator("[name=ip]").fill("192.0.2.7")
    page.locator("[name=since]").fill("2026-01-01")
    page.get_by_role("button", name="Show").click()
    expect_questions(page, "top 6 products by revenue this year")
    page.locator("[name=until]").fill("2026-01-02")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("There is no such question.")).to_be_visible()
    page.get_by_role("link", name="Clear the filter").click()
    expect(page.locator("[name=ip]")).to_have_value("")


def test_the_filtered_history_can_be_taken_away(page, asked):
    asked("top 7 products by revenue this year")
    page.goto("/history?lang=en&text=top+7+products")
    with page.expect_download() as download:
        page.get_by_role("link", name="Save as CSV").click()
    assert "top 7 products" in Path(download.value.path()).read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_questions_page_tells_its_place_in_the_chain(page, asked, language):
    number = asked("orders by status this year")
    page.goto(f"/history/{number}?lang={language}")
    expect(page.locator(".hash")).to_have_text(re.compile("^[0-9a-f]{64}$"))
    expect(page.locator(".card")).to_contain_text({"en": "unbroken", "fa": "سالم"}[language])
