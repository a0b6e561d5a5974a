"""How soon the first words are there, and how much a first visit carries, the charts' library left out."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

MOST_BYTES = 150_000
SOON_MS = 300
CARRIED = """() => [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
    .map(({ name, transferSize }) => [name, transferSize])"""
"""Each address with the bytes that its answer took on its way, headers included; none from the browser's cache."""


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_first_visit_is_light_and_the_next_one_brings_the_page_alone(page, language):
    page.context.new_cdp_session(page).send("Network.clearBrowserCache")
    first = visit(page, language)
    assert sum(first.values()) < MOST_BYTES
    assert {"static", "built"} <= kinds(first)
    assert not {"static", "built"} & kinds(visit(page, language))


def visit(page, language) -> dict[str, int]:
    """What a visit carries, by its addresses."""
    page.goto(f"/?lang={language}", wait_until="networkidle")
    expect(page.locator("#status")).not_to_be_empty()
    return {address: size for address, size in page.evaluate(CARRIED) if size}


def kinds(carried: dict[str, int]) -> set[str]:
    """How the paths of addresses begin."""
    return {address.split("/")[3] for address in carried}


@pytest.mark.parametrize("language", ["en", "fa"])
def test_the_first_words_are_there_at_once(page, language):
    page.goto(f"/?lang={language}")
    times = [first_words(page) for _ in range(5)]
    assert min(times) < SOON_MS


def first_words(page) -> float:
    """Milliseconds from the beginning of a visit to its first contentful paint."""
    page.goto("/")
    return page.evaluate(
        """() => new Promise((tell) => new PerformanceObserver((list) => {
            const paint = list.getEntriesByName("first-contentful-paint")[0];
            if (paint) tell(paint.startTime);
        }).observe({ type: "paint", buffered: true }))"""
    )
