"""What happens before anything is served: no superuser may read, models and words are loaded, or it says why not."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import NoReturn, TypeVar

import click
import psycopg
from flask.cli import ScriptInfo, run_command

from app.asking import Services
from app.errors import MissingTranslations, QueryCraftError, UnsafeReader
from app.generators.builtin.warming import start_learning
from app.generators.ollama import OllamaGenerator
from app.settings import Settings
from app.translating import translate

Thing = TypeVar("Thing")
CONNECT_SECONDS = 2
NOT_STARTED = 4
"""Exit status; a gunicorn whose worker ends with it gives up instead of starting another one."""


def is_served() -> bool:
    """Whether this process answers requests; none of flask's commands does, except `run`."""
    context = click.get_current_context(silent=True)
    return context is None or context.find_object(ScriptInfo) is None or context.command is run_command


@contextmanager
def lasting() -> Iterator[None]:
    """What the block makes, and all that there is already, stays: it is never searched for garbage.

    That would take a third of the time here, and later hold up a question by a tenth of a second now and then.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        # The collector waits until there is a quarter more than it saw the last time: this was nothing.
        gc.collect()
        gc.enable()


def refuse_superuser(settings: Settings) -> None:
    """End the process with a line in both languages where a superuser would read, unless that was allowed."""
    role = None if settings.allow_unsafe_reader else superuser_of(settings.reader_url)
    if role:
        end_with(UnsafeReader(role=role))


def made(make: Callable[[], Thing]) -> Thing:
    """What `make` makes; where that is impossible as configured, the process ends with a line in each language."""
    try:
        return make()
    except QueryCraftError as error:
        end_with(error)


def end_with(error: QueryCraftError) -> NoReturn:
    """End the process with the error's message in each language; in English alone where no other is compiled."""
    said = [str(error)]
    with suppress(MissingTranslations):
        said.append(translate("fa", error.template(), **error.values))
    # In one piece: other workers say the same at the same time.
    sys.stderr.write("".join(f"{line}\n" for line in said))
    sys.exit(NOT_STARTED)


def prepare(services: Services) -> None:
    """Have models, words and approved questions loaded, behind the scenes, by the process that asks."""
    start_learning(services.layer)
    services.verified.start_reading()
    for generator in services.chain:
        if isinstance(generator, OllamaGenerator):
            generator.preload()


def superuser_of(url: str) -> str | None:
    """The role that connects with this URL, if it is a superuser; None also where nobody can connect just now."""
    try:
        with psycopg.connect(url, connect_timeout=CONNECT_SECONDS) as connection:
            is_superuser = connection.info.parameter_status("is_superuser") == "on"
            return connection.info.user if is_superuser else None
    except psycopg.Error:
        return None
