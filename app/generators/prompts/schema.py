"""The schema as a model reads it: the same bytes for the same layer, without hidden columns and what tells of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from app.generators.neutral import is_plain, plain
from app.generators.prompts.tokens import estimate_tokens
from app.generators.spelling import are_visible, formula, is_visible, literal, sql_name, table_name
from app.semantics.layer import Column, Relationship, SemanticLayer, StoredValue, Table
from app.semantics.measures import tables_of_measure

MOST_VALUES = 20
"""Values of a column that are listed; how many more there are is said."""


@dataclass(frozen=True)
class Part:
    """A piece of a schema's text, the tables that it needs, and its tokens; a line stands behind all tables."""

    text: str
    tables: frozenset[str]
    tokens: int
    is_line: bool


@lru_cache(maxsize=64)
def describe(layer: SemanticLayer, tables: Collection[str]) -> str:
    """These tables as CREATE TABLE statements with comments, then their joins and measures; in the layer's order."""
    parts = parts_within(layer, tables)
    lines = [part.text for part in parts if part.is_line]
    return "\n".join([*(part.text for part in parts if not part.is_line), *([""] if lines else []), *lines])


def parts_within(layer: SemanticLayer, tables: Collection[str]) -> list[Part]:
    """What there is to say of these tables alone."""
    known = frozenset(tables)
    return [part for part in parts_of_schema(layer) if part.tables <= known]


def tokens_of(parts: Sequence[Part]) -> int:
    """Tokens of the text that parts make: each is a line more, and an empty one stands before the lines."""
    return sum(part.tokens + 1 for part in parts) - 1 + any(part.is_line for part in parts)


@lru_cache(maxsize=8)
def parts_of_schema(layer: SemanticLayer) -> tuple[Part, ...]:
    """All that there is to say of a layer."""
    tables = (part_of(describe_table(table), {table.name}) for table in layer.tables)
    lines = (part_of(text, about, is_line=True) for text, about in chain(join_lines(layer), measure_lines(layer)))
    return (*tables, *lines)


def part_of(text: str, tables: Collection[str], *, is_line: bool = False) -> Part:
    """A part of a text."""
    return Part(text, frozenset(tables), estimate_tokens(text), is_line)


def describe_table(table: Table) -> str:
    """One table as a CREATE TABLE statement, its keys first."""
    columns = sorted(table.visible_columns, key=lambda column: column.kind != "key")
    lines = [column_line(table, column, is_last=column is columns[-1]) for column in columns]
    return "\n".join([*table_comment(table), f"CREATE TABLE {plain(table_name(table))} (", *lines, ");"])


def table_comment(table: Table) -> Iterator[str]:
    """What a table holds, where its name does not say it."""
    said = [*label_of(table.name, table.label["en"]), *filter(None, [plain(table.description)])]
    if said:
        yield f"-- {plain(table_name(table))}: {'; '.join(said)}"


def column_line(table: Table, column: Column, *, is_last: bool) -> str:
    """A column's line: name, type, and what it holds."""
    key = " PRIMARY KEY" if table.key in {(), (column.name,)} and column.name == table.primary_key else ""
    said = "; ".join(column_comment(column))
    comment = f" --{said}" if said else ""
    return f"  {plain(sql_name(column.name))} {plain(column.type)}{key}{'' if is_last else ','}{comment}"


def column_comment(column: Column) -> Iterator[str]:
    """What a column holds: its label where that says more than the name, its description, unit and stored values."""
    yield from label_of(column.name, column.label["en"])
    if column.description:
        yield plain(column.description)
    if column.unit:
        yield f"in {plain(column.unit)}"
    if column.holds_years:
        yield "a year"
    yield from values_comment([value for value in column.values if not value.is_pattern and is_plain(value.value)])
    yield from (pattern_comment(value) for value in column.values if value.is_pattern and is_plain(value.value))


def label_of(name: str, label: str) -> Iterator[str]:
    """A label, unless it is but the name again."""
    if label.casefold().replace(" ", "_") != name.casefold():
        yield plain(label)


def values_comment(values: list[StoredValue]) -> Iterator[str]:
    """The values that the file lists, and what they are called where that differs."""
    if values:
        listed = ", ".join(map(value_comment, values[:MOST_VALUES]))
        more = len(values) - MOST_VALUES
        yield f"values: {listed}{f' and {more} more' if more > 0 else ''}"


def value_comment(value: StoredValue) -> str:
    """One value as SQL writes it."""
    label = value.label["en"]
    is_same = label.casefold() == value.value.casefold()
    return literal(value.value) + ("" if is_same else f" ({plain(label)})")


def pattern_comment(value: StoredValue) -> str:
    """A pattern of values, and what fits it."""
    return f"LIKE {literal(value.value)} is {plain(value.label['en'])}"


def join_lines(layer: SemanticLayer) -> Iterator[tuple[str, Collection[str]]]:
    """How the tables belong together, and which."""
    for join in layer.relationships:
        if are_visible(layer, chain(*ends_of(join))):
            text = " and ".join(map(" can be joined with ".join, ends_of(join)))
            yield f"-- {plain(text)}", (join.left_table, join.right_table)


def ends_of(join: Relationship) -> list[tuple[str, str]]:
    """Each pair of columns of a join, as `table.column`."""
    pairs = [(join.left_column, join.right_column), *join.further]
    return [(f"{join.left_table}.{left}", f"{join.right_table}.{right}") for left, right in pairs]


def measure_lines(layer: SemanticLayer) -> Iterator[tuple[str, Collection[str]]]:
    """How the numbers that people ask for are computed, where that is more than counting rows, and of which tables."""
    for measure in (measure for table in layer.tables for measure in table.measures):
        if measure.expression and is_visible(layer, measure):
            unit = f" in {plain(measure.unit)}" if measure.unit else ""
            text = f"-- {plain(measure.label['en'])}{unit} is {plain(formula(layer, measure))}"
            yield text, tuple(tables_of_measure(measure))
