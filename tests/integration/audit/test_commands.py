"""`flask audit sweep` closes what was left running; and what goes wrong with any command is one line."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from app import create_app
from app.audit import AuditRecorder
from app.errors import Abandoned, DatabaseUnavailable
from tests.conftest import dismantle
from tests.support.postgres import execute, query
from tests.support.record import RUN, offer, open_question, tamper

Audit = Callable[..., Result]
LATER = "2100-01-01"
"""A day before which everything is closed."""


def grow_old(database_url: str, run_id: int, minutes: int) -> None:
    tamper(database_url, f"UPDATE {RUN} SET created_at = now() - interval '{minutes} min' WHERE id = {run_id}")


def test_a_question_that_a_killed_worker_left_is_closed_as_abandoned(
    audit: Audit, recorder: AuditRecorder, database_url: str
):
    left, longer, working = (open_question(recorder) for _ in range(3))
    grow_old(database_url, left, 16)
    grow_old(database_url, longer, 14)
    assert audit("sweep").output == "Questions closed as abandoned: 1\n"
    assert query(database_url, f"SELECT id, outcome, error->>'code' FROM {RUN} ORDER BY id") == [
        (left, "abandoned", Abandoned().code),
        (longer, "running", None),
        (working, "running", None),
    ]
    assert audit("sweep", "--minutes", 10).output == "Questions closed as abandoned: 1\n"
    assert audit("sweep", "--minutes", 10).output == "Questions closed as abandoned: 0\n"
    assert audit("verify").exit_code == 0


def test_a_question_that_may_take_longer_is_left_alone_for_as_long(
    overrides: dict[str, Any], recorder: AuditRecorder, database_url: str
):
    app = create_app({**overrides, "question_timeout_seconds": 1800.0})
    for minutes in (29, 32):
        grow_old(database_url, open_question(recorder), minutes)
    result = app.test_cli_runner().invoke(args=["audit", "sweep"])
    assert result.output == "Questions closed as abandoned: 1\n"
    dismantle(app)


def test_two_sweeps_at_once_close_every_question_once(recorder: AuditRecorder, database_url: str, audit: Audit):
    for _ in range(40):
        offer(recorder, open_question(recorder))
    tamper(database_url, f"UPDATE {RUN} SET created_at = now() - interval '1 hour'")
    with ThreadPoolExecutor() as threads:
        sweeps = [threads.submit(recorder.close_abandoned, 15) for _ in range(2)]
        assert sum(sweep.result() for sweep in sweeps) == 40
    assert audit("verify").output.startswith("All 40 closed questions are unchanged.")


@pytest.mark.parametrize(
    "command", [["verify"], ["sweep"], ["export", "--before", LATER, "--output", "/nonexistent/x"]]
)
def test_a_database_that_is_not_there_is_one_line(overrides: dict[str, Any], command: list[str]):
    app = create_app({**overrides, "database_url": "postgresql://nobody@127.0.0.1:1/shop"})
    result = app.test_cli_runner().invoke(args=["audit", *command])
    assert (result.exit_code, result.output) == (1, f"Error: {DatabaseUnavailable.template()}\n")
    dismantle(app)


def test_a_folder_that_is_not_there_is_one_line(audit: Audit, lane: list[int]):
    result = audit("export", "--before", LATER, "--output", "/nonexistent/x")
    assert result.exit_code == 1
    assert result.output == (
        "Error: /nonexistent/x can't be written (No such file or directory). Name another file with --output.\n"
    )


def test_a_database_without_the_chain_says_what_to_do(audit: Audit, app: Flask, database_url: str):
    execute(database_url, "DROP TABLE querycraft.audit_lane CASCADE")
    result = audit("verify")
    assert result.exit_code == 1
    assert "Run `flask --app wsgi db upgrade`" in result.output
