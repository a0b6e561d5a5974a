"""Which column or table a phrase means, by how near it lies to the rows that a question is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.generators.builtin.lexicon import EventOf, ValueOf
from app.generators.builtin.selecting.scanning import Span
from app.generators.builtin.selecting.senses import Event, Part, Scale
from app.generators.builtin.selecting.thesaurus import Quality
from app.generators.builtin.selecting.words import Word
from app.generators.builtin.sentence import Unread
from app.semantics.joins import distances, refers
from app.semantics.layer import Column, SemanticLayer, Table

FAR = 99
"""More joins than any question means."""


def distance(layer: SemanticLayer, start: str, goal: str) -> int:
    """How many joins lie between two tables; FAR where they don't belong together."""
    return distances(layer, start).get(goal, FAR)


@dataclass(frozen=True)
class Candidate:
    """A column that a phrase may mean; of two that lie as near, the one that is called exactly so is meant."""

    column: Column
    is_exact: bool


def candidates(span: Span) -> Iterator[Candidate]:
    """The columns that a span may mean."""
    for sense in span.senses:
        if isinstance(sense, Column):
            yield Candidate(sense, is_exact=True)
        elif isinstance(sense, Part) and isinstance(sense.thing, Column):
            yield Candidate(sense.thing, is_exact=False)
        elif isinstance(sense, Event):
            yield Candidate(sense.column, is_exact=False)


def is_participle(span: Span) -> bool:
    """Whether a span is a form of a verb that only looks like the name of something: "shared by", no "share"."""
    names = {word for it in candidates(span) for word in it.column.label["en"].split()}
    names |= {it.label["en"] for it in span.all(Table)}
    if span.all(ValueOf):
        return False
    if span.text.lower().endswith(" by") or bool(span.all(Event)) or bool(span.all(EventOf)):
        return True
    return span.text.lower().endswith(("ed", "ing")) and span.text.lower() not in names


def is_column(span: Span | None) -> bool:
    """Whether a span may mean a column."""
    if span is None:
        return False
    return any(candidates(span)) or span.first(Scale) is not None or span.is_word(Word.NAME)


def columns_of(span: Span, tables: Sequence[str], layer: SemanticLayer) -> list[Column]:
    """The columns that a span means most likely, beside rows of some tables: those that lie nearest, all as near."""
    found = [it for it in candidates(span) if not it.column.hidden]
    found += [Candidate(it, is_exact=True) for scale in span.all(Scale) for it in scaled(scale.columns, tables, layer)]
    ranks = [(place, at, it.column) for it in found for place, at in [place_of(it, tables, layer)]]
    best = min(((place, at) for place, at, _ in ranks), default=(FAR, 0))
    return list(dict.fromkeys(column for place, at, column in ranks if (place, at) == best and place < FAR))


def place_of(candidate: Candidate, tables: Sequence[str], layer: SemanticLayer) -> tuple[int, int]:
    """How far a column lies from the nearest of some tables, and which one that is."""
    return min((rank(candidate, [table], layer), at) for at, table in enumerate(tables))


def rank(candidate: Candidate, tables: Sequence[str], layer: SemanticLayer) -> int:
    """How far a column lies, a name that is only similar counting for half a join."""
    joins = min(distance(layer, table, candidate.column.table) for table in tables)
    return FAR if joins >= FAR else 2 * joins + (not candidate.is_exact)


def column_of(span: Span, tables: Sequence[str], layer: SemanticLayer) -> Column:
    """The column that a span means. Raises Unread where it may be several, or none that belongs to the rows."""
    found = columns_of(span, tables, layer)
    if len(found) > 1:
        found = preferred(found, span, layer)
    if len(found) != 1:
        raise Unread(f"«{span.text}» may be several things" if found else f"«{span.text}» of what?")
    return found[0]


def preferred(columns: list[Column], span: Span, layer: SemanticLayer) -> list[Column]:
    """Of several columns of one table, the one that names its rows, or whose name ends as it is said."""
    if len({column.table for column in columns}) > 1:
        return columns
    names = [column for column in columns if column.name == layer.by_name[column.table].name_column]
    ends = [column for column in columns if column.label["en"].split()[-1:] == span.text.lower().split()[-1:]]
    return names or (ends if len(ends) == 1 else columns)


def own_column(span: Span, table: str, layer: SemanticLayer) -> Column | None:
    """The column of a table that a span means, if it means one."""
    found = [column for column in columns_of(span, [table], layer) if column.table == table]
    found = preferred(found, span, layer) if len(found) > 1 else found
    return found[0] if len(found) == 1 else None


def scaled(names: Sequence[str], tables: Sequence[str], layer: SemanticLayer) -> list[Column]:
    """The columns that are called the first of some names that any is called, in the tables named."""
    for name in names:
        found = [
            column for table in tables for column in layer.by_name[table].visible_columns if is_called(column, name)
        ]
        if found:
            return found
    return []


def is_called(column: Column, name: str) -> bool:
    """Whether a column is called so, or by a name that ends so; a year may have its name before: "year built"."""
    words = column.label["en"].split()
    return column.label["en"] == name or words[-1:] == name.split() or (name == "year" and words[0] == name)


def graded(quality: Quality, table: str, layer: SemanticLayer) -> tuple[Column, bool] | None:
    """The column that an adjective ranks a table's rows by, and whether the highest come first."""
    for names, descending in ((quality.columns, quality.descending), (quality.against, not quality.descending)):
        found = [it for it in scaled(names, [table], layer) if it.kind in ("fact", "time_dimension")]
        if len(found) == 1:
            return found[0], descending
    return None


def table_of(span: Span | None) -> Table | None:
    """The table whose rows a span names; one that is called exactly so, before one that is called similarly."""
    if span is None:
        return None
    exact = span.all(Table)
    similar = [it.thing for it in span.all(Part) if isinstance(it.thing, Table)]
    found = exact or ([] if any(it.is_exact for it in candidates(span)) else similar)
    return found[0] if len(found) == 1 else None


def value_of(span: Span, tables: Sequence[str], layer: SemanticLayer) -> ValueOf:
    """The stored value that a span means, in the nearest of the columns that hold it. Raises Unread for several."""
    values = list({value.column: value for value in span.all(ValueOf)}.values())
    ranks = [(min(nearness(layer, table, value.column.table) for table in tables), value) for value in values]
    best = min(place for place, _ in ranks)
    found = [value for place, value in ranks if place == best < (FAR, False)]
    if len(found) > 1:
        names = [it for it in found if it.column.name == layer.by_name[it.column.table].name_column]
        listed = [it for it in found if it.column.values]
        found = names if len(names) == 1 else listed if len(listed) == 1 and not names else found
    if len(found) != 1:
        raise Unread(f"«{span.text}» may be several things")
    return found[0]


def nearness(layer: SemanticLayer, start: str, goal: str) -> tuple[int, bool]:
    """How many joins lie between two tables, and whether a row may find several there: what it has itself is nearer."""
    return distance(layer, start, goal), not refers(layer, start, goal)


def holds_time(column: Column) -> bool:
    """Whether a column holds dates or years."""
    return column.kind == "time_dimension" or (column.kind == "fact" and "year" in column.label["en"].split())
