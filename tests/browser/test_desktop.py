"""Every page on a desktop, in both languages and colour schemes: nobody is kept out, nothing sticks out."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.touring import look_at, tour

DESKTOP = pytest.mark.parametrize("visitor", [{"viewport": {"width": 1280, "height": 900}}], indirect=True, ids=[""])
SWAGGERS_OWN = ("label", "nested-interactive", "scrollable-region-focusable", "select-name")
"""Rules that the markup of Swagger UI breaks, whatever its page does; contrast, among others, is the page's."""


@DESKTOP
@pytest.mark.parametrize("language", ["en", "fa"])
def test_every_page_keeps_nobody_out_on_a_desktop(page, complaints, visitor, language):
    tour(page, complaints, language, "desktop")


@DESKTOP
def test_the_api_page_is_served_from_this_host_and_can_be_read(page, visitor):
    page.goto("/api/docs")
    for address in ("/api/feedback/", "/api/suggestions/"):
        page.locator(".opblock-summary-control", has_text=address).click()
        page.get_by_role("button", name="Try it out").click()
    page.get_by_role("button", name="Execute").last.click()
    expect(page.get_by_text("content-security-policy").first).to_be_visible()
    look_at(page, "api", whole=False, spared=SWAGGERS_OWN)


@pytest.mark.parametrize("visitor", [{"color_scheme": "dark"}, {"color_scheme": "light"}], indirect=True)
def test_the_colours_that_somebody_chooses_stay(page, visitor):
    page.goto("/?lang=en")
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="Dark colours").click()
    chosen = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert chosen != before
    page.goto("/history")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == chosen
