"""How a command fails: with one line for whoever called it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import click
from sqlalchemy.exc import DBAPIError, ProgrammingError

from app.errors import DatabaseUnavailable, QueryCraftError

P = ParamSpec("P")


def failing_in_one_line(command: Callable[P, None]) -> Callable[P, None]:
    """A command whose QueryCraftError, or refusal by the database, becomes one line and exit status 1."""

    @wraps(command)
    def run(*args: P.args, **options: P.kwargs) -> None:
        try:
            command(*args, **options)
        except QueryCraftError as error:
            raise click.ClickException(f"{error} ({error.detail})" if error.detail else str(error)) from error
        except DBAPIError as error:
            raise click.ClickException(refusal(error)) from error

    return run


def refusal(error: DBAPIError) -> str:
    """What went wrong in the database, and what to do about it."""
    if getattr(error.orig, "pgcode", None) is None:
        return str(DatabaseUnavailable())
    reason = str(error.orig).partition("\n")[0].rstrip(".")
    refused = f"The database refused ({reason}), so nothing was done."
    if isinstance(error, ProgrammingError):
        return f"{refused} Run `flask --app wsgi db upgrade`, then this again."
    return f"{refused} Remove the cause, then run this again."
