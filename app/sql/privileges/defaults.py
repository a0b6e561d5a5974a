"""What a role has because nobody has said otherwise: no limits, everyone's functions, shares in future tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from psycopg import Connection
from psycopg.rows import class_row, scalar_row

from app.sql.privileges.finding import Finding, listed
from app.sql.privileges.roles import Role

UNLIMITED = "SELECT current_setting('temp_file_limit') = '-1', current_setting('statement_timeout') = '0'"
BEYOND_QUERIES = """
pg_sleep set_config lo_create pg_notify pg_advisory_lock pg_sleep_for pg_sleep_until lo_creat lo_from_bytea
pg_advisory_lock_shared pg_advisory_xact_lock pg_advisory_xact_lock_shared pg_try_advisory_lock
pg_try_advisory_lock_shared pg_try_advisory_xact_lock pg_try_advisory_xact_lock_shared pg_cancel_backend
pg_terminate_backend pg_export_snapshot pg_logical_emit_message query_to_xml cursor_to_xml table_to_xml schema_to_xml
database_to_xml ts_stat ts_rewrite
""".split()
"""Functions that wait, lock, write, signal or run SQL text; PostgreSQL lets everyone call them."""
CALLABLE = """
SELECT name FROM unnest(%(names)s::text[]) WITH ORDINALITY AS named (name, place)
WHERE EXISTS (
    SELECT FROM pg_proc WHERE proname = name AND pronamespace = 'pg_catalog'::regnamespace
                              AND has_function_privilege(session_user, oid, 'EXECUTE')
) ORDER BY place
"""
FUTURE = """
SELECT defaclrole::regrole::text AS maker, CASE defaclobjtype WHEN 'r' THEN 'TABLES' ELSE 'SEQUENCES' END AS kind,
       grantee, string_agg(privilege_type, ', ' ORDER BY privilege_type) AS privileges,
       coalesce(' IN SCHEMA ' || nullif(defaclnamespace, 0)::regnamespace, '') AS place
FROM pg_default_acl, aclexplode(defaclacl)
WHERE defaclobjtype IN ('r', 'S') AND grantee = ANY(%(roles)s) AND grantee <> defaclrole
GROUP BY maker, kind, grantee, place ORDER BY maker, kind DESC, place, grantee
"""


@dataclass(frozen=True)
class Promise:
    """Privileges that a role will have on whatever tables or sequences the `maker` makes, in a schema or anywhere."""

    maker: str
    kind: str
    grantee: int
    privileges: str
    place: str

    def withdrawal(self, role: Role) -> tuple[str, ...]:
        """The statements after which the reader gets nothing of the kind."""
        return tuple(role.leaving) or (
            f"ALTER DEFAULT PRIVILEGES FOR ROLE {self.maker}{self.place}"
            f" REVOKE {self.privileges} ON {self.kind} FROM {role.name}",
        )


def default_findings(
    connection: Connection[Any], roles: Sequence[Role], temp_file_limit_mb: int, timeout_ms: int
) -> Iterator[Finding]:
    """What is worth knowing of the defaults; `roles` begin with the reader. The limits are to be set where none is."""
    yield from future_findings(connection, roles)
    yield from limit_findings(connection, roles[0], temp_file_limit_mb, timeout_ms)
    names = tuple(connection.cursor(row_factory=scalar_row).execute(CALLABLE, {"names": BEYOND_QUERIES}).fetchall())
    if names:
        why = "The guard refuses them. Others may need them, so whether to revoke them from PUBLIC is for you to say."
        yield Finding("public function", f"EXECUTE on {listed('function', names)}", why, (), names, too_much=False)


def future_findings(connection: Connection[Any], roles: Iterable[Role]) -> Iterator[Finding]:
    """What the reader will be granted on tables and sequences that are yet to be made."""
    by_oid = {role.oid: role for role in roles}
    cursor = connection.cursor(row_factory=class_row(Promise))
    for promise in cursor.execute(FUTURE, {"roles": list(by_oid)}).fetchall():
        role = by_oid[promise.grantee]
        yield Finding(
            rule="future",
            what=f"{promise.privileges} on the {promise.kind.lower()} that {promise.maker} will make{role.path}",
            why="What is made later is open to the reader at once, whether the semantic layer names it or not.",
            statements=promise.withdrawal(role),
            too_much=False,
        )


def limit_findings(
    connection: Connection[Any], reader: Role, temp_file_limit_mb: int, timeout_ms: int
) -> Iterator[Finding]:
    """The limits that the role itself lacks."""
    endless_files, endless_time = connection.execute(UNLIMITED).fetchone() or (False, False)
    if endless_files:
        why = "One question's sorting could fill the server's disk."
        mending = f"ALTER ROLE {reader.name} SET temp_file_limit = '{temp_file_limit_mb}MB'"
        yield Finding("temp_file_limit", "temp_file_limit is unlimited", why, (mending,), too_much=False)
    if endless_time:
        why = "QueryCraft limits its own statements; those of other programs that use this role may run for ever."
        mending = f"ALTER ROLE {reader.name} SET statement_timeout = '{timeout_ms}ms'"
        yield Finding("statement_timeout", "statement_timeout is unlimited", why, (mending,), too_much=False)
