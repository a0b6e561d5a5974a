"""Asking on the page, in both languages."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Route, expect

from tests.browser.visiting import answered, ask, show_table

PERSIAN = "در ماه گذشته چند کاربر جدید ثبت نام کرده‌اند؟"
ENGLISH = "top 5 products by revenue this year"


def test_a_persian_question_gets_a_persian_answer(page):
    page.goto("/?lang=fa")
    card = answered(page, PERSIAN)
    expect(card).to_have_css("direction", "rtl")
    expect(card.get_by_role("heading", name=PERSIAN)).to_be_visible()
    expect(card.locator(".answer")).to_contain_text("مشتری")
    expect(card.locator(".chips")).to_contain_text("مهر ۱۴۰۵")
    expect(card.locator(".figure-value")).to_have_text(re.compile("^[۰-۹٬]+$"))
    expect(card.locator(".explanation p")).to_contain_text("مشتریان")
    expect(card.locator(".chip-origin")).to_contain_text("موتور داخلی")


def test_an_english_question_gets_an_english_answer(page):
    page.goto("/?lang=en")
    card = answered(page, ENGLISH)
    expect(card).to_have_css("direction", "ltr")
    expect(card.locator(".answer")).to_contain_text("toman")
    expect(show_table(card).locator("tr")).to_have_count(5)
    expect(card.locator("thead th").last).to_contain_text("revenue")
    expect(card.locator(".explanation p")).to_contain_text("the sum of")
    expect(card.locator(".origin")).to_contain_text("5 rows")


def test_the_answer_keeps_the_questions_language_on_a_page_in_the_other(page):
    page.goto("/?lang=en")
    card = ask(page, PERSIAN)
    expect(card).to_have_attribute("lang", "fa")
    expect(card.locator(".explanation h3")).to_have_text("چطور حساب شد")
    expect(page.locator("html")).to_have_attribute("dir", "ltr")


def test_the_sql_is_folded_and_always_left_to_right(page):
    page.goto("/?lang=fa")
    card = ask(page, PERSIAN)
    expect(card.locator("pre.sql")).to_be_hidden()
    card.locator(".sql-fold summary").click()
    expect(card.locator("pre.sql")).to_contain_text("SELECT")
    expect(card.locator("pre.sql")).to_have_css("direction", "ltr")


@pytest.mark.parametrize("visitor", [{"permissions": ["clipboard-read", "clipboard-write"]}], indirect=True)
def test_the_sql_can_be_copied(page):
    page.goto("/?lang=en")
    card = ask(page, ENGLISH)
    card.locator(".sql-fold summary").click()
    card.get_by_role("button", name="Copy", exact=True).click()
    expect(card.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == card.locator("pre.sql").text_content()


def test_persian_months_have_their_names_and_numbers_their_digits(page):
    page.goto("/?lang=fa")
    first = show_table(answered(page, "درآمد ماهانه امسال")).locator("tr").first.locator("td")
    expect(first.first).to_have_text("فروردین ۱۴۰۵")
    expect(first.last).to_have_text(re.compile("^[۰-۹٬]+$"))


def test_an_unknown_word_gets_a_plain_sentence_and_suggestions(page):
    page.goto("/?lang=en")
    card = ask(page, "unicorns by revenue this year")
    expect(card).to_have_attribute("data-outcome", "unanswerable")
    expect(card.locator(".answer")).to_contain_text("I don't know what «unicorns» means here")
    expect(card.locator("table")).to_have_count(0)
    card.get_by_role("button", name="customers by revenue this year").click()
    expect(page.locator("article").last.locator(".answer")).to_contain_text("has the highest revenue")
    expect(page.locator("article")).to_have_count(2)


def test_shift_enter_starts_a_new_line_and_enter_sends(page):
    page.goto("/?lang=en")
    field = page.locator("#question")
    field.press_sequentially("orders by")
    field.press("Shift+Enter")
    field.press_sequentially("status")
    expect(field).to_have_value("orders by\nstatus")
    field.press("Enter")
    expect(field).to_have_value("")
    expect(page.locator("article")).to_have_attribute("data-outcome", "answered")


def test_an_example_is_asked_with_one_press(page):
    page.goto("/?lang=en")
    page.get_by_role("button", name=ENGLISH).press("Enter")
    expect(page.locator("article .answer")).to_contain_text("5 rows")
    expect(page.locator("#examples")).to_be_hidden()


def test_a_link_brings_a_question_but_does_not_ask_it(page):
    page.goto("/?lang=en&question=orders+by+status")
    expect(page.locator("#question")).to_have_value("orders by status")
    expect(page.locator("#status")).not_to_be_empty()  # the modules have run
    expect(page.locator("article")).to_have_count(0)


def test_while_it_works_the_page_counts_the_seconds(page):
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/api/query/", hold)
    page.goto("/?lang=fa")
    card = ask(page, ENGLISH)
    expect(card.locator(".working")).to_have_text("در حال پاسخ‌گویی… ۰ ثانیه")
    expect(card.locator(".working")).to_have_text("در حال پاسخ‌گویی… ۱ ثانیه")
    expect(page.get_by_role("button", name="بپرس", exact=True)).to_be_disabled()
    held[0].continue_()
    expect(page.locator("article")).to_have_attribute("data-outcome", "answered")
    expect(page.get_by_role("button", name="بپرس", exact=True)).to_be_enabled()


def test_text_is_never_markup(page):
    page.goto("/?lang=en")
    card = ask(page, '<img src="/nothing" onerror="alert(1)"> unicorns')
    expect(card).to_have_attribute("data-outcome", "unanswerable")
    expect(card.get_by_role("heading").first).to_have_text('<img src="/nothing" onerror="alert(1)"> unicorns')
    expect(card.locator("img")).to_have_count(0)


@pytest.mark.parametrize(
    ("status", "body", "message"),
    [
        (503, '{"detail": "The database can\'t be reached."}', "The database can't be reached."),
        (422, '{"errors": {"question": ["Please type a question."]}}', "Please type a question."),
        (502, "<h1>Bad gateway</h1>", "The server gave an answer that can't be read. Please try again."),
    ],
    ids=["a problem", "a wrong field", "a proxy's page"],
)
def test_a_failure_is_a_sentence_and_can_be_tried_again(page, complaints, status, body, message):
    page.route("**/api/query/", lambda route: route.fulfill(status=status, body=body), times=1)
    page.goto("/?lang=en")
    card = ask(page, ENGLISH)
    expect(card.locator(".answer")).to_have_text(message)
    expect(card.locator(".technical")).to_be_hidden()
    expect(card.locator(".technical")).to_contain_text(f"HTTP {status}")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("article .answer")).to_contain_text("5 rows")
    expect(page.locator("article")).to_have_count(1)
    assert str(status) in complaints.pop()


def test_without_a_connection_the_page_says_so(page, complaints):
    page.route("**/api/query/", lambda route: route.abort())
    page.goto("/?lang=fa")
    expect(ask(page, PERSIAN).locator(".answer")).to_contain_text("سرور در دسترس نیست")
    assert "ERR_FAILED" in complaints.pop()
