"""A suite is read line by line, and a line that is no question is named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.evaluating.suite import Case, InvalidSuite, read_suite
from app.evaluating.tally import Tally

ROW: dict[str, Any] = {"id": 1, "question": "how many orders are there", "gold_sql": "SELECT 1"}


def read(tmp_path: Path, *rows: Any) -> tuple[Case, ...]:
    file = tmp_path / "suite.jsonl"
    file.write_text("\n\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows), encoding="utf-8")
    return read_suite(file)


def test_a_question_is_answered_by_one_of_its_statements(tmp_path: Path):
    one, several = read(tmp_path, ROW, {**ROW, "gold_sql": ["SELECT 1", "SELECT 2"]})
    assert (one.gold, several.gold) == (("SELECT 1",), ("SELECT 1", "SELECT 2"))
    assert one.has_answer


def test_class_and_language_are_the_rows_or_found_out(tmp_path: Path):
    told, untold = read(
        tmp_path, {**ROW, "category": "count", "lang": "finglish", "db": "shop"}, {**ROW, "question": "چند سفارش"}
    )
    assert (told.kind, told.language, told.database) == ("count", "finglish", "shop")
    assert (untold.kind, untold.language, untold.database) == ("-", "fa", "")


@pytest.mark.parametrize(
    ("expected", "outcome", "is_right"),
    [
        ("clarify", "needs_clarification", True),
        ("clarify", "unanswerable", False),
        ("unanswerable", "unanswerable", True),
        ("unanswerable", "needs_clarification", True),
        ("unanswerable", "invalid_sql", False),
        ("refuse", "refused", True),
        ("refuse", "unanswerable", True),
        ("refuse", "invalid_question", True),
        ("refuse", "needs_clarification", False),
        ("refuse", "answered", False),
        ("safe_select", "answered", True),
        ("safe_select", "refused", False),
        ("safe_select_or_refuse", "answered", True),
        ("safe_select_or_refuse", "refused", True),
        ("safe_select_or_refuse", "database_unavailable", False),
        ("never_executed", "answered", True),
        ("never_executed", "unanswerable", True),
    ],
)
def test_other_ends_than_an_answer_are_right_where_they_are_expected(
    tmp_path: Path, expected: str, outcome: str, is_right: bool
):
    (case,) = read(tmp_path, {"id": 1, "question": "q", "expected": expected})
    assert not case.has_answer
    assert case.accepts(outcome) is is_right


def test_further_ends_may_be_right_too(tmp_path: Path):
    (case,) = read(tmp_path, {"id": 1, "question": "q", "expected": "refuse", "expected_also": ["clarify"]})
    assert case.accepts("needs_clarification")


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ("how many", "is not JSON"),
        ("[1]", "is not an object with id and question"),
        ({"id": 1}, "is not an object with id and question"),
        ({"id": 1, "question": "q"}, "has no gold_sql"),
        ({**ROW, "gold_sql": 7}, "is neither a text nor a list of texts"),
        ({**ROW, "expected": "maybe"}, "expects «maybe», which is none of answer, clarify"),
        ({**ROW, "expected_also": "maybe"}, "expects «maybe»"),
    ],
)
def test_a_line_that_is_no_question_is_named(tmp_path: Path, row: Any, complaint: str):
    with pytest.raises(InvalidSuite, match=r"suite\.jsonl:3 ") as error:
        read(tmp_path, ROW, row)
    assert complaint in str(error.value)


def test_a_suite_without_questions_is_none(tmp_path: Path):
    with pytest.raises(InvalidSuite, match="holds no question"):
        read(tmp_path, "")


def test_a_wrong_answer_costs_precision_and_a_missing_one_coverage():
    tally = Tally()
    tally.add(has_answer=True, is_answered=True, is_right=True)
    tally.add(has_answer=True, is_answered=True, is_right=False)
    tally.add(has_answer=True, is_answered=False, is_right=False)
    tally.add(has_answer=False, is_answered=True, is_right=False)
    tally.add(has_answer=False, is_answered=False, is_right=True)
    assert (tally.accuracy, tally.coverage, tally.precision) == (40.0, 100 * 2 / 3, 50.0)


def test_of_nothing_there_is_no_percentage():
    assert (Tally().accuracy, Tally().coverage, Tally().precision) == (None, None, None)
