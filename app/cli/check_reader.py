"""`flask check-reader`: what the role that reads the business tables could do, were there no guard."""

from __future__ import annotations

import json
from dataclasses import asdict

import click
import psycopg
from flask.cli import with_appcontext
from psycopg.conninfo import conninfo_to_dict

from app.current import current_services, current_settings
from app.semantics.layer import SemanticLayer
from app.settings import Settings
from app.sql.privileges import Examination, examine
from app.sql.privileges.finding import Finding
from app.sql.privileges.grants import Tables

CONFIGURED = "DATA_DATABASE_URL (or DATABASE_URL, READER_ROLE and READER_PASSWORD)"
VALID_URL = "It is postgresql://user:password@host/database, with %40 for an @ in the password and %2F for a slash."
NEEDED = (
    "The check needs PostgreSQL 15 or newer, and a role that may read the catalogues, as every role may by default."
)


class NotExamined(click.ClickException):
    """The database could not be asked; its message says what to do."""

    exit_code = 2


@click.command("check-reader")
@click.option("--data-url", help="URL of a reader's connection, to check it instead of the configured one.")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@with_appcontext
def command(data_url: str | None, as_json: bool) -> None:
    """Tell what the reader could do beyond reading the semantic layer; exit status 1 when that is too much."""
    settings = current_settings()
    layer = current_services().layer
    examination = examined(data_url, visible(layer), settings)
    if as_json:
        click.echo(json.dumps({**asdict(examination), "is_safe": examination.is_safe}, ensure_ascii=False, indent=2))
    else:
        click.echo("\n\n".join(report(examination)))
    if not examination.is_safe:
        raise click.exceptions.Exit(1)


def visible(layer: SemanticLayer) -> Tables:
    """The columns of each table that questions may see."""
    return {
        (table.schema, table.name): frozenset(column.name for column in table.visible_columns) for table in layer.tables
    }


def examined(data_url: str | None, tables: Tables, settings: Settings) -> Examination:
    """The examination of whoever connects with this URL or, without one, with that of the settings.

    Raises NotExamined.
    """
    url = data_url or settings.reader_url
    limits = {"temp_file_limit_mb": settings.temp_file_limit_mb, "timeout_ms": settings.statement_timeout_ms}
    try:
        return examine(url, tables, **limits)
    except psycopg.Error as error:
        raise NotExamined(explanation(error, url, "--data-url" if data_url else CONFIGURED)) from None


def explanation(error: psycopg.Error, url: str, source: str) -> str:
    """What went wrong and what to do about it, in one line that shows no part of a password; `source`: of the URL."""
    if is_misread(url):
        return f"The reader's URL is not valid. {VALID_URL} Correct {source}."
    reason = str(error).partition("\n")[0].rstrip(".")
    if error.sqlstate:
        return f"The database does not tell ({reason}). {NEEDED}"
    return f"The reader can't connect ({reason}). Check that PostgreSQL runs, and what {source} says."


def is_misread(url: str) -> bool:
    """Whether this is no URL to the driver, or one whose password, left unquoted, it takes for a host or the like."""
    try:
        parts = conninfo_to_dict(url)
    except psycopg.ProgrammingError:
        return True
    return any("@" in str(parts.get(name, "")) for name in ("host", "port", "dbname"))


def report(examination: Examination) -> list[str]:
    """The paragraphs that people read."""
    return [
        f"The role {examination.role} in the database {examination.database}:",
        *map(paragraph, examination.findings),
        verdict(examination),
    ]


def paragraph(finding: Finding) -> str:
    """A finding, why it matters, and each statement on a line of its own."""
    weight = "TOO MUCH" if finding.too_much else "Worth knowing"
    lines = [f"{weight}: {finding.what}.", finding.why, *(f"    {statement};" for statement in finding.statements)]
    return "\n".join(lines)


def verdict(examination: Examination) -> str:
    """The last line."""
    if examination.is_safe:
        return f"Nothing is too much: {examination.role} may at most read the tables of the semantic layer."
    count = sum(finding.too_much for finding in examination.findings)
    return f"{examination.role} may do too much ({count} found). Run the statements as a superuser, then check again."
