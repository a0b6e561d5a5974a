"""What the reader's role could do on its own: the guard aside, read from PostgreSQL's catalogues."""

from __future__ import annotations

from dataclasses import dataclass

import psycopg

from app.sql.privileges.coverage import columns_of, coverage_findings
from app.sql.privileges.defaults import default_findings
from app.sql.privileges.finding import Finding
from app.sql.privileges.grants import Tables, grant_findings, grants_of, owner_findings
from app.sql.privileges.roles import EVERYONE, role_findings, roles_of

CONNECT_SECONDS = 5


@dataclass(frozen=True)
class Examination:
    """What was found of a role, its name quoted, in a database; what is too much comes first."""

    role: str
    database: str
    findings: list[Finding]

    @property
    def is_safe(self) -> bool:
        """Whether nothing is too much."""
        return not any(finding.too_much for finding in self.findings)


def examine(url: str, tables: Tables, *, temp_file_limit_mb: int, timeout_ms: int) -> Examination:
    """What the role that this URL connects as may do beyond reading these tables' columns.

    The limits are those that a role without any is advised to have. Raises psycopg.Error.
    """
    with psycopg.connect(
        url,
        autocommit=True,
        connect_timeout=CONNECT_SECONDS,
        application_name="querycraft check-reader",
        # With nothing else in it, the catalogues name everything with its schema.
        options="-c search_path=pg_catalog",
    ) as connection:
        reader, *others = roles_of(connection)
        findings = list(role_findings([reader, *others]))
        if not reader.is_superuser:
            holders = [reader, *(role for role in others if not role.predefined), EVERYONE]
            grants = grants_of(connection, holders, tables)
            findings += owner_findings(connection, holders)
            findings += grant_findings(grants, holders)
            findings += coverage_findings(columns_of(connection, tables), grants, holders)
            findings += default_findings(connection, holders, temp_file_limit_mb, timeout_ms)
        return Examination(reader.name, connection.info.dbname, findings)
