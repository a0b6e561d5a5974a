"""What responses say beside their content; no browser is needed to read it."""

from __future__ import annotations

import pytest


@pytest.fixture
def client(shop_app):
    return shop_app.test_client()


@pytest.fixture(autouse=True)
def complaints():
    """There is no browser here that could complain."""


@pytest.mark.parametrize("path", ["/", "/history", "/nowhere", "/static/favicon.svg", "/api/openapi.json", "/healthz"])
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


def test_only_the_api_page_may_bring_styles_of_its_own(client):
    policy = client.get("/api/docs", follow_redirects=True).headers["Content-Security-Policy"]
    assert "style-src 'self' 'unsafe-inline'" in policy
    assert "script-src" not in policy


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
    assert f'<html lang="{language}"' in page.text
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
