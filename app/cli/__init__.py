"""The commands of `flask --app wsgi`: one module each."""

from __future__ import annotations

from importlib import import_module

import click
from flask import Flask
from flask.cli import AppGroup

COMMANDS = {"ask": "app.cli.ask", "seed-db": "app.cli.seed"}
"""Each command's module, which calls it `command`."""


class Commands(AppGroup):
    """The commands, imported when they are wanted: a web worker never pays for them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return sorted([*super().list_commands(ctx), *COMMANDS])

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The command of that name."""
        if name not in COMMANDS:
            return super().get_command(ctx, name)
        command: click.Command = import_module(COMMANDS[name]).command
        return command


def register_commands(app: Flask) -> None:
    """Give the application its commands."""
    app.cli = Commands("app")
