"""`python -m app.local`, which `make run` calls."""

from __future__ import annotations

import io
import signal
import sys

from app.errors import QueryCraftError
from app.local.errors import FolderUnusable
from app.local.launch import launch
from app.settings import PROJECT

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
INTERRUPTED = 128 + signal.SIGINT


def main() -> int:
    """Run until stopped. Whatever keeps us from running is one line on stderr, and exit status 1."""
    for number in STOPPING:
        signal.signal(number, interrupt)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        return launch(PROJECT)
    except KeyboardInterrupt:
        return INTERRUPTED
    except QueryCraftError as error:
        return complain(error)
    except OSError as error:
        return complain(FolderUnusable(path=error.filename or PROJECT, reason=error.strerror))


def interrupt(number: int, frame: object) -> None:
    """End in order, and only once: `make` passes on to us what the terminal has told us already.

    The web server, once it runs, brings its own handlers.
    """
    for each in STOPPING:
        signal.signal(each, signal.SIG_IGN)
    raise KeyboardInterrupt


def complain(error: QueryCraftError) -> int:
    """Say on stderr what happened and what to do; the exit status."""
    print(error, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
