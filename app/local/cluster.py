"""The data folder of the embedded PostgreSQL: making it, checking it, and clearing up after a run that was killed."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import signal
import subprocess
from pathlib import Path
from typing import IO

import psutil

from app.local.account import Account
from app.local.errors import AlreadyRunning, DiskFull, OtherVersion, PostgresFailed
from app.local.programs import ENVIRONMENT, Programs, plainly_named

OWNER = "querycraft"
"""The database role that owns everything."""
NEEDED_MEGABYTES = 100
STOPPING = ((signal.SIGINT, 10), (signal.SIGQUIT, 5), (signal.SIGKILL, 5))
"""How a server is asked to stop (fast, at once, by force) and how many seconds it gets each time."""
INITDB_OPTIONS = (
    f"--username={OWNER}",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--auth-local=trust",
    "--auth-host=reject",
    "--no-instructions",
)
"""The builtin locale is the same on every machine; the server is let in through a private socket alone."""
TIME_AND_PROCESS = re.compile(r"^[-0-9:. ]+ UTC \[\d+\] ")
"""What PostgreSQL's log puts before every message."""


def acquire(path: Path) -> IO[str]:
    """Lock a file until it is closed or we end. Raises AlreadyRunning when another process holds it."""
    file = path.open("a+", encoding="ascii")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        with file:
            file.seek(0)
            raise AlreadyRunning(pid=file.read()) from None
    file.truncate(0)
    file.write(str(os.getpid()))
    file.flush()
    return file


def require_space(folder: Path) -> None:
    """Raise DiskFull when PostgreSQL could hardly write to the folder's disk."""
    free = shutil.disk_usage(folder).free // 1_000_000
    if free < NEEDED_MEGABYTES:
        raise DiskFull(free=free, folder=folder, needed=NEEDED_MEGABYTES)


def require_version(folder: Path, programs: Programs) -> None:
    """Raise OtherVersion when another major version of PostgreSQL made the data folder."""
    found = (folder / "PG_VERSION").read_text(encoding="ascii").strip()
    if found != programs.major:
        raise OtherVersion(folder=folder, found=found, installed=programs.major)


def is_initialised(folder: Path) -> bool:
    """Whether the data folder has been made."""
    return (folder / "PG_VERSION").exists()


def initialise(folder: Path, account: Account, programs: Programs, log: Path) -> None:
    """Make the data folder, all of it or nothing: it gets its name when it is complete."""
    unfinished = folder.with_name(f"{folder.name}.unfinished")
    if unfinished.exists():
        shutil.rmtree(unfinished)
    unfinished.mkdir(mode=0o700)
    account.own(unfinished)
    with plainly_named(programs) as plain:
        run_initdb(unfinished, account, plain, log)
    unfinished.rename(folder)


def run_initdb(folder: Path, account: Account, programs: Programs, log: Path) -> None:
    """Fill an empty folder. Raises PostgresFailed with initdb's last words."""
    done = subprocess.run(
        [programs.path("initdb"), *INITDB_OPTIONS, f"--pgdata={folder}"],
        cwd="/",
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
        **account.process_options,
    )
    if done.returncode:
        log.write_text(done.stdout + done.stderr, encoding="utf-8")
        raise PostgresFailed(reason=last_words(done.stderr), log=log)


def last_words(log: str) -> str:
    """The line in which a program says why it ended: its last FATAL or PANIC, or else simply its last."""
    lines = [line for line in log.splitlines() if line.strip()] or ["it left no message"]
    fatal = [line for line in lines if "FATAL: " in line or "PANIC: " in line]
    return TIME_AND_PROCESS.sub("", (fatal or lines)[-1])


def is_ready(folder: Path, pid: int) -> bool:
    """Whether the server with this process number takes connections: the first and eighth line of its file say so."""
    try:
        lines = (folder / "postmaster.pid").read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return False
    return len(lines) > 7 and lines[0] == str(pid) and lines[7].strip() == "ready"


def stop_leftover(folder: Path) -> None:
    """Stop the server of an earlier run that was killed, and free the data folder for the next.

    Only who holds the lock may ask for it: a server that runs then belongs to nobody.
    """
    try:
        pid = int((folder / "postmaster.pid").read_text(encoding="utf-8").split()[0])
        process = psutil.Process(pid)
        if Path(process.cwd()).samefile(folder):
            stop(process)
        else:
            (folder / "postmaster.pid").unlink()
    except (FileNotFoundError, psutil.NoSuchProcess, psutil.AccessDenied):
        return


def stop(process: psutil.Process) -> None:
    """Stop a server, as gently as it lets us."""
    for signal_number, seconds in STOPPING:
        try:
            process.send_signal(signal_number)
            process.wait(seconds)
        except psutil.TimeoutExpired:
            continue
        except psutil.NoSuchProcess:
            return
        return
