"""Renders syntax trees as PostgreSQL that people can read."""

from __future__ import annotations

from typing import Any

from sqlglot import exp
from sqlglot.dialects.postgres import Postgres


class ReadablePostgres(Postgres):
    """PostgreSQL with date literals as people write them: DATE '2026-11-21'."""

    class Generator(Postgres.Generator):
        """The rendering."""

        def cast_sql(self, expression: exp.Cast, *args: Any, **options: Any) -> str:
            """A cast of a text to a date is a date literal."""
            if isinstance(expression.this, exp.Literal) and expression.to.is_type(exp.DataType.Type.DATE):
                return f"DATE {self.sql(expression.this)}"
            return super().cast_sql(expression, *args, **options)


def render(tree: exp.Expression) -> str:
    """The SQL, one clause a line."""
    return tree.sql(dialect=ReadablePostgres, pretty=True)
