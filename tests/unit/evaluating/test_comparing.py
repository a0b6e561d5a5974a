"""What a statement returns is compared with what a gold statement returns."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from app.comparing import comparable
from tests.support.suites import OWN, Judge, judges, rows

VERDICTS = rows(OWN / "verdicts.jsonl")


@pytest.mark.parametrize("pair", VERDICTS, ids=str)
@pytest.mark.parametrize("judge", judges().values(), ids=judges())
def test_an_answer_is_right_as_its_kind_allows(judge: Judge, pair: dict[str, Any]):
    gold, found = ([[comparable(value) for value in row] for row in pair[side]] for side in ("gold", "rows"))
    assert judge(gold, found, pair["kind"]) is pair["right"]


@pytest.mark.parametrize(
    ("value", "compared"),
    [
        (Decimal("1.50"), 1.5),
        (3, 3.0),
        (True, True),
        (None, None),
        (date(2026, 11, 21), "2026-11-21"),
        (datetime(2026, 11, 21, tzinfo=UTC), "2026-11-21"),
        (datetime(2026, 11, 21, 8, 30, tzinfo=UTC), "2026-11-21T08:30:00+00:00"),
        (["الف"], '["الف"]'),
        (" text ", "text"),
    ],
)
def test_values_of_different_types_are_compared_by_what_they_say(value: Any, compared: Any):
    assert comparable(value) == compared
    assert type(comparable(value)) is type(compared)
