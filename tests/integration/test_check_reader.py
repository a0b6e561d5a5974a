"""`flask check-reader` finds whatever a reader may do beyond reading, and names the statements that mend it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any

import psycopg
import psycopg2
import pytest
from click.testing import Result
from flask import Flask
from psycopg import sql

from app import create_app
from app.local.postgres import EmbeddedPostgres
from app.settings import with_user
from tests.conftest import dismantle, overrides_for
from tests.support.postgres import query

NUMBERS = count(1)
PREDEFINED = """
pg_read_all_data pg_write_all_data pg_read_server_files pg_write_server_files pg_execute_server_program
pg_signal_backend pg_signal_autovacuum_worker pg_maintain pg_checkpoint pg_monitor pg_read_all_settings
pg_read_all_stats pg_stat_scan_tables pg_create_subscription pg_use_reserved_connections
""".split()
SECRET = "CREATE TABLE secret (id int, word text); "
MARGIN = "ALTER TABLE orders ADD COLUMN margin numeric; "
VAULT = "CREATE SCHEMA vault CREATE TABLE orders (id int); GRANT SELECT ON vault.orders TO {reader}; "
FOR_EVERYONE = "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO PUBLIC"
SERVER = "CREATE FOREIGN DATA WRAPPER elsewhere; CREATE SERVER other FOREIGN DATA WRAPPER elsewhere; "


@dataclass(frozen=True)
class Reader:
    """A role that may read the three tables, and two that may do nothing; their names need quotes."""

    owner_url: str
    number: int

    @property
    def names(self) -> dict[str, str]:
        return {
            "reader": f'Reader "{self.number}"',
            "group": f"Group {self.number}",
            "granter": f"Granter {self.number}",
        }

    @property
    def url(self) -> str:
        return with_user(self.owner_url, self.names["reader"], "")

    def as_owner(self, *statements: str) -> None:
        """Run statements in which {reader}, {group}, {granter} and {database} stand for names."""
        with psycopg.connect(self.owner_url, autocommit=True) as connection:
            names = {**self.names, "database": connection.info.dbname}
            quoted = {name: sql.Identifier(value) for name, value in names.items()}
            for statement in statements:
                connection.execute(sql.SQL(statement).format(**quoted))

    def mend(self, findings: list[dict[str, Any]]) -> None:
        """Do what the findings advise."""
        with psycopg.connect(self.owner_url, autocommit=True) as connection:
            for finding in findings:
                for statement in finding["statements"]:
                    connection.execute(statement)


@pytest.fixture
def reader(database_url: str) -> Iterator[Reader]:
    reader = Reader(database_url, next(NUMBERS))
    reader.as_owner(
        "CREATE ROLE {reader} LOGIN; CREATE ROLE {group}; CREATE ROLE {granter}",
        "GRANT USAGE ON SCHEMA public TO {reader}",
        "GRANT SELECT ON customers, products, orders TO {reader}",
    )
    yield reader
    reader.as_owner("DROP OWNED BY {reader}, {group}, {granter}", "DROP ROLE {reader}, {group}, {granter}")


@pytest.fixture(scope="module")
def app(postgres: EmbeddedPostgres) -> Iterator[Flask]:
    """An application whose own database is none of the readers'."""
    app = create_app(overrides_for(postgres.url("postgres")))
    yield app
    dismantle(app)


def check(app: Flask, url: str, *options: str) -> Result:
    return app.test_cli_runner().invoke(args=["check-reader", "--data-url", url, *options])


def found(app: Flask, url: str, rule: str = "") -> list[dict[str, Any]]:
    """The findings of a rule, or all that are too much; the exit status says whether there are such."""
    result = check(app, url, "--json")
    findings = json.loads(result.output)["findings"]
    too_much = [finding for finding in findings if finding["too_much"]]
    assert result.exit_code == bool(too_much)
    return [finding for finding in findings if finding["rule"] == rule] if rule else too_much


def test_the_migrated_reader_passes(database_url: str):
    app = create_app(overrides_for(database_url))
    result = app.test_cli_runner().invoke(args=["check-reader"])
    dismantle(app)
    assert result.exit_code == 0
    assert result.output.startswith("The role querycraft_reader in the database test_")
    assert "TOO MUCH" not in result.output
    assert result.output.splitlines()[-1].startswith("Nothing is too much: querycraft_reader may at most read")


@pytest.mark.parametrize(
    ("rule", "what", "provocation"),
    [
        ("superuser", "SUPERUSER", "ALTER ROLE {reader} SUPERUSER"),
        ("createrole", "CREATEROLE", "ALTER ROLE {reader} CREATEROLE"),
        ("createdb", "CREATEDB", "ALTER ROLE {reader} CREATEDB"),
        ("replication", "REPLICATION", "ALTER ROLE {reader} REPLICATION"),
        ("bypassrls", "BYPASSRLS", "ALTER ROLE {reader} BYPASSRLS"),
        ("owner", "the object table public.secret", SECRET + "ALTER TABLE secret OWNER TO {reader}"),
        ("owner", "schema nook, table nook.own", "CREATE SCHEMA nook AUTHORIZATION {reader} CREATE TABLE own ()"),
        ("read", "SELECT on the table public.secret", SECRET + "GRANT SELECT ON secret TO {reader}"),
        ("read", "the table public.secret, which everyone has (PUBLIC)", SECRET + "GRANT SELECT ON secret TO PUBLIC"),
        ("read", "the column public.secret.word", SECRET + "GRANT SELECT (word) ON secret TO {reader}"),
        ("read", 'public."Top 3"', 'CREATE VIEW "Top 3" AS SELECT 1; GRANT SELECT ON "Top 3" TO {reader}'),
        ("read", "public.sums", "CREATE MATERIALIZED VIEW sums AS SELECT 1; GRANT SELECT ON sums TO {reader}"),
        ("read", "public.far", SERVER + "CREATE FOREIGN TABLE far () SERVER other; GRANT SELECT ON far TO {reader}"),
        ("read", "the table vault.orders", VAULT + "GRANT USAGE ON SCHEMA vault TO PUBLIC"),
        ("read", "the table pg_authid", "GRANT SELECT ON pg_authid TO {reader}"),
        ("write", "DELETE, INSERT, UPDATE on the table", "GRANT INSERT, UPDATE, DELETE ON orders TO {reader}"),
        ("write", "REFERENCES, TRIGGER, TRUNCATE on", "GRANT TRUNCATE, REFERENCES, TRIGGER ON orders TO {reader}"),
        ("write", "MAINTAIN on the table public.orders", "GRANT MAINTAIN ON orders TO PUBLIC"),
        ("write", "UPDATE on the column public.orders.status", "GRANT UPDATE (status) ON orders TO {reader}"),
        ("sequence", "USAGE on the sequence public.orders_id", "GRANT USAGE ON SEQUENCE orders_id_seq TO {reader}"),
        ("sequence", "UPDATE on the sequence public.orders_id", "GRANT UPDATE ON SEQUENCE orders_id_seq TO {reader}"),
        ("create", "CREATE on the schema public", "GRANT CREATE ON SCHEMA public TO PUBLIC"),
        ("create", "CREATE on the database test_", "GRANT CREATE ON DATABASE {database} TO {reader}"),
        ("create", "TEMPORARY on the database test_", "GRANT TEMPORARY ON DATABASE {database} TO PUBLIC"),
        ("create", "CREATE on the tablespace pg_default", "GRANT CREATE ON TABLESPACE pg_default TO {reader}"),
        ("file function", "pg_read_file(text)", "GRANT EXECUTE ON FUNCTION pg_read_file(text) TO {reader}"),
        ("file function", "pg_ls_dir(text)", "GRANT EXECUTE ON FUNCTION pg_ls_dir(text) TO PUBLIC"),
        ("server function", "pg_reload_conf()", "GRANT EXECUTE ON FUNCTION pg_reload_conf() TO {reader}"),
        (
            "definer function",
            "public.peek()",
            "CREATE FUNCTION peek() RETURNS text LANGUAGE sql SECURITY DEFINER RETURN 'all';" + FOR_EVERYONE,
        ),
        (
            "language function",
            "public.reload()",
            "CREATE FUNCTION reload() RETURNS bool LANGUAGE internal AS 'pg_reload_conf';" + FOR_EVERYONE,
        ),
        (
            "extension function",
            "more, which everyone has (PUBLIC)",
            "CREATE EXTENSION vector; UPDATE pg_extension SET extname = 'dblink' WHERE extname = 'vector';"
            + FOR_EVERYONE,
        ),
        ("foreign", "the foreign server other", SERVER + "GRANT USAGE ON FOREIGN SERVER other TO {reader}"),
        ("foreign", "the foreign-data wrapper", SERVER + "GRANT USAGE ON FOREIGN DATA WRAPPER elsewhere TO {reader}"),
        ("large object", "the large object 42", "SELECT lo_create(42); GRANT SELECT ON LARGE OBJECT 42 TO {reader}"),
        ("parameter", "SET on the parameter work_mem", "GRANT SET ON PARAMETER work_mem TO {reader}"),
    ],
)
def test_what_is_too_much_is_found_and_mended_by_its_statement(
    app: Flask, reader: Reader, rule: str, what: str, provocation: str
):
    reader.as_owner(provocation)
    findings = found(app, reader.url)
    assert {finding["rule"] for finding in findings} == {rule}
    assert what in findings[0]["what"]
    reader.mend(findings)
    assert not found(app, reader.url)


def test_membership_in_every_predefined_role_is_too_much(app: Flask, reader: Reader):
    for role in PREDEFINED:
        reader.as_owner(f"GRANT {role} TO {{reader}} WITH INHERIT FALSE")
    findings = found(app, reader.url)
    assert {finding["what"] for finding in findings} == {f"Membership in {role}" for role in PREDEFINED}
    reader.mend(findings)
    assert not found(app, reader.url)


def test_there_is_no_other_predefined_role_that_one_can_be_a_member_of(postgres: EmbeddedPostgres):
    known = {(role,) for role in [*PREDEFINED, "pg_database_owner"]}
    assert set(query(postgres.url("postgres"), "SELECT rolname FROM pg_roles WHERE rolname ~ '^pg_'")) == known


@pytest.mark.parametrize(
    ("rule", "provocation", "options"),
    [
        ("read", SECRET + "GRANT SELECT ON secret TO {group}", "INHERIT TRUE, SET FALSE"),
        ("read", SECRET + "GRANT SELECT ON secret TO {group}", "INHERIT FALSE, SET TRUE"),
        ("read", SECRET + "GRANT SELECT ON secret TO {group}", "INHERIT FALSE, SET FALSE, ADMIN TRUE"),
        ("owner", SECRET + "ALTER TABLE secret OWNER TO {group}", "INHERIT TRUE"),
        ("createrole", "ALTER ROLE {group} CREATEROLE", "INHERIT FALSE"),
        ("membership", "GRANT pg_read_all_data TO {group}", "INHERIT FALSE"),
        ("superuser", "ALTER ROLE {granter} SUPERUSER; GRANT {granter} TO {group}", "INHERIT FALSE"),
    ],
)
def test_what_a_role_may_do_that_the_reader_is_a_member_of_is_too_much(
    app: Flask, reader: Reader, rule: str, provocation: str, options: str
):
    reader.as_owner(provocation)
    assert not found(app, reader.url)
    reader.as_owner(f"GRANT {{group}} TO {{reader}} WITH {options}")
    [finding] = found(app, reader.url)
    assert finding["rule"] == rule
    assert finding["statements"] == [f'REVOKE "Group {reader.number}" FROM "Reader ""{reader.number}"""']
    reader.mend([finding])
    assert not found(app, reader.url)


def test_a_membership_is_taken_back_from_whoever_has_granted_it(app: Flask, reader: Reader):
    reader.as_owner(
        SECRET + "GRANT SELECT ON secret TO {group}",
        "GRANT {group} TO {granter} WITH ADMIN OPTION",
        "SET ROLE {granter}; GRANT {group} TO {reader}; RESET ROLE",
    )
    [finding] = found(app, reader.url)
    assert finding["statements"][0].endswith(f' GRANTED BY "Granter {reader.number}"')
    reader.mend([finding])
    assert not found(app, reader.url)


def test_a_privilege_is_taken_back_by_whoever_has_granted_it(app: Flask, reader: Reader):
    reader.as_owner(
        SECRET + "GRANT SELECT ON secret TO {granter} WITH GRANT OPTION; GRANT USAGE ON SCHEMA public TO {granter}",
        "SET ROLE {granter}; GRANT SELECT ON secret TO {reader}; RESET ROLE",
    )
    reader.mend(found(app, reader.url))
    assert not found(app, reader.url)


@pytest.mark.parametrize(
    "provocation",
    [
        "GRANT {group} TO {reader}",
        "REVOKE SELECT ON orders FROM {reader}; GRANT SELECT ON orders TO {group}; GRANT {group} TO {reader}",
        SECRET + "GRANT SELECT ON secret TO {group}; GRANT {group} TO {reader} WITH INHERIT FALSE, SET FALSE",
        VAULT,
        "CREATE FUNCTION watch() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS 'BEGIN RETURN NEW; END';"
        + FOR_EVERYONE,
        "CREATE FUNCTION peek() RETURNS text LANGUAGE sql RETURN 'all';" + FOR_EVERYONE,
        "CREATE EXTENSION vector;" + FOR_EVERYONE,
    ],
)
def test_what_does_no_harm_is_not_too_much(app: Flask, reader: Reader, provocation: str):
    reader.as_owner(provocation)
    assert not found(app, reader.url)
    assert not found(app, reader.url, "unreadable")


def test_many_objects_are_one_finding_and_one_statement(app: Flask, reader: Reader):
    tables = [f"public.t{number:02}" for number in range(14)]
    reader.as_owner(*(f"CREATE TABLE {table} (); GRANT SELECT ON {table} TO PUBLIC" for table in tables))
    [finding] = found(app, reader.url)
    assert finding["what"].startswith("SELECT on 14 tables: public.t00, public.t01, public.t02, and 11 more")
    assert finding["objects"] == tables
    assert f"\n    REVOKE SELECT ON TABLE {', '.join(tables)} FROM PUBLIC;\n" in check(app, reader.url).output


def test_of_a_superuser_nothing_else_is_told(app: Flask, database_url: str):
    result = check(app, database_url)
    assert result.exit_code == 1
    assert "TOO MUCH: SUPERUSER.\n" in result.output
    assert "Worth knowing" not in result.output
    assert result.output.splitlines()[-1].startswith("querycraft may do too much (1 found).")


def test_the_role_that_made_the_server_is_not_advised_to_become_another(app: Flask, database_url: str):
    [finding] = found(app, database_url)
    assert finding["statements"] == []
    assert "name another one in READER_ROLE or DATA_DATABASE_URL" in finding["why"]


@pytest.mark.parametrize(
    ("rule", "what", "provocation"),
    [
        ("hidden column", "SELECT on the column public.orders.margin", MARGIN),
        ("hidden column", "the column public.orders.margin", MARGIN + "GRANT SELECT (margin) ON orders TO PUBLIC"),
        (
            "hidden column",
            "the column public.orders.margin",
            MARGIN + "REVOKE SELECT ON orders FROM {reader}; GRANT SELECT ON orders TO {group};"
            "GRANT {group} TO {reader}",
        ),
        ("unreadable", "No SELECT on 6 columns: public.orders.c", "REVOKE SELECT ON orders FROM {reader}"),
        (
            "unreadable",
            "No SELECT on the column public.customers.email",
            "REVOKE SELECT ON customers FROM {reader};"
            "GRANT SELECT (id, name, registration_date) ON customers TO {reader}",
        ),
        (
            "unreadable",
            "No SELECT on 14 columns: public.customers.email",
            "REVOKE USAGE ON SCHEMA public FROM PUBLIC; REVOKE USAGE ON SCHEMA public FROM {reader}",
        ),
        (
            "future",
            "SELECT on the tables that querycraft will make",
            "ALTER DEFAULT PRIVILEGES FOR ROLE querycraft IN SCHEMA public GRANT SELECT ON TABLES TO {reader}",
        ),
        (
            "future",
            "USAGE on the sequences that querycraft will make, which everyone has (PUBLIC)",
            "ALTER DEFAULT PRIVILEGES FOR ROLE querycraft GRANT USAGE ON SEQUENCES TO PUBLIC",
        ),
        ("temp_file_limit", "temp_file_limit is unlimited", "ALTER ROLE {reader} SET temp_file_limit = -1"),
        ("statement_timeout", "statement_timeout is unlimited", "ALTER ROLE {reader} SET statement_timeout = 0"),
    ],
)
def test_what_is_worth_knowing_is_told_and_mended_but_does_not_fail(
    app: Flask, reader: Reader, rule: str, what: str, provocation: str
):
    reader.as_owner(provocation)
    [finding] = found(app, reader.url, rule)
    assert what in finding["what"]
    assert not finding["too_much"]
    reader.mend([finding])
    assert not found(app, reader.url, rule)
    assert not found(app, reader.url, "unreadable")


def test_columns_that_a_setting_hides_are_told_and_taken_away(reader: Reader):
    app = create_app({**overrides_for(reader.owner_url), "hidden_columns": ("customers.email",)})
    [finding] = found(app, reader.url, "hidden column")
    dismantle(app)
    assert finding["objects"] == ["public.customers.email"]
    reader.mend([finding])
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        query(reader.url, "SELECT email FROM customers")
    assert query(reader.url, "SELECT name FROM customers") == []


def test_what_the_layer_names_and_the_database_lacks_is_told(app: Flask, reader: Reader):
    reader.as_owner("DROP TABLE orders", "ALTER TABLE products DROP COLUMN category")
    [finding] = found(app, reader.url, "missing")
    assert finding["objects"] == ["public.orders", "public.products.category"]
    assert not finding["too_much"]


def test_functions_that_everyone_may_call_are_told_until_they_are_revoked(app: Flask, reader: Reader):
    [finding] = found(app, reader.url, "public function")
    assert finding["what"].startswith("EXECUTE on 27 functions: pg_sleep, set_config, lo_create, and 24 more")
    reader.as_owner("REVOKE EXECUTE ON FUNCTION pg_sleep FROM PUBLIC")
    [finding] = found(app, reader.url, "public function")
    assert "pg_sleep" not in finding["objects"]


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("postgresql://reader:hush-hush@127.0.0.1:1/shop", "Connection refused"),
        ("postgresql://reader:hush@hush@127.0.0.1:1/shop", "URL is not valid"),
        ("postgresql://reader:hush/hush@127.0.0.1:1/shop", "URL is not valid"),
        ("postgresql://reader:hush%ush@127.0.0.1:1/shop", "URL is not valid"),
        ("mysql://reader:hush-hush@127.0.0.1/shop", "URL is not valid"),
    ],
)
def test_an_address_that_leads_nowhere_is_one_line_without_the_password(app: Flask, url: str, reason: str):
    result = check(app, url)
    assert result.exit_code == 2
    assert result.output.count("\n") == 1
    assert reason in result.output
    assert "hush" not in result.output


def test_a_role_that_does_not_exist_is_one_line(app: Flask, database_url: str):
    result = check(app, with_user(database_url, "nobody_of_that_name", "hush"))
    assert result.exit_code == 2
    assert result.output.count("\n") == 1
    assert (
        'role "nobody_of_that_name" does not exist). Check that PostgreSQL runs, and what --data-url' in result.output
    )
    assert "hush" not in result.output


def test_a_configured_reader_that_can_not_connect_is_told_where_to_look(database_url: str):
    app = create_app({**overrides_for(database_url), "reader_role": "nobody_of_that_name"})
    result = app.test_cli_runner().invoke(args=["check-reader"])
    dismantle(app)
    assert result.exit_code == 2
    assert "what DATA_DATABASE_URL (or DATABASE_URL, READER_ROLE and READER_PASSWORD) says" in result.output


def test_catalogues_that_the_reader_may_not_read_are_one_line(app: Flask, reader: Reader):
    reader.as_owner("REVOKE SELECT ON pg_shdepend FROM PUBLIC")
    result = check(app, reader.url)
    assert result.exit_code == 2
    assert "The database does not tell (permission denied for table pg_shdepend)." in result.output
