"""Checks a semantics file: everything that is wrong with it at once, each with its line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from marshmallow import ValidationError
from sqlglot import exp, parse_one
from sqlglot.errors import SqlglotError

from app.errors import ExecutionFailed, TooCostly, UnsafeSql
from app.semantics.ambiguity import ambiguous_words
from app.semantics.document import Document, KeyPath, Problem, read_document
from app.semantics.file_format import KEYS, LayerSchema
from app.semantics.joins import path as join_path
from app.semantics.layer import Measure, SemanticLayer
from app.semantics.outline import Declared, Outline, entries

WORDING = {
    "Field may not be null.": "is empty",
    "Invalid input type.": "is not a mapping of keys to values",
    "Missing data for required field.": "is missing",
    "Not a valid boolean.": "is neither true nor false",
    "Not a valid list.": "is not a list",
    "Not a valid string.": "is not a text; put it in quotes",
    "Unknown field.": "is not a key of this part",
}
"""What the schema says, for whoever writes the file."""
Found = tuple[KeyPath, str]
"""Where something is wrong, and what."""


@dataclass(frozen=True)
class Checked:
    """A file that has been checked: its layer, or the errors that keep it from being one."""

    document: Document
    outline: Outline
    layer: SemanticLayer | None
    errors: tuple[Problem, ...] = ()

    def warnings(self) -> tuple[Problem, ...]:
        """What is no error but worth a look: words that mean two things."""
        return tuple(self.document.problem(*it, is_error=False) for it in ambiguous_words(self.outline))


def check_text(text: str) -> Checked:
    """Check a file's text by itself, without any database."""
    document = read_document(text)
    if document.root is None and document.problems:
        return Checked(document, Outline(None), None, document.problems)
    outline = Outline(document.data)
    layer, found = load(document.data)
    found += unknown_names(outline)
    if layer is not None:
        found += wrong_measures(layer, outline)
    errors = in_order(*document.problems, *(document.problem(*it) for it in found))
    return Checked(document, outline, None if errors else layer, errors)


def in_order(*problems: Problem) -> tuple[Problem, ...]:
    """Problems by line, each once."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda problem: problem.line))


def load(data: Any) -> tuple[SemanticLayer | None, list[Found]]:
    """The layer, or what keeps the data from being one."""
    try:
        layer: SemanticLayer = LayerSchema().load({} if data is None else data)
    except ValidationError as error:
        return None, [(path, worded(path, message)) for path, message in flattened(error.messages)]
    return layer, []


def flattened(messages: Any, path: KeyPath = ()) -> Iterator[Found]:
    """The schema's messages, which are nested as the data is."""
    if isinstance(messages, dict):
        for key, inner in messages.items():
            yield from flattened(inner, path if key == "_schema" else (*path, key))
    else:
        yield from ((path, message) for message in messages)


def worded(path: KeyPath, message: str) -> str:
    """A schema's message with the key that it is about."""
    *before, last = path or ("the file",)
    subject = f"«{last}»" if isinstance(last, str) else f"entry {last + 1} of «{before[-1]}»"
    close = get_close_matches(str(last), KEYS - {last}, 1) if message == "Unknown field." else []
    return f"{subject} {WORDING.get(message, message)}" + (f"; did you mean «{close[0]}»?" if close else "")


def unknown_names(outline: Outline) -> list[Found]:
    """Names that lead nowhere, or to two things."""
    columns = {column.name: column.kind for column in outline.columns}
    found = [*repeated(outline.tables), *repeated((*outline.columns, *outline.measures))]
    for table in outline.tables:
        found += unknown_in_table(table, columns)
        ranking = table.entry.get("default_ranking")
        if isinstance(ranking, str) and ranking not in {measure.name for measure in outline.measures}:
            found.append(((*table.path, "default_ranking"), f"there is no measure {ranking}"))
    for place, entry in entries(outline.data, "relationships"):
        for side in ("left", "right"):
            found += unknown_columns(names_in(entry.get(side)), columns, ("relationships", place, side))
    return found


def repeated(declared: tuple[Declared, ...]) -> Iterator[Found]:
    """Names that have been given already."""
    seen: set[str] = set()
    for it in declared:
        if it.name in seen:
            yield it.path, f"{it.name} is declared twice"
        seen.add(it.name)


def unknown_in_table(table: Declared, columns: dict[str, str]) -> Iterator[Found]:
    """What a table says of columns that it does not have."""
    for key in ("primary_key", "name_column", "default_time"):
        names = [f"{table.name}.{name}" for name in names_in(table.entry.get(key))]
        yield from unknown_columns(names, columns, (*table.path, key))
        for name in names:
            if key == "default_time" and columns.get(name, "time_dimension") != "time_dimension":
                yield (*table.path, key), f"{name} is no time dimension"


def unknown_columns(names: list[str], columns: dict[str, str], path: KeyPath) -> Iterator[Found]:
    """Columns that the file does not declare."""
    for name in names:
        if name not in columns:
            yield path, f"there is no column {name}"


def names_in(value: Any) -> list[str]:
    """The names in a value that is one or a list of them; what is none, the schema has complained about."""
    return [name for name in (value if isinstance(value, list) else [value]) if isinstance(name, str)]


def wrong_measures(layer: SemanticLayer, outline: Outline) -> Iterator[Found]:
    """Measures that can't be computed."""
    for table in layer.tables:
        for measure in table.measures:
            for text in wrong_with(measure, layer):
                yield (*outline.paths[measure.reference], "expression"), text


def wrong_with(measure: Measure, layer: SemanticLayer) -> Iterator[str]:
    """What is wrong with a measure's expression."""
    if measure.expression is None:
        if measure.aggregate != "count":
            yield f"«expression» is missing: the {measure.aggregate} of what?"
        return
    try:
        tree = parse_one(measure.expression, dialect="postgres")
    except SqlglotError:
        tree = exp.Command()
    if isinstance(tree, exp.Command):
        yield f"«{measure.expression}» is no expression in SQL; quote a name that is a word of SQL"
    for column in tree.find_all(exp.Column):
        name = f"{column.table}.{column.name}"
        if name not in layer.by_reference:
            yield f"there is no column {name}" if column.table else f"«{column.name}» must be written as table.column"
        elif join_path(layer, measure.table, column.table) is None:
            yield f"no relationship leads from {measure.table} to one row of {column.table}"


def wrong_queries(checked: Checked, check: Callable[[str], object]) -> Iterator[Problem]:
    """Verified queries whose SQL `check` refuses, as the guard and the reader do."""
    for place, query in enumerate(checked.layer.verified_queries if checked.layer else ()):
        try:
            check(query.sql)
        except (UnsafeSql, ExecutionFailed, TooCostly) as error:
            text = f"{error} ({error.detail})" if error.detail else str(error)
            yield checked.document.problem(("verified_queries", place, "sql"), text)
