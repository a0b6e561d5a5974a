"""`flask ask`: a question and its answer on the terminal."""

from __future__ import annotations

import json
from datetime import date, datetime

import click
from flask.cli import with_appcontext
from rich.console import Console
from rich.table import Table
from sqlalchemy.exc import DBAPIError

from app.asking import Question, Services, ask
from app.audit import Asker
from app.cli.failing import refusal
from app.cli.tracing import show_trace
from app.contracts import Json, Language
from app.current import current_services
from app.errors import Abandoned, DatabaseUnavailable, TooBusy
from app.explanation.cells import cell_text, heading_text
from app.explanation.voice import Voice
from app.generators.builtin.tracing import trace
from app.language.detection import detect_language
from app.translating import translate


@click.command("ask")
@click.argument("question")
@click.option("--json", "as_json", is_flag=True, help="Print the whole answer as JSON.")
@click.option("--language", type=click.Choice(["fa", "en"]), help="Language of the answer.")
@click.option("--generator", help="One generator to ask instead of the configured chain.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="Answer as if today were this date.")
@click.option("--trace", "is_traced", is_flag=True, help="Print how the built-in engine reads it; ask nothing.")
@with_appcontext
def command(
    *,
    question: str,
    as_json: bool,
    language: Language | None,
    generator: str | None,
    today: datetime | None,
    is_traced: bool,
) -> None:
    """Ask a QUESTION in Persian or English; exit status 1 when it was not answered."""
    services = current_services()
    day = today.date() if today else None
    if is_traced:
        is_answered = follow(services, question, language or detect_language(question), day or services.today())
    else:
        asked = Question(question, language, generator, today=day, asker=Asker(user_agent="flask ask"))
        is_answered = put(services, asked, as_json=as_json)
    if not is_answered:
        raise click.exceptions.Exit(1)


def follow(services: Services, question: str, language: Language, today: date) -> bool:
    """Print what the engine makes of a question; whether it makes SQL."""
    found = trace(question, language, services.layer, today)
    show_trace(found, language)
    return found.sql is not None


def put(services: Services, question: Question, *, as_json: bool) -> bool:
    """Ask a question and print what becomes of it; whether it was answered."""
    try:
        body = ask(services, question)
    except (Abandoned, DatabaseUnavailable, TooBusy) as error:
        language = question.language or detect_language(question.text)
        raise click.ClickException(translate(language, error.template())) from None
    except DBAPIError as error:
        raise click.ClickException(refusal(error)) from error
    if as_json:
        click.echo(json.dumps(body, ensure_ascii=False, indent=2))
    else:
        show(body, Voice(body["language"], services.layer, services.translate))
    return bool(body["outcome"] == "answered")


def show(body: Json, voice: Voice) -> None:
    """Print an answer for people."""
    console = Console()
    console.print(body["answer"], markup=False, soft_wrap=True, style="bold")
    for understood in body["interpretation"]:
        console.print(f"  {understood['label']}: {understood['value']}", markup=False)
    for warning in body["warnings"]:
        console.print(f"  ! {warning}", markup=False, soft_wrap=True, style="yellow")
    if body["rows"]:
        console.print(table_of(body, voice))
    if body["explanation"]:
        console.print(body["explanation"], markup=False, soft_wrap=True)
    for suggestion in body["suggestions"]:
        console.print(f"  – {suggestion}", markup=False, soft_wrap=True)
    if body["sql"]:
        console.print(body["sql"], markup=False, highlight=False, soft_wrap=True, style="cyan")


def table_of(body: Json, voice: Voice) -> Table:
    """The rows as a table; numbers stand at the right."""
    table = Table()
    for column in body["columns"]:
        table.add_column(heading_text(column), justify="right" if column["type"] == "number" else "left")
    for row in body["rows"]:
        table.add_row(*(cell_text(value, column, voice) for column, value in zip(body["columns"], row, strict=True)))
    return table
