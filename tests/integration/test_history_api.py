"""GET /api/history/ shows the record, newest first, filtered and page by page."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from app.asking import Question, ask
from app.audit import Asker
from tests.conftest import dismantle
from tests.support.postgres import execute
from tests.support.record import ONE_LANE, open_question, record_questions, tamper


@pytest.fixture
def asked(client: FlaskClient) -> list[int]:
    """The ids of four questions in an otherwise empty record."""
    questions = ["how many orders are there", "چند سفارش داریم", "total profit", "how many products are there"]
    return [client.post("/api/query/", json={"question": question}).json["id"] for question in questions]


def ids(client: FlaskClient, **query: object) -> list[int]:
    return [item["id"] for item in client.get("/api/history/", query_string=query).json["items"]]


def test_the_newest_question_comes_first(client: FlaskClient, asked: list[int]):
    assert ids(client) == asked[::-1]


def test_pages_follow_each_other_without_gap_or_repetition(client: FlaskClient, asked: list[int]):
    first = client.get("/api/history/?limit=3").json
    second = client.get(f"/api/history/?limit=3&before={first['next']}").json
    assert [item["id"] for item in first["items"] + second["items"]] == asked[::-1]
    assert second["next"] is None


def test_a_page_that_ends_with_the_record_is_the_last(client: FlaskClient, asked: list[int]):
    assert client.get("/api/history/?limit=4").json["next"] is None


def test_the_record_can_be_filtered(client: FlaskClient, asked: list[int]):
    assert ids(client, outcome="unanswerable") == [asked[2]]
    assert ids(client, language="fa") == [asked[1]]
    assert ids(client, text="PRODUCTS") == [asked[3]]
    assert ids(client, text="100%") == []
    assert ids(client, generator="ollama") == []


def test_one_question_shows_every_attempt(client: FlaskClient, asked: list[int]):
    run = client.get(f"/api/history/{asked[0]}").json
    assert run["outcome"] == "answered"
    assert [attempt["sql"] for attempt in run["attempts"]] == [run["sql"]]


@pytest.mark.parametrize(
    ("address", "status"),
    [("/api/history/999999", 404), ("/api/history/?limit=0", 422), ("/api/history/?outcome=lost", 422)],
)
def test_what_is_not_there_is_a_problem_document(client: FlaskClient, address: str, status: int):
    response = client.get(address)
    assert response.status_code == status
    assert response.content_type == "application/problem+json"


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/history/99999999999999999999", 404),
        ("/api/history/?before=99999999999999999999", 200),
        ("/api/history/?before=-99999999999999999999", 200),
        ("/api/history/?text=%00", 200),
        ("/api/history/?generator=%00", 200),
    ],
)
def test_no_address_makes_the_record_stumble(client: FlaskClient, asked: list[int], address: str, status: int):
    assert client.get(address).status_code == status


def test_a_record_that_can_not_be_reached_is_a_503(overrides: dict[str, Any]):
    app = create_app({**overrides, "database_url": "postgresql://nobody@127.0.0.1:1/shop"})
    response = app.test_client().get("/api/history/")
    assert (response.status_code, response.json["code"]) == (503, "DatabaseUnavailable")
    dismantle(app)


@pytest.fixture
def long_record(client: FlaskClient, app: Flask) -> list[int]:
    """The ids of three questions, each from another address and day; by UTC, the last one's day has not begun yet."""
    from_where = ["192.0.2.1", "192.0.2.2", "2001:db8::1"]
    moments = ["2026-11-01 08:00+00", "2026-11-10 12:00+00", "2026-11-19 21:00+00"]
    services = app.extensions["services"]
    ids = [
        ask(services, Question(f"how many orders {number}", asker=Asker(ip, "a browser", f"browser {number}")))["id"]
        for number, ip in enumerate(from_where)
    ]
    url = app.extensions["settings"].database_url
    for run_id, moment in zip(ids, moments, strict=True):
        tamper(url, f"UPDATE querycraft.query_run SET created_at = '{moment}' WHERE id = {run_id}")
    return ids


def test_days_begin_where_the_business_is(client: FlaskClient, long_record: list[int]):
    first, second, third = long_record
    assert ids(client, since="2026-11-10") == [third, second]
    assert ids(client, until="2026-11-10") == [second, first]
    assert ids(client, since="2026-11-20", until="2026-11-20") == [third]
    assert ids(client, since="2026-11-19", until="2026-11-19") == []
    assert ids(client, since="2027-01-01") == ids(client, until="2020-01-01") == []
    assert ids(client, since="0001-01-01", until="9999-12-31") == [third, second, first]


def test_the_record_of_one_address_or_browser_can_be_found(client: FlaskClient, long_record: list[int]):
    assert ids(client, ip="192.0.2.2") == [long_record[1]]
    assert ids(client, ip="2001:0db8:0:0::1") == [long_record[2]]
    assert ids(client, session="browser 0") == [long_record[0]]


def test_the_scope_of_an_address_says_nothing_here(client: FlaskClient):
    environ = {"REMOTE_ADDR": "fe80::1%eth0"}
    asked = client.post("/api/query/", json={"question": "how many orders are there"}, environ_overrides=environ)
    assert client.get(f"/api/history/{asked.json['id']}").json["ip"] == "fe80::1"
    assert ids(client, ip="fe80::1%eth0") == ids(client, ip="fe80::1%25") == ids(client, ip="fe80::1")
    assert ids(client, ip="fe80::1") == [asked.json["id"]]
    assert client.get("/history/", query_string={"ip": "fe80::1%eth0"}).status_code == 200


def test_words_are_found_however_they_are_typed(client: FlaskClient):
    [run_id] = [client.post("/api/query/", json={"question": "تعداد سفارش‌های كتاب در سال ۱۴۰۵"}).json["id"]]
    for text in ("کتاب", "كتاب", "سفارش", "سفارش‌های", "سفارش های", "۱۴۰۵", "1405", "کتاب تعد", "در سال تعداد کتا"):
        assert ids(client, text=text) == [run_id], text
    for text in ("مجله", "14055", "فارش", "تعد کتاب", "' | !", "؟"):
        assert ids(client, text=text) == [], text


def test_one_question_shows_its_place_in_the_chain(client: FlaskClient, app: Flask, asked: list[int]):
    place = client.get(f"/api/history/{asked[0]}").json["place"]
    assert place.keys() == {"lane", "position", "hash", "fits"}
    assert (place["lane"], place["position"], len(place["hash"])) == (asked[0] % 64, 1, 64)
    assert place["fits"] is True
    url = app.extensions["settings"].database_url
    tamper(url, f"UPDATE querycraft.query_run SET answer = '1 order' WHERE id = {asked[0]}")
    assert client.get(f"/api/history/{asked[0]}").json["place"]["fits"] is False
    assert client.get(f"/api/history/{asked[1]}").json["place"]["fits"] is True


def test_a_place_fits_behind_another_and_behind_what_was_taken_out(app: Flask, client: FlaskClient):
    recorder, url = app.extensions["services"].recorder, app.extensions["settings"].database_url
    execute(url, ONE_LANE)
    first, second, third = record_questions(recorder, 3)
    assert client.get(f"/api/history/{second}").json["place"]["fits"] is True
    execute(
        url,
        "INSERT INTO querycraft.audit_checkpoint (lane, position, hash, row_count, file_hash)"
        f" SELECT lane, position, hash, 1, '' FROM querycraft.query_run WHERE id = {first}",
    )
    execute(url, f"DELETE FROM querycraft.query_attempt WHERE run_id = {first}")
    execute(url, f"DELETE FROM querycraft.query_run WHERE id = {first}")
    assert [client.get(f"/api/history/{run_id}").json["place"]["fits"] for run_id in (second, third)] == [True, True]


def test_a_question_that_is_being_worked_on_has_no_place_yet(app: Flask, client: FlaskClient):
    run_id = open_question(app.extensions["services"].recorder)
    assert client.get(f"/api/history/{run_id}").json["place"] is None


def test_the_filtered_record_is_a_file_as_well_and_that_is_recorded(client: FlaskClient, asked: list[int]):
    response = client.get("/api/history/export?outcome=answered", headers={"Accept-Language": "fa"})
    heading, *rows = csv.reader(io.StringIO(response.data.decode("utf-8-sig"), newline=""))
    response.close()
    assert [row[heading.index("شماره در تاریخچه")] for row in rows] == [
        str(run_id) for run_id in asked[::-1] if run_id != asked[2]
    ]
    last = client.get("/api/history/?limit=1").json["items"][0]
    assert (last["question"], last["export_format"], last["row_count"]) == (
        "/api/history/export?outcome=answered",
        "csv",
        3,
    )


@pytest.mark.parametrize(
    "query", ["since=yesterday", "until=1405-13-01", "ip=home", "ip=%00", "text=" + "x" * 201, "format=pdf"]
)
def test_a_filter_that_is_none_is_told_in_the_readers_language(client: FlaskClient, query: str):
    response = client.get(f"/api/history/export?{query}", headers={"Accept-Language": "fa"})
    assert response.status_code == 422
    assert all(re.search("[آ-ی]", text) for texts in response.json["errors"].values() for text in texts)
