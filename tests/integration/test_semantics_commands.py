"""`flask semantics` drafts a first semantics file for a database, and checks one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from app.local.postgres import EmbeddedPostgres
from app.semantics.checking import check_text
from app.semantics.deriving import derive_layer
from app.semantics.sources import read_source
from app.settings import with_user
from app.sql.catalogue import catalogue_connection, read_catalogue
from app.sql.contents import MOST_VALUES, SAMPLE_PAGES, read_contents
from tests.support.postgres import execute, fresh_database
from tests.support.suites import OWN

Run = Callable[..., Result]
READER = "querycraft_reader"


@pytest.fixture(scope="session")
def library_owner_url(postgres: EmbeddedPostgres, template: str) -> Iterator[str]:
    """The owner's URL of the library; the migrations of the template have made the reader's role."""
    with fresh_database(postgres) as url:
        execute(url, (OWN / "library.sql").read_text(encoding="utf-8"))
        yield url


@pytest.fixture(scope="session")
def library_url(library_owner_url: str) -> str:
    """The reader's URL of the library."""
    return with_user(library_owner_url, READER, "")


@pytest.fixture
def semantics(shop_app: Flask) -> Run:
    """Run the command."""
    return lambda *args: shop_app.test_cli_runner().invoke(args=["semantics", *map(str, args)])


@pytest.fixture
def drafted(semantics: Run, library_url: str) -> str:
    """The library's draft."""
    result = semantics("draft", "--data-url", library_url)
    assert result.exit_code == 0, result.output
    return result.output


def test_a_draft_is_a_valid_file_that_agrees_with_its_database(semantics: Run, library_url: str, tmp_path: Path):
    file = tmp_path / "library.yml"
    assert semantics("draft", "--data-url", library_url, "--output", file).exit_code == 0
    checked = semantics("check", file, "--data-url", library_url)
    assert (checked.exit_code, checked.output) == (0, f"{file}: 0 errors, 0 warnings.\n")


def test_a_draft_read_again_is_the_layer_that_it_was_made_from(drafted: str, library_url: str):
    with catalogue_connection(library_url) as connection:
        source = read_source(connection, read_catalogue(connection))
        derived = derive_layer(source, connection.info.dbname)
    layer = check_text(drafted).layer
    assert layer is not None
    assert said(asdict(layer)) == said(asdict(derived))


def said(value: Any) -> Any:
    """A layer's parts without what says nothing: a key that is missing in the file is an empty one in the layer."""
    if isinstance(value, dict):
        parts = {key: said(part) for key, part in value.items()}
        return {key: part for key, part in parts.items() if part not in ({}, [], "", None, False)}
    return (
        [said(part) for part in value] if isinstance(value, tuple) else value if isinstance(value, str | bool) else None
    )


@pytest.mark.parametrize(
    "line",
    [
        "    description: Who makes books.",
        "    label: {en: publishers}",
        "      - {name: binding, type: binding, label: {en: binding},"
        " values: [hardcover, paperback, {value: e_book, label: {en: e book}}]}",
        "      - {name: page_cnt, type: integer, label: {en: page count}, synonyms: {en: [page cnt,"
        " number of pages]}, description: Number of pages.}",
        "      - {name: password_hash, type: text, label: {en: password hash}, hidden: true}  # by its name, a secret",
        "    primary_key: [floor, shelf]",
        "    primary_key: loan_id  # no key is declared; in the data, this tells the rows apart",
        "    # primary_key: no key is declared, and no column was found to tell the rows apart",
        "  - {left: [copies.floor, copies.shelf], right: [shelves.floor, shelves.shelf]}",
        "  - {left: loans.book_id, right: books.id, guessed: true}  # by the names alone: check it",
        "  - name: Book Prices",
        "#  public.books.summary",
        "#  public.members.email",
        "#  public.salaries",
    ],
)
def test_a_draft_says_what_the_database_says_and_what_to_look_at(drafted: str, line: str):
    assert line in drafted.splitlines()


def test_values_of_few_are_listed_and_names_of_people_are_not(drafted: str):
    assert "name: genre, type: text, label: {en: genre}, values: [history, novel, poetry]" in drafted
    assert "Iran" in drafted
    assert "example.org" not in drafted


def test_a_draft_replaces_no_file(semantics: Run, library_url: str, tmp_path: Path):
    file = tmp_path / "mine.yml"
    file.write_text("mine", encoding="utf-8")
    result = semantics("draft", "--data-url", library_url, "--output", file)
    assert (result.exit_code, file.read_text(encoding="utf-8")) == (1, "mine")
    assert "exists already" in result.output


def test_a_draft_can_be_limited_to_schemas(semantics: Run, library_owner_url: str, library_url: str):
    execute(library_owner_url, "CREATE SCHEMA IF NOT EXISTS archive")
    execute(library_owner_url, f"GRANT USAGE ON SCHEMA archive TO {READER}")
    execute(library_owner_url, "CREATE TABLE IF NOT EXISTS archive.letters (id integer PRIMARY KEY, sent_on date)")
    execute(library_owner_url, f"GRANT SELECT ON archive.letters TO {READER}")
    result = semantics("draft", "--data-url", library_url, "--schema", "archive")
    execute(library_owner_url, "DROP SCHEMA archive CASCADE")
    tables = [line for line in result.output.splitlines() if line.startswith("  - name:")]
    assert tables == ["  - name: letters"]
    assert "    schema: archive" in result.output


def test_without_an_address_the_configured_database_is_described(semantics: Run):
    result = semantics("draft")
    assert "  - {left: orders.customer_id, right: customers.id}" in result.output


def test_where_nothing_can_be_read_there_is_nothing_to_draft(semantics: Run, library_url: str):
    result = semantics("draft", "--data-url", library_url, "--schema", "nowhere")
    assert result.exit_code == 1
    assert f"«{READER}» can't read any table there." in result.output


@pytest.mark.parametrize("url", ["postgresql://reader:secret@127.0.0.1:1/shop", "host=127.0.0.1 password=secret"])
@pytest.mark.parametrize("command", ["draft", "check"])
def test_a_database_that_is_not_there_is_one_line_without_its_address(
    semantics: Run, command: str, url: str, tmp_path: Path
):
    file = tmp_path / "mine.yml"
    file.write_text("", encoding="utf-8")
    result = semantics(command, *([file] if command == "check" else []), "--data-url", url)
    assert result.exit_code in {1, 2}
    assert "secret" not in result.output
    assert "can't be reached" in result.output or "is not an address" in result.output


FILE = """\
name: library
tables:
  - name: books
    label: {en: books}
    singular: {en: book}
    primary_key: id
    keys:
      - {name: id, type: bigint, label: {en: id}}
    dimensions:
      - {name: title, type: integer, label: {en: title}}
      - {name: author, type: text, label: {en: author}}
      - {name: genre, type: varchar(20), label: {en: genre}}
  - name: members
    label: {en: members}
    singular: {en: book}
    primary_key: member_no
    keys:
      - {name: member_no, type: int, label: {en: number}}
    dimensions:
      - {name: email, type: text, label: {en: e-mail}}
      - {name: password_hash, type: text, label: {en: password}, hidden: true}
  - name: salaries
    label: {en: salaries}
    singular: {en: salary}
    facts: [{name: amount, type: numeric, label: {en: amount}}]
  - name: journals
    label: {en: journals}
    singular: {en: journal}
    facts: [{name: price, type: numeric, label: {en: price}}]
verified_queries:
  - {question: how many books, sql: SELECT count(*) FROM books}
  - {question: all members, sql: SELECT password_hash FROM members}
  - {question: wrong, sql: SELECT sum(title) FROM books}
"""
ALONE = [
    "15: warning: «book» means both books and members",
    "32: error: The SQL reads «password_hash», which is not open to questions.",
]
AGAINST_THE_DATABASE = [
    "10: error: books.title is text, not integer",
    "11: error: the database has no column books.author",
    "12: warning: books.genre is text, not varchar(20)",
    "15: warning: «book» means both books and members",
    f"20: error: «{READER}» may not read members.email: GRANT SELECT on it, or set `hidden: true`",
    f"25: error: «{READER}» may not read salaries.amount: GRANT SELECT on it, or set `hidden: true`",
    f"26: error: the database has no table public.journals that «{READER}» can see",
    "32: error: The SQL reads «password_hash», which is not open to questions.",
    "33: error: The database could not run the generated SQL. (function sum(text) does not exist",
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file with something wrong of every sort that it takes a guard or a database to see."""
    file = tmp_path / "library.yml"
    file.write_text(FILE, encoding="utf-8")
    return file


def problems(result: Result, file: Path) -> list[str]:
    """The problems that were printed, without the file's name."""
    *lines, _ = result.output.splitlines()
    return [line.removeprefix(f"{file}:") for line in lines]


def test_a_check_without_a_database_reads_the_file_and_asks_the_guard(semantics: Run, file: Path):
    result = semantics("check", file)
    assert problems(result, file) == ALONE
    assert result.output.splitlines()[-1] == f"{file}: 1 error, 1 warning."
    assert result.exit_code == 1


def test_a_check_with_a_database_tells_what_that_says_otherwise(semantics: Run, file: Path, library_url: str):
    result = semantics("check", file, "--data-url", library_url)
    told = problems(result, file)
    assert [
        line[: len(expected)] for line, expected in zip(told, AGAINST_THE_DATABASE, strict=True)
    ] == AGAINST_THE_DATABASE
    assert result.output.splitlines()[-1] == f"{file}: 7 errors, 2 warnings."


def test_a_file_with_errors_of_its_own_is_compared_too(semantics: Run, file: Path, library_url: str):
    file.write_text(FILE.replace("label: {en: title}", "lable: {en: title}"), encoding="utf-8")
    told = "\n".join(problems(semantics("check", file, "--data-url", library_url), file))
    assert "10: error: «lable» is not a key of this part" in told
    assert "11: error: the database has no column books.author" in told


def test_warnings_alone_are_no_failure(semantics: Run, tmp_path: Path):
    file = tmp_path / "mine.yml"
    file.write_text(FILE.partition("verified_queries:")[0], encoding="utf-8")
    assert semantics("check", file).exit_code == 0


def test_the_owner_is_not_shown_what_belongs_to_the_system_or_to_extensions(library_owner_url: str):
    with catalogue_connection(library_owner_url) as connection:
        schemas = {table.schema for table in read_catalogue(connection)}
    assert schemas == {"public"}


def test_a_partitioned_table_is_one_table(postgres: EmbeddedPostgres):
    with fresh_database(postgres) as url:
        execute(url, "CREATE TABLE visits (id integer, day date, PRIMARY KEY (id, day)) PARTITION BY RANGE (day)")
        execute(url, "CREATE TABLE visits_2026 PARTITION OF visits FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')")
        with catalogue_connection(url) as connection:
            assert [table.name for table in read_catalogue(connection)] == ["visits"]


def test_a_domain_is_known_by_the_type_beneath_it(postgres: EmbeddedPostgres):
    with fresh_database(postgres) as url:
        execute(url, "CREATE DOMAIN amount AS numeric(12, 2) CHECK (VALUE >= 0)")
        execute(url, "CREATE TABLE payments (paid amount)")
        with catalogue_connection(url) as connection:
            (table,) = read_catalogue(connection)
    assert [column.type for column in table.columns] == ["numeric(12,2)"]


@pytest.mark.parametrize("has_statistics", [False, True])
def test_values_of_a_big_table_come_from_few_pages_or_from_statistics(postgres: EmbeddedPostgres, has_statistics: bool):
    with fresh_database(postgres) as url:
        execute(
            url,
            "CREATE TABLE events AS SELECT n AS id, (ARRAY['in', 'out', NULL])[1 + n % 3] AS way, 'n. ' || n AS note"
            " FROM generate_series(1, 100000) AS n",
        )
        if has_statistics:
            execute(url, "ANALYZE events")
        with catalogue_connection(url) as connection:
            (table,) = read_catalogue(connection)
            contents = read_contents(connection, {table: ["id", "way", "note"]})
            read = pages_read(connection)
    assert sorted(contents["public", "events", "way"].values) == ["in", "out"]
    assert contents["public", "events", "note"].values == ()
    assert contents["public", "events", "id"].unique is has_statistics
    assert read <= (0 if has_statistics else 2 * SAMPLE_PAGES)


def pages_read(connection: Any) -> int:
    """Pages of tables of users that this transaction has read from, for certain."""
    rows = connection.execute(
        "SELECT coalesce(sum(pg_stat_get_xact_blocks_fetched(relid)), 0)::integer FROM pg_stat_xact_user_tables"
    )
    return int(rows.fetchone()[0])


@pytest.mark.parametrize(
    ("values", "listed"),
    [
        ("SELECT 'v' || n FROM generate_series(1, 50) AS n", MOST_VALUES),
        ("SELECT 'v' || n FROM generate_series(1, 51) AS n", 0),
        ("VALUES ('a'), (''), ('  '), (NULL)", 1),
        ("VALUES ('a'), (E'two\\nlines')", 0),
        ("SELECT repeat('x', n) FROM generate_series(60, 61) AS n", 0),
        ("VALUES ('لغو\u200cشده')", 1),
    ],
)
def test_only_values_that_are_few_and_short_are_listed(postgres: EmbeddedPostgres, values: str, listed: int):
    with fresh_database(postgres) as url:
        execute(url, f"CREATE TABLE things (kind) AS {values}")
        with catalogue_connection(url) as connection:
            (table,) = read_catalogue(connection)
            contents = read_contents(connection, {table: ["kind"]})
    assert len(contents["public", "things", "kind"].values) == listed


def test_what_takes_too_long_to_read_is_left_unknown(postgres: EmbeddedPostgres):
    with fresh_database(postgres) as url:
        execute(url, "CREATE TABLE slow (kind text)")
        execute(url, "INSERT INTO slow VALUES ('a')")
        execute(url, "CREATE FUNCTION wait() RETURNS boolean AS 'SELECT pg_sleep(9) IS NOT NULL' LANGUAGE sql")
        execute(url, "ALTER TABLE slow ENABLE ROW LEVEL SECURITY")
        execute(url, "CREATE POLICY slowly ON slow USING (wait())")
        execute(url, f"GRANT SELECT ON slow TO {READER}")
        with catalogue_connection(with_user(url, READER, "")) as connection:
            catalogue = read_catalogue(connection)
            assert read_contents(connection, {catalogue[0]: ["kind"]}) == {}
            assert len(read_catalogue(connection)) == 1
