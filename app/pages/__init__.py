"""The HTML pages: asking, the record, the errors, and the headers that protect them."""

from __future__ import annotations

from flask import Flask

from app.pages.asking import asking
from app.pages.failures import register_failures
from app.pages.history import record
from app.pages.languages import describe_page, remember_language
from app.pages.protection import protect
from app.pages.wording import FILTERS


def register_pages(app: Flask) -> None:
    """Register the pages, after the API: an error at the address of a page becomes a page too."""
    app.jinja_env.filters.update(FILTERS)
    app.context_processor(describe_page)
    app.after_request(remember_language)
    app.after_request(protect)
    for pages in (asking, record):
        app.register_blueprint(pages)
    register_failures(app)
