"""Walks a SELECT as PostgreSQL does, scope by scope, and resolves every table and column that it names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pglast import ast
from pglast.enums import CoercionForm, JoinType, SetOperation

from app.errors import ForbiddenSyntax, ForbiddenTable, HiddenColumn, UnknownColumn
from app.sql.allowed import AGGREGATES
from app.sql.joins import Links, alternatives, conjuncts, is_pinned, reject_cross_join
from app.sql.literals import number_in, place_of
from app.sql.naming import call_name, name_of
from app.sql.policy import Policy
from app.sql.scopes import Assumptions, Relation, Scope, reject_hidden, relation_of_table, require_column, tables_of

SCALAR_SOURCES = frozenset(
    """
    generate_series generate_subscripts regexp_matches regexp_split_to_table string_to_table
    """.split()
)
"""Functions for FROM whose rows are never rows of several columns."""
FEW_ROWS = 1000
"""A query that is cut off after so many rows is small."""
NOWHERE = Scope()


@dataclass(frozen=True)
class Output:
    """The columns of a query's result: their names in order, None where unknown, and whether that order is certain."""

    names: tuple[str | None, ...]
    is_ordered: bool = True
    is_large: bool = False

    def relation(self, alias: str | None, renamed: Sequence[str] = ()) -> Relation:
        """The query as a relation in FROM, its first columns renamed.

        A name that is not certain is left out: it then is not found, at worst; it never hides a table's column.
        """
        kept = self.names[len(renamed) :] if self.is_ordered or not renamed else ()
        names = frozenset(name for name in (*renamed, *kept) if name)
        return Relation(alias, names, is_large=self.is_large)


class Resolver:
    """Resolves one statement."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.assumptions = Assumptions()
        self.resolved: Counter[str] = Counter()
        self.touched: list[Relation] = []
        """Relations in the order in which columns of them were named."""

    def query(self, select: ast.SelectStmt, around: Scope) -> Output:
        """Resolve a query; `around` is what it sees of the queries that hold it."""
        scope = self.with_clause(select.withClause, around)
        if select.op != SetOperation.SETOP_NONE:
            output = self.set_operation(select, scope)
        elif select.valuesLists:
            output = self.values(select, scope)
        else:
            output = self.plain(select, scope)
        rows = number_in(select.limitCount)
        return replace(output, is_large=False) if rows is not None and rows <= FEW_ROWS else output

    def with_clause(self, clause: ast.WithClause | None, scope: Scope) -> Scope:
        """Resolve the queries of WITH, each of which knows those before it."""
        for cte in clause.ctes if clause else ():
            output = self.query(cte.ctequery, scope)
            scope = scope.with_cte(cte.ctename, output.relation(cte.ctename, names_in(cte.aliascolnames)))
        return scope

    def set_operation(self, select: ast.SelectStmt, scope: Scope) -> Output:
        """Resolve UNION and its like; the first query names the columns, and ORDER BY knows no others."""
        left, right = self.query(select.larg, scope), self.query(select.rarg, scope)
        result = replace(left, is_large=left.is_large or right.is_large)
        self.order(select.sortClause, result, NOWHERE.within([result.relation(None)]))
        self.limits(select, scope)
        return result

    def values(self, select: ast.SelectStmt, scope: Scope) -> Output:
        """Resolve VALUES."""
        self.expression(select.valuesLists, scope)
        output = Output(tuple(f"column{number}" for number, _ in enumerate(select.valuesLists[0], start=1)))
        self.order(select.sortClause, output, scope.within([output.relation("*VALUES*")]))
        self.limits(select, scope)
        return output

    def plain(self, select: ast.SelectStmt, scope: Scope) -> Output:
        """Resolve a SELECT with FROM, WHERE and the rest."""
        links = Links()
        relations: list[Relation] = []
        for item in select.fromClause or ():
            relations += self.from_item(item, relations, scope, links)
        inner = scope.within(relations)
        self.condition(select.whereClause, inner, links)
        reject_cross_join(relations, links)
        names, is_ordered = self.targets(select.targetList or (), inner)
        output = Output(names, is_ordered, is_large=bool(links.large(relations)) and not is_reduced(select))
        self.group(select.groupClause, output, inner)
        self.expression((select.havingClause, select.windowClause), inner)
        self.order(select.distinctClause, output, inner)
        self.order(select.sortClause, output, inner)
        self.limits(select, inner)
        return output

    def targets(self, targets: Sequence[ast.ResTarget], scope: Scope) -> tuple[tuple[str | None, ...], bool]:
        """Resolve what is selected: the names of the result, and whether their order is certain."""
        names: list[str | None] = []
        is_ordered = True
        for target in targets:
            self.expression(target, scope)
            if is_star(target.val):
                starred = self.starred(target.val, scope)
                names += [name for relation in starred for name in relation.columns]
                is_ordered = False
            else:
                names.append(name_of(target))
        return tuple(names), is_ordered

    def from_item(self, item: Any, siblings: Sequence[Relation], scope: Scope, links: Links) -> list[Relation]:
        """Resolve an item of FROM; what stands before it is seen by LATERAL and by functions."""
        match item:
            case ast.RangeVar():
                return [self.table(item, scope)]
            case ast.JoinExpr():
                return self.join(item, siblings, scope, links)
            case ast.RangeSubselect():
                return [self.subquery(item, scope.within(siblings) if item.lateral else scope, links)]
        self.expression(item.functions, scope.within(siblings))
        return [relation_of_function(item)]

    def subquery(self, item: ast.RangeSubselect, scope: Scope, links: Links) -> Relation:
        """Resolve a subquery in FROM; one that is LATERAL is tied to the relations that it names."""
        since = len(self.touched)
        relation = self.query(item.subquery, scope).relation(alias_of(item), renamed_in(item))
        links.add(relation, *self.touched[since:])
        return relation

    def table(self, item: ast.RangeVar, scope: Scope) -> Relation:
        """Resolve a table, or the query of WITH that goes by its name."""
        self.resolved["RangeVar"] += 1
        alias, renamed = alias_of(item), renamed_in(item)
        if item.schemaname is None and item.relname in scope.ctes:
            cte = scope.ctes[item.relname]
            return replace(cte, alias=alias or item.relname, columns=frozenset(renamed) if renamed else cte.columns)
        table = None if item.catalogname else self.policy.table_of(item.schemaname, item.relname)
        if table is None:
            named = ".".join(filter(None, [item.catalogname, item.schemaname, item.relname]))
            raise ForbiddenTable(named, place_of(item))
        return self.renamed(relation_of_table(table, alias, self.policy), renamed, place_of(item))

    def renamed(self, relation: Relation, names: Sequence[str], place: int | None) -> Relation:
        """A relation whose columns are renamed by position: which ones, only the database knows."""
        if not names:
            return relation
        self.require_whole([relation], place)
        return replace(relation, columns=frozenset(names))

    def join(self, item: ast.JoinExpr, siblings: Sequence[Relation], scope: Scope, links: Links) -> list[Relation]:
        """Resolve a JOIN; its ON sees its two sides and the queries around, nothing else."""
        left = self.from_item(item.larg, siblings, scope, links)
        right = self.from_item(item.rarg, [*siblings, *left], scope, links)
        both = [*left, *right]
        using = names_in(item.usingClause)
        for name in using:
            for side in (left, right):
                links.add(*self.having(name, side))
        if item.isNatural:
            self.require_whole(both, None)
        if using or item.isNatural:
            links.add(*both)
        self.condition(item.quals, scope.within(both), links, keeps_rows=item.jointype != JoinType.JOIN_INNER)
        if item.join_using_alias:
            both.append(Relation(item.join_using_alias.aliasname, frozenset(using)))
        return [self.joined(item, both, links)] if item.alias else both

    def joined(self, item: ast.JoinExpr, relations: Sequence[Relation], links: Links) -> Relation:
        """A join with an alias of its own, behind which its two sides can't be seen any more."""
        reject_cross_join(relations, links)
        relation = Relation(
            alias_of(item),
            frozenset().union(*(relation.columns for relation in relations)),
            hidden=frozenset().union(*(relation.hidden for relation in relations)),
            tables=frozenset(tables_of(relations)),
            is_large=any(relation.is_large for relation in relations),
        )
        relation = self.renamed(relation, renamed_in(item), None)
        links.add(relation, *relations)
        return relation

    def having(self, name: str, side: Sequence[Relation]) -> list[Relation]:
        """The relations of one side of a JOIN that have a column of USING."""
        reject_hidden(name, side, None)
        found = [relation for relation in side if name in relation.columns]
        if not found:
            raise UnknownColumn(name)
        return found

    def condition(self, condition: Any, scope: Scope, links: Links, *, keeps_rows: bool = False) -> None:
        """Resolve a condition, and note which relations it ties together or, unless rows stay without it, pins."""
        for conjunct in conjuncts(condition):
            tied = [self.touched_by(alternative, scope) for alternative in alternatives(conjunct)]
            links.add(*set.intersection(*tied))
            if not keeps_rows:
                links.single |= {relation for relation in tied[0] if is_pinned(conjunct, relation.key)}

    def touched_by(self, value: Any, scope: Scope) -> set[Relation]:
        """Resolve an expression: the relations of which it names columns."""
        since = len(self.touched)
        self.expression(value, scope)
        return set(self.touched[since:])

    def group(self, items: Any, output: Output, scope: Scope) -> None:
        """Resolve GROUP BY: a name is a column of FROM, else one of the result, else one of a query around."""
        local = scope.levels[0]
        for item in grouping_items(items):
            name = bare_name(item)
            if name and name in output.names and not any(name in relation.columns for relation in local):
                reject_hidden(name, local, place_of(item))
                self.assumptions.absent |= {(table, name) for table in tables_of(local)}
                self.resolved["ColumnRef"] += 1
            else:
                self.expression(item, scope)

    def order(self, items: Any, output: Output, scope: Scope) -> None:
        """Resolve ORDER BY or DISTINCT ON: a name is a column of the result, else of FROM."""
        for item in items or ():
            name = bare_name(item.node if isinstance(item, ast.SortBy) else item)
            if name and name in output.names:
                self.resolved["ColumnRef"] += 1
            else:
                self.expression(item, scope)

    def limits(self, select: ast.SelectStmt, scope: Scope) -> None:
        """Resolve LIMIT and OFFSET."""
        self.expression((select.limitCount, select.limitOffset), scope)

    def expression(self, value: Any, scope: Scope) -> None:
        """Resolve the columns and subqueries of an expression."""
        match value:
            case tuple():
                for item in value:
                    self.expression(item, scope)
            case ast.SelectStmt():
                self.query(value, scope)
            case ast.ColumnRef():
                self.resolved["ColumnRef"] += 1
                self.touched += self.starred(value, scope) if is_star(value) else [self.column(value, scope)]
            case ast.Node():
                for name in value:
                    self.expression(getattr(value, name), scope)

    def column(self, column: ast.ColumnRef, scope: Scope) -> Relation:
        """The relation whose column is named."""
        place = place_of(column)
        match [field.sval for field in column.fields]:
            case [name]:
                return scope.find(name, place, self.assumptions) or self.whole_row(name, place, scope)
            case [qualifier, name]:
                return require_column(scope.relation(qualifier, place), name, place)
            case [schema, table, name]:
                return require_column(scope.find_in_schema((schema, table), place), name, place)
        raise UnknownColumn(".".join(field.sval for field in column.fields), place)

    def whole_row(self, name: str, place: int | None, scope: Scope) -> Relation:
        """The relation that is named as a value, which no column may be called like: PostgreSQL would take that."""
        relation = scope.relation(name, place)
        self.require_whole([relation], place)
        self.assumptions.absent |= {(table, name) for level in scope.levels for table in tables_of(level)}
        return relation

    def starred(self, star: ast.ColumnRef, scope: Scope) -> Sequence[Relation]:
        """The relations of which all columns are named. Raises HiddenColumn where some are hidden."""
        place = place_of(star)
        match [field.sval for field in star.fields[:-1]]:
            case []:
                relations = scope.levels[0] if scope.levels else ()
            case [qualifier]:
                relations = [scope.relation(qualifier, place)]
            case [schema, table]:
                relations = [scope.find_in_schema((schema, table), place)]
            case names:
                raise UnknownColumn(".".join(names), place)
        self.require_whole(relations, place)
        return relations

    def require_whole(self, relations: Sequence[Relation], place: int | None) -> None:
        """Refuse tables with hidden columns; the database must confirm that the others have none."""
        for table in tables_of(relations):
            if self.policy.tables[table].hidden:
                raise HiddenColumn(f"{table[1]}.*", place)
            self.assumptions.whole.add(table)


def relation_of_function(item: ast.RangeFunction) -> Relation:
    """A function in FROM: its one column has its name, unless the alias says otherwise.

    Several functions, and unnest of several arrays, have columns of other names, and so has unnest of an array of rows:
    what is not certain is not claimed. What is no call (CAST, COALESCE) may be a row too, and is refused.
    """
    call, name, renamed = item.functions[0][0], alias_of(item), renamed_in(item)
    if not all(isinstance(function, ast.FuncCall) for function, _ in item.functions):
        raise ForbiddenSyntax("FROM CAST(...)")
    name = name or call_name(call) or ""
    own = frozenset([name, "ordinality"][len(renamed) : 1 + item.ordinality])
    if len(item.functions) > 1 or (call_name(call) == "unnest" and len(call.args or ()) != 1):
        return Relation(name, frozenset(renamed))
    if call_name(call) in SCALAR_SOURCES:
        return Relation(name, own | frozenset(renamed))
    return Relation(name, frozenset(renamed), likely=own)


def is_reduced(select: ast.SelectStmt) -> bool:
    """Whether a query groups or aggregates what it reads."""
    return bool(select.groupClause or select.distinctClause or has_aggregate(select.targetList))


def has_aggregate(value: Any) -> bool:
    """Whether an expression makes one row of many."""
    match value:
        case tuple():
            return any(has_aggregate(item) for item in value)
        case ast.FuncCall() if call_name(value) in AGGREGATES and not value.over:
            return True
        case ast.Node() if not isinstance(value, ast.SelectStmt):
            return any(has_aggregate(getattr(value, name)) for name in value)
    return False


def grouping_items(value: Any) -> Iterator[Any]:
    """The items of GROUP BY, out of ROLLUP, GROUPING SETS and brackets."""
    match value:
        case tuple():
            for item in value:
                yield from grouping_items(item)
        case ast.GroupingSet():
            yield from grouping_items(value.content)
        case ast.RowExpr() if value.row_format == CoercionForm.COERCE_IMPLICIT_CAST:
            yield from grouping_items(value.args)
        case ast.Node():
            yield value


def bare_name(value: Any) -> str | None:
    """The name, if an expression is an unqualified one."""
    if isinstance(value, ast.ColumnRef) and len(value.fields) == 1 and not is_star(value):
        return str(value.fields[0].sval)
    return None


def is_star(value: Any) -> bool:
    """Whether a value is `*` or `name.*`."""
    return isinstance(value, ast.ColumnRef) and isinstance(value.fields[-1], ast.A_Star)


def alias_of(item: Any) -> str | None:
    """The alias of an item of FROM."""
    return str(item.alias.aliasname) if item.alias else None


def renamed_in(item: Any) -> list[str]:
    """The new names of the columns of an item of FROM, from the first on."""
    return names_in(item.alias.colnames) if item.alias else []


def names_in(parts: Any) -> list[str]:
    """Names out of a list of the parser."""
    return [part.sval for part in parts or ()]
