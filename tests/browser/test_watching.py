"""What is seen of a question while a slow model works on it, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from app import create_app
from tests.browser.visiting import ask, serving
from tests.conftest import dismantle, overrides_for
from tests.support.ollama import Reply, StandIn, ollama_stand_in

SQL = "SELECT status, count(*) AS orders FROM orders GROUP BY status"


@pytest.fixture(scope="module")
def stand_in() -> Iterator[StandIn]:
    """A stand-in for Ollama."""
    with ollama_stand_in() as stand_in:
        yield stand_in


@pytest.fixture
def model(stand_in: StandIn) -> StandIn:
    """A model that needs a moment for each token, and that nobody has asked yet."""
    stand_in.default = Reply(SQL, token_seconds=0.1)
    stand_in.requests.clear()
    return stand_in


@pytest.fixture(scope="module")
def model_app(shop_database_url: str, stand_in: StandIn) -> Iterator[Flask]:
    """The application over the example shop, asking that model first and then the built-in engine."""
    chain = {"generators": ("ollama", "builtin"), "ollama_host": stand_in.url}
    app = create_app({**overrides_for(shop_database_url), **chain})
    yield app
    dismantle(app)


@pytest.fixture(scope="module")
def address(model_app: Flask) -> Iterator[str]:
    """Where it listens."""
    with serving(model_app) as address:
        yield address


STEPS = {
    "en": ["Understanding", "Writing SQL", "Checking", "Running", "Explaining"],
    "fa": ["فهمیدن", "نوشتن SQL", "بررسی", "اجرا", "توضیح"],
}
QUESTIONS = {"en": "orders by status", "fa": "تعداد سفارش‌ها به تفکیک وضعیت"}


@pytest.mark.parametrize("language", ["en", "fa"])
def test_the_steps_and_the_sql_are_seen_as_they_come(page, model, language):
    page.goto(f"/?lang={language}")
    card = ask(page, QUESTIONS[language])
    writing = card.locator(".step[data-node=generate]")
    expect(card.locator(".step > span")).to_have_text(STEPS[language])
    expect(card.locator(".step[data-node=understand]")).to_have_attribute("data-state", "finished")
    expect(writing).to_have_attribute("data-state", "started")
    expect(card.locator(".draft")).to_contain_text("SELECT status")
    expect(card.locator(".draft")).to_have_css("direction", "ltr")
    expect(card).to_have_attribute("data-outcome", "answered")
    expect(card.locator("pre.sql")).to_contain_text("GROUP BY")
    expect(card.locator(".chip-origin")).to_contain_text("Ollama · sqlcoder-7b-2")
    expect(card.locator(".steps")).to_have_count(0)


@pytest.mark.parametrize("language", ["en", "fa"])
def test_whoever_gives_up_waiting_cancels_the_question(page, model, language):
    model.default = Reply(SQL, release=Event())
    page.goto(f"/?lang={language}")
    card = ask(page, QUESTIONS[language])
    card.get_by_role("button", name={"en": "Cancel", "fa": "لغو"}[language]).click()
    expect(card).to_have_attribute("data-outcome", "cancelled")
    expect(page.locator("#composer [type=submit]")).to_be_enabled()
    expect_recorded(page, "cancelled")
    model.default.release.set()


def expect_recorded(page: Page, outcome: str) -> None:
    """Wait until the history says how the last question ended."""
    badge = page.locator(".badge").first
    for _ in range(50):
        page.goto("/history")
        if f"badge-{outcome}" in str(badge.get_attribute("class")):
            return
        page.wait_for_timeout(100)
    expect(badge).to_have_class(f"badge badge-{outcome}")


def test_a_second_attempt_begins_its_steps_anew(page, model):
    model.say("SELECT colour FROM orders")
    page.goto("/?lang=en")
    card = ask(page, QUESTIONS["en"])
    expect(card).to_have_attribute("data-outcome", "answered")
    assert len(model.requests) == 2


@pytest.mark.parametrize("language", ["en", "fa"])
def test_another_generator_can_be_asked_the_same(page, model, language):
    model.default = Reply(SQL)
    page.goto(f"/?lang={language}")
    expect(page.locator("#status")).not_to_be_empty()
    card = ask(page, QUESTIONS[language])
    expect(card.locator(".chip-origin")).to_contain_text("Ollama")
    card.locator(".chip-origin button").click()
    again = page.locator("article").nth(1)
    own = {"en": "Built-in engine", "fa": "موتور داخلی"}[language]
    expect(again.locator(".chip-origin .chip-value")).to_have_text(own)


def test_only_one_question_is_worked_on_at_a_time(page, model):
    page.goto("/?lang=en")
    card = ask(page, QUESTIONS["en"])
    expect(page.locator("#composer [type=submit]")).to_be_disabled()
    page.locator("#question").fill("another one")
    page.locator("#question").press("Enter")
    expect(page.locator("#question")).to_have_value("another one")
    expect(card).to_have_attribute("data-outcome", "answered")
    expect(page.locator("article")).to_have_count(1)
    expect(page.locator("#composer [type=submit]")).to_be_enabled()
