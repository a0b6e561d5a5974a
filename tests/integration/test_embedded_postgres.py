"""The embedded PostgreSQL starts in any folder, under any account, after any accident, or says why it can't."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
from collections import namedtuple
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from app.local import account, cluster, programs
from app.local.errors import AlreadyRunning, DiskFull, FolderUnusable, OtherVersion, PostgresDied, PostgresFailed
from app.local.postgres import EmbeddedPostgres
from tests.support.postgres import FAST, execute, open_folder, query

AS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root's server runs under another account")


@pytest.fixture
def folder() -> Iterator[Path]:
    """A data folder that is not made yet."""
    with open_folder() as parent:
        yield parent / "postgres"


@pytest.fixture(scope="module")
def made_once() -> Iterator[Path]:
    """A complete data folder, to copy."""
    with open_folder() as parent:
        server = EmbeddedPostgres(parent / "postgres", FAST)
        server.start()
        server.stop()
        yield server.folder


@pytest.fixture
def made(made_once: Path, folder: Path) -> Path:
    """A data folder from an earlier run."""
    subprocess.run(["cp", "-a", str(made_once), str(folder)], check=True)
    return folder


def answer(server: EmbeddedPostgres) -> int:
    """What the server makes of six times seven."""
    return int(query(server.url("postgres"), "SELECT 6 * 7")[0][0])


def mode(path: Path) -> int:
    """A file's permission bits."""
    return stat.S_IMODE(path.stat().st_mode)


def test_data_survives_a_restart(folder: Path) -> None:
    with EmbeddedPostgres(folder, FAST) as server:
        execute(server.url("postgres"), "CREATE TABLE kept AS SELECT 'فروشگاه' AS word")
    with EmbeddedPostgres(folder, FAST) as server:
        assert query(server.url("postgres"), "TABLE kept") == [("فروشگاه",)]


@pytest.mark.parametrize("name", ["my data", "داده‌های من", 'it\'s "mine" $HOME `x`', "long" * 50], ids=ascii)
def test_any_folder_name_will_do(folder: Path, name: str) -> None:
    with EmbeddedPostgres(folder.with_name(name) / "postgres", FAST) as server:
        assert answer(server) == 42


def test_case_is_folded_by_the_same_rules_on_every_machine(made: Path) -> None:
    with EmbeddedPostgres(made, FAST) as server:
        assert query(server.url("postgres"), "SELECT lower('ÄÉ'), 'ی' < 'ے', current_setting('TimeZone')") == [
            ("äé", True, "UTC")
        ]


def test_nothing_listens_on_the_network(made: Path) -> None:
    with EmbeddedPostgres(made, FAST) as server:
        assert query(server.url("postgres"), "SHOW listen_addresses") == [("",)]


def test_the_socket_lies_in_a_folder_for_its_account_alone_and_goes_with_the_server(made: Path) -> None:
    with EmbeddedPostgres(made, FAST) as server:
        assert mode(server.socket_folder) == 0o700
        assert len(os.fsencode(server.socket_folder / ".s.PGSQL.5432.lock")) < 104
    assert not server.socket_folder.exists()


def test_a_socket_folder_that_somebody_else_can_enter_is_refused(made: Path) -> None:
    server = EmbeddedPostgres(made, FAST)
    server.socket_folder.mkdir()
    server.socket_folder.chmod(0o755)
    with pytest.raises(FolderUnusable, match="somebody else"):
        server.start()
    server.socket_folder.rmdir()


def test_a_link_in_the_place_of_the_socket_folder_is_refused(made: Path, tmp_path: Path) -> None:
    server = EmbeddedPostgres(made, FAST)
    server.socket_folder.symlink_to(tmp_path)
    with pytest.raises(FolderUnusable, match="somebody else"):
        server.start()
    server.socket_folder.unlink()


def test_the_log_is_for_its_owner_alone(made: Path) -> None:
    with EmbeddedPostgres(made, FAST) as server:
        assert mode(server.log) == 0o600


def test_a_folder_has_one_server_at_a_time(made: Path) -> None:
    with EmbeddedPostgres(made, FAST) as server:
        with pytest.raises(AlreadyRunning, match=str(os.getpid())):
            EmbeddedPostgres(made, FAST).start()
        assert answer(server) == 42


def test_a_folder_of_another_version_is_left_alone(made: Path) -> None:
    (made / "PG_VERSION").write_text("16\n")
    with pytest.raises(OtherVersion, match="made by PostgreSQL 16, but 18 is installed"):
        EmbeddedPostgres(made, FAST).start()


def test_a_start_that_was_interrupted_leaves_nothing_in_the_way(folder: Path) -> None:
    half = folder.with_name("postgres.unfinished")
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")
    with EmbeddedPostgres(folder, FAST) as server:
        assert answer(server) == 42
    assert not half.exists()


def test_a_server_that_was_left_behind_makes_way(made: Path) -> None:
    left_behind = EmbeddedPostgres(made, FAST)
    left_behind.start()
    assert left_behind._lock is not None
    left_behind._lock.close()
    with EmbeddedPostgres(made, FAST) as server:
        assert not left_behind.is_running
        assert answer(server) == 42


def test_a_pid_file_that_names_another_process_by_now_is_no_hindrance(made: Path) -> None:
    options = account.server_account(made).process_options
    with subprocess.Popen(["sleep", "60"], cwd="/", **options) as bystander:
        (made / "postmaster.pid").write_text(f"{bystander.pid}\n{made}\n1\n5432\n\n\n  1234567  1\n")
        with EmbeddedPostgres(made, FAST) as server:
            assert answer(server) == 42
        assert bystander.poll() is None
        bystander.kill()


def test_a_crash_is_recovered_from(made: Path) -> None:
    server = EmbeddedPostgres(made, FAST)
    server.start()
    crash(server)
    server.stop()
    with EmbeddedPostgres(made, FAST) as server:
        assert answer(server) == 42


def test_a_server_that_ends_by_itself_is_noticed(made: Path) -> None:
    with EmbeddedPostgres(made, FAST) as server:
        server.require_running()
        crash(server)
        with pytest.raises(PostgresDied):
            server.require_running()


def crash(server: EmbeddedPostgres) -> None:
    """Kill the server without letting it clear up."""
    process = psutil.Process(int((server.folder / "postmaster.pid").read_text().split()[0]))
    process.send_signal(signal.SIGKILL)
    process.wait(10)


def test_a_server_that_does_not_start_says_why_in_one_line_and_frees_the_folder(made: Path) -> None:
    with pytest.raises(PostgresFailed, match="invalid value for parameter") as caught:
        EmbeddedPostgres(made, {"shared_buffers": "plenty"}).start()
    assert "\n" not in str(caught.value)
    with EmbeddedPostgres(made, FAST) as server:
        assert answer(server) == 42


def test_a_full_disk_is_noticed_before_anything_is_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")(10**12, 10**12 - 10**6, 10**6)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    with pytest.raises(DiskFull, match="Only 1 MB are free"):
        EmbeddedPostgres(folder, FAST).start()
    assert not folder.exists()


@AS_ROOT
def test_roots_server_runs_under_another_account(made: Path) -> None:
    with EmbeddedPostgres(made, FAST) as server:
        pid = int((server.folder / "postmaster.pid").read_text().split()[0])
        assert psutil.Process(pid).uids().real == made.stat().st_uid != 0


@AS_ROOT
def test_programs_in_a_closed_folder_are_copied_for_roots_server(monkeypatch: pytest.MonkeyPatch) -> None:
    with open_folder() as place:
        closed = programs.copied_programs(programs.installed_programs(), place / "home" / "wheel")
        (place / "home").chmod(0o700)
        monkeypatch.setattr(programs, "installed_programs", lambda: closed)
        monkeypatch.setattr(programs, "COPIES", place / "copies")
        nobody = account.unprivileged_account()
        assert not closed.work_for(nobody)
        with EmbeddedPostgres(place / "data" / "postgres", FAST) as server:
            assert answer(server) == 42
        assert mode(place / "home") == 0o700
        assert all(mode(path) & 0o022 == 0 for path in (place / "copies").rglob("*") if not path.is_symlink())


def test_last_words_are_the_fatal_line_rather_than_what_follows_it() -> None:
    before = "2026-11-21 07:37:49.210 UTC [22744] "
    log = "".join(f"{before}{line}\n" for line in ("LOG:  starting", "FATAL:  no [shared] memory", "HINT:  buy some"))
    assert cluster.last_words(log) == "FATAL:  no [shared] memory"
    assert cluster.last_words("sh: not found\n\n") == "sh: not found"
