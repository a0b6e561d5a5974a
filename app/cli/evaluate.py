"""`flask eval`: how many questions of a suite are answered, and how many of the answers are right."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

import click
from flask.cli import with_appcontext
from rich.console import Console
from rich.progress import track
from rich.table import Table

from app.cli.databases import DatabaseUrl, Named, named_once, readable_source
from app.cli.failing import failing_in_one_line
from app.current import current_services, current_settings
from app.evaluating.examining import Manner, Result, examiner
from app.evaluating.suite import Case, InvalidSuite, read_suite
from app.evaluating.tally import Tally
from app.semantics.deriving import derive_layer
from app.semantics.layer import SemanticLayer
from app.semantics.loading import load_layer
from app.sql.catalogue import catalogue_connection, read_catalogue

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@dataclass(frozen=True)
class Databases:
    """Addresses and semantics files by database; "" stands for every one that is not named."""

    urls: Mapping[str, str]
    files: Mapping[str, Path]

    def url(self, name: str) -> str | None:
        """A database's address; None for the configured one."""
        return self.urls.get(name) or self.urls.get("")

    def layer(self, name: str, configured: SemanticLayer) -> SemanticLayer:
        """A database's layer: that of its file, the configured database's own, or one derived from the database."""
        file, url = self.files.get(name) or self.files.get(""), self.url(name)
        if file:
            return load_layer(file)
        return derived_layer(url) if url else configured


@click.command("eval")
@click.argument("suite", type=FILE)
@click.option(
    "--data-url",
    "urls",
    type=Named(DatabaseUrl()),
    multiple=True,
    help="The database, as the reader's role; NAME=URL for a suite over several. By default the configured one.",
)
@click.option(
    "--semantics",
    "files",
    type=Named(FILE),
    multiple=True,
    help="Its semantics file; NAME=FILE for one of several. By default it is derived from the database.",
)
@click.option("--generator", help="One generator to ask instead of the configured chain.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="Answer as if today were this date.")
@click.option("--out", type=click.File("w", encoding="utf-8"), help="A file for the results, one JSON object a line.")
@click.option("--fail-under", type=click.FloatRange(0, 100), help="Exit with 1 if accuracy is less, in percent.")
@with_appcontext
@failing_in_one_line
def command(
    *,
    suite: Path,
    urls: tuple[tuple[str, str], ...],
    files: tuple[tuple[str, Path], ...],
    generator: str | None,
    today: datetime | None,
    out: IO[str] | None,
    fail_under: float | None,
) -> None:
    """Ask the questions of SUITE, a JSON object {id, question, gold_sql?, expected?, class?, lang?, db?} a line.

    Accuracy is how often the right thing was done; coverage, how many of the questions with an answer were answered;
    precision, how many of these answers were right. Nothing is recorded.
    """
    databases = Databases(named_once(urls, "--data-url"), named_once(files, "--semantics"))
    manner = Manner(generator, today.date() if today else None)
    total = report(written(results(cases_of(suite, databases), databases, manner), out))
    if fail_under is not None and (total.accuracy or 0) < fail_under:
        raise click.ClickException(f"Accuracy is below {fail_under:g}%.")


def cases_of(suite: Path, databases: Databases) -> tuple[Case, ...]:
    """The suite's questions. Raises ClickException for what is no suite, and for databases that were not named."""
    try:
        cases = read_suite(suite)
    except InvalidSuite as error:
        raise click.ClickException(str(error)) from None
    names = sorted({case.database for case in cases})
    missing = [name for name in names if name not in databases.urls]
    if missing and (len(names) > 1 or (databases.urls and "" not in databases.urls)):
        needed = " ".join(f"--data-url {name or 'NAME'}=URL" for name in missing)
        raise click.ClickException(f"{suite.name} asks about databases that were not named. Add {needed}")
    return cases


def results(cases: tuple[Case, ...], databases: Databases, manner: Manner) -> Iterator[Result]:
    """What becomes of each question, as it comes; on a terminal, one sees how far it is."""
    services = current_services()
    settings = current_settings()
    console = Console(stderr=True)
    with ExitStack() as stack:
        examiners = {
            name: stack.enter_context(
                examiner(services, settings, manner, databases.layer(name, services.layer), databases.url(name))
            )
            for name in dict.fromkeys(case.database for case in cases)
        }
        for case in track(cases, "Asking", console=console, disable=not console.is_terminal):
            yield examiners[case.database].examine(case)


def derived_layer(url: str) -> SemanticLayer:
    """The layer that a database's own catalogue gives."""
    with catalogue_connection(url) as connection:
        return derive_layer(readable_source(connection, read_catalogue(connection)), connection.info.dbname)


def written(found: Iterable[Result], out: IO[str] | None) -> Iterator[Result]:
    """The results, each written to the file, if there is one, as it comes."""
    for result in found:
        if out:
            out.write(json.dumps(result.as_row(), ensure_ascii=False) + "\n")
        yield result


def report(found: Iterable[Result]) -> Tally:
    """Print how well each class and each language was done; the tally of all."""
    total = Tally()
    kinds: defaultdict[str, Tally] = defaultdict(Tally)
    languages: defaultdict[str, Tally] = defaultdict(Tally)
    for result in found:
        for tally in (total, kinds[result.case.kind], languages[result.case.language]):
            tally.add(has_answer=result.case.has_answer, is_answered=result.is_answered, is_right=result.is_right)
    console = Console()
    for title, tallies in (("class", kinds), ("language", languages)):
        console.print(table_of(title, tallies))
    click.echo(summary(total))
    return total


def table_of(title: str, tallies: Mapping[str, Tally]) -> Table:
    """Tallies as a table."""
    table = Table(title, box=None)
    for column in ("right", "of", "accuracy", "coverage", "precision"):
        table.add_column(column, justify="right")
    for name, tally in sorted(tallies.items()):
        figures = (tally.accuracy, tally.coverage, tally.precision)
        table.add_row(name, str(tally.right), str(tally.questions), *map(shown, figures))
    return table


def shown(percent: float | None) -> str:
    """A percentage; of nothing there is none."""
    return "–" if percent is None else f"{percent:.1f}%"


def summary(total: Tally) -> str:
    """The last line."""
    return (
        f"accuracy {shown(total.accuracy)} ({total.right} of {total.questions}), coverage {shown(total.coverage)}, "
        f"precision {shown(total.precision)}"
    )
