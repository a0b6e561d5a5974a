"""`flask audit verify` proves the record or names what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from click.testing import Result

from app.audit import AuditRecorder
from app.models.audit import QueryAttempt, QueryRun
from tests.support.record import ATTEMPT, RUN, open_question, record_questions, seal_in, tamper

Audit = Callable[..., Result]


def test_an_unchanged_record_is_proved_and_sealed(audit: Audit, recorder: AuditRecorder):
    record_questions(recorder, 3)
    open_question(recorder)
    result = audit("verify")
    assert result.exit_code == 0
    assert re.fullmatch(r"All 3 closed questions are unchanged\.\nSeal: [0-9a-f]{64}\n", result.output)


def test_the_seal_changes_with_every_question(audit: Audit, recorder: AuditRecorder):
    empty = audit("verify").output
    record_questions(recorder, 1)
    one = audit("verify").output
    assert seal_in(one) != seal_in(empty)
    assert seal_in(audit("verify").output) == seal_in(one)


ANOTHER = {
    "big_integer": "coalesce({name}, 0) - 1000",
    "small_integer": "NULL",
    "integer": "{name} + 1",
    "double": "{name} + 0.001",
    "text": "coalesce({name}, '') || '.'",
    "datetime": "{name} + interval '1 microsecond'",
    "boolean": "NOT {name}",
    "INET": "'192.0.2.8'",
    "large_binary": "sha256({name})",
    "JSONB": """'{{"total": 2.6}}'""",
}
"""Another value for a column, by its type."""
COLUMNS = [(table.name, column) for table in (QueryRun.__table__, QueryAttempt.__table__) for column in table.columns]


def test_a_change_of_any_column_is_found(audit: Audit, recorder: AuditRecorder, database_url: str):
    ids = record_questions(recorder, len(COLUMNS))
    said = {audit("verify").output}
    for run_id, (table, column) in reversed(list(zip(ids, COLUMNS, strict=True))):
        another = ANOTHER[column.type.__visit_name__].format(name=column.name)
        key = "id" if table == "query_run" else "run_id"
        tamper(database_url, f"UPDATE querycraft.{table} SET {column.name} = {another} WHERE {key} = {run_id}")
        found = audit("verify").output
        assert found not in said, f"{table}.{column.name}"
        said.add(found)


@pytest.mark.parametrize(
    ("change", "named", "problem"),
    [
        ("UPDATE {run} SET sql = 'SELECT 1' WHERE id = {c}", "c", "was changed"),
        ("UPDATE {run} SET outcome = 'running' WHERE id = {c}", "c", "was changed"),
        ("UPDATE {run} SET hash = NULL WHERE id = {c}", "c", "was changed"),
        ("UPDATE {attempt} SET sql = 'SELECT 1' WHERE run_id = {c}", "c", "one of its SQL candidates was"),
        ("DELETE FROM {attempt} WHERE run_id = {c}", "c", "one of its SQL candidates was"),
        ("DELETE FROM {run} WHERE id = {c}", "d", "questions missing in between: 1"),
        ("DELETE FROM {run} WHERE id IN ({a}, {b})", "c", "questions missing in between: 2"),
        ("DELETE FROM {run} WHERE id = {e}", "d", "questions missing after it: 1"),
        ("UPDATE {run} SET lane = NULL, position = NULL WHERE id = {a}", "a", "is not in the chain"),
        (
            "UPDATE {run} SET position = 9 WHERE id = {b}; UPDATE {run} SET position = 2 WHERE id = {c};"
            " UPDATE {run} SET position = 3 WHERE id = {b}",
            "c",
            "is not at the place in the chain",
        ),
        (
            "UPDATE {run} AS run SET question = other.question, created_at = other.created_at FROM {run} AS other"
            " WHERE (run.id, other.id) IN (({b}, {c}), ({c}, {b}))",
            "b",
            "was changed",
        ),
        (
            "UPDATE {run} SET answer = '!' WHERE id = {e}; UPDATE {run} AS run SET"
            " hash = sha256(other.hash || convert_to(querycraft.record_of(run), 'UTF8'))"
            " FROM {run} AS other WHERE (run.id, other.id) = ({e}, {d})",
            "e",
            "was changed",
        ),
        (
            "DELETE FROM {run} WHERE id = {c};"
            " INSERT INTO {run} (id, outcome, question) OVERRIDING SYSTEM VALUE VALUES ({c}, 'answered', 'another')",
            "c",
            "is not in the chain",
        ),
        ("UPDATE querycraft.audit_lane SET position = 4 WHERE position = 5", "e", "is not in the chain"),
    ],
)
def test_what_was_done_past_the_triggers_is_named(
    audit: Audit, lane: list[int], database_url: str, change: str, named: str, problem: str
):
    letters = dict(zip("abcde", lane, strict=True))
    tamper(database_url, change.format(run=RUN, attempt=ATTEMPT, **letters))
    result = audit("verify")
    assert result.exit_code == 1
    assert result.output.startswith("Error: The record is not what it was. Question ")
    assert f"Question {letters[named]} (closed " in result.output
    assert problem in result.output


def test_a_lane_that_is_emptied_is_named(audit: Audit, lane: list[int], database_url: str):
    tamper(database_url, f"DELETE FROM {ATTEMPT}; DELETE FROM {RUN}")
    result = audit("verify")
    assert result.exit_code == 1
    assert f"Lane {lane[0] % 64} of the chain does not end where it should; questions missing: 5" in result.output


def test_the_first_of_several_breaks_is_named(audit: Audit, recorder: AuditRecorder, database_url: str):
    ids = record_questions(recorder, 100)
    tamper(database_url, f"UPDATE {RUN} SET sql = 'SELECT 1' WHERE id IN ({ids[90]}, {ids[40]}, {ids[70]})")
    assert f"Question {ids[40]} " in audit("verify").output
