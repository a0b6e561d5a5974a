"""A few thousand made-up statements; `make fuzz` tries a hundred thousand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from app.local.postgres import EmbeddedPostgres
from tests.fuzz.campaign import campaign
from tests.fuzz.judging import POLICY
from tests.fuzz.server import Server, Unplannable, fuzzed_database
from tests.fuzz.statements import Statements

SEED = 1405
COUNT = 3000
WRONG = [
    ("SELECT email FROM customers", "permission denied for table customers"),
    ("SELECT id FROM customers ORDER BY national_code", "permission denied for table customers"),
    ("SELECT count(c) FROM customers c", "permission denied for table customers"),
    ("SELECT ctid FROM orders", "permission denied for table orders"),
    ("SELECT id FROM orders WHERE EXISTS (SELECT FROM api_keys)", "permission denied for table api_keys"),
    ("SELECT relname FROM pg_class", "a plan that reads pg_catalog.pg_class"),
    ("SELECT pg_backend_pid()", "permission denied for function pg_backend_pid"),
    ("SELECT current_setting('port') FROM orders", "permission denied for function current_setting"),
    ("SELECT name ~<~ 'a' FROM products", "permission denied for function text_pattern_lt"),
    ("SELECT * FROM exec_sql('SELECT 1')", "permission denied for function exec_sql"),
    ("SELECT id FROM orders FOR SHARE", "permission denied for table orders"),
    ("DELETE FROM orders", "permission denied for table orders"),
    ("REFRESH MATERIALIZED VIEW user_copy", "a plan with Utility Statement"),
]
"""What no guard should let pass, and what the server says to it."""


@pytest.fixture(scope="module")
def url(postgres: EmbeddedPostgres) -> Iterator[str]:
    """A database with a role that may do what the policy names."""
    with fuzzed_database(postgres, POLICY) as url:
        yield url


@pytest.fixture(scope="module")
def server(url: str) -> Iterator[Server]:
    """Connections to it."""
    with closing(Server(url, POLICY)) as server:
        yield server


def test_what_the_guard_lets_pass_reads_the_allowed_columns_and_nothing_else(url: str):
    judged = list(campaign(url, SEED, range(COUNT), workers=2))
    wrong = {number: verdict.disagreement for number, _, verdict in judged if verdict.disagreement}
    assert not {Statements(SEED)[number]: disagreement for number, disagreement in wrong.items()}
    assert len(judged) == COUNT
    assert sum(verdict.outcome == "accepted" for _, _, verdict in judged) > COUNT / 10


@pytest.mark.parametrize(("sql", "complaint"), WRONG)
def test_the_server_complains_of_what_the_guard_should_have_stopped(server: Server, sql: str, complaint: str):
    assert server.complaint(sql) == complaint


def test_the_server_has_nothing_against_a_harmless_statement(server: Server):
    sql = "SELECT c.name, sum(o.quantity) FROM customers c JOIN orders o ON o.customer_id = c.id GROUP BY 1 ORDER BY 2"
    assert server.complaint(sql) is None


def test_the_server_can_not_plan_what_does_not_exist(server: Server):
    with pytest.raises(Unplannable):
        server.complaint("SELECT colour FROM products")


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("SELECT 1", "one statement"),
        ("SELECT colour FROM nowhere", "one statement"),
        ("SELECT 1; DELETE FROM orders", "several statements"),
        ("SELECT id AS\u00a0$$ FROM customers; COMMIT -- $$", "several statements"),
        ("SELECT FROM WHERE", "unreadable"),
        ("SELECT 'a", "unreadable"),
    ],
)
def test_the_server_tells_how_it_reads_a_text(server: Server, text: str, reading: str):
    assert server.reading(text) == reading
