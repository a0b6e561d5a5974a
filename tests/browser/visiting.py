"""What a visitor does on the page, and the server that the visitor comes to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

from flask import Flask
from playwright.sync_api import Locator, Page, expect
from werkzeug.serving import WSGIRequestHandler, make_server


class KeepingConnections(WSGIRequestHandler):
    """Browsers ask for many files over one connection, as they do of the real web server."""

    protocol_version = "HTTP/1.1"


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """An application behind a real web server, until the block ends: its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=KeepingConnections)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def ask(page: Page, question: str) -> Locator:
    """Type a question and send it; its card, which is the last one, with the answer in it or not yet."""
    cards = page.locator("#answers article")
    before = cards.count()
    page.locator("#question").fill(question)
    page.locator("#question").press("Enter")
    expect(cards).to_have_count(before + 1)
    return cards.nth(before)


def answered(page: Page, question: str) -> Locator:
    """Ask a question that has an answer; its card."""
    card = ask(page, question)
    expect(card).to_have_attribute("data-outcome", "answered")
    return card


def show_table(card: Locator) -> Locator:
    """Turn from the chart, if there is one, to the table; its body."""
    tab = card.get_by_role("tab").nth(1)
    if tab.count():
        tab.click()
    return card.locator("tbody")
