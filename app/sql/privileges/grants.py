"""What has been granted to the reader, and what it owns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from psycopg import Connection
from psycopg.rows import class_row, scalar_row

from app.sql.privileges.catalogue import GRANTS, HEIR, OWNED
from app.sql.privileges.finding import Finding, distinct, listed
from app.sql.privileges.roles import Role

WHY = {
    "read": "The semantic layer does not name this, so no question needs it.",
    "write": "The reader is there to read and nothing else.",
    "sequence": "Reading needs no sequence, and no rollback undoes what is taken from one.",
    "create": "What it makes can take up the disk, or stand in for what others mean to use.",
    "file function": "It reaches the server's files, which no table's privileges protect.",
    "server function": "It is about the server and others' sessions, not about data.",
    "definer function": "It does what its owner may, whoever calls it.",
    "extension function": "It reaches other servers, files or programs, where this database's rules end.",
    "language function": "Its language knows no bounds: it can do whatever the server's own account can.",
    "foreign": "With it, the server can be made to connect to others.",
    "large object": "It belongs to no table, so the semantic layer can't name it.",
    "parameter": "It changes how the server protects itself and its data.",
}
"""The rules, in the order in which they are reported, and why each matters."""
WANTED = "wanted"
"""The rule of what is not too much: SELECT on a table of the semantic layer."""
OWNER_WHY = "An owner may change, drop and share what it owns, and take back whatever was revoked."
REACHING_OUT = """
adminpack aws_lambda aws_s3 dblink file_fdw http mysql_fdw oracle_fdw pg_background pg_cron pg_net plsh postgres_fdw
tds_fdw
""".split()
"""Extensions whose functions leave the database."""

Tables = Mapping[tuple[str, str], frozenset[str]]
"""The visible columns of each table of the semantic layer, a (schema, name)."""


@dataclass(frozen=True)
class Grant:
    """One privilege on one object: its `grantor`, or its owner where that is None, may REVOKE it ON `kind` `target`.

    The rule is WANTED or one of WHY.
    """

    rule: str
    kind: str
    noun: str
    target: str
    object: str
    privilege: str
    grantee: int
    grantor: str | None


def grants_of(connection: Connection[Any], roles: Iterable[Role], tables: Tables) -> list[Grant]:
    """What these roles have been granted and the reader can reach, apart from what every reader needs."""
    values = {
        "roles": [role.oid for role in roles],
        "schemas": [schema for schema, _ in tables],
        "tables": [table for _, table in tables],
        "reaching_out": REACHING_OUT,
    }
    return connection.cursor(row_factory=class_row(Grant)).execute(GRANTS, values).fetchall()


def grant_findings(grants: Iterable[Grant], roles: Iterable[Role]) -> Iterator[Finding]:
    """The grants that are too much, those that one statement takes back together."""
    by_oid = {role.oid: role for role in roles}
    for rule in WHY:
        alike: defaultdict[tuple[str, int, str | None], list[Grant]] = defaultdict(list)
        for grant in grants:
            if grant.rule == rule:
                alike[grant.noun, grant.grantee, grant.grantor].append(grant)
        for group in alike.values():
            yield grant_finding(group, by_oid[group[0].grantee])


def grant_finding(grants: Sequence[Grant], role: Role) -> Finding:
    """One finding on grants of one rule, kind of object, role and grantor."""
    first = grants[0]
    privileges = ", ".join(sorted({grant.privilege for grant in grants}))
    objects = distinct(grant.object for grant in grants)
    targets = ", ".join(distinct(grant.target for grant in grants))
    return Finding(
        rule=first.rule,
        what=f"{privileges} on {listed(first.noun, objects)}{role.path}",
        why=WHY[first.rule],
        statements=role.without(privileges, f"{first.kind} {targets}", first.grantor),
        objects=objects,
    )


def owner_findings(connection: Connection[Any], roles: Iterable[Role]) -> Iterator[Finding]:
    """What each of these roles owns in this database, or of the whole server."""
    cursor = connection.cursor(row_factory=scalar_row)
    for role in roles:
        objects = tuple(cursor.execute(OWNED, {"role": role.oid}).fetchall())
        if objects:
            heir = cursor.execute(HEIR, {"role": role.oid}).fetchone()
            mending = tuple(role.leaving) or (f"REASSIGN OWNED BY {role.name} TO {heir}",)
            yield Finding("owner", f"Ownership of {listed('object', objects)}{role.path}", OWNER_WHY, mending, objects)
