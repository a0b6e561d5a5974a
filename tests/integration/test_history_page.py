"""/history shows people the record, narrowed by what they write into its fields, in their calendar and language."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient

from app.asking import Services
from app.audit import Asker
from tests.support.postgres import execute

QUESTIONS = ("orders in 1404", "سفارش‌های آبان", "profit")
DAYS = ("2026-10-22 20:29:00+00", "2026-10-22 20:31:00+00", "2026-11-21 20:29:00+00")
"""The last minute of Mehr, the first of Aban, and the last of Aban, in Tehran."""
FILTERS: list[tuple[dict[str, str], list[int]]] = [
    ({}, [2, 1, 0]),
    ({"text": "profit"}, [2]),
    ({"text": "سفارش"}, [1]),
    ({"text": "۱۴۰۴"}, [0]),
    ({"outcome": "answered"}, [0]),
    ({"outcome": "running"}, [2]),
    ({"generator": "builtin"}, [1]),
    ({"language": "fa"}, [1]),
    ({"ip": "192.0.2.1"}, [0]),
    ({"ip": "2001:DB8:0::1"}, [2]),
    ({"session": "two"}, [2, 1]),
    ({"since": "۱۴۰۵/۰۸/۰۱"}, [2, 1]),
    ({"since": "1405-08-01"}, [2, 1]),
    ({"since": "2026-10-23"}, [2, 1]),
    ({"until": "۱۴۰۵/۷/۳۰"}, [0]),
    ({"until": "2026-10-22"}, [0]),
    ({"since": "2026-10-23", "until": "۱۴۰۵/۰۸/۲۹"}, [1]),
    ({"since": "۱۴۰۵/۰۸/۰۲", "until": "۱۴۰۵/۰۸/۰۱"}, []),
    ({"session": "two", "outcome": "refused"}, [1]),
]
"""What stands in the fields, and the questions that it leaves."""
LANGUAGES = pytest.mark.parametrize("language", ["en", "fa"])


@pytest.fixture
def record(client: FlaskClient, database_url: str) -> FlaskClient:
    """A client over a record of three questions, one on the last day of Mehr and two in Aban."""
    services: Services = client.application.extensions["services"]
    askers = Asker("192.0.2.1", session="one"), Asker("192.0.2.2", session="two"), Asker("2001:db8::1", session="two")
    runs = [
        services.recorder.open(question, "fa" if question[0] > "z" else "en", asker)
        for question, asker in zip(QUESTIONS, askers, strict=True)
    ]
    for run, day in zip(runs, DAYS, strict=True):
        execute(
            database_url,
            "ALTER TABLE querycraft.query_run DISABLE TRIGGER USER;"
            f"UPDATE querycraft.query_run SET created_at = '{day}' WHERE id = {run};"
            "ALTER TABLE querycraft.query_run ENABLE TRIGGER USER",
        )
    services.recorder.close(runs[0], {"outcome": "answered", "generator": "ollama"})
    services.recorder.close(runs[1], {"outcome": "refused", "generator": "builtin"})
    return client


def page(client: FlaskClient, language: str, fields: dict[str, str], status: int = 200) -> str:
    response = client.get("/history/", query_string={**fields, "lang": language})
    assert response.status_code == status
    return unescape(response.text)


def questions(text: str) -> list[str]:
    return re.findall('class="entry-question"><bdi>(.*?)</bdi>', text)


@LANGUAGES
def test_a_filter_leaves_what_fits_it(record: FlaskClient, language: str):
    shown = [questions(page(record, language, fields)) for fields, _ in FILTERS]
    assert shown == [[QUESTIONS[at] for at in found] for _, found in FILTERS]


def test_an_added_generator_can_be_chosen_and_one_that_is_gone_stays_chosen(record: FlaskClient):
    services: Services = record.application.extensions["services"]
    generators = {**services.generators, "counter": services.generators["builtin"]}
    record.application.extensions["services"] = replace(services, generators=generators)
    shown = page(record, "en", {"generator": "gone"})
    assert re.findall('<option value="(builtin|ollama|counter|gone)"( selected)?', shown) == [
        ("builtin", ""),
        ("ollama", ""),
        ("counter", ""),
        ("gone", " selected"),
    ]


@pytest.mark.parametrize("day", ["2026-10-23", "۱۴۰۵/۰۸/۰۱"])
def test_a_day_stands_in_its_field_as_the_reader_writes_days(shop: FlaskClient, day: str):
    assert re.search('name="since"[^>]* value="۱۴۰۵/۰۸/۰۱"', page(shop, "fa", {"since": day}))
    assert re.search('type="date" name="since" value="2026-10-23"', page(shop, "en", {"since": day}))


def test_a_persian_reader_sees_how_a_day_is_written(shop: FlaskClient):
    assert 'placeholder="۱۴۰۵/۰۸/۳۰"' in page(shop, "fa", {})


@LANGUAGES
@pytest.mark.parametrize(
    ("field", "text"), [("since", "دیروز"), ("until", "1405/08/31"), ("until", "2026-02-30"), ("ip", "192.0.2")]
)
def test_a_mistake_is_told_beside_its_field_and_shows_no_other_questions(
    shop: FlaskClient, language: str, field: str, text: str
):
    shown = page(shop, language, {field: text}, 422)
    message = {
        "since": {"en": "2026-11-21 or 1405/08/30", "fa": "۱۴۰۵/۰۸/۳۰ یا \u2066۲۰۲۶-۱۱-۲۱\u2069"},
        "ip": {"en": "This is no IP address.", "fa": "این نشانی IP نیست."},
    }["ip" if field == "ip" else "since"][language]
    assert re.search(f'id="{field}-mistake"[^>]*>[^<]*{message}', shown)
    assert re.search(f'name="{field}"[^>]* value="{text}"[^>]* aria-invalid="true"', shown)
    assert questions(shown) == []


@LANGUAGES
def test_the_file_of_a_filter_holds_what_the_page_shows(record: FlaskClient, language: str):
    shown = page(record, language, {"since": "۱۴۰۵/۰۸/۰۱", "until": "1405-08-29", "session": "two"})
    [address] = re.findall(r'href="(/api/history/export[^"]*)"', shown)
    response: Any = record.get(address)
    rows = response.data.decode("utf-8-sig").splitlines()[1:]
    response.close()
    assert [QUESTIONS[1] in row for row in rows] == [True]


def test_a_filter_stays_on_the_way_to_older_questions_and_back(record: FlaskClient):
    recorder = record.application.extensions["services"].recorder
    for number in range(31):
        recorder.open(f"later {number}", "en", Asker("192.0.2.9"))
    [older] = re.findall(r'href="([^"]*)" rel="next"', page(record, "fa", {"ip": "192.0.2.9", "since": "۱۴۰۵/۰۸/۰۱"}))
    following = unescape(record.get(older).text)
    assert questions(following) == ["later 0"]
    assert "/history/?ip=192.0.2.9&since=2026-10-23" in following
