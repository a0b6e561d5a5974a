"""What `make run` does: start PostgreSQL, bring the database up to date, serve, and stop it all again."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

from app import create_app
from app.errors import InvalidSetting
from app.local.places import data_folder, kept_secret
from app.local.postgres import EmbeddedPostgres
from app.local.preparing import create_database, prepare
from app.local.web import address, listen, serve
from app.settings import Settings, load_settings, read_env_file

DATABASE = "querycraft"
GREETING = """
QueryCraft is ready: {address}   (Ctrl-C stops it)
QueryCraft آماده است: {address}   (توقف: Ctrl-C)

Ask it from another terminal, or open the address in a browser:
  curl -s {address}/api/query/ -H 'Content-Type: application/json' -d '{{"question": "{example}"}}'
"""
EXAMPLE = "top 5 products by revenue this year"


def launch(project: Path) -> int:
    """Run the application of a project folder until it is stopped; the exit status.

    Raises QueryCraftError, with a message that says what to do, when it can't run, and OSError where a file or folder
    can't be used.
    """
    environ = {**env_file(project / ".env"), **os.environ}
    settings = load_settings(environ)
    var = project / "var"
    var.mkdir(exist_ok=True)
    settings = replace(settings, secret_key=settings.secret_key or kept_secret(var / "secret_key"))
    if environ.get("DATABASE_URL", "").strip():
        say("Using the database that DATABASE_URL names.")
        return run(settings, is_ours=False, is_healthy=lambda: True)
    server = EmbeddedPostgres(data_folder(var))
    (var / "database_url").write_text(server.url(DATABASE), encoding="utf-8")
    return run_embedded(settings, server)


def env_file(path: Path) -> dict[str, str]:
    """The variables of a `.env` file. Raises InvalidSetting when it can't be read as one."""
    try:
        return read_env_file(path)
    except UnicodeDecodeError:
        raise InvalidSetting(name=path.name, value="unreadable", example="a text file in UTF-8") from None


def run_embedded(settings: Settings, server: EmbeddedPostgres) -> int:
    """Run on the embedded server, which is stopped at the end. Raises PostgresDied if it ended before us."""
    if server.is_new:
        say("Making the database in var/postgres, once ...")
    with server:
        create_database(server.url("postgres"), DATABASE)
        settings = replace(settings, database_url=server.url(DATABASE))
        status = run(settings, is_ours=True, is_healthy=lambda: server.is_running)
        server.require_running()
    return status


def run(settings: Settings, *, is_ours: bool, is_healthy: Callable[[], bool]) -> int:
    """Build the application, prepare its database and serve; `is_ours` tells that nobody else uses that database."""
    with listen(settings.host, settings.port) as listener:
        app = create_app(asdict(settings))
        prepare(app, is_ours=is_ours, say=say)
        greeting = GREETING.format(address=address(listener), example=EXAMPLE)
        return serve(app, listener, settings.web_threads, announce=lambda: say(greeting), is_healthy=is_healthy)


def say(line: str) -> None:
    """Print a line at once, wherever the output goes."""
    print(line, flush=True)
