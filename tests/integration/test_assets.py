"""Style sheets, modules, the font and the script of charts come from this host, compressed, and kept by browsers."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.assets import CHARTS, FONT, Assets, address_of
from app.deploy.charts import make_charts
from app.deploy.font import make_font

SHEET = """
@font-face {
  font-family: 'Vazirmatn Variable';
  src: url(./files/vazirmatn-arabic-wght-normal.woff2) format('woff2-variations');
}
@font-face {
  font-family: 'Vazirmatn Variable';
  src: url(./files/vazirmatn-latin-wght-normal.woff2) format('woff2-variations');
}
"""
FOREIGN_LOAD = re.compile(r"""(?:src|href)\s*=\s*["']?https?://|import\s*\(?["']https?://""")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The charts' script as it is made, and a font from a package with the layout of the real one."""
    made, package = tmp_path_factory.mktemp("build"), tmp_path_factory.mktemp("package")
    (package / "files").mkdir()
    for part in ("arabic", "latin"):
        (package / "files" / f"vazirmatn-{part}-wght-normal.woff2").write_bytes(f"a font, {part}".encode())
    (package / "index.css").write_text(SHEET, encoding="utf-8")
    (package / "LICENSE").write_text("OFL", encoding="utf-8")
    make_charts(made)
    make_font(package, made)
    return made


@pytest.fixture
def client(shop_app: Flask, folder: Path) -> Iterator[FlaskClient]:
    """A client of the application with those files."""
    before = shop_app.extensions["assets"]
    shop_app.extensions["assets"] = {**before, "built": Assets(folder)}
    yield shop_app.test_client()
    shop_app.extensions["assets"] = before


def address(client: FlaskClient, folder: str, name: str) -> str:
    with client.application.test_request_context():
        return address_of(folder, name) or ""


def test_the_page_names_the_script_of_charts_by_its_version_and_brings_the_font(client: FlaskClient):
    page = client.get("/").text
    assert f'"vega": "{address(client, "built", CHARTS)}"' in page
    assert f'<link rel="stylesheet" href="{address(client, "built", FONT)}">' in page


@pytest.mark.parametrize("page", ["/", "/history/", "/api/docs/", "/nowhere"])
def test_all_that_a_page_asks_for_is_there_and_kept_for_good(client: FlaskClient, page: str):
    addresses = re.findall(r'<(?:link|script|img)[^>]*(?:href|src)="([^"#]*)', client.get(page).text)
    assert len(addresses) > 3
    for wanted in addresses:
        answer = client.get(wanted)
        assert answer.status_code == 200
        assert {"immutable", "max-age=31536000", "public"} <= set(answer.headers["Cache-Control"].split(", "))


def test_modules_find_each_other_in_the_version_that_they_are_of(client: FlaskClient):
    start = address(client, "static", "js/ask.js")
    [other] = re.findall(r'import "\./(composer\.js)"', client.get(start).text)
    assert "immutable" in client.get(start.replace("ask.js", other)).headers["Cache-Control"]


def test_the_version_changes_with_any_of_the_files(tmp_path: Path):
    (tmp_path / "js").mkdir()
    (tmp_path / "js" / "a.js").write_text("1")
    (tmp_path / "b.css").write_text("2")
    before = Assets(tmp_path).version
    assert Assets(tmp_path).version == before
    (tmp_path / "js" / "a.js").write_text("3")
    changed = Assets(tmp_path).version
    (tmp_path / "b.css").rename(tmp_path / "c.css")
    assert len({before, changed, Assets(tmp_path).version}) == 3


def test_a_version_that_is_gone_is_answered_with_the_present_one_and_asked_for_anew(client: FlaskClient):
    first = client.get("/static/0123456789ab/js/ask.js")
    assert first.data == client.get(address(client, "static", "js/ask.js")).data
    assert "immutable" not in first.headers["Cache-Control"]
    again = client.get("/static/0123456789ab/js/ask.js", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize(
    ("place", "name", "kind"),
    [
        ("built", CHARTS, "text/javascript"),
        ("static", "css/base.css", "text/css"),
        ("static", "icons.svg", "image/svg+xml"),
        ("swagger", "swagger-ui-bundle.js", "text/javascript"),
    ],
)
def test_browsers_get_text_compressed(client: FlaskClient, place: str, name: str, kind: str):
    plain = client.get(address(client, place, name))
    packed = client.get(address(client, place, name), headers={"Accept-Encoding": "gzip, br"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert packed.mimetype == plain.mimetype == kind
    assert gzip.decompress(packed.data) == plain.data
    assert len(packed.data) < len(plain.data) / 1.5


def test_pages_and_answers_are_not_compressed(client: FlaskClient):
    for path in ("/", "/history/", "/api/history/", "/readyz"):
        assert "Content-Encoding" not in client.get(path, headers={"Accept-Encoding": "gzip"}).headers


def test_the_script_of_charts_holds_all_that_it_needs(client: FlaskClient):
    script = client.get(address(client, "built", CHARTS)).text
    assert "vegaEmbed" in script
    assert not FOREIGN_LOAD.search(script)


def test_the_fonts_style_sheet_finds_its_files_beside_it(client: FlaskClient):
    sheet = address(client, "built", FONT)
    sources = re.findall(r'url\("([^"]+)"\)', client.get(sheet).text)
    assert sources == ["vazirmatn-arabic.woff2", "vazirmatn-latin.woff2", "vazirmatn-latin.woff2"]
    answer = client.get(sheet.replace(FONT, sources[0]), headers={"Accept-Encoding": "gzip"})
    assert (answer.data, answer.mimetype) == (b"a font, arabic", "font/woff2")
    assert "immutable" in answer.headers["Cache-Control"]


def test_only_latin_letters_have_lines_of_their_own_height(client: FlaskClient):
    faces = re.findall(r"@font-face \{[^}]*\}", client.get(address(client, "built", FONT)).text)
    assert [("ascent-override" in face, '"Vazirmatn Latin"' in face) for face in faces] == [(False, False)] * 2 + [
        (True, True)
    ]


def test_readiness_says_what_is_there(client: FlaskClient, tmp_path: Path):
    assert client.get("/readyz").json["files"] == {"charts": True, "font": True}
    client.application.extensions["assets"]["built"] = Assets(tmp_path / "nothing")
    ready = client.get("/readyz")
    assert (ready.status_code, ready.json["files"]) == (200, {"charts": False, "font": False})


def test_without_them_the_page_stands_on_its_own(client: FlaskClient, tmp_path: Path):
    client.application.extensions["assets"]["built"] = Assets(tmp_path)
    page = client.get("/").text
    assert '"vega": null' in page
    assert "vazirmatn" not in page
    assert client.get("/built/0123456789ab/vega.js").status_code == 404


@pytest.mark.parametrize("place", ["static", "built", "swagger"])
@pytest.mark.parametrize("name", ["../wsgi.py", "%2e%2e/wsgi.py", "..%2fwsgi.py", "js/../../settings.py", "secret_key"])
def test_nothing_else_is_served(client: FlaskClient, place: str, name: str):
    assert client.get(f"/{place}/0123456789ab/{name}").status_code == 404
