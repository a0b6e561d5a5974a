"""What must hold before anything is served: the role that reads the business tables is no superuser."""

from __future__ import annotations

import sys

import click
import psycopg
from flask.cli import ScriptInfo, run_command

from app.errors import UnsafeReader
from app.settings import Settings
from app.translating import translate

CONNECT_SECONDS = 2
NOT_STARTED = 4
"""Exit status; a gunicorn whose worker ends with it gives up instead of starting another one."""


def is_served() -> bool:
    """Whether this process answers requests; none of flask's commands does, except `run`."""
    context = click.get_current_context(silent=True)
    return context is None or context.find_object(ScriptInfo) is None or context.command is run_command


def refuse_superuser(settings: Settings) -> None:
    """End the process with a line in both languages where a superuser would read, unless that was allowed."""
    role = None if settings.allow_unsafe_reader else superuser_of(settings.reader_url)
    if role:
        error = UnsafeReader(role=role)
        # In one piece: other workers say the same at the same time.
        sys.stderr.write(f"{error}\n{translate('fa', error.template(), role=role)}\n")
        sys.exit(NOT_STARTED)


def superuser_of(url: str) -> str | None:
    """The role that connects with this URL, if it is a superuser; None also where nobody can connect just now."""
    try:
        with psycopg.connect(url, connect_timeout=CONNECT_SECONDS) as connection:
            is_superuser = connection.info.parameter_status("is_superuser") == "on"
            return connection.info.user if is_superuser else None
    except psycopg.Error:
        return None
