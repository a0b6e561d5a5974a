"""`flask verified`: the questions that askers propose, and those that a person has approved."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date, datetime
from typing import get_args

import click
from flask.cli import AppGroup
from rich.cells import cell_len
from sqlalchemy import Connection

from app.cli.guard_check import reason
from app.contracts import Language
from app.current import current_services, current_settings
from app.errors import QueryCraftError
from app.extensions import db
from app.generators.builtin.following import stands_alone
from app.generators.verified.pairs import Pair
from app.generators.verified.templates import template_of
from app.language.detection import detect_language
from app.serving import reader_of
from app.translating import mark, translate
from app.verified.reviewing import Listed, add, decide, deciding, find, listed, rivals

Command = Callable[..., None]
STATUSES: dict[str, str] = {"pending": mark("pending"), "approved": mark("approved"), "rejected": mark("rejected")}
REACHES: dict[str, str] = {
    "alike": mark("it and others like it"),
    "repeats": mark("it alone"),
    "for now": mark("it for now"),
}
"""What a pair answers, in a table."""
ACCOUNTS: dict[str, str] = {
    "alike": mark("Answers this question, and the same with other dates, values or numbers."),
    "repeats": mark("Answers this question word for word."),
    "for now": mark(
        "Answers this question until the period in it becomes another: not every date in the SQL is one of its limits."
    ),
}
"""What a pair answers, in a sentence."""
HALF_SPACE = "\u200c"
ODD = "\ufffd"
HEADINGS = (mark("id"), mark("status"), mark("for"), mark("against"), mark("answers"), mark("question"))

command = AppGroup("verified", help="Questions with approved SQL: review what is proposed, add your own.")


def with_language(function: Command) -> Command:
    """A command that speaks the language that is asked for."""
    return click.option(
        "--language", type=click.Choice(get_args(Language)), default="en", help="Language of the messages."
    )(function)


def with_decision(function: Command) -> Command:
    """A command that decides of some questions."""
    options = (
        click.argument("ids", metavar="ID...", type=int, nargs=-1, required=True),
        click.option("--by", help="Who decides, kept with the decision."),
        click.option("--comment", help="Why, kept with the decision."),
        with_language,
    )
    for option in reversed(options):
        function = option(function)
    return function


@contextmanager
def failing_in(language: Language) -> Iterator[None]:
    """Turns our errors into one line in a language, and exit status 1."""
    try:
        yield
    except QueryCraftError as error:
        raise click.ClickException(reason(error, language)) from error


@command.command("list")
@click.option("--status", type=click.Choice([*STATUSES, "all"]), default="pending", show_default=True)
@with_language
def list_command(status: str, language: Language) -> None:
    """Show the questions of a status: how many askers speak for each and against it, and what it answers."""
    with failing_in(language):
        found = listed(db.engine, None if status == "all" else status)
    if not found:
        click.echo(translate(language, mark("There are no such questions.")))
        return
    headings = tuple(translate(language, heading) for heading in HEADINGS)
    for line in aligned([headings, *(cells(item, language) for item in found)]):
        click.echo(line)


def cells(item: Listed, language: Language) -> tuple[str, ...]:
    """A question's line."""
    status, reach = translate(language, STATUSES[item.status]), translate(language, REACHES[reach_of(item.pair)])
    return str(item.id), status, str(item.votes_for), str(item.votes_against), reach, visible(item.question)


def visible(text: str) -> str:
    """What somebody has written, in one line: a sign that could move a terminal's cursor shows as one."""
    shown = (character if character.isprintable() or character == HALF_SPACE else ODD for character in text)
    return "".join(shown)


def aligned(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Rows as lines, their columns below each other."""
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        padded = (text + " " * (width - cell_len(text)) for text, width in zip(row, widths, strict=True))
        yield "  ".join(padded).rstrip()


def reach_of(pair: Pair) -> str:
    """What a pair answers."""
    layer = current_services().layer
    return template_of(pair, layer).reach(layer)


@command.command("show")
@click.argument("id", type=int)
@with_language
def show_command(id: int, language: Language) -> None:
    """Show one question, its SQL, what it answers, and what askers say of it."""
    with failing_in(language):
        item = found(id, language)
        click.echo(f"{item.id}: {visible(item.question)}")
        for line in item.sql.splitlines():
            click.echo(visible(line))
        click.echo(translate(language, ACCOUNTS[reach_of(item.pair)]))
        click.echo(translate(language, mark("As of {day}."), day=item.as_of))
        for said in item.reasons:
            click.echo(f"  – {visible(said)}")


@command.command("approve")
@with_decision
def approve_command(ids: tuple[int, ...], by: str | None, comment: str | None, language: Language) -> None:
    """Approve questions: from now on, each is answered with its SQL at once."""
    with failing_in(language):
        for item in [found(number, language) for number in ids]:
            require_answer(item.pair, language)
            with deciding(db.engine) as connection:
                require_no_rival(connection, item.pair, language)
                decide(connection, item.id, "approved", by, comment)
            click.echo(translate(language, mark("Approved question {id}."), id=item.id))


@command.command("reject")
@with_decision
def reject_command(ids: tuple[int, ...], by: str | None, comment: str | None, language: Language) -> None:
    """Reject questions, also such as were approved: from now on, none is answered with its SQL."""
    with failing_in(language):
        for item in [found(number, language) for number in ids]:
            with deciding(db.engine) as connection:
                decide(connection, item.id, "rejected", by, comment)
            click.echo(translate(language, mark("Rejected question {id}."), id=item.id))


@command.command("add")
@click.argument("question")
@click.option("--sql", required=True, help="The SQL that answers it.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="The day on which it does, instead of today.")
@click.option("--by", help="Who decides, kept with the decision.")
@with_language
def add_command(question: str, sql: str, as_of: datetime | None, by: str | None, language: Language) -> None:
    """Add a QUESTION with its SQL, and approve it."""
    day = as_of.date() if as_of else current_services().today()
    pair = Pair(question, detect_language(question), sql, day)
    with failing_in(language):
        require_answer(pair, language)
        with deciding(db.engine) as connection:
            require_no_rival(connection, pair, language)
            number, known_as_of = add(connection, pair, day)
            require_same_day(number, known_as_of, day, language)
            decide(connection, number, "approved", by, None)
        click.echo(translate(language, mark("Approved question {id}."), id=number))


def found(id: int, language: Language) -> Listed:
    """The question of that number. Raises ClickException where there is none."""
    item = find(db.engine, id)
    if item is None:
        raise click.ClickException(translate(language, mark("There is no question {id}."), id=id))
    return item


def require_answer(pair: Pair, language: Language) -> None:
    """Raise what the guard and PostgreSQL have against a pair's SQL; ClickException where it goes on with another."""
    if not stands_alone(pair.question, pair.language, current_services().layer, current_services().today()):
        message = mark("«{question}» goes on with another question. Add it as one that says by itself what is asked.")
        raise click.ClickException(translate(language, message, question=visible(pair.question)))
    with closing(reader_of(current_settings())) as reader:
        reader.plan(current_services().guard.check(pair.sql))
    template_of(pair, current_services().layer)


def require_no_rival(connection: Connection, pair: Pair, language: Language) -> None:
    """Raise ClickException where an approved question says the same with other SQL."""
    others = rivals(connection, pair)
    if others:
        message = mark("Question {id} is approved and says the same with other SQL. Reject it first.")
        raise click.ClickException(translate(language, message, id=others[0]))


def require_same_day(number: int, known: date, wanted: date, language: Language) -> None:
    """Raise ClickException where a question is on the list for another day than is wanted, which never changes."""
    if known != wanted:
        message = mark("Question {id} is this one with this SQL as of {day}. Approve it, or write the SQL otherwise.")
        raise click.ClickException(translate(language, message, id=number, day=known))
