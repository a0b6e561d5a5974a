"""What responses say beside their content; no browser is needed to read it."""

from __future__ import annotations

import pytest

from app import create_app
from tests.conftest import dismantle, overrides_for


@pytest.fixture
def client(shop_app):
    return shop_app.test_client()


@pytest.fixture(autouse=True)
def complaints():
    """There is no browser here that could complain."""


@pytest.mark.parametrize(
    "path", ["/", "/history", "/nowhere", "/static/0/favicon.svg", "/api/openapi.json", "/healthz"]
)
def test_every_response_is_protected(client, path):
    with client.get(path, follow_redirects=True) as response:
        headers = response.headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]
    policy = headers["Content-Security-Policy"].split("; ")
    assert {"default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"} <= set(policy)
    assert "unsafe" not in headers["Content-Security-Policy"]


def test_the_api_page_may_have_icons_in_its_style_sheet_and_nothing_else(client):
    usual = client.get("/").headers["Content-Security-Policy"]
    assert client.get("/api/docs/").headers["Content-Security-Policy"] == f"{usual}; img-src 'self' data:"


def test_the_chosen_language_is_kept_from_other_sites_and_from_scripts(client):
    cookie = client.get("/?lang=fa").headers["Set-Cookie"]
    assert cookie.startswith("language=fa;")
    assert "SameSite=Lax" in cookie
    assert "HttpOnly" in cookie
    assert "Set-Cookie" not in client.get("/?lang=xx").headers


@pytest.mark.parametrize("language", ["fa", "en"])
def test_an_unknown_address_is_a_page_for_people_and_a_problem_for_programs(client, language):
    page = client.get(f"/nowhere?lang={language}")
    assert (page.status_code, page.mimetype) == (404, "text/html")
    assert {"fa": "در این نشانی صفحه‌ای نیست.", "en": "There is no page at this address."}[language] in page.text
    assert client.get("/api/nowhere").mimetype == "application/problem+json"


def test_a_link_to_the_other_language_can_not_lead_to_another_host(client):
    assert 'href="?lang=' in client.get("//example.org/%2e%2e").text


@pytest.mark.parametrize(
    "query",
    ["before=0", "before=99999999999999999999", "before=x", "outcome=x", "text=%00", "language=x", "endpoint=x"],
)
def test_the_history_takes_any_filter(client, query):
    assert client.get(f"/history/?{query}").status_code == 200


def test_a_number_that_no_question_has_is_not_found(client):
    assert client.get("/history/9223372036854775807").status_code == 404
    assert client.get("/history/99999999999999999999").status_code == 404


def test_without_its_database_the_history_says_so_in_the_readers_language():
    app = create_app(overrides_for("postgresql://nobody@127.0.0.1:1/nothing"))
    page = app.test_client().get("/history/?lang=fa")
    assert page.status_code == 503
    assert "پایگاه داده در دسترس نیست" in page.text
    dismantle(app)


def test_a_page_takes_no_other_method(client):
    page = client.post("/", headers={"Accept-Language": "fa"})
    assert page.status_code == 405
    assert "این صفحه چنین درخواستی را نمی‌پذیرد." in page.text
