"""`flask semantics`: a first semantics file for a database, and what is wrong with one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import click
from flask.cli import AppGroup

from app.cli.databases import DatabaseUrl, readable_source
from app.cli.failing import failing_in_one_line
from app.current import current_settings
from app.semantics.checking import Checked, check_text, in_order, wrong_queries
from app.semantics.confronting import differences
from app.semantics.deriving import derive_layer
from app.semantics.document import Problem
from app.semantics.drafting import draft
from app.semantics.loading import read_text
from app.serving import policy_of, reader_of
from app.sql.catalogue import catalogue_connection, read_catalogue
from app.sql.guard import SqlGuard
from app.verified.checking import question_problems

command = AppGroup("semantics", help="The file that says what the tables and columns mean: draft one, check one.")


@command.command("draft")
@click.option(
    "--data-url", type=DatabaseUrl(), help="The database, as the reader's role, instead of the configured one."
)
@click.option("--schema", "schemas", multiple=True, help="A schema to describe, instead of all; may be given again.")
@click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), help="The new file, instead of printing it here."
)
@failing_in_one_line
def draft_command(data_url: str | None, schemas: tuple[str, ...], output: Path | None) -> None:
    """Write a first semantics file for a database: what may be read there, in the words of its own names."""
    text = drafted(data_url or current_settings().reader_url, schemas)
    if output is None:
        click.echo(text, nl=False)
        return
    write_new(output, text)
    click.echo(f"Wrote {output}. Go on with it as its first lines say.")


def drafted(url: str, schemas: tuple[str, ...]) -> str:
    """The file's text. Raises ClickException where there is nothing to describe."""
    with catalogue_connection(url) as connection:
        catalogue = read_catalogue(connection, schemas)
        layer = derive_layer(readable_source(connection, catalogue), connection.info.dbname)
        return draft(layer, catalogue)


def write_new(file: Path, text: str) -> None:
    """Write a file that is not there yet. Raises ClickException."""
    try:
        with file.open("x", encoding="utf-8") as opened:
            opened.write(text)
    except FileExistsError:
        raise click.ClickException(f"{file} exists already. Name another file with --output.") from None
    except OSError as error:
        raise click.ClickException(
            f"{file} can't be written ({error.strerror}). Name another file with --output."
        ) from None


@command.command("check")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--data-url", type=DatabaseUrl(), help="Also compare FILE with this database, as its reader.")
@failing_in_one_line
def check_command(file: Path, data_url: str | None) -> None:
    """Say everything that is wrong with FILE, each with its line; exit status 1 if there is an error.

    If the application doesn't start any more because SEMANTICS_FILE names FILE, empty that for this command.
    """
    checked = check_text(read_text(file))
    found = (*query_problems(checked, data_url), *data_problems(checked, data_url))
    problems = in_order(*checked.errors, *checked.warnings(), *found)
    for problem in problems:
        click.echo(f"{file}:{problem.line}: {'error' if problem.is_error else 'warning'}: {problem.text}")
    errors = sum(problem.is_error for problem in problems)
    click.echo(f"{file}: {counted(errors, 'error')}, {counted(len(problems) - errors, 'warning')}.")
    if errors:
        raise click.exceptions.Exit(1)


def query_problems(checked: Checked, data_url: str | None) -> Iterator[Problem]:
    """What is wrong with the verified queries, to the guard and, where there is a database, to PostgreSQL."""
    if checked.layer is None:
        return
    guard = SqlGuard(policy_of(checked.layer))
    yield from question_problems(checked, guard)
    with closing(reader_of(current_settings(), data_url)) as reader:
        yield from wrong_queries(checked, lambda sql: reader.plan(guard.check(sql)) if data_url else guard.check(sql))


def data_problems(checked: Checked, data_url: str | None) -> list[Problem]:
    """What the database says otherwise, where there is one."""
    if data_url is None:
        return []
    with catalogue_connection(data_url) as connection:
        return list(differences(checked, read_catalogue(connection), connection.info.user))


def counted(number: int, noun: str) -> str:
    """A number of things."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
