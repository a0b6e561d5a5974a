"""Puts a shop into the database: all of it or nothing."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import islice

from psycopg2 import extensions

from seeds.shop import Shop, Size, chance

DEFAULT_SEED = 1405
BATCH = 20_000
"""Rows of one COPY: the most that is held in memory at a time."""

COLUMNS = {
    "public.customers": "id, name, email, registration_date",
    "public.products": "id, name, category, price",
    "public.orders": "id, customer_id, product_id, order_date, quantity, status",
}
TABLES = ", ".join(COLUMNS)

Progress = Callable[[int], object]
"""Told how many rows more have been loaded."""


def unseen(_rows: int) -> None:
    """Progress that nobody watches."""


def is_empty(connection: extensions.connection) -> bool:
    """Whether there is neither a customer nor a product nor an order. Raises psycopg2.Error."""
    with connection, connection.cursor() as cursor:
        return not holds_rows(cursor)


def seed_shop(
    connection: extensions.connection,
    today: date,
    size: Size,
    *,
    seed: int = DEFAULT_SEED,
    replace: bool = False,
    progress: Progress = unseen,
) -> bool:
    """Fill the shop's tables with rows that end `today`; False, and nothing done, if there are rows and not `replace`.

    The same size, seed and day always give the same rows. It is one transaction: after any error, which is a
    psycopg2.Error, the rows from before are still there.
    """
    with connection, connection.cursor() as cursor:
        # Of two seeders at a time the second waits here, and then sees the rows of the first.
        cursor.execute(f"LOCK TABLE {TABLES} IN ACCESS EXCLUSIVE MODE")
        if holds_rows(cursor) and not replace:
            return False
        cursor.execute(f"TRUNCATE {TABLES} RESTART IDENTITY")
        load(cursor, Shop(size, chance(seed), today), progress)
        cursor.execute(f"ANALYZE {TABLES}")
    return True


def holds_rows(cursor: extensions.cursor) -> bool:
    """Whether any of the tables has a row."""
    cursor.execute("SELECT " + " OR ".join(f"EXISTS (TABLE {table})" for table in COLUMNS))
    return cursor.fetchone() == (True,)


def load(cursor: extensions.cursor, shop: Shop, progress: Progress) -> None:
    """Copy the shop's rows into the empty tables, and let their ids go on from there."""
    sources: tuple[Iterator[tuple[object, ...]], ...] = (shop.customers(), shop.products(), shop.orders())
    for table, rows in zip(COLUMNS, sources, strict=True):
        count = copy(cursor, table, rows, progress)
        cursor.execute(f"ALTER TABLE {table} ALTER COLUMN id RESTART WITH {count + 1}")


def copy(cursor: extensions.cursor, table: str, rows: Iterator[tuple[object, ...]], progress: Progress) -> int:
    """Send the rows to the table in batches; their number."""
    statement = f"COPY {table} ({COLUMNS[table]}) FROM STDIN WITH (FORMAT csv, ENCODING 'UTF8')"
    count = 0
    while batch := list(islice(rows, BATCH)):
        cursor.copy_expert(statement, io.BytesIO(as_csv(batch)))
        count += len(batch)
        progress(len(batch))
    return count


def as_csv(rows: Iterable[tuple[object, ...]]) -> bytes:
    """The rows as COPY reads them."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()
