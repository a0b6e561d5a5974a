"""Which language a page is in."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect


@pytest.mark.parametrize(
    ("visitor", "language", "direction"),
    [
        ({"locale": "fa-IR"}, "fa", "rtl"),
        ({"locale": "en-GB"}, "en", "ltr"),
        ({"locale": "de-DE"}, "en", "ltr"),
    ],
    indirect=["visitor"],
)
def test_a_new_visitor_gets_the_browsers_language(page, language, direction):
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator("html")).to_have_attribute("dir", direction)


def test_the_switch_keeps_the_page_and_is_remembered(page):
    page.goto("/history/?text=orders&outcome=answered")
    page.get_by_role("link", name="فارسی").click()
    expect(page).to_have_url("/history/?text=orders&outcome=answered&lang=fa")
    expect(page.get_by_role("heading", level=1)).to_have_text("تاریخچه")
    page.get_by_role("link", name="پرسش", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("از داده‌هایتان بپرسید")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ask your data")


def test_an_empty_field_is_written_from_the_pages_side_and_text_from_its_own(page):
    page.goto("/?lang=fa")
    field = page.locator("#question")
    expect(field).to_have_css("direction", "rtl")
    field.fill("top 5 products")
    expect(field).to_have_css("direction", "ltr")


@pytest.mark.parametrize("visitor", [{"java_script_enabled": False, "locale": "fa-IR"}], indirect=True)
def test_without_javascript_the_page_says_what_is_missing(page):
    assert "<noscript>" in page.goto("/").text()
    page.get_by_role("link", name="تاریخچه", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("تاریخچه")
