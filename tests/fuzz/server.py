"""What PostgreSQL says to a statement: how it reads the text, and what running it would touch."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg.pq import DiagnosticField, ExecStatus
from psycopg.pq.abc import PGresult
from sqlalchemy import create_engine

from app.extensions import Model
from app.local.postgres import EmbeddedPostgres
from app.models.shop import Customer, Order, Product
from app.settings import with_user
from app.sql.allowed import FUNCTIONS, OPERATORS, PREFIXES, TYPES
from app.sql.guard import VerifiedSql
from app.sql.policy import Policy, TableName
from tests.support.postgres import execute, fresh_database, query

READER = "precise_reader"
"""A role that may do exactly what the policy names."""
SURROUNDINGS = Path(__file__).parent.parent / "guard" / "surroundings.sql"
OPTIONS = "-c statement_timeout=1000 -c search_path=public -c default_transaction_read_only=on -c timezone=UTC"
DENIED = "42501"
"""The SQLSTATE of whatever a role may not do."""
RAW_PARSER = frozenset({"scan.l", "gram.y", "parser.c"})
"""The source files of PostgreSQL that read a text before any name is looked up; pglast consists of the same."""
UNWANTED = frozenset({"ModifyTable", "LockRows", "Foreign Scan", "Table Function Scan", "Utility Statement"})
"""Kinds of nodes that no plan of a reading has."""
SERIES = frozenset(
    "generate_series generate_subscripts regexp_matches regexp_split_to_table string_to_table unnest".split()
)
"""The functions that may stand in FROM with several rows."""
LITERALS = frozenset({"bit", "record", "unknown"})
"""Types that values have which are written out, beside those that a value may be cast to."""
COLUMNS = "SELECT attname FROM pg_attribute WHERE attrelid = '{}.{}'::regclass AND attnum > 0 AND NOT attisdropped"
FUNCTION_GRANTS = """
DO $$
DECLARE allowed regprocedure;
BEGIN
    REVOKE ALL ON ALL FUNCTIONS IN SCHEMA pg_catalog, public FROM PUBLIC;
    FOR allowed IN
        SELECT oid FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace AND proname = ANY ('{functions}')
        UNION SELECT oprcode FROM pg_operator WHERE oprnamespace = 'pg_catalog'::regnamespace
            AND oprname = ANY (CASE WHEN oprleft = 0 THEN '{prefixes}'::text[] ELSE '{operators}' END)
        UNION SELECT castfunc FROM pg_cast WHERE castfunc <> 0 AND casttarget = ANY ('{types}'::regtype[])
        UNION SELECT amproc FROM pg_amproc
        UNION SELECT unnest(ARRAY[typinput, typoutput]) FROM pg_type WHERE oid = ANY ('{types}'::regtype[])
    LOOP
        EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO {role}', allowed);
    END LOOP;
END $$
"""
"""Operators, casts, and what sorts, groups, reads and writes values: all are functions underneath."""


class Unplannable(Exception):
    """PostgreSQL would not run the statement, and says why."""

    def __init__(self, result: PGresult) -> None:
        super().__init__(field_of(result, DiagnosticField.MESSAGE_PRIMARY))
        self.sqlstate = field_of(result, DiagnosticField.SQLSTATE)


class Server:
    """Connections to a database as its owner, whom no grant helps or hinders, and as the precise reader."""

    def __init__(self, url: str, policy: Policy) -> None:
        self.policy = policy
        self.owner = psycopg.connect(url, autocommit=True, options=OPTIONS)
        self.reader = psycopg.connect(with_user(url, READER, ""), autocommit=True, options=OPTIONS)
        self.columns = {table: columns_of(url, table) for table in policy.tables}

    def close(self) -> None:
        """Hang up."""
        self.owner.close()
        self.reader.close()

    def reading(self, text: str) -> str:
        """How the server reads a text: unreadable, one statement (or none), several statements. Nothing runs."""
        result = self.reader.pgconn.prepare(b"", text.encode())
        if "multiple commands" in field_of(result, DiagnosticField.MESSAGE_PRIMARY):
            return "several statements"
        return "unreadable" if field_of(result, DiagnosticField.SOURCE_FILE) in RAW_PARSER else "one statement"

    def confirms(self, verified: VerifiedSql) -> bool:
        """Whether the tables are as the guard has assumed."""
        return all(self.columns[table] == columns for table, columns in verified.whole) and not any(
            column in self.columns[table] for table, column in verified.absent
        )

    def complaint(self, text: str) -> str | None:
        """What is wrong with running the text, if anything is. Raises Unplannable."""
        try:
            plan = plan_of(self.reader, text)
        except Unplannable as error:
            if error.sqlstate != DENIED:
                raise
            return str(error)
        return self.objection(plan) or self.objection(plan_of(self.owner, text))

    def objection(self, plan: dict[str, Any]) -> str | None:
        """What a plan has that no plan of a reading should have."""
        for node in nodes_of(plan):
            table, function = node.get("Relation Name"), node.get("Function Name")
            schema = node.get("Schema", "")
            if node["Node Type"] in UNWANTED:
                return f"a plan with {node['Node Type']}"
            if table and (schema, table) not in self.policy.tables:
                return f"a plan that reads {schema}.{table}"
            if function and (schema != "pg_catalog" or function not in SERIES):
                return f"a plan that calls {schema}.{function}"
        return None


def plan_of(connection: psycopg.Connection[Any], text: str) -> dict[str, Any]:
    """The plan of a statement. Raises Unplannable."""
    result = connection.pgconn.exec_params(b"EXPLAIN (VERBOSE, FORMAT JSON)\n" + text.encode(), None)
    if result.status == ExecStatus.FATAL_ERROR:
        raise Unplannable(result)
    explained = json.loads(result.get_value(0, 0) or b"")[0]
    # Of what is no query, such as REFRESH MATERIALIZED VIEW, there is a word instead of a plan.
    return explained["Plan"] if isinstance(explained, dict) else {"Node Type": explained}


def field_of(result: PGresult, field: DiagnosticField) -> str:
    """A part of an error; empty where there is none."""
    return (result.error_field(field) or b"").decode()


def nodes_of(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A plan's nodes."""
    yield plan
    for part in plan.get("Plans", ()):
        yield from nodes_of(part)


def columns_of(url: str, table: TableName) -> frozenset[str]:
    """The columns that a table has in the database."""
    found = query(url, COLUMNS.format(*table))
    return frozenset(column for (column,) in found)


@contextmanager
def fuzzed_database(postgres: EmbeddedPostgres, policy: Policy) -> Iterator[str]:
    """The owner's URL of a database with the shop's tables, secrets beside them, and the precise reader's role."""
    with fresh_database(postgres) as url:
        engine = create_engine(url.replace("postgresql:", "postgresql+psycopg2:"))
        tables = [Model.metadata.tables[model.__tablename__] for model in (Customer, Product, Order)]
        Model.metadata.create_all(engine, tables)
        engine.dispose()
        execute(url, SURROUNDINGS.read_text(encoding="utf-8"))
        execute(url, "ALTER TABLE customers ADD COLUMN national_code text DEFAULT 'canary'")
        execute(url, f"CREATE ROLE {READER} LOGIN; GRANT USAGE ON SCHEMA public TO {READER}")
        for (schema, name), table in policy.tables.items():
            execute(url, f"GRANT SELECT ({', '.join(sorted(table.visible))}) ON {schema}.{name} TO {READER}")
        execute(url, function_grants())
        yield url
        execute(url, f"DROP OWNED BY {READER}; DROP ROLE {READER}")


def function_grants() -> str:
    """The statement that lets the role call what the guard lets through, and nothing else."""
    names = {"functions": FUNCTIONS, "operators": OPERATORS, "prefixes": PREFIXES, "types": TYPES | LITERALS}
    arrays = {key: "{" + ",".join(f'"{name}"' for name in sorted(values)) + "}" for key, values in names.items()}
    return FUNCTION_GRANTS.format(role=READER, **arrays)
