"""`flask guard-check`: the guard's verdict on each statement of a file."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, get_args

import click
from flask.cli import with_appcontext

from app.contracts import Json, Language
from app.current import current_services, current_settings
from app.errors import DatabaseUnavailable, QueryCraftError, UnsafeReader
from app.serving import reader_of
from app.translating import translate

EXPECTATIONS = ("accept", "reject")
Check = Callable[[str], object]


@click.command("guard-check")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--data-url", help="Also plan what the guard accepts, unrun, in this database as its reader.")
@click.option("--language", type=click.Choice(get_args(Language)), default="en", help="Language of the messages.")
@with_appcontext
def command(file: Path, data_url: str | None, language: Language) -> None:
    """Read the statements of FILE, a JSON object {id, sql, expected?} a line, and print the verdict on each.

    `expected` is accept or reject; exit status 1 when a verdict is another one.
    """
    services = current_services()
    counts: Counter[str] = Counter()
    with closing(reader_of(current_settings(), data_url)) as reader:

        def check(sql: str) -> None:
            verified = services.guard.check(sql)
            if data_url:
                reader.plan(verified)

        for row in rows_in(file):
            verdict = judge(row["sql"], check, language)
            click.echo(json.dumps({"id": row["id"], **verdict}, ensure_ascii=False))
            counts[verdict["verdict"]] += 1
            counts["wrong"] += row.get("expected", verdict["verdict"]) != verdict["verdict"]
    click.echo(summary(counts))
    if counts["wrong"]:
        raise click.exceptions.Exit(1)


def rows_in(file: Path) -> Iterator[dict[str, Json]]:
    """The rows of the file. Raises ClickException that names the line which is none."""
    with file.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                yield row_in(line, f"{file}:{number}")


def row_in(line: str, place: str) -> dict[str, Json]:
    """A line as a row. Raises ClickException for what is none."""
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise click.ClickException(f"{place} is not JSON: {error.msg}.") from None
    if not isinstance(row, dict) or "id" not in row or not isinstance(row.get("sql"), str):
        raise click.ClickException(f"{place} is not an object with id and sql.")
    if row.get("expected", "accept") not in EXPECTATIONS:
        raise click.ClickException(f"{place} expects neither accept nor reject.")
    return row


def judge(sql: str, check: Check, language: Language) -> dict[str, Any]:
    """The verdict on a statement, with the reason of a rejection."""
    try:
        check(sql)
    except (DatabaseUnavailable, UnsafeReader) as error:
        raise click.ClickException(str(error)) from None
    except QueryCraftError as error:
        return {"verdict": "reject", "code": error.code, "message": reason(error, language), **place_of(error)}
    return {"verdict": "accept", "code": None, "message": ""}


def reason(error: QueryCraftError, language: Language) -> str:
    """An error's sentence, with what the database said."""
    said = translate(language, error.template(), **error.values)
    return f"{said} ({error.detail})" if error.detail else said


def place_of(error: QueryCraftError) -> dict[str, Json]:
    """The fragment that was refused and where it begins, where an error says so."""
    return {name: error.values[name] for name in ("fragment", "position") if error.values.get(name)}


def summary(counts: Counter[str]) -> str:
    """The last line."""
    total = counts["accept"] + counts["reject"]
    end = f"{counts['wrong']} not as expected" if counts["wrong"] else "all as expected"
    return f"{total} statements: {counts['accept']} accepted, {counts['reject']} rejected; {end}."
