"""A real PostgreSQL server of our own: data in one folder, connections through a private Unix socket alone."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import time
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import IO, Self
from urllib.parse import quote

import psutil

from app.local import cluster
from app.local.account import Account, make_passable, make_private, server_account
from app.local.errors import PostgresDied, PostgresFailed
from app.local.programs import ENVIRONMENT, Programs, programs_for

SOCKET_FOLDERS = Path("/tmp")  # noqa: S108 - make_private sees to it that nobody has put anything there before us
PORT = 5432
START_SECONDS = 60
POLL_SECONDS = 0.02
SETTINGS = {
    "listen_addresses": "",
    "port": str(PORT),
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # The default puts the schema named after the role first, and the owner's is the application's own.
    "search_path": "public",
}


class EmbeddedPostgres:
    """PostgreSQL on the data folder `folder`, which is made on the first start.

    `settings` are PostgreSQL's own, such as {"fsync": "off"}. There are no passwords: whoever may enter the socket's
    folder (we, and the account that the server runs under) may connect.
    """

    def __init__(self, folder: Path, settings: Mapping[str, str] | None = None) -> None:
        self.folder = folder.resolve()
        self.log = self.folder.with_name(f"{self.folder.name}.log")
        self.account = server_account(self.folder)
        self.socket_folder = socket_folder(self.folder, self.account)
        self._settings = {**SETTINGS, "unix_socket_directories": str(self.socket_folder), **(settings or {})}
        self._lock: IO[str] | None = None
        self._process: psutil.Popen | None = None

    @property
    def is_new(self) -> bool:
        """Whether the next start makes the data folder."""
        return not cluster.is_initialised(self.folder)

    @property
    def is_running(self) -> bool:
        """Whether the server that we started still runs."""
        return self._process is not None and self._process.poll() is None

    def url(self, database: str) -> str:
        """The URL of one of the server's databases, as the owner of everything."""
        return f"postgresql://{cluster.OWNER}@/{quote(database)}?host={quote(str(self.socket_folder))}&port={PORT}"

    def start(self) -> None:
        """Start the server, and wait until it takes connections.

        Raises AlreadyRunning, OtherVersion, DiskFull, NoAccount, NoPostgres, FolderUnusable or PostgresFailed.
        """
        make_passable(self.folder.parent)
        self._lock = cluster.acquire(self.folder.with_name(f"{self.folder.name}.lock"))
        with ExitStack() as undo:
            undo.callback(self.stop)
            self._await_ready(self._launch(self._prepare()))
            undo.pop_all()

    def stop(self) -> None:
        """Stop the server and let go of the folder; does nothing if it was not started."""
        if self._process is not None:
            if self.is_running:
                cluster.stop(self._process)
            shutil.rmtree(self.socket_folder, ignore_errors=True)
        if self._lock is not None:
            self._lock.close()

    def require_running(self) -> None:
        """Raise PostgresDied if the server has ended though nobody asked it to."""
        if not self.is_running:
            raise PostgresDied(log=self.log)

    def _prepare(self) -> Programs:
        """See to it that the folders are there, sound and free; the programs to use."""
        cluster.require_space(self.folder.parent)
        programs = programs_for(self.account)
        if self.is_new:
            cluster.initialise(self.folder, self.account, programs, self.log)
        cluster.require_version(self.folder, programs)
        cluster.stop_leftover(self.folder)
        make_private(self.socket_folder, self.account)
        return programs

    def _launch(self, programs: Programs) -> psutil.Popen:
        """Start the server's process; in a session of its own, so that Ctrl-C reaches us alone."""
        options = [f"--{name}={value}" for name, value in self._settings.items()]
        self.log.touch(mode=0o600)
        with self.log.open("wb") as log:
            self._process = psutil.Popen(
                [programs.path("postgres"), "-D", str(self.folder), *options],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                env=ENVIRONMENT,
                umask=0o077,
                start_new_session=True,
                **self.account.process_options,
            )
        return self._process

    def _await_ready(self, process: psutil.Popen) -> None:
        """Wait until the server takes connections. Raises PostgresFailed if it ends instead, or takes too long."""
        deadline = time.monotonic() + START_SECONDS
        while not cluster.is_ready(self.folder, process.pid):
            if not self.is_running or time.monotonic() > deadline:
                said = self.log.read_text(encoding="utf-8", errors="replace")
                raise PostgresFailed(reason=cluster.last_words(said), log=self.log)
            time.sleep(POLL_SECONDS)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def socket_folder(folder: Path, account: Account) -> Path:
    """Where the server's socket lies: a short path, as a socket's may have no more than 103 bytes."""
    digest = hashlib.sha256(str(folder).encode()).hexdigest()[:12]
    return SOCKET_FOLDERS / f"querycraft-{account.uid}-{digest}"
