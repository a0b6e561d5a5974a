"""Every page on a phone, in both languages and colour schemes: nobody is kept out, nothing sticks out."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.touring import look_at, tour
from tests.browser.visiting import answered

PHONE = pytest.mark.parametrize("visitor", [{"viewport": {"width": 360, "height": 740}}], indirect=True, ids=[""])
QUESTIONS = {"en": "revenue of books", "fa": "فروش کتاب"}


@PHONE
@pytest.mark.parametrize("language", ["en", "fa"])
def test_every_page_keeps_nobody_out_on_a_phone(page, complaints, visitor, language):
    tour(page, complaints, language, "phone")


@PHONE
@pytest.mark.parametrize("language", ["en", "fa"])
def test_on_a_phone_the_list_of_conversations_comes_when_it_is_called(page, visitor, language):
    page.goto(f"/?lang={language}")
    answered(page, QUESTIONS[language])
    expect(page.locator("#side")).to_be_hidden()
    page.locator(".side-opener").click()
    expect(page.locator(".conversation a")).to_have_text([QUESTIONS[language]])
    look_at(page, f"conversations-{language}-phone", whole=False)
    page.keyboard.press("Escape")
    expect(page.locator("#side")).to_be_hidden()
