"""GET /api/history/<id>/export gives the whole result as a file that spreadsheets open as it is meant; recorded."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from app import create_app
from tests.conftest import dismantle, overrides_for
from tests.support.postgres import execute, query

Rows = Callable[[str], list[tuple[Any, ...]]]

ALL_ORDERS = "SELECT order_date, status, quantity FROM orders ORDER BY id"
KINDS = """
SELECT 12345 AS whole, 1.5 AS part, DATE '2026-11-21' AS day, TIMESTAMPTZ '2026-11-21 06:00:00+00' AS moment,
    true AS truth, 'متن' AS words, NULL AS nothing, 12345678901234567890 AS huge, DATE '0999-01-01' AS old,
    ARRAY[1, 2] AS list, 'NaN'::float8 AS no_number, 7 AS customer_id
FROM orders LIMIT 1
"""
EXPORTS = "SELECT count(*) FROM querycraft.query_run WHERE export_format IS NOT NULL"
FORMULAS = ["=1+1", "+1", "-1+2", "@SUM(1)", "\tx", "\rx", "＝1+1", '=HYPERLINK("http://x")']


def asked(client: FlaskClient, sql: str, **fields: str) -> int:
    return int(client.post("/api/sql/", json={"sql": sql, **fields}).json["id"])


def export(client: FlaskClient, run_id: int, **query: str) -> Any:
    response = client.get(f"/api/history/{run_id}/export", query_string=query)
    response.get_data()
    response.close()
    return response


def csv_rows(response: Any) -> list[list[str]]:
    return list(csv.reader(io.StringIO(response.data.decode("utf-8-sig"), newline="")))


def sheet_of(response: Any) -> Worksheet:
    sheet: Worksheet = load_workbook(io.BytesIO(response.data)).worksheets[0]
    return sheet


@pytest.fixture
def small(shop_database_url: str) -> Iterator[FlaskClient]:
    """A client of an application that shows 10 rows of a result and exports 50."""
    app: Flask = create_app({**overrides_for(shop_database_url), "row_limit": 10, "export_row_limit": 50})
    yield app.test_client()
    dismantle(app)


def test_csv_holds_every_row_also_those_that_the_answer_left_out(shop: FlaskClient, rows: Rows):
    response = export(shop, asked(shop, ALL_ORDERS))
    expected = rows("SELECT order_date::text, status, quantity::text FROM orders ORDER BY id")
    heading, *cells = csv_rows(response)
    assert heading == ["order date", "status", "quantity"]
    assert cells == [list(row) for row in expected]
    assert len(cells) == 3000


def test_csv_begins_with_the_mark_that_makes_spreadsheets_read_persian(shop: FlaskClient):
    response = export(shop, asked(shop, "SELECT status, count(*) AS orders FROM orders GROUP BY 1"), language="fa")
    assert response.data.startswith(b"\xef\xbb\xbf")
    assert response.content_type == "text/csv; charset=utf-8"
    assert csv_rows(response)[0] == ["وضعیت", "تعداد سفارش"]
    assert {row[0] for row in csv_rows(response)[1:]} >= {"تحویل‌شده", "لغوشده"}


def test_stored_values_have_their_names_only_where_the_column_shows_them(shop: FlaskClient):
    sql = "SELECT status AS state, 'delivered' AS status FROM orders WHERE status = 'delivered' LIMIT 1"
    assert csv_rows(export(shop, asked(shop, sql), language="fa"))[1] == ["تحویل‌شده", "delivered"]


def test_units_stand_in_the_headings(shop: FlaskClient):
    run_id = asked(shop, "SELECT name, price FROM products ORDER BY id", language="fa")
    assert csv_rows(export(shop, run_id))[0][1] == "قیمت (تومان)"


def test_a_workbook_has_typed_cells_with_formats(shop: FlaskClient):
    sheet = sheet_of(export(shop, asked(shop, KINDS), format="xlsx", language="en"))
    cells = {str(heading.value): cell for heading, cell in zip(sheet[1], sheet[2], strict=True)}
    assert {name: cell.value for name, cell in cells.items()} == {
        "whole": 12345,
        "part": 1.5,
        "day": datetime.fromisoformat("2026-11-21"),
        "moment": datetime.fromisoformat("2026-11-21T09:30"),
        "truth": True,
        "words": "متن",
        "nothing": None,
        "huge": "12345678901234567890",
        "old": "0999-01-01",
        "list": "[1, 2]",
        "no_number": "nan",
        "customer_id": 7,
    }
    formats = [cells[name].number_format for name in ("whole", "part", "day", "customer_id")]
    assert formats == ["#,##0", "#,##0.00", "yyyy-mm-dd", "0"]


def test_small_numbers_of_a_workbook_keep_their_digits(shop: FlaskClient):
    run_id = asked(shop, "SELECT -0.004 AS part FROM orders LIMIT 1")
    cell = sheet_of(export(shop, run_id, format="xlsx"))["A2"]
    assert (cell.value, cell.number_format) == (-0.004, "0.00########")


def test_both_formats_tell_times_by_the_same_clock(shop: FlaskClient):
    instant = "TIMESTAMPTZ '2026-11-21 06:00+00'"
    run_id = asked(shop, f"SELECT {instant} AS at, TIMESTAMP '2026-11-21 10:00' AS local FROM orders LIMIT 1")
    assert csv_rows(export(shop, run_id))[1] == ["2026-11-21T09:30:00+03:30", "2026-11-21T10:00:00"]
    shown = [cell.value for cell in sheet_of(export(shop, run_id, format="xlsx"))[2]]
    assert shown == [datetime.fromisoformat("2026-11-21T09:30"), datetime.fromisoformat("2026-11-21T10:00")]


@pytest.mark.parametrize(("language", "from_right"), [("fa", True), ("en", None)])
def test_a_persian_workbook_runs_from_right_to_left(shop: FlaskClient, language: str, from_right: bool | None):
    run_id = asked(shop, ALL_ORDERS)
    workbook = load_workbook(io.BytesIO(export(shop, run_id, format="xlsx", language=language).data))
    assert [sheet.sheet_view.rightToLeft for sheet in workbook.worksheets] == [from_right, from_right]
    assert workbook.worksheets[0].freeze_panes == "A2"
    assert workbook.worksheets[0].max_row == 3001


def test_days_of_a_persian_workbook_are_days_shown_in_the_jalali_calendar(shop: FlaskClient):
    run_id = asked(shop, "SELECT DATE '2026-11-21' AS day FROM orders LIMIT 1")
    cell = sheet_of(export(shop, run_id, format="xlsx", language="fa"))["A2"]
    assert (cell.value, cell.number_format) == (datetime.fromisoformat("2026-11-21"), "[$-160429]yyyy/mm/dd")


def test_a_workbook_says_where_it_is_from(shop: FlaskClient):
    run_id = asked(shop, ALL_ORDERS, question="all orders")
    about = load_workbook(io.BytesIO(export(shop, run_id, format="xlsx").data)).worksheets[1]
    said = {str(row[0].value): str(row[1].value) for row in about.iter_rows()}
    assert (said["Question"], said["SQL"], said["Rows"]) == ("all orders", ALL_ORDERS, "3,000")
    assert said["Exported on"] == "21 November 2026"


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_becomes_a_formula(client: FlaskClient, database_url: str, text: str):
    execute(database_url, f"INSERT INTO products (name, category, price) VALUES ('{text}', 'Books', 1)")
    run_id = asked(client, "SELECT name FROM products")
    cell = sheet_of(export(client, run_id, format="xlsx"))["A2"]
    assert csv_rows(export(client, run_id))[1] == [f"'{text}"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert str(cell.value).replace("_x000D_", "\r") == text


def test_numbers_below_zero_stay_numbers(shop: FlaskClient):
    run_id = asked(shop, "SELECT -5 AS n, -1.5 AS m, '-7' AS t FROM orders LIMIT 1")
    assert csv_rows(export(shop, run_id))[1] == ["-5", "-1.5", "-7"]


def test_headings_are_no_formulas_either(shop: FlaskClient):
    run_id = asked(shop, 'SELECT count(*) AS "=1+1" FROM orders')
    assert csv_rows(export(shop, run_id))[0] == ["'=1+1"]
    assert sheet_of(export(shop, run_id, format="xlsx"))["A1"].data_type == "s"


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_an_export_ends_at_its_limit_and_says_so(small: FlaskClient, rows: Rows, format: str):
    response = export(small, asked(small, ALL_ORDERS), format=format)
    assert f"first-50-rows.{format}" in response.headers["Content-Disposition"]
    assert rows("SELECT row_count, truncated FROM querycraft.query_run ORDER BY id DESC LIMIT 1") == [(50, True)]
    if format == "xlsx":
        about = load_workbook(io.BytesIO(response.data)).worksheets[1]
        assert any("only the first 50" in str(row[1].value) for row in about.iter_rows())


def test_every_export_is_a_row_of_the_record_in_the_chain(client: FlaskClient, app: Flask, database_url: str):
    run_id = asked(client, "SELECT count(*) AS n FROM orders", question="how many orders")
    export(client, run_id, format="xlsx")
    recorded = query(
        database_url,
        "SELECT outcome, question, export_of, export_format, generator, row_count, host(ip), position IS NOT NULL"
        " FROM querycraft.query_run ORDER BY id DESC LIMIT 1",
    )
    assert recorded == [("answered", "how many orders", run_id, "xlsx", "sql", 1, "127.0.0.1", True)]
    attempts = f"SELECT run_id > {run_id}, sql FROM querycraft.query_attempt ORDER BY id DESC LIMIT 1"
    assert query(database_url, attempts) == [(True, "SELECT count(*) AS n FROM orders")]
    assert app.test_cli_runner().invoke(args=["audit", "verify"]).exit_code == 0


@pytest.mark.parametrize("path", ["{}/export", "export"])
def test_no_other_site_can_have_a_file_made(client: FlaskClient, database_url: str, path: str):
    address = "/api/history/" + path.format(asked(client, "SELECT count(*) AS n FROM orders"))
    for site in ("cross-site", "same-site"):
        response = client.get(address, headers={"Sec-Fetch-Site": site, "Accept-Language": "en"})
        assert (response.status_code, response.content_type) == (403, "application/problem+json")
        assert "Open QueryCraft itself" in response.json["detail"]
    assert client.head(address).status_code == 405
    assert query(database_url, EXPORTS) == [(0,)]


@pytest.mark.parametrize("headers", [{}, {"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}])
def test_our_own_pages_and_programs_get_files(shop: FlaskClient, headers: dict[str, str]):
    response = shop.get(f"/api/history/{asked(shop, ALL_ORDERS)}/export", headers=headers)
    assert response.status_code == 200
    response.close()


def test_what_was_hidden_since_stays_hidden_and_the_try_is_recorded(
    shop: FlaskClient, shop_database_url: str, rows: Rows
):
    run_id = asked(shop, "SELECT email FROM customers")
    app: Flask = create_app({**overrides_for(shop_database_url), "hidden_columns": ("customers.email",)})
    response = export(app.test_client(), run_id, language="fa")
    dismantle(app)
    assert (response.status_code, response.json["code"]) == (409, "HiddenColumn")
    assert "email" in response.json["detail"]
    last = "SELECT outcome, export_of, error->>'code' FROM querycraft.query_run ORDER BY id DESC LIMIT 1"
    assert rows(last) == [("invalid_sql", run_id, "HiddenColumn")]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/history/999999999/export", 404),
        ("/api/history/99999999999999999999/export", 404),
        ("/api/history/{}/export?format=pdf", 422),
        ("/api/history/{}/export?language=de", 422),
    ],
)
def test_what_is_not_there_is_a_problem_document(shop: FlaskClient, address: str, status: int):
    response = shop.get(address.format(asked(shop, ALL_ORDERS)))
    assert (response.status_code, response.content_type) == (status, "application/problem+json")


def test_a_question_without_an_answer_has_nothing_to_take_away(shop: FlaskClient):
    response = export(shop, asked(shop, "DELETE FROM orders"), language="fa")
    assert (response.status_code, response.json["code"]) == (409, "NothingToExport")


def test_nobody_in_between_keeps_a_file(shop: FlaskClient):
    headers = export(shop, asked(shop, ALL_ORDERS)).headers
    assert "no-store" in headers["Cache-Control"]
    assert headers["Content-Disposition"].startswith("attachment; filename=querycraft-")


def test_dates_that_no_calendar_has_here_are_written_as_they_are(shop: FlaskClient):
    run_id = asked(shop, "SELECT 'infinity'::date AS day, '0044-03-15 BC'::date AS ides FROM orders LIMIT 1")
    assert csv_rows(export(shop, run_id))[1] == ["infinity", "0044-03-15 BC"]
    assert [cell.value for cell in sheet_of(export(shop, run_id, format="xlsx"))[2]] == ["infinity", "0044-03-15 BC"]
