"""What was understood is told in words: how many rows of a ranking are wanted, or which one."""

from __future__ import annotations

import pytest

from app.explanation.interpretation import interpret
from app.explanation.voice import Voice
from app.translating import translate
from tests.support.engine import LAYER, reading_of

ENGLISH = Voice("en", LAYER, translate)


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("best-selling product", "the first one"),
        ("top 3 products", "the first 3"),
        ("second best-selling product", "only number 2"),
        ("third most expensive product", "only number 3"),
    ],
)
def test_how_many_rows_of_a_ranking_are_wanted_is_said(question: str, rows: str):
    said = {part["kind"]: part["value"] for part in interpret(reading_of(question), ENGLISH)}
    assert said["limit"] == rows
