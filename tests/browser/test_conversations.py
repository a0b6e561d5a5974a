"""Conversations: questions that follow from one another, the list of past ones, their names, and taking them off."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from app.extensions import db
from app.models.audit import QueryRun
from tests.browser.visiting import answered

FIRST = {"en": "revenue last month", "fa": "درآمد ماه گذشته"}
FOLLOW_UP = {"en": "and this year?", "fa": "و امسال؟"}
PERIOD = {"en": "2026", "fa": "۱۴۰۵"}
WORDS = {
    "en": {"rename": "Rename", "delete": "Delete", "rows": "Show the rows"},
    "fa": {"rename": "تغییر نام", "delete": "حذف", "rows": "ردیف‌ها را نشان بده"},
}
LANGUAGES = pytest.mark.parametrize("language", ["en", "fa"])


@LANGUAGES
def test_a_follow_up_changes_the_question_before_it(page, language):
    page.goto(f"/?lang={language}")
    answered(page, FIRST[language])
    card = answered(page, FOLLOW_UP[language])
    expect(card.locator(".chip-measure")).to_contain_text({"en": "revenue", "fa": "درآمد"}[language])
    expect(card.locator(".chip-period")).to_contain_text(PERIOD[language])


@LANGUAGES
def test_a_conversation_is_listed_by_its_first_question_and_come_back_to(page, language):
    page.goto(f"/?lang={language}")
    answered(page, FIRST[language])
    answered(page, FOLLOW_UP[language])
    page.locator(".new-conversation").click()
    expect(page.locator("article")).to_have_count(0)
    page.get_by_role("link", name=FIRST[language]).click()
    cards = page.locator("article")
    expect(cards.locator("h2")).to_have_text([FIRST[language], FOLLOW_UP[language]])
    expect(cards.first.locator(".answer")).not_to_be_empty()
    expect(page.locator(".conversation [aria-current]")).to_have_text(FIRST[language])
    cards.first.get_by_role("button", name=WORDS[language]["rows"]).click()
    expect(cards.last.locator(".figure-value")).to_be_visible()


@LANGUAGES
def test_a_conversation_gets_another_name(page, language):
    page.goto(f"/?lang={language}")
    answered(page, FIRST[language])
    page.get_by_role("button", name=WORDS[language]["rename"]).click()
    field = page.locator(".renaming input")
    expect(field).to_have_value(FIRST[language])
    field.fill("گزارش ماه")
    field.press("Enter")
    expect(page.locator(".conversation a")).to_have_text(["گزارش ماه"])
    page.reload()
    expect(page.locator(".conversation a")).to_have_text(["گزارش ماه"])


@LANGUAGES
def test_a_conversation_leaves_the_list_and_stays_in_the_record(page, shop_app, language):
    page.goto(f"/?lang={language}")
    answered(page, FIRST[language])
    conversation = page.url.rpartition("conversation=")[2]
    bin_button = page.get_by_role("button", name=WORDS[language]["delete"])
    bin_button.click()
    page.get_by_role("dialog").locator("form button").click()
    expect(page.locator(".conversation")).to_have_count(1)
    bin_button.click()
    page.get_by_role("dialog").get_by_role("button", name=WORDS[language]["delete"]).click()
    expect(page.locator(".conversation")).to_have_count(0)
    expect(page.locator("article")).to_have_count(0)
    with shop_app.app_context():
        assert db.session.query(QueryRun).filter_by(conversation_id=conversation).count() == 1


@pytest.mark.parametrize("name", ["../history/1", "a/b", ""])
def test_an_address_that_names_no_conversation_begins_a_new_one(page, name):
    fetched = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(f"/?{urlencode({'lang': 'en', 'conversation': name})}")
    answered(page, FIRST["en"])
    expect(page.locator("article")).to_have_count(1)
    assert [url for url in fetched if "/api/history" in url or "/api/conversations/." in url] == []
    page.reload()
    expect(page.locator("article")).to_have_count(1)


def test_the_conversations_of_others_are_not_listed(page, browser, address):
    page.goto("/?lang=en")
    answered(page, FIRST["en"])
    expect(page.locator(".conversation")).to_have_count(1)
    with browser.new_context(base_url=address) as other:
        stranger = other.new_page()
        stranger.goto("/?lang=en")
        expect(stranger.locator("#status")).not_to_be_empty()
        expect(stranger.locator(".conversation")).to_have_count(0)
