"""The application behind a real web server, and a browser that tells of everything it is unhappy about."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from threading import Thread
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright
from werkzeug.serving import make_server

from app import create_app
from tests.conftest import dismantle, overrides_for

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]


@pytest.fixture(scope="session")
def shop_app(shop_database_url: str) -> Iterator[Flask]:
    """The application over the example shop, answering with the built-in engine."""
    app = create_app(overrides_for(shop_database_url))
    yield app
    dismantle(app)


@pytest.fixture(scope="session")
def address(shop_app: Flask) -> Iterator[str]:
    """Where it listens."""
    server = make_server("127.0.0.1", 0, shop_app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium as the system has it."""
    program = next(filter(None, map(shutil.which, BROWSERS)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=OPTIONS)
        yield browser
        browser.close()


@pytest.fixture
def visitor(request: pytest.FixtureRequest) -> dict[str, Any]:
    """What is special about the visitor's browser; given with `indirect`."""
    return {"locale": "en-US", **getattr(request, "param", {})}


@pytest.fixture
def context(browser: Browser, address: str, visitor: dict[str, Any]) -> Iterator[BrowserContext]:
    """A visitor who has never been here."""
    context = browser.new_context(base_url=address, **visitor)
    context.set_default_timeout(10_000)
    yield context
    context.close()


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

    context.on("console", listen)
    context.on("weberror", lambda error: heard.append(str(error.error)))
    context.on("request", look)
    yield heard
    assert heard == []


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """The visitor's page."""
    return context.new_page()
