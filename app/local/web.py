"""The web server of `make run`: gunicorn with one worker of many threads, on a socket that is bound beforehand."""

from __future__ import annotations

import errno
import logging
import os
import socket
import threading
from collections.abc import Callable
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

from app.local.errors import AddressTaken, AddressUnusable
from app.starting import prepare

HIGHEST_PORT = 65535
STOP_SECONDS = 3
"""How long a question that is being worked on may still take when we are asked to stop."""


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens on the address, port 0 meaning any. Raises AddressTaken or AddressUnusable."""
    if not 0 <= port <= HIGHEST_PORT:
        raise AddressUnusable(host=host, port=port, reason=f"a port is a number up to {HIGHEST_PORT}")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise AddressTaken(host=host, port=port, other=port + 1) from None
        raise AddressUnusable(host=host, port=port, reason=error.strerror) from None


def address(listener: socket.socket) -> str:
    """The URL at which a browser on this machine reaches the socket."""
    host, port = listener.getsockname()[:2]
    name = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"


def serve(
    app: Flask, listener: socket.socket, threads: int, *, announce: Callable[[], None], is_healthy: Callable[[], bool]
) -> int:
    """Serve until a signal asks us to stop or `is_healthy`, asked about once a second, says no; the exit status.

    `announce` is called when signals are heeded and questions can be asked.
    """
    supervisor = Supervisor(PreparedApplication(app, listener, threads, announce))
    supervisor.is_healthy = is_healthy
    try:
        supervisor.run()
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


class PreparedApplication(BaseApplication):
    """An application that is built already, with the settings of gunicorn that fit a personal computer."""

    def __init__(self, app: Flask, listener: socket.socket, threads: int, announce: Callable[[], None]) -> None:
        self.app = app
        self.options: dict[str, Any] = {
            "bind": f"fd://{listener.detach()}",
            "workers": 1,
            "worker_class": "gthread",
            "threads": threads,
            "graceful_timeout": STOP_SECONDS,
            "loglevel": "warning",
            "control_socket_disable": True,
            "when_ready": lambda _arbiter: announce(),
            "post_fork": Lifeline().tie,
        }
        super().__init__()

    def load_config(self) -> None:
        """Set gunicorn's settings; none are read from files or arguments."""
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """The application, for the worker, whose threads load what it needs: none survives the fork."""
        prepare(self.app.extensions["services"])
        return self.app


class Supervisor(Arbiter):
    """Gunicorn's parent process; it also watches what the application needs, and ends when its terminal does."""

    is_healthy: Callable[[], bool]

    def spawn_worker(self) -> int:
        """Fork a worker, which ends here and not, like us, after stopping everything that was started."""
        try:
            return int(super().spawn_worker())
        except SystemExit as ended:
            logging.shutdown()
            os._exit(int(ended.code or 0))

    def manage_workers(self) -> None:
        """Keep one worker running, as long as the rest is in order."""
        if not self.is_healthy():
            raise StopIteration
        super().manage_workers()

    def handle_hup(self) -> None:
        """The terminal was closed: stop, as there is no configuration to read anew."""
        self.handle_term()


class Lifeline:
    """A pipe whose end in the workers closes when the launcher dies: even killed, it takes them with it.

    Otherwise a worker could hold the port and the folder's lock for seconds against the next start.
    """

    def __init__(self) -> None:
        self.read_end, self.write_end = os.pipe()

    def tie(self, arbiter: Arbiter, worker: object) -> None:
        """End this process, a worker, as soon as the launcher has ended."""
        os.close(self.write_end)
        threading.Thread(target=self.leave_with_launcher, daemon=True).start()

    def leave_with_launcher(self) -> None:
        """Wait for the end of the pipe, which nobody writes to, then end at once."""
        os.read(self.read_end, 1)
        os._exit(1)
