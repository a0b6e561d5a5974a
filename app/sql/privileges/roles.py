"""Who the reader is: its own role, everyone, and every role that it is a member of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from psycopg import Connection
from psycopg.rows import class_row

from app.sql.privileges.finding import Finding


@dataclass(frozen=True)
class Role:
    """A role whose privileges the reader has, its name quoted; `leaving` are the statements that end a membership."""

    oid: int
    name: str
    predefined: bool = False
    attributes: Sequence[str] = ()
    leaving: Sequence[str] = ()

    @property
    def is_superuser(self) -> bool:
        """Whether nothing that is granted or not makes a difference."""
        return "SUPERUSER" in self.attributes

    @property
    def path(self) -> str:
        """How the reader comes by this role's privileges, to be put after them."""
        if self == EVERYONE:
            return ", which everyone has (PUBLIC)"
        return f", as a member of {self.name}" if self.leaving else ""

    def without(self, privileges: str, target: str, grantor: str | None = None) -> tuple[str, ...]:
        """The statements after which the reader no longer has this role's privileges on the target.

        A superuser takes back what the owner has granted; what somebody else has, only as that `grantor`.
        """
        taking_back = f"REVOKE {privileges} ON {target} FROM {self.name}"
        as_grantor = (f"SET ROLE {grantor}", taking_back, "RESET ROLE") if grantor else (taking_back,)
        return tuple(self.leaving) or as_grantor


EVERYONE = Role(0, "PUBLIC")
FIRST_ROLE = 10
"""The number of the role that has made the server; nobody can take its rights."""
ROLES = """
WITH RECURSIVE membership AS (
    -- A superuser's REVOKE that names no grantor takes back what role 10, which has made the server, has granted.
    SELECT member, roleid, 'REVOKE ' || roleid::regrole || ' FROM ' || member::regrole || coalesce(
               (SELECT ' GRANTED BY ' || quote_ident(rolname) FROM pg_roles WHERE oid = grantor AND oid <> 10), ''
           ) AS leaving
    FROM pg_auth_members AS m
    -- Before PostgreSQL 16, which has brought these two columns, every membership could be used.
    WHERE admin_option OR coalesce(to_jsonb(m) ->> 'inherit_option', 'true')::bool
          OR coalesce(to_jsonb(m) ->> 'set_option', 'true')::bool
), reached AS (
    SELECT roleid, leaving FROM membership JOIN pg_roles ON oid = member WHERE rolname = session_user
    UNION
    SELECT membership.roleid, reached.leaving FROM reached JOIN membership ON member = reached.roleid
)
SELECT oid, quote_ident(rolname) AS name, rolname ~ '^pg_' AS predefined,
       CASE WHEN rolsuper THEN ARRAY['SUPERUSER'] ELSE array_remove(ARRAY[
           CASE WHEN rolcreaterole THEN 'CREATEROLE' END, CASE WHEN rolcreatedb THEN 'CREATEDB' END,
           CASE WHEN rolreplication THEN 'REPLICATION' END, CASE WHEN rolbypassrls THEN 'BYPASSRLS' END
       ], NULL) END AS attributes,
       ARRAY(SELECT DISTINCT leaving FROM reached WHERE roleid = oid ORDER BY leaving) AS leaving
FROM pg_roles WHERE rolname = session_user OR oid IN (SELECT roleid FROM reached)
ORDER BY rolname <> session_user, rolname
"""
ATTRIBUTES = {
    "SUPERUSER": "It may read and write everything and run programs on the server. Better leave this role to"
    " administrators, and name another one in READER_ROLE or DATA_DATABASE_URL.",
    "CREATEROLE": "It could make roles and give them more than it has.",
    "CREATEDB": "It could make databases of its own and fill the disk.",
    "REPLICATION": "It could copy everything that the server holds.",
    "BYPASSRLS": "The rows that row-level security keeps from it would be shown.",
}
PREDEFINED = {
    "pg_read_all_data": "It reads every table.",
    "pg_write_all_data": "It changes every table.",
    "pg_read_server_files": "It reads the server's files.",
    "pg_write_server_files": "It writes the server's files.",
    "pg_execute_server_program": "It runs programs on the server.",
    "pg_signal_backend": "It cancels statements and ends sessions of others.",
    "pg_signal_autovacuum_worker": "It stops the server's own upkeep.",
    "pg_maintain": "It locks and rewrites every table.",
    "pg_checkpoint": "It makes the server write to disk, as often as it likes.",
    "pg_monitor": "It sees what others do on the server, and how the server is set up.",
    "pg_read_all_settings": "It sees all of the server's settings.",
    "pg_read_all_stats": "It sees the statements that others run.",
    "pg_stat_scan_tables": "It may lock tables for a long time.",
    "pg_create_subscription": "It makes the server connect to others.",
    "pg_use_reserved_connections": "It takes the connections that are kept for administrators.",
}
UNKNOWN_PREDEFINED = "It is there for administrators."


def roles_of(connection: Connection[Any]) -> list[Role]:
    """The role that has connected, and after it those that it can use or become."""
    return connection.cursor(row_factory=class_row(Role)).execute(ROLES).fetchall()


def role_findings(roles: Iterable[Role]) -> Iterator[Finding]:
    """What roles may do by themselves, whatever has been granted to them."""
    for role in roles:
        if role.predefined:
            why = PREDEFINED.get(role.name, UNKNOWN_PREDEFINED)
            yield Finding("membership", f"Membership in {role.name}", why, tuple(role.leaving), (role.name,))
        for attribute in role.attributes:
            # The role that has made the server stays a superuser.
            alteration = () if role.oid == FIRST_ROLE else (f"ALTER ROLE {role.name} NO{attribute}",)
            mending = tuple(role.leaving) or alteration
            yield Finding(attribute.lower(), f"{attribute}{role.path}", ATTRIBUTES[attribute], mending)
