"""Today is one day everywhere: in what is understood, in SQL that asks the server for it, and where it is fixed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest

from app import create_app
from app.asking import Question, Services, ask
from tests.conftest import dismantle, overrides_for

FIXED = date(2026, 3, 1)


@contextmanager
def asking(url: str, **settings: Any) -> Iterator[Services]:
    """What asking needs, with these settings."""
    app = create_app({**overrides_for(url), **settings})
    try:
        yield app.extensions["services"]
    finally:
        dismantle(app)


def cells(services: Services, sql: str, **changes: Any) -> list[Any]:
    """The first row of a statement that an asker brings along."""
    body = ask(services, Question(sql, "en", sql=sql, **changes))
    assert body["outcome"] == "answered", body["error"]
    return body["rows"][0]


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12"])
def test_today_in_sql_is_the_day_of_the_business(shop_database_url: str, zone: str):
    with asking(shop_database_url, querycraft_today=None, time_zone=zone) as services:
        before = services.today()
        shown = cells(services, "SELECT CURRENT_DATE, NOW()::date, LOCALTIMESTAMP::date")
        assert {before.isoformat()} <= set(shown) <= {before.isoformat(), services.today().isoformat()}


def test_a_fixed_day_is_today_in_sql_too(shop_database_url: str):
    with asking(shop_database_url, querycraft_today=FIXED) as services:
        assert cells(services, "SELECT CURRENT_DATE, NOW()::date") == ["2026-03-01", "2026-03-01"]


def test_the_day_that_a_question_is_asked_for_is_today_in_sql_too(shop_database_url: str):
    with asking(shop_database_url, querycraft_today=None) as services:
        assert cells(services, "SELECT CURRENT_DATE", today=FIXED) == ["2026-03-01"]


def test_the_record_has_what_has_run(shop_database_url: str, rows: Callable[[str], list[tuple[Any, ...]]]):
    sql = "SELECT COUNT(*) AS orders FROM orders WHERE order_date = CURRENT_DATE"
    with asking(shop_database_url, querycraft_today=FIXED) as services:
        body = ask(services, Question(sql, "en", sql=sql))
    ran = sql.replace("CURRENT_DATE", "DATE '2026-03-01'")
    recorded = f"SELECT sql FROM querycraft.query_attempt WHERE run_id = {body['id']}"
    assert (body["sql"], rows(recorded)) == (ran, [(ran,)])
    assert "1 March 2026" in body["explanation"]
    assert "today" not in body["explanation"]
