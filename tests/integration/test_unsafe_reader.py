"""Nothing is served while a superuser would read the business tables, unless that was allowed."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask

from app.errors import UnsafeReader
from app.local.launch import run
from app.local.postgres import EmbeddedPostgres
from app.settings import PROJECT, Settings
from app.starting import superuser_of
from app.translating import translate
from tests.conftest import overrides_for
from tests.support.postgres import fresh_database, query

WAIT_SECONDS = 60
GUNICORN = ["gunicorn", "--bind", "127.0.0.1:0"]
SERVERS = {
    "gunicorn": [*GUNICORN, "--no-control-socket", "--workers", "1", "wsgi:app"],
    "gunicorn in a container": [*GUNICORN, "--config", "python:app.deploy.web", "wsgi:app"],
    "flask run": ["flask", "--app", "wsgi", "run", "--port", "0"],
}
MESSAGES = [
    str(UnsafeReader(role="querycraft")),
    translate("fa", UnsafeReader.template(), role="querycraft"),
]
every_server = pytest.mark.parametrize("arguments", SERVERS.values(), ids=SERVERS)


def environment(url: str, **variables: str) -> dict[str, str]:
    """Ours, in which the owner, a superuser, is the reader too."""
    return {**os.environ, "DATABASE_URL": url, "DATA_DATABASE_URL": url, "SECRET_KEY": "only for tests", **variables}


def ended(arguments: list[str], url: str) -> subprocess.CompletedProcess[str]:
    """What has become of a process that ends by itself."""
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=PROJECT,
        env=environment(url),
        capture_output=True,
        check=False,
        text=True,
        timeout=WAIT_SECONDS,
    )


@contextmanager
def address_of(arguments: list[str], url: str, **variables: str) -> Iterator[str]:
    """The address that a server prints; the server is ended with the block."""
    with subprocess.Popen(
        [sys.executable, "-u", "-m", *arguments],
        cwd=PROJECT,
        env=environment(url, **variables),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as server:
        try:
            found = (re.search(r"http://127\.0\.0\.1:\d+", line) for line in server.stdout or ())
            yield next(match[0] for match in found if match)
        finally:
            server.terminate()
            server.communicate(timeout=WAIT_SECONDS)


def answers(address: str) -> bool:
    """Whether the server there answers."""
    with urllib.request.urlopen(f"{address}/healthz", timeout=WAIT_SECONDS) as response:
        return response.status == 200


@every_server
def test_a_superuser_as_reader_is_refused_in_both_languages(arguments: list[str], database_url: str):
    server = ended(arguments, database_url)
    assert server.returncode
    assert set(MESSAGES) <= set(server.stderr.splitlines())
    assert "Traceback" not in server.stderr


@every_server
def test_a_superuser_as_reader_is_accepted_where_that_is_allowed(arguments: list[str], database_url: str):
    with address_of(arguments, database_url, ALLOW_UNSAFE_READER="1") as address:
        assert answers(address)


def test_a_database_that_is_not_there_keeps_nothing_from_starting():
    with address_of(SERVERS["gunicorn in a container"], "postgresql://nobody@127.0.0.1:1/none") as address:
        assert answers(address)


def test_a_container_says_so_once_and_starts_no_worker(database_url: str):
    errors = ended(SERVERS["gunicorn in a container"], database_url).stderr
    assert errors.splitlines()[-2:] == MESSAGES
    assert "Booting worker" not in errors


def test_make_run_refuses_before_it_changes_the_database(
    postgres: EmbeddedPostgres, capsys: pytest.CaptureFixture[str]
):
    with fresh_database(postgres) as url:
        with pytest.raises(SystemExit) as refusal:
            run(Settings(**overrides_for(url), data_database_url=url, port=0))
        assert query(url, "SELECT nspname FROM pg_namespace WHERE nspname = 'querycraft'") == []
    assert refusal.value.code
    assert capsys.readouterr().err.splitlines() == MESSAGES


@pytest.mark.parametrize(
    ("command", "status", "said"),
    [
        (["check-reader"], 1, "TOO MUCH: SUPERUSER"),
        (["db", "current"], 0, "(head)"),
        (["routes"], 0, "/healthz"),
        (["--help"], 0, "check-reader"),
    ],
)
def test_commands_that_serve_nothing_work_all_the_same(command: list[str], status: int, said: str, database_url: str):
    done = ended(["flask", "--app", "wsgi", *command], database_url)
    assert done.returncode == status
    assert said in done.stdout


def test_the_reader_that_the_migrations_make_is_no_superuser(app: Flask):
    assert superuser_of(app.extensions["settings"].reader_url) is None


def test_a_server_that_never_answers_holds_the_start_up_for_seconds_only():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        asked = time.monotonic()
        assert superuser_of(f"postgresql://reader@127.0.0.1:{silent.getsockname()[1]}/shop") is None
        assert time.monotonic() - asked < 10
