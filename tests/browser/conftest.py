"""The application behind a real web server, and a browser that tells of everything it is unhappy about."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, WebError, sync_playwright

from app import create_app
from app.local.postgres import EmbeddedPostgres
from tests.browser.visiting import serving
from tests.conftest import dismantle, overrides_for, seeded_database

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
KEPT = "cookies,local_storage"
"""What pages leave behind in a browser, but for its cache, which only saves time."""


@pytest.fixture(scope="session")
def shop_database_url(postgres: EmbeddedPostgres, template: str) -> Iterator[str]:
    """A shop of the pages' own: what visitors ask and approve stays in its record."""
    with seeded_database(postgres, template) as url:
        yield url


@pytest.fixture(scope="session")
def shop_app(shop_database_url: str) -> Iterator[Flask]:
    """The application over the example shop, answering with the built-in engine."""
    app = create_app(overrides_for(shop_database_url))
    yield app
    dismantle(app)


@pytest.fixture(scope="session")
def address(shop_app: Flask) -> Iterator[str]:
    """Where it listens."""
    with serving(shop_app) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium as the system has it."""
    program = next(filter(None, map(shutil.which, BROWSERS)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=OPTIONS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def contexts() -> dict[str, BrowserContext]:
    """The windows that are open, by their visitors; opening one takes as long as many a test."""
    return {}


@pytest.fixture
def visitor(request: pytest.FixtureRequest) -> dict[str, Any]:
    """What is special about the visitor's browser; given with `indirect`."""
    return {"locale": "en-US", **getattr(request, "param", {})}


@pytest.fixture
def context(
    browser: Browser, contexts: dict[str, BrowserContext], address: str, visitor: dict[str, Any]
) -> Iterator[BrowserContext]:
    """A visitor who has never been here."""
    key = repr((address, visitor))
    if key not in contexts:
        contexts[key] = browser.new_context(base_url=address, **visitor)
        contexts[key].set_default_timeout(10_000)
    context = contexts[key]
    yield context
    forget(context, address)


def forget(context: BrowserContext, address: str) -> None:
    """Leave no trace of the visitor but the cache."""
    page = context.new_page()
    for other in context.pages:
        if other is not page:
            other.close()
    client = context.new_cdp_session(page)
    client.send("Storage.clearDataForOrigin", {"origin": address, "storageTypes": KEPT})
    page.close()


@pytest.fixture(autouse=True)
def complaints(context: BrowserContext, address: str) -> Iterator[list[str]]:
    """What the browser complains about: errors, breaches of the security policy, requests to other hosts.

    Every test fails if there is any; one that provokes some takes them out.
    """
    heard: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            heard.append(message.text)

    def look(request: Request) -> None:
        if not request.url.startswith((address, "data:")):
            heard.append(f"a request to {request.url}")

    def fail(error: WebError) -> None:
        heard.append(str(error.error))

    events = {"console": listen, "weberror": fail, "request": look}
    for event, heed in events.items():
        context.on(event, heed)
    yield heard
    for event, heed in events.items():
        context.remove_listener(event, heed)
    assert heard == []


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """The visitor's page."""
    return context.new_page()
