"""The migrations make what the models say, can be taken back, and give the reader SELECT and nothing else."""

from __future__ import annotations

from urllib.parse import urlsplit

import psycopg2
import pytest
from flask import Flask
from flask_migrate import check, downgrade, upgrade

from app import create_app
from app.local.postgres import EmbeddedPostgres
from app.migrating import enable_migrations
from tests.conftest import dismantle, overrides_for
from tests.support.postgres import execute, fresh_database, query

TABLES = "SELECT schemaname || '.' || tablename FROM pg_tables WHERE schemaname IN ('public', 'querycraft') ORDER BY 1"
GRANTS = """
SELECT table_name, privilege_type FROM information_schema.role_table_grants
WHERE grantee = 'querycraft_reader' ORDER BY table_name
"""


def test_no_model_has_changed_without_a_migration(app: Flask):
    enable_migrations(app)
    with app.app_context():
        check()


def test_the_migrations_can_be_taken_back_and_made_again(app: Flask, database_url: str):
    tables = query(database_url, TABLES)
    assert ("public.orders",) in tables
    enable_migrations(app)
    with app.app_context():
        downgrade(revision="base")
        assert query(database_url, TABLES) == [("querycraft.alembic_version",)]
        upgrade()
    assert query(database_url, TABLES) == tables


def test_the_reader_may_select_from_the_three_tables_and_do_nothing_else(database_url: str):
    assert query(database_url, GRANTS) == [("customers", "SELECT"), ("orders", "SELECT"), ("products", "SELECT")]


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM querycraft.query_run",
        "CREATE TABLE public.mine (id int)",
        "CREATE TEMPORARY TABLE mine (id int)",
        "SET default_transaction_read_only = off; DELETE FROM orders",
        "SELECT nextval('orders_id_seq')",
    ],
)
def test_the_database_itself_refuses_the_reader(app: Flask, statement: str):
    with pytest.raises((psycopg2.errors.InsufficientPrivilege, psycopg2.errors.ReadOnlySqlTransaction)):
        execute(app.extensions["settings"].reader_url, statement)


@pytest.mark.parametrize(
    "row",
    [
        "INSERT INTO products (name, category, price) VALUES ('x', 'Books', -1)",
        "INSERT INTO orders (customer_id, product_id, order_date, quantity, status) VALUES (1, 1, now(), 1, 'shipped')",
    ],
)
def test_the_tables_refuse_rows_that_make_no_sense(database_url: str, row: str):
    with pytest.raises(psycopg2.IntegrityError):
        execute(database_url, row)


def test_an_owner_that_also_reads_for_trying_out_keeps_the_right_to_write(postgres: EmbeddedPostgres):
    with fresh_database(postgres) as url:
        owner = urlsplit(url).username
        app = create_app({**overrides_for(url), "reader_role": owner, "allow_unsafe_reader": True})
        enable_migrations(app)
        with app.app_context():
            upgrade()
        dismantle(app)
        assert query(url, f"SELECT rolconfig FROM pg_roles WHERE rolname = '{owner}'") == [(None,)]
