"""What can be done with an answer: choose another calendar, change its SQL, say whether it is right, pass it on."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from app.extensions import db
from app.models.audit import QueryRun
from tests.browser.visiting import answered, ask

COUNTS = {"en": "how many new customers registered last month", "fa": "در ماه گذشته چند کاربر جدید ثبت نام کرده‌اند؟"}
PERIODS = {"en": ("October 2026", "Mehr 1405"), "fa": ("مهر ۱۴۰۵", "اکتبر ۲۰۲۶")}
TO_APPROVE = ("revenue of books in 2025", "فروش کتاب در سال ۱۴۰۴")
CACHED_MS = 2_500
"""After so long, whatever was approved is known everywhere."""
SWITCHES = {
    "en": ("In the Jalali calendar", "In the Gregorian calendar"),
    "fa": ("به تقویم میلادی", "به تقویم شمسی"),
}


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_period_can_be_asked_for_in_the_other_calendar_and_back(page, language):
    page.goto(f"/?lang={language}")
    own, other = PERIODS[language]
    first = answered(page, COUNTS[language])
    expect(first.locator(".chip-period")).to_contain_text(own)
    first.get_by_role("button", name=SWITCHES[language][0]).click()
    second = page.locator("article").nth(1)
    expect(second.locator(".chip-period")).to_contain_text(other)
    second.get_by_role("button", name=SWITCHES[language][1]).click()
    expect(page.locator("article").nth(2).locator(".chip-period")).to_contain_text(own)


@pytest.mark.parametrize(
    ("language", "question"),
    [("en", "revenue in october 2026"), ("en", "orders in 2026"), ("fa", "فروش مهر"), ("fa", "سفارش‌های ۱۴۰۴")],
)
def test_a_month_or_year_that_is_named_is_of_one_calendar_alone(page, language, question):
    page.goto(f"/?lang={language}")
    card = answered(page, question)
    expect(card.locator(".chip-period")).to_be_visible()
    expect(card.locator(".chip-switch")).to_have_count(0)


def test_a_follow_up_leaves_the_calendar_to_the_question_that_it_continues(page):
    page.goto("/?lang=en")
    expect(answered(page, "orders last month").locator(".chip-switch")).to_have_count(1)
    continued = answered(page, "by status")
    expect(continued.locator(".chip-period")).to_contain_text("October 2026")
    expect(continued.locator(".chip-switch")).to_have_count(0)


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_question_with_several_meanings_is_asked_back_as_buttons(page, language):
    page.goto(f"/?lang={language}")
    card = ask(page, {"en": "best products", "fa": "بهترین محصولات"}[language])
    expect(card).to_have_attribute("data-outcome", "needs_clarification")
    choices = card.locator(".choices button")
    expect(choices).to_have_count(3)
    chosen = choices.last.text_content()
    choices.last.press("Enter")
    expect(page.locator("article").last).to_have_attribute("data-outcome", "answered")
    expect(page.locator("article").last.get_by_role("heading").first).to_have_text(str(chosen))


@pytest.mark.parametrize("language", ["en", "fa"])
def test_the_sql_is_coloured_and_can_be_changed_and_run(page, language):
    page.goto(f"/?lang={language}")
    card = answered(page, COUNTS[language])
    card.locator(".sql-fold summary").click()
    expect(card.locator(".sql-keyword").first).to_have_text("SELECT")
    expect(card.locator(".sql-string").first).to_have_text("'2026-10-01'" if language == "en" else "'2026-09-23'")
    card.get_by_role("button", name={"en": "Edit", "fa": "ویرایش"}[language]).click()
    editor = card.get_by_role("textbox")
    expect(editor).to_be_focused()
    editor.fill("SELECT count(*) AS products FROM products")
    editor.press("Control+Enter")
    changed = page.locator("article").nth(1)
    expect(changed).to_have_attribute("data-outcome", "answered")
    expect(changed).to_have_attribute("lang", language)
    expect(changed.locator("pre.sql")).to_contain_text("FROM products")
    expect(changed.locator(".chip-origin")).to_contain_text({"en": "Edited SQL", "fa": "SQL ویرایش‌شده"}[language])
    expect(card.locator("pre.sql")).to_contain_text("FROM customers")


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_changed_statement_goes_through_the_same_guard(page, language):
    page.goto(f"/?lang={language}")
    card = answered(page, COUNTS[language])
    card.locator(".sql-fold summary").click()
    card.get_by_role("button", name={"en": "Edit", "fa": "ویرایش"}[language]).click()
    card.get_by_role("textbox").fill("DELETE FROM orders")
    card.get_by_role("button", name={"en": "Run", "fa": "اجرا"}[language]).click()
    refused = page.locator("article").nth(1)
    expect(refused).to_have_attribute("data-outcome", "invalid_sql")
    expect(refused.locator("pre.sql")).to_have_text("DELETE FROM orders")


def test_escape_leaves_the_sql_as_it_was(page):
    page.goto("/?lang=en")
    card = answered(page, COUNTS["en"])
    card.locator(".sql-fold summary").click()
    card.get_by_role("button", name="Edit").click()
    card.get_by_role("textbox").press("Escape")
    expect(card.locator("pre.sql")).to_contain_text("FROM customers")


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_thumb_up_is_noted_once(page, language):
    page.goto(f"/?lang={language}")
    card = answered(page, COUNTS[language])
    card.get_by_role("button", name={"en": "This is right", "fa": "درست است"}[language]).click()
    expect(card.locator(".feedback-said")).to_have_text(re.compile({"en": "Thank you", "fa": "[آ-ی]"}[language]))
    expect(card.locator(".thumb")).to_have_count(0)


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_thumb_down_takes_a_reason_and_the_right_sql(page, complaints, language):
    page.goto(f"/?lang={language}")
    card = answered(page, COUNTS[language])
    card.get_by_role("button", name={"en": "Something is wrong", "fa": "ایرادی دارد"}[language]).click()
    expect(card.get_by_role("radio").first).to_be_focused()
    card.get_by_role("radio").nth(1).check()
    card.get_by_role("textbox").fill("DELETE FROM customers")
    card.locator(".reasons .secondary").click()
    expect(card.locator(".feedback-said")).not_to_be_empty()
    expect(card.locator(".thumb").first).to_be_visible()
    assert "422" in complaints.pop()
    card.get_by_role("textbox").fill("SELECT count(*) AS customers FROM customers")
    card.locator(".reasons .secondary").click()
    expect(card.locator(".thumb")).to_have_count(0)
    expect(card.locator(".reasons")).to_have_count(0)


def test_an_answer_that_a_person_has_approved_says_so(page, shop_app):
    commands = shop_app.test_cli_runner()
    page.goto("/?lang=en")
    figures = []
    for question in TO_APPROVE:
        card = answered(page, question)
        card.locator(".thumb").first.click()
        expect(card.locator(".feedback-said")).not_to_be_empty()
        figures.append(str(card.locator(".figure-value").text_content()))
        proposed = commands.invoke(args=["verified", "list"]).output
        commands.invoke(args=["verified", "approve", number_of(question, proposed)])
    page.wait_for_timeout(CACHED_MS)
    for question, figure in zip(TO_APPROVE, figures, strict=True):
        approved = answered(page, question)
        expect(approved.locator(".chip-verified")).to_be_visible()
        expect(approved.locator(".figure-value")).to_have_text(figure)


def number_of(question: str, listed: str) -> str:
    """The number that a proposed question has in a list."""
    return next(line.split()[0] for line in listed.splitlines() if question in line)


@pytest.mark.parametrize("visitor", [{"permissions": ["clipboard-read", "clipboard-write"]}], indirect=True)
def test_an_answer_has_a_link_that_can_be_copied(page, address):
    page.goto("/?lang=en")
    card = answered(page, COUNTS["en"])
    card.get_by_role("button", name="Copy link").click()
    link = page.evaluate("navigator.clipboard.readText()")
    assert link == address + str(card.get_by_role("link", name="In the history").get_attribute("href"))
    page.goto(link)
    expect(page.get_by_role("heading", level=1)).to_have_text(COUNTS["en"])


def test_the_questions_of_a_page_belong_to_one_conversation(page, shop_app):
    page.goto("/?lang=en")
    answered(page, COUNTS["en"])
    answered(page, "orders by status")
    conversation = page.url.rpartition("conversation=")[2]
    with shop_app.app_context():
        asked = db.session.query(QueryRun).filter_by(conversation_id=conversation).count()
    assert asked == 2


@pytest.mark.parametrize("language", ["en", "fa"])
def test_markup_that_is_stored_is_shown_as_text(page, language):
    page.goto(f"/?lang={language}")
    card = answered(page, COUNTS[language])
    card.locator(".sql-fold summary").click()
    card.locator(".sql-tools button").first.click()
    markup = """<img src=x onerror="alert(1)">"""
    card.get_by_role("textbox").fill(f"SELECT '{markup}' AS name, 5 AS n UNION ALL SELECT 'b', 6")
    card.get_by_role("textbox").press("Control+Enter")
    shown = page.locator("article").nth(1)
    expect(shown.locator(".chart svg")).to_contain_text(markup)
    shown.locator(".chart .mark-rect path").first.hover()
    expect(page.locator("#vg-tooltip-element")).to_contain_text(markup)
    shown.get_by_role("tab").last.click()
    expect(shown.locator("td").first).to_have_text(markup)
    expect(page.locator("main img, .vg-tooltip img")).to_have_count(0)


def test_on_paper_the_answer_stands_alone(page):
    page.goto("/?lang=en")
    card = answered(page, COUNTS["en"])
    page.emulate_media(media="print")
    expect(card.locator(".answer")).to_be_visible()
    expect(card.locator(".chip-period")).to_be_visible()
    for interactive in (".masthead", ".dock", ".side", ".chip-switch", ".feedback"):
        expect(page.locator(interactive)).to_be_hidden()
    page.emulate_media(media="screen")
