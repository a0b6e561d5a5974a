"""Writes a layer that was derived as a file for people to go on with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import yaml

from app.semantics.file_format import KINDS
from app.semantics.layer import Column, Measure, Names, Relationship, SemanticLayer, StoredValue, Table, Words
from app.semantics.sources import askable
from app.sql.catalogue import CatalogueTable

HEADER = """\
# What the database {name} holds, in words: a first draft, from its own names, keys and values. To go on with it:
#  - Correct the labels; they are what answers say. Add the Persian ones: label: {{en: customers, fa: مشتریان}}.
#  - Add the words that people ask with: synonyms: {{en: [client, buyer], fa: [خریدار]}}. Plurals need no words.
#  - Add the measures that people talk about: aggregate: sum, expression: orders.quantity * products.price.
#  - Say what amounts are in: unit: {{en: toman, fa: تومان}}.
#  - Remove the tables that nobody will ask about; put `hidden: true` on columns that nobody may ask about.
# Then check it (flask --app wsgi semantics check FILE) and name it in SEMANTICS_FILE.
"""
KEY_FOUND = "no key is declared; in the data, this tells the rows apart"
NO_KEY = "# primary_key: no key is declared, and no column was found to tell the rows apart"
TIME = "what periods are about; remove it if that is not clear to everybody"
HIDDEN = "by its name, a secret"
GUESSED = "by the names alone: check it"
FASTEST: type[Any] = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
ONE_LINE = 1_000_000


def draft(layer: SemanticLayer, catalogue: Sequence[CatalogueTable]) -> str:
    """The layer as a file's text, with comments that say what to look at; the catalogue is what it was derived from."""
    present = {(table.schema, table.name): table for table in catalogue}
    lines = [HEADER.format(name=layer.name), f"name: {flow(layer.name)}", "", "tables:"]
    for table in layer.tables:
        lines += [*table_lines(table, present[table.schema, table.name]), ""]
    if layer.relationships:
        lines += ["relationships:", *map(relationship_line, layer.relationships), ""]
    if words(layer.examples):
        lines += ["examples:", *(f"  {language}: {flow(said)}" for language, said in words(layer.examples).items())]
    lines += left_out(catalogue)
    return "\n".join(lines).rstrip() + "\n"


def table_lines(table: Table, found: CatalogueTable) -> Iterator[str]:
    """A table."""
    yield f"  - name: {flow(table.name)}"
    if table.schema != "public":
        yield f"    schema: {flow(table.schema)}"
    yield f"    label: {flow(label(table.label))}"
    yield f"    singular: {flow(label(table.singular))}"
    for key, value in said(synonyms=words(table.synonyms), description=table.description).items():
        yield f"    {key}: {flow(value)}"
    yield f"    {key_line(table, found)}"
    if table.name_column:
        yield f"    name_column: {flow(table.name_column)}"
    if table.default_time:
        yield f"    default_time: {flow(table.default_time)}  # {TIME}"
    for group, kind in KINDS.items():
        columns = [column for column in table.columns if column.kind == kind]
        if columns:
            yield from [f"    {group}:", *map(column_line, columns)]
    yield from ["    measures:", *map(measure_line, table.measures)]


def key_line(table: Table, found: CatalogueTable) -> str:
    """A table's key, and where it comes from."""
    if not table.key:
        return NO_KEY
    key = table.key[0] if len(table.key) == 1 else list(table.key)
    return commented(f"primary_key: {flow(key)}", None if found.key else KEY_FOUND)


def column_line(column: Column) -> str:
    """A column."""
    entry = said(
        name=column.name,
        type=column.type,
        label=label(column.label),
        synonyms=words(column.synonyms),
        description=column.description,
        values=[value(stored) for stored in column.values],
        hidden=column.hidden,
    )
    return commented(f"      - {flow(entry)}", HIDDEN if column.hidden else None)


def value(stored: StoredValue) -> Any:
    """A stored value, with a label where that is another text."""
    if stored.label["en"] == stored.value:
        return stored.value
    return {"value": stored.value, "label": label(stored.label)}


def measure_line(measure: Measure) -> str:
    """A measure."""
    entry = said(
        name=measure.name,
        aggregate=measure.aggregate,
        expression=measure.expression,
        label=label(measure.label),
    )
    return f"      - {flow(entry)}"


def relationship_line(join: Relationship) -> str:
    """A relationship."""
    pairs = [(join.left_column, join.right_column), *join.further]
    left = [f"{join.left_table}.{column}" for column, _ in pairs]
    right = [f"{join.right_table}.{column}" for _, column in pairs]
    ends = {"left": left, "right": right} if join.further else {"left": left[0], "right": right[0]}
    return commented(f"  - {flow(said(**ends, guessed=join.guessed))}", GUESSED if join.guessed else None)


def left_out(catalogue: Sequence[CatalogueTable]) -> Iterator[str]:
    """What is in the database and not in the file."""
    kept = {(table.schema, table.name): {column.name for column in table.columns} for table in askable(catalogue)}
    missing = [
        f"{table.schema}.{table.name}" + ("" if (table.schema, table.name) not in kept else f".{column.name}")
        for table in catalogue
        for column in table.columns
        if column.name not in kept.get((table.schema, table.name), ())
    ]
    if missing:
        yield "\n# Left out, as the role may not read it, its type can't be asked about, or another table has its name:"
        yield from (f"#  {name}" for name in dict.fromkeys(missing))


def label(names: Names) -> dict[str, str]:
    """A label in the languages that it is given in."""
    return {language: name for language, name in names.items() if language == "en" or name != names["en"]}


def words(synonyms: Words) -> dict[str, list[str]]:
    """Synonyms in the languages that have some."""
    return {language: list(phrases) for language, phrases in synonyms.items() if phrases}


def said(**entry: Any) -> Mapping[str, Any]:
    """What there is something to say of."""
    return {key: value for key, value in entry.items() if value}


def flow(value: Any) -> str:
    """A value as YAML in one line."""
    text: str = yaml.dump(
        value, Dumper=FASTEST, default_flow_style=True, allow_unicode=True, sort_keys=False, width=ONE_LINE
    )
    return text.removesuffix("\n").removesuffix("\n...")


def commented(line: str, comment: str | None) -> str:
    """A line with a comment behind it, if there is any."""
    return f"{line}  # {comment}" if comment else line
