"""`make run`, for real: in an awkward folder, stopped in every way, started again after every accident."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path

import psutil
import pytest

from app.errors import InvalidSetting
from app.local.errors import AddressTaken, AddressUnusable
from app.local.launch import env_file
from app.local.postgres import EmbeddedPostgres
from app.local.web import address, listen
from app.settings import PROJECT
from tests.support.postgres import fresh_database, open_folder, query

FOLDER = 'فروشگاهِ من\'s "shop"' + " long" * 30
PACKAGES = (
    "requirements-build.txt",
    "requirements-local.txt",
    "requirements-dev.txt",
    "package.json",
    "package-lock.json",
)
PARTS = ("app", "seeds", "Makefile", *PACKAGES)
WAIT_SECONDS = 60


class Launched:
    """One `make run`: its process, and what it has printed."""

    def __init__(self, folder: Path, **variables: str) -> None:
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            ["make", "run"],
            cwd=folder,
            env=environment(**variables),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self.family: list[psutil.Process] = []

    def await_curl_line(self) -> str:
        """The line that asks a question, which a successful start prints."""
        line = self.await_line("curl")
        self.family = psutil.Process(self.process.pid).children(recursive=True)
        return line

    def await_line(self, beginning: str) -> str:
        """The next printed line that begins so."""
        assert self.process.stdout
        for line in map(str.strip, self.process.stdout):
            if line.startswith(beginning):
                return line
        pytest.fail(f"make run ended with: {self.process.communicate()[1]}")

    def child(self, name: str) -> psutil.Process:
        """The first process below this one that runs a program of that name; its children come after it."""
        return next(process for process in self.family if process.name().startswith(name))

    def has_left_nothing(self) -> bool:
        """Whether this process and all those below it have ended."""
        self.process.communicate(timeout=WAIT_SECONDS)
        return not psutil.wait_procs(self.family, timeout=WAIT_SECONDS)[1]


@contextmanager
def running(folder: Path, **variables: str) -> Iterator[Launched]:
    """`make run` while the block lasts, and nothing of it afterwards."""
    launched = Launched(folder, **variables)
    try:
        yield launched
    finally:
        launched.process.send_signal(signal.SIGTERM)
        launched.has_left_nothing()


def environment(**variables: str) -> dict[str, str]:
    """Ours, on any free port, without what a `make` around us has put there for its children, and with bytecode."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "PYTHONDONT"))}
    return inherited | {"PORT": "0"} | variables


def refusal(folder: Path, **variables: str) -> str:
    """What a `make run` that refuses to start says on stderr, without make's own remark."""
    done = subprocess.run(
        ["make", "run"],
        cwd=folder,
        env=environment(**variables),
        capture_output=True,
        check=False,
        text=True,
        timeout=WAIT_SECONDS,
    )
    assert done.returncode
    lines = [line for line in done.stderr.splitlines() if not line.startswith("make: ***")]
    assert len(lines) == 1, done.stderr
    return lines[0]


def ask(curl: str) -> dict[str, object]:
    """The answer to the printed line, pasted into a shell."""
    answered = subprocess.run(["sh", "-c", curl], capture_output=True, check=True, timeout=WAIT_SECONDS)
    answer: dict[str, object] = json.loads(answered.stdout)
    return answer


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    """A home folder that nobody else may enter."""
    with open_folder() as folder:
        home = folder / "home"
        home.mkdir(mode=0o700)
        yield home


@pytest.fixture(scope="module")
def project(home: Path) -> Iterator[Path]:
    """A copy of the project with packages installed, whose database has been made by a first start."""
    folder = copied_project(home / FOLDER)
    with running(folder) as launched:
        launched.await_curl_line()
    yield folder
    shutil.rmtree((folder / "var" / "postgres").resolve().parent)


@pytest.fixture
def empty_database_url(postgres: EmbeddedPostgres) -> Iterator[str]:
    """A database without a single table."""
    with fresh_database(postgres) as url:
        yield url


def copied_project(folder: Path) -> Path:
    """The project in another folder; the packages are those that run the tests."""
    folder.mkdir()
    subprocess.run(["cp", "-a", *PARTS, str(folder)], cwd=PROJECT, check=True)
    (folder / ".venv").mkdir()
    for part in ("bin", "lib", "pyvenv.cfg"):
        (folder / ".venv" / part).symlink_to(Path(sys.prefix) / part)
    for stamp in ("installed-local", "installed-dev"):
        (folder / ".venv" / stamp).touch()
    return folder


def test_the_printed_line_can_be_pasted_and_is_answered(project: Path) -> None:
    with running(project) as launched:
        answer = ask(launched.await_curl_line())
        url = launched.await_line("export DATABASE_URL=").split("'")[1]
        assert query(url, "SELECT outcome FROM querycraft.query_run ORDER BY id DESC LIMIT 1") == [("answered",)]
    assert answer["outcome"] == "answered"
    assert answer["row_count"] == 5


def test_the_second_start_answers_within_five_seconds(project: Path) -> None:
    """Other tests may keep this machine busy, so that a slow start gets a few more chances."""
    assert any(seconds_to_answer(project) < 5 for _ in range(5))


def seconds_to_answer(project: Path) -> float:
    """How long it takes from `make run` to the first answer."""
    with running(project) as launched:
        ask(launched.await_curl_line())
        return time.monotonic() - launched.started


def test_no_other_site_can_make_its_name_lead_here(project: Path) -> None:
    with running(project) as launched:
        host, port = launched.await_curl_line().split("/")[2].split(":")
        statuses = [
            status_at(host, int(port), name) for name in (f"{host}:{port}", f"localhost:{port}", "evil.example")
        ]
    assert statuses == [200, 200, 421]


def status_at(host: str, port: int, name: str) -> int:
    """The status of the page as a browser gets it that knows the server by this name."""
    with closing(HTTPConnection(host, port, timeout=WAIT_SECONDS)) as connection:
        connection.request("GET", "/", headers={"Host": name})
        return connection.getresponse().status


def test_a_home_that_nobody_may_enter_stays_so(project: Path, home: Path) -> None:
    assert home.stat().st_mode & 0o777 == 0o700
    assert project.stat().st_mode & 0o777 == 0o755


def test_what_signs_cookies_is_for_its_owner_alone(project: Path) -> None:
    secret = project / "var" / "secret_key"
    assert len(secret.read_text()) >= 32
    assert secret.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda number: number.name)
def test_a_signal_stops_everything_though_a_browser_keeps_a_connection(project: Path, number: signal.Signals) -> None:
    with running(project) as launched:
        host, port = launched.await_curl_line().split("/")[2].split(":")
        with socket.create_connection((host, int(port))):
            asked = time.monotonic()
            os.killpg(launched.process.pid, number)
            assert launched.has_left_nothing()
        assert time.monotonic() - asked < 10


def test_it_stops_with_one_line_when_the_database_dies(project: Path) -> None:
    with running(project) as launched:
        launched.await_curl_line()
        launched.child("postgres").send_signal(signal.SIGKILL)
        _, errors = launched.process.communicate(timeout=WAIT_SECONDS)
        assert "PostgreSQL has stopped by itself" in errors
        assert "Traceback" not in errors
        assert launched.has_left_nothing()


def test_a_start_after_a_run_that_was_killed_answers_as_ever(project: Path) -> None:
    with running(project) as killed:
        killed.await_curl_line()
        killed.child("python").send_signal(signal.SIGKILL)
        killed.process.wait(WAIT_SECONDS)
        with running(project) as launched:
            assert "answer" in ask(launched.await_curl_line())
        assert killed.has_left_nothing()


def test_a_second_start_in_the_same_folder_is_refused(project: Path) -> None:
    with running(project) as launched:
        curl = launched.await_curl_line()
        assert "already running in this folder" in refusal(project)
        assert "answer" in ask(curl)


def test_a_broken_line_of_the_settings_file_is_named(project: Path) -> None:
    settings = project / ".env"
    settings.write_text("PORT=8000\nthis is no setting\n")
    assert ".env:2 is «this is no setting»" in refusal(project)
    settings.unlink()


def test_a_settings_file_that_is_not_text_is_named(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"PORT=\xff\xfe")
    with pytest.raises(InvalidSetting, match=r"\.env is .* not a text file in UTF-8"):
        env_file(tmp_path / ".env")


def test_a_taken_port_is_named_and_another_is_offered() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(AddressTaken, match=f"Port {port} of 127.0.0.1 is taken .* make run PORT={port + 1}"):
            listen("127.0.0.1", port)


@pytest.mark.parametrize(("host", "port"), [("127.0.0.1", 80000), ("no.such.host.invalid", 0), ("192.0.2.1", 0)])
def test_an_address_that_can_not_be_listened_on_is_named(host: str, port: int) -> None:
    with pytest.raises(AddressUnusable, match=f"can't listen on {host} port {port}"):
        listen(host, port)


@pytest.mark.parametrize(("host", "name"), [("127.0.0.1", "127.0.0.1"), ("0.0.0.0", "127.0.0.1"), ("::1", "[::1]")])
def test_the_printed_address_is_one_that_a_browser_here_can_open(host: str, name: str) -> None:
    with listen(host, 0) as listener:
        assert address(listener) == f"http://{name}:{listener.getsockname()[1]}"


def test_a_database_that_can_not_be_reached_is_named(project: Path) -> None:
    url = "postgresql://nobody@127.0.0.1:1/none"
    assert "The database none can't be prepared: connection to server" in refusal(project, DATABASE_URL=url)


def test_a_database_of_ones_own_is_used_instead(project: Path, postgres: EmbeddedPostgres, database_url: str) -> None:
    with running(project, DATABASE_URL=database_url) as launched:
        launched.await_curl_line()
        assert not any(process.name() == "postgres" for process in launched.family)
    assert query(database_url, "SELECT count(*) FROM orders") == [(0,)]


def test_an_empty_database_of_ones_own_gets_tables_and_example_data(project: Path, empty_database_url: str) -> None:
    with running(project, DATABASE_URL=empty_database_url) as launched:
        launched.await_curl_line()
    assert query(empty_database_url, "SELECT count(*) > 0 FROM orders") == [(True,)]


def test_too_old_a_python_is_told_so(project: Path) -> None:
    (project / ".venv" / "installed-local").unlink()
    old = project.parent / "python2"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    assert "needs Python 3.11 or newer; tried ../python2." in refusal(project, PYTHON="../python2")
    (project / ".venv" / "installed-local").touch()


def test_a_python_that_can_not_make_environments_is_told_so(project: Path) -> None:
    (project / ".venv" / "installed-local").unlink()
    debians = project.parent / "python3"
    debians.write_text('#!/bin/sh\ncase "$*" in *ensurepip*) exit 1;; esac\n')
    debians.chmod(0o755)
    assert "apt-get install python3-venv" in refusal(project, PYTHON="../python3")
    (project / ".venv" / "installed-local").touch()
