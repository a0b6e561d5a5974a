"""A semantic layer for any database: what its catalogue and its values say, in the words of its own names."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from pglast.keywords import (
    COL_NAME_KEYWORDS,
    RESERVED_KEYWORDS,
    TYPE_FUNC_NAME_KEYWORDS,
    UNRESERVED_KEYWORDS,
)
from sqlglot import exp

from app.semantics.column_types import family_of
from app.semantics.commenting import english_name, persian_name, persian_singular
from app.semantics.file_format import KINDS
from app.semantics.guessing import guess_relationships
from app.semantics.kinds import MEASURED, Kind, adds_up, holds_year_texts, is_secret, kind_of
from app.semantics.layer import (
    Aggregate,
    Column,
    Measure,
    Names,
    Relationship,
    SemanticLayer,
    StoredValue,
    Table,
    Words,
)
from app.semantics.naming import as_plural, as_singular, parts_of
from app.semantics.picking import pick_key, pick_name, pick_time
from app.semantics.sources import Source, is_private
from app.semantics.units import UNITS
from app.sql.catalogue import CatalogueColumn, CatalogueTable, ForeignKey
from app.sql.contents import Contents

MOST_EXAMPLES = 3
FEW_GROUPS = 12
KEYWORDS = COL_NAME_KEYWORDS | RESERVED_KEYWORDS | TYPE_FUNC_NAME_KEYWORDS | UNRESERVED_KEYWORDS
PLAIN = re.compile(r"[a-z_][a-z0-9_]*")


def derive_layer(source: Source, name: str) -> SemanticLayer:
    """The layer of that name; labels are English, and stand for Persian ones too."""
    tables = tuple(derived_table(table, source) for table in source.tables)
    declared = tuple(declared_relationships(source.tables))
    return SemanticLayer(
        name=name,
        tables=tables,
        relationships=(*declared, *guess_relationships(tables, declared)),
        examples=english(tuple(examples(tables))[:MOST_EXAMPLES]),
    )


def derived_table(table: CatalogueTable, source: Source) -> Table:
    """One table."""
    words = source.words(table.name)
    one, several = as_singular(words), as_plural(words)
    columns = [derived_column(column, table, source) for column in table.columns]
    columns.sort(key=lambda column: list(KINDS.values()).index(column.kind))
    unique = {column.name for column in columns if source.held_by(table, column.name).unique}
    name_column = pick_name(columns, one, unique)
    key = table.key or pick_key(columns, name_column, unique)
    persian = persian_name(table.comment)
    return Table(
        name=table.name,
        schema=table.schema,
        label=named(several, persian),
        singular=named(one, persian and persian_singular(persian)),
        synonyms=english(other_than((several, one), [" ".join(parts_of(table.name))])),
        primary_key=key[0] if key else name_column or columns[0].name,
        name_column=name_column,
        default_time=pick_time(columns, one),
        default_ranking=None,
        columns=tuple(columns),
        measures=tuple(derived_measures(table.name, several, columns)),
        key=key,
        description=" ".join(table.comment.split()),
    )


def derived_column(column: CatalogueColumn, table: CatalogueTable, source: Source) -> Column:
    """One column."""
    words, unit = measured(column.name, table, source)
    contents = source.held_by(table, column.name)
    kind = kind_of(column, words, table)
    if kind == "dimension" and holds_year_texts(words, contents.values):
        kind = "time_dimension"
    return Column(
        table=table.name,
        name=column.name,
        type=column.type,
        kind=kind,
        label=named(" ".join(words), persian_name(column.comment)),
        synonyms=english(column_synonyms(column, words, kind, as_singular(source.words(table.name)), source, unit)),
        values=stored_values(column, contents) if kind == "dimension" else (),
        unit=unit,
        hidden=is_secret(words),
        description=" ".join(column.comment.split()),
    )


def measured(name: str, table: CatalogueTable, source: Source) -> tuple[tuple[str, ...], str | None]:
    """A column's words, and the unit at their end, where no other column is called so: `weight_kg` is "weight"."""
    words = source.words(name)
    others = {source.words(column.name)[:-1] for column in table.columns if column.name != name}
    others |= {source.words(column.name) for column in table.columns}
    if len(words) > 1 and words[-1] in UNITS and words[-2] in MEASURED and words[:-1] not in others:
        return words[: -2 if words[-2] == "in" else -1], words[-1]
    return words, None


def column_synonyms(
    column: CatalogueColumn, words: Sequence[str], kind: Kind, noun: str, source: Source, unit: str | None
) -> tuple[str, ...]:
    """What else a column is called: as it is written, by its comment, and without its table's noun or with it."""
    label = " ".join(words)
    written = " ".join(parts_of(column.name))
    found = [written, *filter(None, [english_name(column.comment)])]
    found += [written.removesuffix(f" {unit}")] if unit else []
    if label.startswith(f"{noun} ") and kind != "key":
        found.append(label.removeprefix(f"{noun} "))
    elif label in source.shared_labels and kind != "key":
        found.append(f"{noun} {label}")
    return other_than((label,), found)


def stored_values(column: CatalogueColumn, contents: Contents) -> tuple[StoredValue, ...]:
    """The values of an enum or of a text column that has few; numbers in a text column are none to speak of."""
    values = column.labels or (() if family_of(column.type) != "text" or is_private(column) else contents.values)
    if all(value.replace(".", "").isdigit() for value in values):
        return ()
    return tuple(StoredValue(value, same(value_label(value)), english(())) for value in values)


def value_label(value: str) -> str:
    """How a value is said: `in_progress` is "in progress"."""
    return " ".join(parts_of(value)) if "_" in value else value


def derived_measures(table: str, label: str, columns: Sequence[Column]) -> Iterator[Measure]:
    """The number of rows, and of each fact the sum, if it has one, and the average."""
    taken = {column.name for column in columns}
    yield measure(table, table if table not in taken else f"number_of_{table}", "count", None, label)
    for fact in columns:
        if fact.kind != "fact" or fact.hidden:
            continue
        name = fact.label["en"]
        expression = f"{identifier(fact.table, KEYWORDS)}.{identifier(fact.name, RESERVED_KEYWORDS)}"
        if adds_up(name.split()):
            yield measure(table, f"total_{fact.name}", "sum", expression, f"total {name}")
        yield measure(table, f"average_{fact.name}", "avg", expression, f"average {name}")


def measure(table: str, name: str, aggregate: Aggregate, expression: str | None, label: str) -> Measure:
    """A measure that is asked for by its parts ("average", "price"), not by words of its own."""
    return Measure(table, name, aggregate, expression, same(label), english(()), english(()))


def identifier(name: str, keywords: Collection[str]) -> str:
    """A name as SQL writes it: in quotes where it must be, or is a keyword."""
    if PLAIN.fullmatch(name) and name not in keywords:
        return name
    return exp.to_identifier(name, quoted=True).sql(dialect="postgres")


def declared_relationships(tables: Sequence[CatalogueTable]) -> Iterator[Relationship]:
    """The foreign keys between the tables."""
    present = {(table.schema, table.name): table for table in tables}
    for table in tables:
        for key in table.foreign_keys:
            target = present.get((key.schema, key.table))
            if target and {column.name for column in target.columns}.issuperset(key.targets):
                yield relationship(table.name, key)


def relationship(table: str, key: ForeignKey) -> Relationship:
    """A foreign key as a join."""
    (left, right), *further = zip(key.columns, key.targets, strict=True)
    return Relationship(table, left, key.table, right, tuple(further))


def examples(tables: Sequence[Table]) -> Iterator[str]:
    """Questions that the layer answers."""
    for table in tables:
        if not table.name_column:
            continue
        yield f"how many {table.label['en']} are there"
        groups = [column for column in table.visible_columns if 0 < len(column.values) <= FEW_GROUPS]
        if groups:
            yield f"number of {table.label['en']} by {groups[0].label['en']}"


def same(name: str) -> Names:
    """A name that stands for both languages until somebody gives it in Persian."""
    return {"en": name, "fa": name}


def named(english: str, persian: str | None) -> Names:
    """A name in both languages, as far as somebody gave it in Persian."""
    return {"en": english, "fa": persian or english}


def english(phrases: Sequence[str]) -> Words:
    """English phrases alone."""
    return {"en": tuple(phrases), "fa": ()}


def other_than(said: Sequence[str], phrases: Sequence[str]) -> tuple[str, ...]:
    """The phrases that are not said already, each once."""
    return tuple(phrase for phrase in dict.fromkeys(phrases) if phrase not in said)
