"""The commands of `flask --app wsgi`: one module each."""

from __future__ import annotations

from importlib import import_module

import click
from flask import Flask
from flask.cli import AppGroup

COMMANDS = {
    "ask": "app.cli.ask",
    "audit": "app.cli.audit",
    "check-reader": "app.cli.check_reader",
    "eval": "app.cli.evaluate",
    "guard-check": "app.cli.guard_check",
    "ollama": "app.cli.ollama",
    "seed-db": "app.cli.seed",
    "semantics": "app.cli.semantics",
    "verified": "app.cli.verified",
}
"""Each command's module, which calls it `command`."""
MIGRATIONS = "db"
"""The group of commands that Flask-Migrate brings."""


class Commands(AppGroup):
    """An application's commands, imported when they are wanted: a web worker never pays for them."""

    def __init__(self, app: Flask) -> None:
        super().__init__("app")
        self.app = app

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return sorted({*super().list_commands(ctx), *COMMANDS, MIGRATIONS})

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The command of that name."""
        if name in COMMANDS:
            command: click.Command = import_module(COMMANDS[name]).command
            return command
        if name == MIGRATIONS and MIGRATIONS not in self.commands:
            import_module("app.migrating").enable_migrations(self.app)
        return super().get_command(ctx, name)


def register_commands(app: Flask) -> None:
    """Give the application its commands."""
    app.cli = Commands(app)
