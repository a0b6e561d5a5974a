"""The commands of `flask --app wsgi`: one module each."""

from flask import Flask

from app.cli.ask import ask_command
from app.cli.seed import seed_db


def register_commands(app: Flask) -> None:
    """Add the commands."""
    for command in (ask_command, seed_db):
        app.cli.add_command(command)
