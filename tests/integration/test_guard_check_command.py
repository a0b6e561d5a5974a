"""`flask guard-check` prints the guard's verdict on each statement of a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from app.settings import Settings
from tests.support.postgres import execute

HARMLESS = {"id": "a", "sql": "SELECT count(*) FROM orders", "expected": "accept"}
HARMFUL = {"id": "b", "sql": "SELECT count(*), pg_sleep(9) FROM orders", "expected": "reject"}


@pytest.fixture
def check(app: Flask, tmp_path: Path) -> Any:
    """Run the command on rows."""

    def run(*rows: Any, options: tuple[str, ...] = ()) -> Result:
        file = tmp_path / "statements.jsonl"
        file.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows), encoding="utf-8")
        return app.test_cli_runner().invoke(args=["guard-check", str(file), *options])

    return run


@pytest.fixture
def reader_url(app: Flask) -> str:
    settings: Settings = app.extensions["settings"]
    return settings.reader_url


def test_each_verdict_is_a_line_of_json_and_the_last_line_sums_up(check: Any):
    result = check(HARMLESS, HARMFUL)
    *verdicts, summary = result.output.splitlines()
    assert [json.loads(verdict) for verdict in verdicts] == [
        {"id": "a", "verdict": "accept", "code": None, "message": ""},
        {
            "id": "b",
            "verdict": "reject",
            "code": "ForbiddenFunction",
            "message": "The SQL calls the function «pg_sleep», which is not one of those that are allowed.",
            "fragment": "pg_sleep",
            "position": 18,
        },
    ]
    assert summary == "2 statements: 1 accepted, 1 rejected; all as expected."
    assert result.exit_code == 0


def test_a_verdict_that_was_not_expected_fails_the_command(check: Any):
    result = check({**HARMLESS, "expected": "reject"}, {"id": "c", "sql": "SELECT 1"})
    assert result.output.splitlines()[-1] == "2 statements: 2 accepted, 0 rejected; 1 not as expected."
    assert result.exit_code == 1


def test_messages_come_in_persian_too(check: Any):
    verdict = json.loads(check(HARMFUL, options=("--language", "fa")).output.splitlines()[0])
    assert verdict["message"] == "این SQL تابع «pg_sleep» را فرا می‌خواند که از تابع‌های مجاز نیست."


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        ("SELECT sum(name) FROM customers", "ExecutionFailed"),
        ("SELECT * FROM customers", "HiddenColumn"),
        ("SELECT count(*) FROM orders", None),
    ],
)
def test_with_a_database_the_accepted_statements_are_planned_too(
    check: Any, reader_url: str, overrides: dict[str, Any], sql: str, code: str | None
):
    execute(overrides["database_url"], "ALTER TABLE customers ADD COLUMN national_code text")
    verdict = json.loads(check({"id": 1, "sql": sql}, options=("--data-url", reader_url)).output.splitlines()[0])
    assert verdict["code"] == code


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ("SELECT 1", "is not JSON"),
        ('{"id": 1}', "is not an object with id and sql"),
        ('{"id": 1, "sql": "SELECT 1", "expected": "maybe"}', "expects neither accept nor reject"),
    ],
)
def test_a_line_that_is_no_row_is_named(check: Any, row: str, complaint: str):
    result = check(HARMLESS, row)
    assert result.exit_code == 1
    assert f"statements.jsonl:2 {complaint}" in result.output


def test_a_database_that_can_not_be_reached_is_said_to_be_so(check: Any):
    result = check(HARMLESS, options=("--data-url", "postgresql://reader:secret@127.0.0.1:1/shop"))
    assert result.exit_code == 1
    assert "can't be reached" in result.output
    assert "secret" not in result.output
