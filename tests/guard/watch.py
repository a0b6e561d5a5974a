"""Notices whatever changes in a database, beside the record of questions that the product itself writes."""

from __future__ import annotations

import psycopg2

TABLES = """
SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'm') AND n.nspname NOT IN ('querycraft', 'information_schema')
"""
"""Every table, PostgreSQL's own among them: roles, grants, functions, large objects, settings of roles."""
WRITERS = "SELECT '{name}', concat_ws(' ', count(*), sum(xmin::text::bigint)) FROM {name}"
"""Which transactions wrote a table's rows: cheaper than a checksum of them, and it shows what was undone as well."""
ELSEWHERE = """
SELECT 'sequences', coalesce(string_agg(s::text, ' '), '') FROM pg_sequences s WHERE schemaname <> 'querycraft'
UNION ALL SELECT 'settings', coalesce(string_agg(f::text, ' '), '') FROM pg_file_settings f
UNION ALL SELECT 'prepared transactions', count(*)::text FROM pg_prepared_xacts
UNION ALL SELECT 'replication slots', count(*)::text FROM pg_replication_slots
"""
"""What is kept elsewhere than in tables."""


class Watch:
    """Looks at everything in a database, as often as it is asked."""

    def __init__(self, url: str) -> None:
        self.connection = psycopg2.connect(url)
        self.connection.autocommit = True
        with self.connection.cursor() as cursor:
            cursor.execute(TABLES)
            looks = [WRITERS.format(name=name) for (name,) in cursor]
        self.statement = " UNION ALL ".join([*looks, ELSEWHERE])
        self.seen = self.look()

    def close(self) -> None:
        """Hang up."""
        self.connection.close()

    def look(self) -> dict[str, str]:
        """The state of everything, by its name."""
        with self.connection.cursor() as cursor:
            cursor.execute(self.statement)
            return dict(cursor.fetchall())

    def changes(self) -> set[str]:
        """What has changed since this was last asked."""
        before, self.seen = self.seen, self.look()
        return {name for name in self.seen if self.seen[name] != before[name]}
