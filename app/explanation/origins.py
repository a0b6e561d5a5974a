"""Where the names in a statement lead: to a column of the layer's tables, or to what a query inside it computes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property, lru_cache

from sqlglot import exp

from app.explanation.trees import named_columns, parse, selects_around, sources_of, unwrapped, visible_ctes
from app.semantics.layer import Column, SemanticLayer, Table

REMEMBERED = 512
"""Statements whose result columns are kept: colleagues ask the same again."""


@lru_cache(maxsize=REMEMBERED)
def result_columns(sql: str, names: tuple[str, ...], layer: SemanticLayer) -> tuple[Column | None, ...] | None:
    """For each result column the layer's column whose values it shows; None of all where the SQL can't be read."""
    tree = parse(sql)
    return tuple(Origins(tree, layer).shown(unwrapped(tree), names)) if tree is not None else None


class Origins:
    """The sources of one statement; names mean what they mean where they stand, as PostgreSQL has it."""

    def __init__(self, statement: exp.Expr, layer: SemanticLayer) -> None:
        self.statement = statement
        self.layer = layer

    def column(self, node: exp.Expr) -> Column | None:
        """The layer's column that a name leads to, also through queries inside; None where it leads to none."""
        if not isinstance(node, exp.Column):
            return None
        source = self.source(node)
        table = self.table(source) if source is not None else None
        if table:
            return column_of(table, node.name)
        meant = self.meant(node)
        return self.column(meant) if meant is not None else None

    def meant(self, node: exp.Column) -> exp.Expr | None:
        """What a query inside the statement computes under that name; of several put together, what all agree on."""
        source = self.source(node)
        query = self.query_of(source) if source is not None else None
        return self.output(query, node.name) if query is not None else None

    def source(self, node: exp.Column) -> exp.Expr | None:
        """The table or query in a FROM that has a column: the nearest; None where several might."""
        if node.table:
            return self.source_named(node.table, node)
        for select in selects_around(node):
            found = [source for _, source in sources_of(select) if self.has(source, node.name)]
            if found:
                return found[0] if len(found) == 1 else None
        return None

    def source_named(self, name: str, node: exp.Expr) -> exp.Expr | None:
        """The table or query that has a name where a part of the statement stands."""
        known = (dict(sources_of(select)) for select in selects_around(node))
        return next((sources[name] for sources in known if name in sources), None)

    def has(self, source: exp.Expr, name: str) -> bool:
        """Whether a source is known to have a column of that name."""
        if table := self.table(source):
            return column_of(table, name) is not None
        if name in [column.name for column in named_columns(self.cte(source) or source)]:
            return True
        query = self.query_of(source)
        return query is not None and self.output(query, name) is not None

    def table(self, source: exp.Expr) -> Table | None:
        """The layer's table that a source is."""
        if not isinstance(source, exp.Table) or self.cte(source) or not isinstance(source.this, exp.Identifier):
            return None
        table = self.layer.by_name.get(source.name)
        return table if table and source.db in ("", table.schema) else None

    def cte(self, source: exp.Expr) -> exp.CTE | None:
        """The query before a statement that a source names: one of those around it, and none that comes after it."""
        if not isinstance(source, exp.Table) or source.db:
            return None
        return next((cte for cte in visible_ctes(source) if cte.alias == source.name), None)

    def query_of(self, source: exp.Expr) -> exp.Expr | None:
        """The query that a source gives the rows of."""
        inner = self.cte(source) or source
        return unwrapped(inner.this) if isinstance(inner, exp.CTE | exp.Subquery | exp.Lateral) else None

    def output(self, query: exp.Expr, name: str) -> exp.Expr | None:
        """What a query computes under a name; several that are put together, where they agree."""
        if isinstance(query, exp.SetOperation):
            sides = [self.output(unwrapped(side), name) for side in (query.left, query.right)]
            columns = {self.column(side) for side in sides if side is not None}
            return sides[0] if None not in sides and len(columns) == 1 else None
        if not isinstance(query, exp.Select):
            return None
        found = [output for output in query.expressions if output.alias_or_name == name]
        return found[0].unalias() if found else self.starred(query, name)

    def starred(self, query: exp.Select, name: str) -> exp.Expr | None:
        """The column that `*` gives under a name."""
        found = [source for _, source in sources_of(query) if query.is_star and self.has(source, name)]
        if len(found) != 1:
            return None
        column = exp.column(name)
        column.parent = query
        return column

    @cached_property
    def columns(self) -> frozenset[Column]:
        """Every column of the layer that the statement names."""
        found = (self.column(node) for node in self.statement.find_all(exp.Column))
        return frozenset(column for column in found if column)

    @cached_property
    def repeated(self) -> frozenset[Table]:
        """Tables that the statement reads more than once, which only their aliases tell apart."""
        selects = self.statement.find_all(exp.Select)
        read = [(self.table(source), name) for select in selects for name, source in sources_of(select)]
        aliases = Counter(table for table, _ in set(read))
        return frozenset(table for table, count in aliases.items() if table and count > 1)

    def shown(self, query: exp.Expr, names: Sequence[str]) -> list[Column | None]:
        """The columns whose values a query shows under so many names; None where it computes something of its own."""
        if isinstance(query, exp.SetOperation):
            sides = (self.shown(unwrapped(side), names) for side in (query.left, query.right))
            return [left if left is right else None for left, right in zip(*sides, strict=True)]
        if isinstance(query, exp.Select) and not query.is_star and len(query.expressions) == len(names):
            return [self.column(extreme_of(output)) for output in query.expressions]
        outputs = (self.output(query, name) for name in names)
        return [self.column(output) if output is not None else None for output in outputs]


def column_of(table: Table, name: str) -> Column | None:
    """A table's column, if it has one of that name."""
    return next((column for column in table.columns if column.name == name), None)


def extreme_of(output: exp.Expr) -> exp.Expr:
    """What a result column shows; of the largest, smallest or rounded value under a column's own name, that column."""
    meant = output.unalias()
    is_value = isinstance(meant, exp.Min | exp.Max | exp.Round | exp.Coalesce) and meant.this.name == output.alias
    return meant.this if is_value else meant
