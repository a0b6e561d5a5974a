"""What `make run` does: start PostgreSQL, bring the database up to date, serve, and stop it all again."""

from __future__ import annotations

import os
from dataclasses import asdict, replace
from pathlib import Path

from app import create_app
from app.errors import InvalidSetting
from app.local.places import data_folder, kept_secret
from app.local.postgres import EmbeddedPostgres
from app.local.preparing import create_database, prepare
from app.local.web import address, listen, serve
from app.settings import Settings, load_settings, read_env_file, text_of
from app.starting import lasting, refuse_superuser
from app.translating import mark, translate

DATABASE = "querycraft"
EVERYWHERE = ("0.0.0.0", "::")
GREETING = """
QueryCraft is ready: {address}   (Ctrl-C stops it)
QueryCraft آماده است: {address}   (توقف: Ctrl-C)

Ask it from another terminal, or open the address in a browser:
از پایانه‌ای دیگر بپرسید، یا نشانی را در مرورگر باز کنید:
  curl -s {address}/api/query/ -H 'Content-Type: application/json' -d '{{"question": "{example}"}}'
"""
EXAMPLE = "top 5 products by revenue this year"
FOR_COMMANDS = """For flask's commands, such as .venv/bin/python -m flask --app wsgi ask "{example}":
برای دستورهای flask، مانند همان که در سطر بالا آمده است:
  export DATABASE_URL='{url}'
"""


def launch(project: Path) -> int:
    """Run the application of a project folder until it is stopped; the exit status.

    Raises QueryCraftError, with a message that says what to do, when it can't run, and OSError where a file or folder
    can't be used.
    """
    environ = {**env_file(project / ".env"), **os.environ}
    settings = load_settings(environ)
    var = project / "var"
    var.mkdir(exist_ok=True)
    settings = replace(
        settings,
        secret_key=settings.secret_key or kept_secret(var / "secret_key"),
        trusted_hosts=settings.trusted_hosts or own_names(settings.host),
    )
    if text_of("DATABASE_URL", environ):
        say(mark("Using the database that DATABASE_URL names."))
        return run(settings)
    return run_embedded(settings, EmbeddedPostgres(data_folder(var)))


def own_names(host: str) -> tuple[str, ...]:
    """The name that it answers at, beside those of this machine; any, where it listens to the whole network."""
    return () if host in EVERYWHERE else (host,)


def env_file(path: Path) -> dict[str, str]:
    """The variables of a `.env` file. Raises InvalidSetting when it can't be read as one."""
    try:
        return read_env_file(path)
    except UnicodeDecodeError:
        raise InvalidSetting(name=path.name, value="unreadable", example="a text file in UTF-8") from None


def run_embedded(settings: Settings, server: EmbeddedPostgres) -> int:
    """Run on the embedded server, which is stopped at the end. Raises PostgresDied if it ended before us."""
    if server.is_new:
        say(mark("Making the database in var/postgres, once ..."))
    with server:
        create_database(server.url("postgres"), DATABASE)
        status = run(replace(settings, database_url=server.url(DATABASE)), server)
        server.require_running()
    return status


def run(settings: Settings, server: EmbeddedPostgres | None = None) -> int:
    """Build the application, prepare its database and serve, as long as `server`, if it is ours, runs."""
    with listen(settings.host, settings.port) as listener:
        with lasting():
            app = create_app(asdict(settings))
        # Before the migrations, which give the reader's role settings that would hinder an owner.
        refuse_superuser(settings)
        prepare(app, is_ours=server is not None, say=say)
        lines = greeting(address(listener), server)
        return serve(
            app,
            listener,
            settings.web_threads,
            announce=lambda: print(lines, flush=True),
            is_healthy=lambda: server is None or server.is_running,
        )


def greeting(url: str, server: EmbeddedPostgres | None) -> str:
    """What is printed when questions can be asked. A DATABASE_URL of the user's own may hold a password."""
    ask = GREETING.format(address=url, example=EXAMPLE)
    return f"{ask}\n{FOR_COMMANDS.format(url=server.url(DATABASE), example=EXAMPLE)}" if server else ask


def say(message: str) -> None:
    """Print a message in each language at once, wherever the output goes."""
    for said in (message, translate("fa", message)):
        print(said, flush=True)
