"""Names of tables and columns that are all but right: in another case, with the table's name in front, or misspelled.

Only a name that is not there is mended, and only where exactly one real name is close to it; never into a hidden one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any

from pglast import ast
from rapidfuzz import fuzz

from app.generators.replies.parsing import Mended, is_column, is_select, nodes_of, tables_made_in
from app.generators.spelling import literal, sql_name, table_name
from app.language.folding import fold
from app.semantics.layer import Column, SemanticLayer, StoredValue, Table

CLOSE = 88
"""How alike two names must be, in percent, and ..."""
NEARLY = 80
"""... how alike no other name may be."""
SHORTEST = 5
"""Letters; a shorter name is like too many."""
USUAL_SCHEMAS = {"public", "dbo", "main"}
"""Schemas that models put before a table of their own accord."""
NAME = r'(?:"(?:[^"]|"")*"|[^\W\d][\w$]*)'
QUALIFIED = re.compile(rf"{NAME}(?:\s*\.\s*{NAME})*")
PART = re.compile(NAME)
DAY = re.compile(r"\d{4}[-/]\d\d?[-/]\d\d?")
DIGITS = re.compile(r"\d+")


@dataclass(frozen=True)
class Fix:
    """Another text for the characters from `start` to `end`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Scope:
    """What a statement reads from: real tables by what they are called there, and whether it reads anything else."""

    layer: SemanticLayer
    tables: Mapping[str, Table | None]
    reads_more: bool
    own_names: Mapping[str, Any]
    """Names that the statement itself gives, and what to; nothing where it gives one to several things."""


def with_real_names(sql: str, layer: SemanticLayer) -> Mended:
    """The SQL with the real names of what is all but named right: first of tables, then of their columns."""
    tables = mended(sql, list(table_fixes(sql, layer)))
    columns = mended(tables.sql, list(column_fixes(tables.sql, layer)))
    return Mended(columns.sql, (*tables.notes, *columns.notes))


def mended(sql: str, fixes: list[Fix]) -> Mended:
    """The SQL with all fixes made, unless PostgreSQL could not read that."""
    if not fixes:
        return Mended(sql)
    text = sql
    for fix in sorted(fixes, key=lambda fix: -fix.start):
        text = text[: fix.start] + fix.text + text[fix.end :]
    if not is_select(text):
        return Mended(sql)
    notes = dict.fromkeys(f"{sql[fix.start : fix.end]} was taken for {fix.text}" for fix in fixes)
    return Mended(text, tuple(notes))


def parts_at(sql: str, node: Any, count: int) -> list[re.Match[str]]:
    """The parts of the name that is written where a node begins, if there are so many."""
    found = QUALIFIED.match(sql, node.location) if isinstance(node.location, int) and node.location >= 0 else None
    parts = list(PART.finditer(sql, found.start(), found.end())) if found else []
    return parts if len(parts) == count else []


def table_fixes(sql: str, layer: SemanticLayer) -> Iterator[Fix]:
    """What to write for tables that are not there."""
    own = tables_made_in(sql)
    for node in nodes_of(sql, ast.RangeVar):
        if not node.schemaname and node.relname in own:
            continue
        table = meant_table(node, layer)
        parts = parts_at(sql, node, len([*filter(None, (node.catalogname, node.schemaname, node.relname))]))
        if table and parts:
            is_same = node.relname.casefold() == table.name.casefold()
            alias = "" if node.alias or is_same else f" AS {sql_name(node.relname)}"
            yield Fix(parts[0].start(), parts[-1].end(), table_name(table) + alias)


@lru_cache(maxsize=8)
def tables_by_place(layer: SemanticLayer) -> Mapping[tuple[str, str], Table]:
    """The tables by their schemas and names."""
    return {(table.schema, table.name): table for table in layer.tables}


def meant_table(node: ast.RangeVar, layer: SemanticLayer) -> Table | None:
    """The table that a name which is none is meant for; PostgreSQL knows no other database's: `project.shop.orders`."""
    at = tables_by_place(layer).get((node.schemaname or "public", node.relname))
    if at:
        return at if node.catalogname else None
    if node.schemaname and not node.catalogname and node.schemaname.casefold() not in USUAL_SCHEMAS:
        return None
    found = nearest(node.relname, {table.name: "" for table in layer.tables})
    return layer.by_name[found] if found else None


def column_fixes(sql: str, layer: SemanticLayer) -> Iterator[Fix]:
    """What to write for columns that are not there."""
    scope = scope_of(sql, layer)
    for node in nodes_of(sql, ast.ColumnRef):
        names = [field.sval for field in node.fields if isinstance(field, ast.String)] if is_column(node) else []
        if len(names) == 2:
            yield from qualified_fixes(parts_at(sql, node, 2), names[0], names[1], scope)
        elif len(names) == 1:
            yield from bare_fixes(parts_at(sql, node, 1), names[0], scope)


@lru_cache(maxsize=64)
def scope_of(sql: str, layer: SemanticLayer) -> Scope:
    """What the statement reads from; a name that stands for two things stands for none here."""
    real = tables_by_place(layer)
    own = tables_made_in(sql)
    tables: dict[str, Table | None] = {}
    for node in nodes_of(sql, ast.RangeVar):
        name = node.alias.aliasname if node.alias else node.relname
        is_own = not node.schemaname and node.relname in own
        table = None if is_own else real.get((node.schemaname or "public", node.relname))
        tables[name] = table if tables.get(name, table) is table else None
    others = [*nodes_of(sql, ast.RangeSubselect, ast.RangeFunction)]
    tables |= {node.alias.aliasname: None for node in others if node.alias}
    return Scope(layer, tables, bool(others) or None in tables.values(), own_names_in(sql))


def own_names_in(sql: str) -> dict[str, Any]:
    """The names that a statement gives, and what to; a column that keeps its own name is given none."""
    named: dict[str, Any] = {}
    for node in nodes_of(sql, ast.ResTarget):
        if node.name and not (is_column(node.val) and node.val.fields[-1].sval == node.name):
            named[node.name] = None if node.name in named else node.val
    return named


def qualified_fixes(parts: list[re.Match[str]], qualifier: str, name: str, scope: Scope) -> Iterator[Fix]:
    """What to write for `qualifier.name`."""
    table = scope.tables.get(qualifier)
    if not parts:
        return
    if qualifier not in scope.tables:
        called = called_in(scope, qualifier)
        if called:
            yield Fix(parts[0].start(), parts[0].end(), sql_name(called))
            table = scope.tables[called]
    if table and name not in {column.name for column in table.columns}:
        found = nearest(name, visible_of(table))
        if found:
            yield Fix(parts[1].start(), parts[1].end(), sql_name(found))


def called_in(scope: Scope, qualifier: str) -> str | None:
    """What a statement calls the table that it means: its alias, where the table's own name is not known any more."""
    meant = qualifier.casefold()
    called = [
        name for name, table in scope.tables.items() if meant in {name.casefold(), table and table.name.casefold()}
    ]
    return called[0] if len(called) == 1 else None


def bare_fixes(parts: list[re.Match[str]], name: str, scope: Scope) -> Iterator[Fix]:
    """What to write for a name alone: a column of a table, or a stored value in the wrong quotes."""
    tables = [table for table in scope.tables.values() if table]
    known = {column.name for table in tables for column in table.columns}
    if not parts or scope.reads_more or name in known or name in scope.own_names:
        return
    found = nearest(name, {column: prefix for table in tables for column, prefix in visible_of(table).items()})
    if found:
        yield Fix(parts[0].start(), parts[0].end(), sql_name(found))
    elif parts[0].group().startswith('"') and (fold(name) in value_names(tables) or DAY.fullmatch(name)):
        yield Fix(parts[0].start(), parts[0].end(), literal(name))


def value_names(tables: Collection[Table]) -> set[str]:
    """What people call the values of visible columns that the layer lists."""
    return {name for table in tables for column in table.visible_columns for name in values_by_name(column)}


@lru_cache(maxsize=1024)
def values_by_name(column: Column) -> Mapping[str, Set[str]]:
    """The values that the file lists for a column, by what people call them."""
    named: dict[str, set[str]] = defaultdict(set)
    for value in (value for value in column.values if not value.is_pattern):
        for name in value_words(value):
            named[fold(name)].add(value.value)
    return dict(named)


def value_words(value: StoredValue) -> Iterator[str]:
    """A listed value as it is stored, and by its other names."""
    yield value.value
    yield from value.label.values()
    yield from chain.from_iterable(value.synonyms.values())


def visible_of(table: Table) -> dict[str, str]:
    """A table's columns, and what people put before their names: `customer_name`."""
    return {column.name: table.singular["en"] for column in table.visible_columns}


def nearest(name: str, choices: Mapping[str, str]) -> str | None:
    """The one choice that is the name in another spelling, or else the only one that is close to it.

    A letter of another script is no misspelling but a disguise: the guard is to see it.
    """
    same = [choice for choice, prefix in choices.items() if spellings(name, prefix) & spellings(choice, prefix)]
    if same:
        return same[0] if len(same) == 1 else None
    if len(name) < SHORTEST:
        return None
    alike = {choice: fuzz.ratio(name.casefold(), choice.casefold()) for choice in choices}
    near = [choice for choice in choices if alike[choice] >= NEARLY and choice.isascii() == name.isascii()]
    is_sure = len(near) == 1 and alike[near[0]] >= CLOSE and DIGITS.findall(name) == DIGITS.findall(near[0])
    return near[0] if is_sure else None


def spellings(name: str, prefix: str) -> set[str]:
    """A name without its case and underscores, with and without the noun that it is a name of."""
    plain, noun = (re.sub(r"[_\s]", "", text).casefold() for text in (name, prefix))
    return {plain, plain.removeprefix(noun) or plain}
