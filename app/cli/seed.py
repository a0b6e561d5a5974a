"""`flask seed-db`: fills the shop's tables with example data."""

from __future__ import annotations

import sys
from contextlib import closing
from datetime import date

import click
import psycopg2
from flask.cli import with_appcontext
from psycopg2 import extensions

from app.clock import today_of
from app.current import current_settings
from seeds.loading import DEFAULT_SEED, is_empty, seed_shop
from seeds.shop import InvalidSize, Size

UNCHANGED = "The database holds data already, so nothing was changed. Replace it with --reset."


@click.command("seed-db")
@click.option("--customers", default=Size.customers, show_default=True, help="How many customers.")
@click.option("--products", default=Size.products, show_default=True, help="How many products.")
@click.option("--orders", default=Size.orders, show_default=True, help="How many orders.")
@click.option("--seed", default=DEFAULT_SEED, show_default=True, help="The same seed gives the same data.")
@click.option("--reset", is_flag=True, help="Replace what the tables hold.")
@click.option("--yes", is_flag=True, help="Don't ask before replacing.")
@with_appcontext
def command(*, customers: int, products: int, orders: int, seed: int, reset: bool, yes: bool) -> None:
    """Fill the shop's tables with two and a half years of example data, ending today."""
    settings = current_settings()
    size = requested_size(customers, products, orders)
    today = today_of(settings)()
    try:
        with closing(psycopg2.connect(settings.database_url, connect_timeout=5)) as connection:
            filled = not is_empty(connection)
            replace = filled and reset and (yes or confirmed(connection))
            loaded = (replace or not filled) and load(connection, today, size, seed, replace=replace)
    except psycopg2.Error as error:
        raise click.ClickException(explanation(error)) from None
    click.echo(summary(size, today) if loaded else UNCHANGED)


def requested_size(customers: int, products: int, orders: int) -> Size:
    """The numbers as a size. Raises ClickException, whose message is the reason."""
    try:
        return Size(customers, products, orders)
    except InvalidSize as error:
        raise click.ClickException(str(error)) from None


def explanation(error: psycopg2.Error) -> str:
    """What went wrong, and what to do about it."""
    reason = str(error).partition("\n")[0].rstrip(".")
    if isinstance(error, psycopg2.errors.UndefinedTable):
        return "The database doesn't have the shop's tables yet. Run `flask --app wsgi db upgrade`, then this again."
    if isinstance(error, psycopg2.ProgrammingError) and error.pgcode is None:
        # The driver's reason quotes the address, the password in it included.
        return "DATABASE_URL is not a PostgreSQL address. Make it one such as postgresql://querycraft@localhost/querycraft."
    if error.pgcode is None:
        return f"The database can't be reached ({reason}). Check that PostgreSQL runs and what DATABASE_URL says."
    return f"The database refused the data ({reason}), so nothing was changed. Remove the cause, then run this again."


def confirmed(connection: extensions.connection) -> bool:
    """Ask whether the data may be replaced; aborts unless the answer is yes."""
    question = f"Replace all customers, products and orders of the database «{connection.info.dbname}»?"
    return click.confirm(question, abort=True)


def load(connection: extensions.connection, today: date, size: Size, seed: int, *, replace: bool) -> bool:
    """Load the shop, with a progress bar where there is a terminal; whether there was anything to do."""
    with click.progressbar(length=size.rows, label="Loading", file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        return seed_shop(connection, today, size, seed=seed, replace=replace, progress=bar.update)


def summary(size: Size, today: date) -> str:
    """What has been loaded."""
    return f"Loaded {size.customers:,} customers, {size.products:,} products and {size.orders:,} orders up to {today}."
