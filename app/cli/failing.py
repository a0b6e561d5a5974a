"""How a command fails: with one line for whoever called it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import click

from app.errors import QueryCraftError

P = ParamSpec("P")


def failing_in_one_line(command: Callable[P, None]) -> Callable[P, None]:
    """A command whose QueryCraftError becomes its message and exit status 1."""

    @wraps(command)
    def run(*args: P.args, **options: P.kwargs) -> None:
        try:
            command(*args, **options)
        except QueryCraftError as error:
            raise click.ClickException(f"{error} ({error.detail})" if error.detail else str(error)) from error

    return run
