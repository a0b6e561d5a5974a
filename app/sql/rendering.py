"""Renders syntax trees as PostgreSQL that people can read."""

from __future__ import annotations

from sqlglot import exp
from sqlglot.dialects.postgres import Postgres
from sqlglot.generators.postgres import PostgresGenerator


class ReadableGenerator(PostgresGenerator):
    """PostgreSQL with date literals as people write them: DATE '2026-11-21'."""

    def cast_sql(self, expression: exp.Cast, safe_prefix: str | None = None) -> str:
        """A cast of a text to a date is a date literal."""
        if isinstance(expression.this, exp.Literal) and expression.to.is_type(exp.DataType.Type.DATE):
            return f"DATE {self.sql(expression.this)}"
        return super().cast_sql(expression, safe_prefix)


class ReadablePostgres(Postgres):
    """The dialect of that generator."""

    Generator = ReadableGenerator


def render(tree: exp.Expr) -> str:
    """The SQL, one clause a line; the tree may not be used afterwards."""
    return tree.sql(dialect=ReadablePostgres, pretty=True, copy=False)
