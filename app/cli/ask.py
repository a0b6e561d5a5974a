"""`flask ask`: a question and its answer on the terminal."""

from __future__ import annotations

import json
from datetime import datetime

import click
from flask import current_app
from flask.cli import with_appcontext
from rich.console import Console
from rich.table import Table

from app.asking import Question, ask
from app.audit import Asker
from app.contracts import Json, Language
from app.errors import DatabaseUnavailable, TooBusy
from app.language.formatting import format_number


@click.command("ask")
@click.argument("question")
@click.option("--json", "as_json", is_flag=True, help="Print the whole answer as JSON.")
@click.option("--language", type=click.Choice(["fa", "en"]), help="Language of the answer.")
@click.option("--generator", help="One generator to ask instead of the configured chain.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="Answer as if today were this date.")
@with_appcontext
def command(
    question: str, as_json: bool, language: Language | None, generator: str | None, today: datetime | None
) -> None:
    """Ask a QUESTION in Persian or English; exit status 1 when it was not answered."""
    asked = Question(
        question,
        language=language,
        generator=generator,
        today=today.date() if today else None,
        asker=Asker(user_agent="flask ask"),
    )
    try:
        body = ask(current_app.extensions["services"], asked)
    except (DatabaseUnavailable, TooBusy) as error:
        raise click.ClickException(str(error)) from None
    if as_json:
        click.echo(json.dumps(body, ensure_ascii=False, indent=2))
    else:
        show(body)
    if body["outcome"] != "answered":
        raise click.exceptions.Exit(1)


def show(body: Json) -> None:
    """Print an answer for people."""
    console = Console()
    console.print(body["answer"], markup=False, soft_wrap=True, style="bold")
    for understood in body["interpretation"]:
        console.print(f"  {understood['label']}: {understood['value']}", markup=False)
    if body["rows"]:
        console.print(table_of(body))
    if body["explanation"]:
        console.print(body["explanation"], markup=False, soft_wrap=True)
    for suggestion in body["suggestions"]:
        console.print(f"  – {suggestion}", markup=False, soft_wrap=True)
    if body["sql"]:
        console.print(body["sql"], markup=False, highlight=False, soft_wrap=True, style="cyan")


def table_of(body: Json) -> Table:
    """The rows as a table; numbers stand at the right."""
    table = Table()
    for column in body["columns"]:
        table.add_column(column["label"], justify="right" if column["type"] == "number" else "left")
    for row in body["rows"]:
        table.add_row(*(cell(value, body["language"]) for value in row))
    return table


def cell(value: Json, language: Language) -> str:
    """A value as people read it."""
    if value is None:
        return "—"
    return format_number(value, language) if isinstance(value, int | float) else str(value)
