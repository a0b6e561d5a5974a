"""The line that says what answers questions just now."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import expect


def ready(**generators: bool) -> dict[str, Any]:
    """What /readyz says when everything but perhaps a generator is there."""
    return {"status": "ready", "checks": {"record": True, "data": True}, "generators": generators}


@pytest.mark.parametrize(
    ("status", "body", "message"),
    [
        (200, ready(builtin=True, ollama=False), "بدون مدل زبانی: موتور داخلی پاسخ می‌دهد."),
        (200, ready(builtin=True, ollama=True), "موتور داخلی و مدل زبانی (ollama) پاسخ می‌دهند."),
        (200, ready(ollama=True), "مدل زبانی (ollama) پاسخ می‌دهد."),
        (200, ready(ollama=False), "الان هیچ مدل زبانی‌ای در دسترس نیست."),
        (503, {**ready(builtin=True), "status": "unavailable"}, "الان پایگاه داده در دسترس نیست."),
    ],
)
def test_the_status_line_says_what_answers(page, complaints, status, body, message):
    page.route("**/readyz", lambda route: route.fulfill(status=status, body=json.dumps(body)))
    page.goto("/?lang=fa")
    expect(page.locator("#status")).to_have_text(message)
    if status == 503:
        assert "503" in complaints.pop()


def test_the_status_line_says_that_nothing_answers(page, complaints):
    page.route("**/readyz", lambda route: route.abort())
    page.goto("/?lang=en")
    expect(page.locator("#status")).to_contain_text("The server can't be reached.")
    assert "ERR_FAILED" in complaints.pop()


def test_the_application_itself_says_that_the_builtin_engine_answers(page):
    page.goto("/?lang=en")
    expect(page.locator("#status")).to_have_text("No language model: the built-in engine answers.")
