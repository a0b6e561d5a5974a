"""`flask audit`: proves the record unchanged, closes what a killed worker has left, takes old questions out."""

from __future__ import annotations

from datetime import datetime
from math import ceil
from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup
from sqlalchemy.exc import DBAPIError

from app.asking import Services
from app.audit_archive import export, prune, read_archive
from app.audit_chain import Verdict, verify
from app.cli.failing import refusal
from app.current import current_services
from app.errors import DatabaseUnavailable, TooBusy
from app.extensions import db

MINUTES = 15
"""Longer than a question takes, unless the settings give it more time."""


class AuditCommands(AppGroup):
    """The commands; a database that doesn't do its part is one line for whoever called."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except (DatabaseUnavailable, TooBusy) as error:
            raise click.ClickException(str(error)) from error
        except DBAPIError as error:
            raise click.ClickException(refusal(error)) from error


command = AuditCommands("audit", help="The record of questions: prove it, clear up after a crash, archive what is old.")


@command.command("verify")
def verify_command() -> None:
    """Prove that no closed question was changed or removed; exit status 1 if one was.

    The seal stands for all closed questions. Kept elsewhere, it shows later whether a copy of the database is the same.
    """
    verdict = verify(db.engine)
    if verdict.broken:
        raise click.ClickException(f"The record is not what it was. {verdict.broken}")
    click.echo(summary(verdict))
    click.echo(f"Seal: {verdict.seal}")


def summary(verdict: Verdict) -> str:
    """What is proved."""
    if verdict.removed_at is None:
        return f"All {verdict.kept:,} closed questions are unchanged."
    removed = f"{verdict.removed:,} before them were exported and removed, the last on {verdict.removed_at:%Y-%m-%d}"
    return f"All {verdict.kept:,} closed questions are unchanged; {removed}."


@command.command("sweep")
@click.option(
    "--minutes",
    type=click.IntRange(min=1),
    help=f"How long a question may be worked on; {MINUTES} or more, as QUESTION_TIMEOUT_SECONDS asks, when left out.",
)
def sweep_command(minutes: int | None) -> None:
    """Close the questions that a worker left running when it was killed."""
    services = current_services()
    closed = services.recorder.close_abandoned(minutes or longest_minutes(services))
    click.echo(f"Questions closed as abandoned: {closed:,}")


def longest_minutes(services: Services) -> int:
    """How long a question may have been worked on, with a minute for its record."""
    return max(MINUTES, ceil(services.seconds / 60) + 1)


@command.command("export")
@click.option(
    "--before",
    required=True,
    type=click.DateTime(["%Y-%m-%d"]),
    help="Questions that were closed before this day began, at midnight UTC.",
)
@click.option(
    "--output", type=click.Path(path_type=Path), help="The new file, in place of audit-before-DATE.jsonl.gz here."
)
def export_command(before: datetime, output: Path | None) -> None:
    """Write old closed questions to a file (JSON Lines, gzipped), each with its SQL candidates and its hash.

    Nothing is removed; `flask audit prune` does that, with this file.
    """
    path = output or Path(f"audit-before-{before:%Y-%m-%d}.jsonl.gz")
    try:
        questions = export(db.engine, before.date(), path)
    except FileExistsError:
        raise click.ClickException(f"{path} exists already. Name another file with --output.") from None
    except OSError as error:
        raise click.ClickException(
            f"{path} can't be written ({error.strerror}). Name another file with --output."
        ) from None
    click.echo(f"Wrote {questions:,} questions to {path}." if questions else "No question was closed before that day.")


@command.command("prune")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True, readable=True))
@click.option("--yes", is_flag=True, help="Don't ask before removing.")
def prune_command(file: Path, yes: bool) -> None:
    """Remove the questions that FILE, an export, holds from the database.

    The file is checked first, line by line. Checkpoints remain, with which `flask audit verify` goes on to prove what
    is kept. Keep the file: it is then the only place where these questions are.
    """
    try:
        archive = read_archive(db.engine, file)
        if not yes:
            click.confirm(f"Remove the {archive.questions:,} questions of {file} from the database?", abort=True)
        prune(db.engine, archive)
    except ValueError as error:
        raise click.ClickException(f"{file} was not used, and nothing removed: {error}. Export again.") from None
    click.echo(f"Removed {archive.questions:,} questions. Keep {file} (SHA-256 {archive.file_hash.hex()}).")
