"""`flask seed-db` on a real PostgreSQL: all of it or nothing, and the same again for the same seed."""

from __future__ import annotations

import io
import os
import pty
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from click.testing import Result
from flask import Flask

from app.local.postgres import EmbeddedPostgres
from seeds.loading import seed_shop
from seeds.shop import Size
from tests.support.postgres import execute, query

TODAY = date(2026, 11, 21)
SMALL = Size(customers=20, products=10, orders=50)
PROJECT = Path(__file__).resolve().parents[2]
TABLES = ("customers", "products", "orders")
INSERTS = (
    "INSERT INTO customers (name, email, registration_date) VALUES ('Sara', 'sara@example.com', '2026-11-21')",
    "INSERT INTO products (name, category, price) VALUES ('Pen', 'Books', 9000)",
    "INSERT INTO orders (customer_id, product_id, order_date, quantity, status)"
    " VALUES (1, 1, '2026-11-21', 1, 'pending')",
)


def seed_db(app: Flask, *options: str, answer: str | None = None) -> Result:
    return app.test_cli_runner().invoke(args=["seed-db", *options], input=answer)


def point_to(app: Flask, url: str) -> None:
    app.extensions["settings"] = replace(app.extensions["settings"], database_url=url)


def fill(url: str, size: Size, **options: Any) -> bool:
    with closing(psycopg2.connect(url)) as connection:
        return seed_shop(connection, TODAY, size, **options)


def content(url: str) -> bytes:
    """Every byte of the three tables."""
    copied = io.BytesIO()
    with closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
        for table in TABLES:
            cursor.copy_expert(f"COPY (TABLE {table} ORDER BY id) TO STDOUT", copied)
    return copied.getvalue()


@contextmanager
def seeder_on_a_terminal(url: str) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """A process that replaces the data by a million orders, and the terminal that shows its progress."""
    terminal, its_side = pty.openpty()
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "seed-db", "--reset", "--yes", "--orders", "1000000"]
    environ = {**os.environ, "DATABASE_URL": url, "SECRET_KEY": "only for tests"}
    with subprocess.Popen(command, env=environ, cwd=PROJECT, stdout=subprocess.PIPE, stderr=its_side) as seeder:
        os.close(its_side)
        yield seeder, terminal
    os.close(terminal)


def rows_in(url: str) -> list[int]:
    """How many rows each table has."""
    return [query(url, f"SELECT count(*) FROM {table}")[0][0] for table in TABLES]


class TestLoading:
    def test_an_empty_database_is_filled_and_it_says_so(self, app: Flask, database_url: str) -> None:
        result = seed_db(app)
        assert (result.exit_code, result.stderr) == (0, "")
        assert result.stdout == "Loaded 300 customers, 60 products and 3,000 orders up to 2026-11-21.\n"
        assert rows_in(database_url) == [300, 60, 3_000]

    def test_the_same_seed_gives_the_same_bytes(self, app: Flask, database_url: str) -> None:
        seed_db(app)
        before = content(database_url)
        assert seed_db(app, "--reset", "--yes").exit_code == 0
        assert content(database_url) == before

    def test_another_seed_gives_other_data(self, app: Flask, database_url: str) -> None:
        seed_db(app)
        before = content(database_url)
        assert seed_db(app, "--reset", "--yes", "--seed", "7").exit_code == 0
        assert content(database_url) != before

    def test_one_customer_and_one_product_are_enough(self, app: Flask, database_url: str) -> None:
        assert seed_db(app, "--customers", "1", "--products", "1", "--orders", "40").exit_code == 0
        assert query(database_url, "SELECT customer_id, product_id, count(*) FROM orders GROUP BY 1, 2") == [(1, 1, 40)]

    def test_new_rows_get_the_numbers_after_the_highest(self, database_url: str) -> None:
        fill(database_url, Size())
        fill(database_url, SMALL, replace=True)
        assert [query(database_url, f"{insert} RETURNING id") for insert in INSERTS] == [[(21,)], [(11,)], [(51,)]]

    def test_the_planner_knows_the_tables(self, database_url: str) -> None:
        fill(database_url, SMALL)
        assert query(database_url, "SELECT reltuples FROM pg_class WHERE oid = 'orders'::regclass") == [(50,)]
        assert query(database_url, "SELECT count(*) FROM pg_stats WHERE tablename = 'orders'") == [(6,)]

    def test_progress_is_told_in_steps_that_add_up_to_all_rows(self, database_url: str) -> None:
        steps: list[int] = []
        size = Size(orders=50_000)
        fill(database_url, size, progress=steps.append)
        assert sum(steps) == size.rows
        assert max(steps) < size.orders


class TestDataThatIsThereAlready:
    def test_it_stays_and_it_says_so(self, app: Flask, database_url: str) -> None:
        fill(database_url, SMALL)
        before = content(database_url)
        result = seed_db(app)
        assert (result.exit_code, result.stderr) == (0, "")
        assert result.stdout == "The database holds data already, so nothing was changed. Replace it with --reset.\n"
        assert content(database_url) == before

    def test_a_single_row_of_somebody_is_data(self, app: Flask, database_url: str) -> None:
        execute(database_url, INSERTS[0])
        assert "nothing was changed" in seed_db(app).stdout
        assert rows_in(database_url) == [1, 0, 0]

    @pytest.mark.parametrize(("answer", "exit_code", "orders"), [("n\n", 1, 50), ("", 1, 50), ("y\n", 0, 3_000)])
    def test_reset_replaces_it_only_after_a_yes(
        self, app: Flask, database_url: str, answer: str, exit_code: int, orders: int
    ) -> None:
        fill(database_url, SMALL)
        result = seed_db(app, "--reset", answer=answer)
        assert result.exit_code == exit_code
        assert "Replace all customers, products and orders of the database" in result.output
        assert rows_in(database_url)[2] == orders

    def test_of_two_seeders_at_the_same_time_one_loads(self, database_url: str) -> None:
        with closing(psycopg2.connect(database_url)) as starter, ThreadPoolExecutor() as pool:
            starter.cursor().execute("LOCK TABLE orders")
            seeders = [pool.submit(fill, database_url, SMALL, seed=seed) for seed in (1, 2)]
            while query(database_url, "SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted") != [(2,)]:
                continue
            starter.commit()
            assert sorted(seeder.result() for seeder in seeders) == [False, True]
        assert rows_in(database_url) == [20, 10, 50]

    def test_it_survives_a_seeder_that_is_killed_halfway(self, database_url: str) -> None:
        fill(database_url, SMALL)
        before = content(database_url)
        with seeder_on_a_terminal(database_url) as (seeder, terminal):
            shown = b""
            while not re.search(rb"[1-9]%", shown):
                shown += os.read(terminal, 1_000)
            seeder.kill()
        assert seeder.returncode == -signal.SIGKILL
        assert content(database_url) == before
        assert query(database_url, f"{INSERTS[0]} RETURNING id") == [(21,)]

    def test_it_survives_an_error_halfway(self, app: Flask, database_url: str) -> None:
        fill(database_url, SMALL)
        before = content(database_url)
        execute(database_url, "ALTER TABLE orders ADD CHECK (id < 2500)")
        result = seed_db(app, "--reset", "--yes")
        assert (result.exit_code, result.stdout) == (1, "")
        assert re.fullmatch("Error: The database refused the data .*, so nothing was changed. .*\n", result.stderr)
        assert content(database_url) == before


class TestRefusals:
    @pytest.mark.parametrize(
        "options", [["--orders", "-1"], ["--customers", "0"], ["--products", "0"], ["--orders", "10000001"]]
    )
    def test_impossible_numbers_get_one_line_and_change_nothing(
        self, app: Flask, database_url: str, options: list[str]
    ) -> None:
        fill(database_url, SMALL)
        result = seed_db(app, "--reset", "--yes", *options)
        assert (result.exit_code, result.stdout) == (1, "")
        assert re.fullmatch("Error: .*\n", result.stderr)
        assert query(database_url, "SELECT count(*) FROM orders") == [(50,)]

    @pytest.mark.parametrize(
        ("url", "advice"),
        [
            (
                "postgresql://nobody:secret@127.0.0.1:1/nothing",
                "Check that PostgreSQL runs and what DATABASE_URL says.",
            ),
            ("postgresql://nobody:secret%@127.0.0.1:1/nothing", "DATABASE_URL is not a PostgreSQL address."),
        ],
    )
    def test_a_database_out_of_reach_gets_one_line_without_the_password(
        self, app: Flask, url: str, advice: str
    ) -> None:
        point_to(app, url)
        result = seed_db(app)
        assert result.exit_code == 1
        assert re.fullmatch(f"Error: .*{advice}.*\n", result.stderr)
        assert "secret" not in result.output

    def test_a_database_without_the_tables_gets_the_command_that_makes_them(
        self, app: Flask, postgres: EmbeddedPostgres
    ) -> None:
        point_to(app, postgres.url("postgres"))
        result = seed_db(app)
        assert result.exit_code == 1
        assert re.fullmatch("Error: .* Run `flask --app wsgi db upgrade`, then this again.\n", result.stderr)
