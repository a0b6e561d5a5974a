"""Nothing starts as it is not configured: one line in each language says what is wrong, and no traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.settings import PROJECT

NOWHERE = "postgresql://nobody@127.0.0.1:1/none"
PROGRAMS = {
    "gunicorn": ["gunicorn", "--bind", "127.0.0.1:0", "--config", "python:app.deploy.web", "wsgi:app"],
    "flask run": ["flask", "--app", "wsgi", "run", "--port", "0"],
    "flask ask": ["flask", "--app", "wsgi", "ask", "orders by status"],
    "make run": ["app.local"],
}
every_program = pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS)


def started(program: list[str], **variables: str) -> subprocess.CompletedProcess[str]:
    """What becomes of a program with these environment variables."""
    return subprocess.run(
        [sys.executable, "-m", *program],
        cwd=PROJECT,
        env={**os.environ, "DATABASE_URL": NOWHERE, "SECRET_KEY": "only for tests", "PORT": "0", **variables},
        capture_output=True,
        check=False,
        text=True,
        timeout=60,
    )


@every_program
def test_a_semantics_file_that_is_not_valid_is_named_with_the_line(program: list[str], tmp_path: Path):
    file = tmp_path / "shop.yml"
    file.write_text("name: shop\ntables:\n  - name: orders\n    label: {en: orders}\n", encoding="utf-8")
    ended = started(program, SEMANTICS_FILE=str(file))
    assert ended.returncode
    assert "The semantics file shop.yml is not valid: line 3:" in ended.stderr
    assert "Traceback" not in ended.stderr


@every_program
def test_a_setting_that_is_none_is_named(program: list[str]):
    ended = started(program, ROW_LIMIT="many")
    assert ended.returncode
    assert "ROW_LIMIT is «many»" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_it_is_said_in_persian_too():
    ended = started(PROGRAMS["flask run"], ROW_LIMIT="many")
    assert len(ended.stderr.splitlines()) == 2
    assert "«many»" in ended.stderr.splitlines()[1]
